"""A share that one document tells of counts that another tells, both by one body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.figures import Figure, figures_of
from pipeline.comparing.derive.shares import part_of_whole
from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.subjects import relate_topics
from pipeline.comparing.subjects.lexicon import fold_words
from pipeline.reading.places import relation
from pipeline.records.settings import CompareSettings


def told_share_equations(read: Sequence[Slots], settings: CompareSettings) -> Iterator[Equation]:
    """Between documents on one body's figures: a share whose part and whole another document counts."""
    figures = _figures(read, settings)
    by_body: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.claim.unit == "count" and figure.claim.kind in ("total", "level"):
            for body in {figure.slots.body, figure.slots.publisher} - {None}:
                by_body.setdefault(str(body), []).append(figure)
    for share in figures:
        if share.claim.kind != "share":
            continue
        told = [w for body in {share.slots.body, share.slots.publisher} - {None} for w in by_body.get(str(body), ())]
        for whole in told:
            if whole.claim.doc == share.claim.doc or not _is_whole(whole, share):
                continue
            for part in told:
                if part.claim.doc == whole.claim.doc and part.point < whole.point and _is_part(part, whole, share):
                    near, result = part_of_whole(part, whole)[2:]
                    yield Equation("share", "share", share, (part, whole), near, result, share.near, 1)


def _figures(read: Sequence[Slots], settings: CompareSettings) -> list[Figure]:
    by_doc: dict[str, list[Slots]] = {}
    for slots in read:
        by_doc.setdefault(slots.claim.doc, []).append(slots)
    return [figure for _, members in sorted(by_doc.items()) for figure in figures_of(members, settings)]


def _is_whole(whole: Figure, share: Figure) -> bool:
    subject = share.slots.subject
    said = set(fold_words(whole.claim.quote))
    return (
        whole.slots.measure == share.slots.measure
        and whole.slots.subject.head == subject.head
        and whole.slots.subject.atoms == subject.atoms
        and (not subject.topics or whole.slots.subject.topics == subject.topics)
        and bool(share.slots.frame.dated and whole.at_one_time(share))
        and bool(share.slots.place and whole.slots.place and relation(share.slots.place, whole.slots.place) == "same")
        and not whole.slots.subject.qualifiers
        and all(word in said for word in subject.qualifiers)
    )


def _is_part(part: Figure, whole: Figure, share: Figure) -> bool:
    told = share.slots.part
    if told is None or not part.at_one_time(whole) or part.slots.measure != whole.slots.measure:
        return False
    if (
        part.slots.subject.head != whole.slots.subject.head
        or part.slots.subject.qualifiers
        or part.claim.place != whole.claim.place
    ):
        return False
    if told.topics:
        topics = part.slots.subject.topics
        fits = relate_topics(topics, told.topics, part.slots.traits).kind == "same"
        return fits and topics != whole.slots.subject.topics and part.slots.subject.atoms == whole.slots.subject.atoms
    return told.atoms is not None and part.slots.subject.atoms == told.atoms
