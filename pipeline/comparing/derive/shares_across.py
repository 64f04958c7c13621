"""A share that one document states of counts that another states, both by one body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.figures import Figure, figures_of
from pipeline.comparing.derive.shares import part_of_whole
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.subjects import relate_topics
from pipeline.comparing.subjects.lexicon import fold_words
from pipeline.reading.places import relation
from pipeline.records.settings import CompareSettings


def share_equations_across(read: Sequence[NormalisedClaim], settings: CompareSettings) -> Iterator[Equation]:
    """Between documents on one body's figures: a share whose part and whole another document counts."""
    figures = _figures(read, settings)
    by_body: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.claim.unit == "count" and figure.claim.kind in ("total", "level"):
            for body in {figure.norm.body, figure.norm.publisher} - {None}:
                by_body.setdefault(str(body), []).append(figure)
    for share in figures:
        if share.claim.kind != "share":
            continue
        told = [w for body in {share.norm.body, share.norm.publisher} - {None} for w in by_body.get(str(body), ())]
        for whole in told:
            if whole.claim.doc == share.claim.doc or not _is_whole(whole, share):
                continue
            for part in told:
                if part.claim.doc == whole.claim.doc and part.point < whole.point and _is_part(part, whole, share):
                    near, result = part_of_whole(part, whole)[2:]
                    yield Equation("share", "share", share, (part, whole), near, result, share.near, 1)


def _figures(read: Sequence[NormalisedClaim], settings: CompareSettings) -> list[Figure]:
    by_doc: dict[str, list[NormalisedClaim]] = {}
    for norm in read:
        by_doc.setdefault(norm.claim.doc, []).append(norm)
    return [figure for _, members in sorted(by_doc.items()) for figure in figures_of(members, settings)]


def _is_whole(whole: Figure, share: Figure) -> bool:
    subject = share.norm.subject
    said = set(fold_words(whole.claim.quote))
    return (
        whole.norm.measure == share.norm.measure
        and whole.norm.subject.head == subject.head
        and whole.norm.subject.atoms == subject.atoms
        and (not subject.topics or whole.norm.subject.topics == subject.topics)
        and bool(share.norm.frame.dated and whole.at_one_time(share))
        and bool(share.norm.place and whole.norm.place and relation(share.norm.place, whole.norm.place) == "same")
        and not whole.norm.subject.qualifiers
        and all(word in said for word in subject.qualifiers)
    )


def _is_part(part: Figure, whole: Figure, share: Figure) -> bool:
    told = share.norm.part
    if told is None or not part.at_one_time(whole) or part.norm.measure != whole.norm.measure:
        return False
    if (
        part.norm.subject.head != whole.norm.subject.head
        or part.norm.subject.qualifiers
        or part.claim.place != whole.claim.place
    ):
        return False
    if told.topics:
        topics = part.norm.subject.topics
        fits = relate_topics(topics, told.topics, part.norm.traits).kind == "same"
        return fits and topics != whole.norm.subject.topics and part.norm.subject.atoms == whole.norm.subject.atoms
    return told.atoms is not None and part.norm.subject.atoms == told.atoms
