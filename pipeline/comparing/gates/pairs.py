"""Two claims through the gates: measure, unit and kind, subject, place, period, value."""

from __future__ import annotations

from dataclasses import replace

from pipeline.comparing.gates.better_matches import SAYS_LITTLE
from pipeline.comparing.gates.passes import containment, period_conflict
from pipeline.comparing.gates.restating import (
    equal_points,
    meet_tightly,
    one_stretch,
    retells,
    then_and_now,
    told_apart,
)
from pipeline.comparing.gates.slots import Slots, ratio_of, read_slots, values_of
from pipeline.comparing.gates.spans import TimeRelation, relate_times
from pipeline.comparing.gates.subject_gate import relate_subjects
from pipeline.comparing.gates.wording import range_text, said_text, values_text
from pipeline.comparing.intervals import Interval
from pipeline.comparing.subjects import SubjectRelation
from pipeline.reading.places import relation as place_relation
from pipeline.records.model import FLAGGED, Claim, Verdict, VerdictName
from pipeline.records.settings import CompareSettings


def compare(a: Claim, b: Claim, settings: CompareSettings) -> tuple[Verdict, ...]:
    """What the rules say of two claims: one verdict, and a `period_conflict` beside it where there is one."""
    return compare_slots(read_slots(a, settings), read_slots(b, settings), settings)


def compare_slots(a: Slots, b: Slots, settings: CompareSettings) -> tuple[Verdict, ...]:
    """`compare` for claims whose slots have been read already."""
    return tuple(_if_sure(verdict, a.claim, b.claim, settings) for verdict in _through_the_gates(a, b, settings))


def _if_sure(verdict: Verdict, a: Claim, b: Claim, settings: CompareSettings) -> Verdict:
    """A flag needs readings to stand on: within one document, whose numbers stand close together and differ in what a
    reader may have missed, surer ones."""
    least = min(a.confidence, b.confidence)
    wanted = settings.sure_within_document if a.doc == b.doc else settings.sure_to_flag
    if verdict.verdict not in FLAGGED or least >= wanted:
        return verdict
    unsure = f"{verdict.arithmetic}; but read with a confidence of {least:.2g}, under {wanted:.2g}"
    return replace(verdict, verdict="unknown", rule="reading", arithmetic=unsure)


def _through_the_gates(a: Slots, b: Slots, settings: CompareSettings) -> tuple[Verdict, ...]:
    if a.measure != b.measure:
        return (_verdict(a, b, "scope", "measure", f"{a.claim.measure} against {b.claim.measure}"),)
    if a.unit != b.unit or a.kind != b.kind:
        return (_verdict(a, b, "scope", "unit and kind", f"{a.unit}, {a.kind} against {b.unit}, {b.kind}"),)
    subject = relate_subjects(a, b)
    first, second = values_of(a, b)
    if then_and_now(a, b) and not equal_points(a, b, first, second) and _one_place(a, b):
        return (_verdict(a, b, "progression", "then and now", f"one sentence tells {values_text(a, b)}"),)
    if subject.kind != "same" and one_stretch(a, b, first, second, settings):
        return (_meeting(a, b, first, second, "stretch of time", settings, ("one stretch of time told twice",)),)
    if subject.kind == "different":
        return (_verdict(a, b, "scope", "subject", subject.why),)
    place = _relate_places(a, b)
    if place in ("different", "unknown"):
        return (_verdict(a, b, "scope", "place", f"{a.place} against {b.place}"),)
    time = time_relation(a, b, settings)
    if place in ("within", "contains") or subject.kind in ("within", "contains"):
        return (_part_and_whole(a, b, subject, place, time, first, second, settings),)
    if place == "open":
        return (_open(a, b, "place", "one names no place", first, second, settings),)
    verdict = _at_times(a, b, time, first, second, settings)
    beside = period_conflict(a, b, time, first, second, settings)
    if beside is None:
        return (verdict,)
    if verdict.verdict == "progression" and retells(a, b, first, second) and not time.starts_differ:
        verdict = replace(verdict, verdict="agree", rule="dates")
    return verdict, beside


def time_relation(a: Slots, b: Slots, settings: CompareSettings) -> TimeRelation:
    """The period gate for two claims, by itself."""
    return relate_times(
        a.frame,
        b.frame,
        same_document=a.claim.doc == b.claim.doc,
        same_publisher=a.publisher is not None and a.publisher == b.publisher,
        months=settings.undated_months,
    )


def _at_times(
    a: Slots, b: Slots, time: TimeRelation, first: Interval, second: Interval, settings: CompareSettings
) -> Verdict:
    """The period and the value gate, for claims of one subject and place."""
    notes = ("inferred",) if time.inferred else ()
    if time.kind == "same":
        if first.meets(second):
            return _meeting(a, b, first, second, "value", settings, notes)
        if told_apart(a, b, settings):
            return _verdict(a, b, "scope", "siblings", "two claims of one document", notes)
        return _verdict(a, b, "conflict", "value", _apart(a, b, first, second), notes)
    if time.kind == "open":
        return _open(a, b, "period", time.note, first, second, settings)
    if time.kind == "update":
        if meet_tightly(a, b, first, second, settings):
            return _meeting(a, b, first, second, "undated", settings, (*notes, "the later page may repeat it"))
        arithmetic = f"{values_text(a, b)}; {time.note}"
        return _verdict(a, b, "progression", "undated", arithmetic, (*notes, "perhaps an update"))
    if time.kind == "ordered":
        return _ordered(a, b, time, first, second)
    if equal_points(a, b, first, second):
        return _meeting(a, b, first, second, "period", settings, (time.note,))
    return _verdict(a, b, "scope", "period", time.note)


def _ordered(a: Slots, b: Slots, time: TimeRelation, first: Interval, second: Interval) -> Verdict:
    earlier, later = (first, second) if time.earlier == "a" else (second, first)
    arithmetic = f"{values_text(a, b)}; {_times_text(a)} and {_times_text(b)}"
    if a.frame.kind == "counter" and b.frame.kind == "counter" and later.below(earlier):
        if time.note or a.frame.to_date or b.frame.to_date:
            return _verdict(a, b, "scope", "period", time.note or "counts of different years")
        return _verdict(a, b, "regression", "counters", f"{arithmetic}; a running count cannot fall")
    rule = "counters" if a.frame.kind == "counter" else "levels" if a.frame.kind == "level" else "flows"
    return _verdict(a, b, "progression", rule, arithmetic)


def _part_and_whole(
    a: Slots,
    b: Slots,
    subject: SubjectRelation,
    place: str,
    time: TimeRelation,
    first: Interval,
    second: Interval,
    settings: CompareSettings,
) -> Verdict:
    """One subject or place within the other's: never the same thing, but a part's count cannot be above its whole's."""
    broken = containment(a, b, subject, place, time, first, second)
    if broken:
        return _verdict(a, b, "conflict", "containment", broken, ("inferred",) if time.inferred else ())
    why = subject.why if subject.kind != "same" else f"{a.place} against {b.place}"
    gate = "subject" if subject.kind != "same" else "place"
    if gate == "subject" and place == "same":
        if time.kind in ("same", "open", "update") and _same_figure(a, b, first, second, subject, settings):
            return _meeting(a, b, first, second, "subject", settings, (f"one says less: {why}",))
        if subject.unsaid and time.kind in ("ordered", "update"):
            ordered = _ordered(a, b, time, first, second)
            if ordered.verdict == "progression":
                return replace(ordered, notes=(*ordered.notes, f"one says less: {why}"))
    return _verdict(a, b, "scope", gate, why)


def _same_figure(
    a: Slots, b: Slots, first: Interval, second: Interval, subject: SubjectRelation, settings: CompareSettings
) -> bool:
    """A figure told again in fewer words: the very value, or within one document one that fits it closely."""
    if a.setting() != b.setting():
        return False
    if equal_points(a, b, first, second):
        return True
    return a.claim.doc == b.claim.doc and meet_tightly(a, b, first, second, settings) and _hedged_down(a, b)


def _hedged_down(a: Slots, b: Slots) -> bool:
    return "min" in (a.claim.bound, b.claim.bound) or "about" in (a.claim.bound, b.claim.bound)


def _open(
    a: Slots, b: Slots, gate: str, why: str, first: Interval, second: Interval, settings: CompareSettings
) -> Verdict:
    """A slot is not known on one side: at most compatible, never flagged."""
    if meet_tightly(a, b, first, second, settings):
        return _meeting(a, b, first, second, gate, settings, (why,))
    if gate == "period" and a.frame.dated != b.frame.dated and a.frame.kind == "level":
        return _verdict(a, b, "progression", "undated", f"{values_text(a, b)}; {why}", ("perhaps an update",))
    return _verdict(a, b, "unknown", gate, f"{values_text(a, b)}; {why}")


def _meeting(
    a: Slots,
    b: Slots,
    first: Interval,
    second: Interval,
    rule: str,
    settings: CompareSettings,
    notes: tuple[str, ...] = (),
) -> Verdict:
    name: VerdictName = "agree" if equal_points(a, b, first, second) and rule in ("value", "dates") else "compatible"
    if not meet_tightly(a, b, first, second, settings):
        notes = (*notes, SAYS_LITTLE)
    return _verdict(a, b, name, rule, f"{said_text(a, first)}; {said_text(b, second)}: they meet", notes)


def _apart(a: Slots, b: Slots, first: Interval, second: Interval) -> str:
    ratio = ratio_of(a, b)
    times = f" (×{ratio:.{1 if ratio >= 1.1 else 4}f})" if ratio < float("inf") else ""
    return f"{said_text(a, first)}; {said_text(b, second)}: they do not meet{times}"


def _one_place(a: Slots, b: Slots) -> bool:
    return _relate_places(a, b) in ("same", "open")


def _relate_places(a: Slots, b: Slots) -> str:
    if a.place is None and b.place is None:
        return "same" if a.claim.doc == b.claim.doc else "open"
    if a.place is None or b.place is None:
        return "open"
    return place_relation(a.place, b.place)


def _times_text(slots: Slots) -> str:
    reference = slots.frame.reference()
    return range_text(slots, reference) if reference else "no date known"


def _verdict(
    a: Slots, b: Slots, verdict: VerdictName, rule: str, arithmetic: str, notes: tuple[str, ...] = ()
) -> Verdict:
    return Verdict(a.claim.id, (b.claim.id,), verdict, rule, arithmetic, notes=notes)
