"""One figure stated for two stretches of time, and a figure that is so much of the one for each of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.comparing.derive.candidates import Candidate, equations, within_reach
from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.evidence import cue
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.derive.shares import is_count
from pipeline.comparing.gates.spans import DAYS_A_MONTH
from pipeline.comparing.intervals import Interval
from pipeline.records.settings import CompareSettings

_DAYS = {"year": 365.25, "month": DAYS_A_MONTH, "week": 7.0, "day": 1.0, "night": 1.0, "hour": 1 / 24,
         "minute": 1 / 1440, "second": 1 / 86400}  # fmt: skip
_WIDTH = 0.04
"""How far a rate may lie from its base over the time between: a year of work days, a month of thirty."""


def rate_equations(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """Rates that follow from a rate or a count over a longer time."""
    for rate in figures:
        if rate.claim.kind != "rate" or rate.norm.per not in _DAYS:
            continue
        bases = [
            Candidate("rate", (base,), *(_over(each, length, _DAYS[rate.norm.per]) for each in (base.near, base.exact)))
            for base in within_reach(rate, figures, settings.sum_window)
            if is_count(base) and (length := _days(base)) and length > _DAYS[rate.norm.per]
        ]
        yield from equations("quotient", rate, rate.worked_out, bases)


def _days(figure: Figure) -> float | None:
    """Over how many days a figure counts."""
    if figure.claim.kind == "rate":
        return _DAYS.get(figure.norm.per or "")
    span = figure.norm.frame.span()
    return float(span.days()) if span and figure.claim.kind == "total" else None


def _over(value: Interval, longer: float, shorter: float) -> Interval:
    once = value.scaled(shorter / longer)
    return Interval(once.low * (1 - _WIDTH), once.high * (1 + _WIDTH))


def quotient_equations(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """So much of the one for each of the other: an average, a figure a head."""
    for ratio in figures:
        if ratio.claim.kind not in ("rate", "amount", "level") or not cue("for_each").search(
            f"{ratio.claim.quote} {ratio.claim.subject}"
        ):
            continue
        counts = [each for each in within_reach(ratio, figures, settings.sum_window) if is_count(each)]
        yield from equations("quotient", ratio, ratio.worked_out, _quotients(ratio, counts))


def _quotients(ratio: Figure, counts: Sequence[Figure]) -> Iterator[Candidate]:
    money = ratio.norm.unit == "money"
    for upper in counts:
        for lower in counts:
            fits = upper.claim.unit == ratio.claim.unit if money else upper.norm.unit == "count"
            if fits and lower is not upper and lower.norm.unit == "count" and upper.point > lower.point > 1:
                yield Candidate("quotient", (upper, lower), upper.near / lower.near, upper.exact / lower.exact)
