"""A change and the two values that it leads from and to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isinf

from pipeline.comparing.derive.figures import Figure, derived
from pipeline.comparing.gates.restating import then_and_now
from pipeline.comparing.gates.wording import number_text
from pipeline.comparing.intervals import Interval, point
from pipeline.comparing.subjects import relate_topics
from pipeline.comparing.subjects.lexicon import lexicon
from pipeline.comparing.subjects.reading import SubjectReading
from pipeline.reading.places import relation
from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings


def change_verdicts(
    changes: Sequence[Figure],
    series: Sequence[tuple[Figure, Figure]],
    settings: CompareSettings,
) -> Iterator[Verdict]:
    """Changes against pairs of one series, the earlier first; flagged where the text itself ties the three together."""
    for change in changes:
        for earlier, later in series:
            if not _about_one_thing(change, earlier, later):
                continue
            result = _result(change, earlier, later)
            if result is None or isinf(result.low) or isinf(result.high):
                continue
            fits = result.meets(_signed(change))
            tied = _tied(change, earlier, later)
            if not fits and not tied:
                continue
            shown = result.scaled(-1) if change.claim.direction == "down" else result
            text = f"from {number_text(earlier.point)} to {number_text(later.point)}"
            yield derived("derived" if fits else "derived_conflict", "change", change, [earlier, later], shown, text)


def _signed(change: Figure) -> Interval:
    return change.slots.value


def _result(change: Figure, earlier: Figure, later: Figure) -> Interval | None:
    """What the change from the earlier to the later comes out at, in the change's own unit."""
    if change.slots.unit == "percent":
        if earlier.point <= 0:
            return None
        ratio = later.slots.value / earlier.slots.value
        return (ratio - point(1.0)).scaled(100)
    if change.slots.unit == "times":
        return later.slots.value / earlier.slots.value if earlier.point > 0 else None
    if change.slots.unit == earlier.slots.unit and change.slots.unit != "percent":
        return later.exact - earlier.exact
    return None


def _about_one_thing(change: Figure, earlier: Figure, later: Figure) -> bool:
    if change.claim.id in (earlier.claim.id, later.claim.id) or not _one_source(change, earlier, later):
        return False
    places = (change.slots.place, earlier.slots.place)
    if places[0] is None or places[1] is None or relation(places[0], places[1]) != "same":
        return False
    if _spans(change, earlier, later):
        return _open_subject(change.slots.subject) or _one_subject(change, earlier)
    if change.claim.start is not None:
        return False
    return change.slots.unit in ("percent", "times") and _one_subject(change, earlier)


def _one_source(change: Figure, earlier: Figure, later: Figure) -> bool:
    docs = {change.claim.doc, earlier.claim.doc, later.claim.doc}
    bodies = {change.slots.body, earlier.slots.body, later.slots.body}
    return len(docs) == 1 or (len(bodies) == 1 and None not in bodies)


def _spans(change: Figure, earlier: Figure, later: Figure) -> bool:
    """The change's dates are those of the two values."""
    start, end = change.slots.frame.start, change.slots.frame.end
    first, second = earlier.slots.frame.span(), later.slots.frame.span()
    if not start or not end or not first or not second or start == end:
        return False
    return start.overlaps(first) and end.overlaps(second) and not end.overlaps(first)


def _open_subject(subject: SubjectReading) -> bool:
    """ "The problem has grown": what has grown is said elsewhere."""
    return subject.head in lexicon().light and not subject.topics and not subject.qualifiers


def _one_subject(change: Figure, value: Figure) -> bool:
    mine, whole, part = change.slots.subject, value.slots.subject, value.slots.part
    topics = whole.topics | (part.topics if part else frozenset())
    atoms = part.atoms if part and part.atoms is not None else whole.atoms
    if mine.qualifiers - whole.qualifiers or change.slots.setting() != value.slots.setting():
        return False
    return mine.atoms == atoms and relate_topics(mine.topics, topics, value.slots.measure).kind == "same"


def _tied(change: Figure, earlier: Figure, later: Figure) -> bool:
    """One sentence gives the change with both values, or one document the change between the dates of both."""
    if not change.claim.doc == earlier.claim.doc == later.claim.doc:
        return False
    if change.claim.quote == earlier.claim.quote == later.claim.quote:
        return then_and_now(earlier.slots, later.slots) or _spans(change, earlier, later)
    return _spans(change, earlier, later) and _one_subject(change, earlier) and not _open_subject(change.slots.subject)


def both_ways_verdicts(
    changes: Sequence[Figure], levels: Mapping[tuple[str, str], Sequence[Figure]], settings: CompareSettings
) -> Iterator[Verdict]:
    """One change told in percent and in full, with the value that it led to: 64 more makes 236, so 37% more."""
    percents = [change for change in changes if change.slots.unit == "percent"]
    amounts = [change for change in changes if change.slots.unit not in ("percent", "times")]
    for percent in percents:
        for amount in amounts:
            if not _one_change(percent, amount):
                continue
            for level in levels.get((amount.slots.unit, amount.slots.body or amount.claim.doc), ()):
                if level.point <= amount.point or not _same_world(level, amount) or level.slots.subject.topics:
                    continue
                base = level.exact - amount.exact
                result = (amount.exact / base).scaled(100)
                if result.meets(percent.slots.value):
                    text = f"{number_text(amount.point)} on {number_text(level.point - amount.point)}"
                    yield derived("derived", "change", percent, [level, amount], result, text)


def _one_change(percent: Figure, amount: Figure) -> bool:
    one, other = percent.claim, amount.claim
    return (
        (one.start, one.end, one.direction) == (other.start, other.end, other.direction)
        and one.start is not None
        and percent.slots.body == amount.slots.body
        and _same_world(percent, amount)
        and percent.slots.subject.head == amount.slots.subject.head
    )


def _same_world(a: Figure, b: Figure) -> bool:
    return bool(a.slots.place and b.slots.place and relation(a.slots.place, b.slots.place) == "same")
