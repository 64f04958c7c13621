"""A share and the two counts that it is the share of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.comparing.derive.figures import Figure, derived, same_time, within_time
from pipeline.comparing.gates.wording import number_text
from pipeline.comparing.intervals import Interval
from pipeline.comparing.subjects import relate_topics
from pipeline.comparing.subjects.lexicon import fold_words
from pipeline.reading.places import relation
from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings

_LOOSEST = 1.25
_COUNTS = frozenset({"total", "level", "amount"})
_MOST = 12


def share_verdicts(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Verdict]:
    """Within a document: a count in the share's sentence, and a whole; flagged where one sentence says all three."""
    counts = [figure for figure in figures if figure.claim.kind in _COUNTS and figure.slots.unit != "percent"]
    if len(counts) < 2:
        return
    for share in figures:
        if share.slots.unit != "percent" or share.claim.kind not in ("share", "rate"):
            continue
        parts = [count for count in counts if count.claim.quote == share.claim.quote]
        for part in parts:
            wholes = [w for w in counts if w.slots.unit == part.slots.unit and w.point > part.point]
            wholes = [w for w in wholes if within_time(part, w) and not _apart(part, w)]
            fitting = [w for w in wholes if _comes_out(share, part, w)]
            if fitting:
                yield from (_verdict("derived", share, part, whole) for whole in fitting[:_MOST])
            else:
                broken = next((w for w in wholes if _says_of(share, part, w)), None)
                if broken:
                    yield _verdict("derived_conflict", share, part, broken)


def _apart(a: Figure, b: Figure) -> bool:
    return bool(a.slots.place and b.slots.place and relation(a.slots.place, b.slots.place) == "different")


def _percent(part: Figure, whole: Figure) -> Interval:
    return (part.exact / whole.exact).scaled(100)


def _comes_out(share: Figure, part: Figure, whole: Figure) -> bool:
    result, said = _percent(part, whole), share.slots.value
    if not result.meets(said):
        return False
    middle = 100 * part.point / whole.point
    stated = share.point
    return max(middle, stated) <= _LOOSEST * min(middle, stated)


def _says_of(share: Figure, part: Figure, whole: Figure) -> bool:
    """The sentence itself says "P of W": 289 of the 500 (61%)."""
    quote = share.claim.quote
    if not part.claim.quote == whole.claim.quote == quote:
        return False
    inner, outer = re.escape(part.claim.number), re.escape(whole.claim.number)
    return re.search(rf"{inner}\b[^.;:]{{0,40}}?\b(?:of|out of)\s+(?:the\s+|all\s+)?{outer}", quote) is not None


def _verdict(name: str, share: Figure, part: Figure, whole: Figure) -> Verdict:
    text = f"{number_text(part.point)} of {number_text(whole.point)}"
    return derived(
        "derived" if name == "derived" else "derived_conflict",
        "share",
        share,
        [part, whole],
        _percent(part, whole),
        text,
    )


def told_share_verdicts(
    shares: Sequence[Figure], counts: Sequence[Figure], settings: CompareSettings
) -> Iterator[Verdict]:
    """Between documents on one body's figures: a share whose part and whole another document counts."""
    by_body: dict[str, list[Figure]] = {}
    for count in counts:
        for body in {count.slots.body, count.slots.publisher} - {None}:
            by_body.setdefault(str(body), []).append(count)
    for share in shares:
        told = [w for body in {share.slots.body, share.slots.publisher} - {None} for w in by_body.get(str(body), ())]
        for whole in told:
            if whole.claim.doc == share.claim.doc or not _is_whole(whole, share):
                continue
            for part in told:
                if part.claim.doc == whole.claim.doc and part.point < whole.point and _is_part(part, whole, share):
                    name = "derived" if _percent(part, whole).meets(share.slots.value) else "derived_conflict"
                    yield _verdict(name, share, part, whole)


def _is_whole(whole: Figure, share: Figure) -> bool:
    subject = share.slots.subject
    said = set(fold_words(whole.claim.quote))
    return (
        whole.slots.measure == share.slots.measure
        and whole.slots.subject.head == subject.head
        and whole.slots.subject.atoms == subject.atoms
        and (not subject.topics or whole.slots.subject.topics == subject.topics)
        and bool(share.slots.frame.dated and same_time(whole, share))
        and bool(share.slots.place and whole.slots.place and relation(share.slots.place, whole.slots.place) == "same")
        and not whole.slots.subject.qualifiers
        and all(word in said for word in subject.qualifiers)
    )


def _is_part(part: Figure, whole: Figure, share: Figure) -> bool:
    told = share.slots.part
    if told is None or not same_time(part, whole) or part.slots.measure != whole.slots.measure:
        return False
    if (
        part.slots.subject.head != whole.slots.subject.head
        or part.slots.subject.qualifiers
        or part.claim.place != whole.claim.place
    ):
        return False
    if told.topics:
        topics = part.slots.subject.topics
        fits = relate_topics(topics, told.topics, part.slots.measure).kind == "same"
        return fits and topics != whole.slots.subject.topics and part.slots.subject.atoms == whole.slots.subject.atoms
    return told.atoms is not None and part.slots.subject.atoms == told.atoms
