"""The passes beside the gates: a part above its whole, and dates of one fact that exclude each other."""

from __future__ import annotations

from pipeline.comparing.gates.restating import equal_points, retells
from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.spans import TimeRelation, months_between
from pipeline.comparing.gates.wording import figure_text, interval_text
from pipeline.comparing.intervals import Interval
from pipeline.comparing.subjects import SubjectRelation
from pipeline.records.model import Claim, Verdict
from pipeline.records.settings import CompareSettings

_ADDS_UP = frozenset({"total", "level", "amount"})
_LEAST_TELLING = 100
_LOOSE_MEASURES = frozenset({"participation", "other"})  # what was done is not in their slots


def adds_up(claim: Claim) -> bool:
    """Whether a whole is at least as much as each of its parts: counts and sums, where the slots say what was done."""
    return claim.kind in _ADDS_UP and claim.unit not in ("percent", "times") and claim.measure not in _LOOSE_MEASURES


def containment(
    a: Slots,
    b: Slots,
    subject: SubjectRelation,
    place: str,
    time: TimeRelation,
    first: Interval,
    second: Interval,
) -> str | None:
    """The arithmetic where a part's count is above its whole's, else None. Shares of part and whole never compare."""
    if subject.unsaid or not adds_up(a.claim):
        return None
    relations = [relation for relation in (subject.kind, place) if relation != "same"]
    if relations not in (["within"], ["contains"]):
        return None
    a_is_part = relations == ["within"]
    nested = time.kind == "part" and (time.earlier == "a") == a_is_part and a.frame.kind == b.frame.kind == "flow"
    if time.kind != "same" and not nested:
        return None
    part, whole, part_value, whole_value = (a, b, first, second) if a_is_part else (b, a, second, first)
    if not whole_value.below(part_value):
        return None
    where = f"{part.place} lies in {whole.place}" if place != "same" else "one is part of the other"
    least, most = Interval(part_value.low, part_value.low), Interval(whole_value.high, whole_value.high)
    return (
        f"{where}; the part, {figure_text(part.claim)}, is {interval_text(least, part.claim.unit)} at least; "
        f"the whole, {figure_text(whole.claim)}, {interval_text(most, whole.claim.unit)} at most"
    )


def period_conflict(
    a: Slots, b: Slots, time: TimeRelation, first: Interval, second: Interval, settings: CompareSettings
) -> Verdict | None:
    """One study, event or counter of one body, told by two documents with dates that exclude each other."""
    if a.claim.doc == b.claim.doc or a.body is None or a.body != b.body:
        return None
    if time.starts_differ and a.frame.start and b.frame.start:
        apart = months_between(a.frame.start, b.frame.start)
        dates = f"since {a.claim.start} and since {b.claim.start}"
    elif time.kind == "ordered" and a.frame.kind in ("level", "flow") and _one_figure(a, b, first, second):
        spans = a.frame.span(), b.frame.span()
        if spans[0] is None or spans[1] is None:
            return None
        apart = months_between(spans[0], spans[1])
        dates = f"{_dates(a)} and {_dates(b)}"
    else:
        return None
    if apart > settings.series_months:
        return None
    gap = f"{apart:.0f} months apart at least" if apart >= 1 else "no day in common"
    arithmetic = f"{figure_text(a.claim)} and {figure_text(b.claim)}, {dates}: {gap}"
    return Verdict(a.claim.id, (b.claim.id,), "period_conflict", "dates", arithmetic)


def _one_figure(a: Slots, b: Slots, first: Interval, second: Interval) -> bool:
    """One value by one body is one figure where two years would hardly give it twice: shares, or three digits."""
    if not retells(a, b, first, second):
        return False
    if a.unit in ("percent", "times"):
        return True
    return equal_points(a, b, first, second) and abs(a.claim.value or 0) >= _LEAST_TELLING


def _dates(slots: Slots) -> str:
    start, end = slots.claim.start, slots.claim.end
    return f"{start} to {end}" if start and end and start != end else str(start or end)
