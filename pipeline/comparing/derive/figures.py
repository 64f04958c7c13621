"""A claim as a term of arithmetic."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.wording import figure_text, interval_text, number_text
from pipeline.comparing.intervals import Interval, in_base_unit, point
from pipeline.records.model import Claim, Verdict, VerdictName

_SCALED = re.compile(r"(million|billion|trillion|thousand|hundred|dozen)|\d\s*(k|m|bn)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """`n` is the claim's place in its document; `exact` what it stands for in a sum, where integers in digits are
    themselves ("500" is 500); `point` the stated value in the family's base unit, the middle of a range."""

    n: int
    slots: Slots
    exact: Interval
    point: float

    @property
    def claim(self) -> Claim:
        return self.slots.claim


def figure_of(n: int, slots: Slots) -> Figure:
    claim = slots.claim
    exact = _counted(claim) or slots.value
    stated = (exact.low + exact.high) / 2 if claim.value is None else in_base_unit(point(claim.value), claim.unit).low
    return Figure(n, slots, exact, stated)


def _counted(claim: Claim) -> Interval | None:
    if claim.value is None or claim.unit != "count" or claim.bound != "exact" or _SCALED.search(claim.number):
        return None
    return point(claim.value) if claim.value == int(claim.value) else None


def same_time(a: Figure, b: Figure) -> bool:
    return (a.claim.start, a.claim.end) == (b.claim.start, b.claim.end)


def within_time(part: Figure, whole: Figure) -> bool:
    """The part's time lies in the whole's, or neither, or only one, is stated."""
    if same_time(part, whole):
        return True
    first, second = part.slots.frame.span(), whole.slots.frame.span()
    return first is None or second is None or first.within(second)


def derived(
    name: VerdictName, rule: str, follows: Figure, terms: list[Figure], result: Interval, sum_text: str
) -> Verdict:
    """`result` is what the terms come out at; a conflict carries its gap as a note."""
    claim = follows.claim
    said = follows.exact if rule == "sum" else _unsigned(follows)
    outcome = "fits" if name == "derived" else "does not fit"
    unit = follows.slots.unit if follows.slots.unit in ("percent", "count", "times") else claim.unit
    arithmetic = f"{sum_text} = {interval_text(result, unit)}; {figure_text(claim)} {outcome}"
    if said.low != said.high:
        arithmetic += f" ({interval_text(said, unit)})"
    notes = (f"gap {_gap(result, said):.4g}",) if name == "derived_conflict" else ()
    return Verdict(claim.id, tuple(term.claim.id for term in terms), name, rule, arithmetic, notes=notes)


def _unsigned(figure: Figure) -> Interval:
    down = figure.claim.kind == "change" and figure.claim.direction == "down"
    return figure.slots.value.scaled(-1) if down else figure.slots.value


def _gap(result: Interval, said: Interval) -> float:
    lower, upper = (result, said) if result.below(said) else (said, result)
    return upper.low / lower.high if lower.high > 0 else 1.0


def terms_text(terms: list[Figure], sign: str) -> str:
    return f" {sign} ".join(number_text(term.point) for term in terms)
