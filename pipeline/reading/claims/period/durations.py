"""How long a length of time is, and where it begins that ends on a date."""

from __future__ import annotations

from pipeline.reading.claims.period.spans import A_DAY, moved
from pipeline.reading.periods.dates import Unit
from pipeline.reading.periods.lexicon import lexicon
from pipeline.reading.periods.words import number_of

_LONGEST = 60
"""A length of more units than this is an age or a sentence rather than the time that a count is of."""


def begun_of(last: str, unit: Unit, count: int) -> str | None:
    """Where a length begins whose last year, month or day is counted in; None where it is that one only."""
    if unit == "week":
        return moved(last, "day", 1 - 7 * count) if len(last) == A_DAY else None
    return moved(last, unit, 1 - count) if count > 1 else None


def measured(surface: str) -> tuple[int, Unit] | None:
    """How many of which unit a length of time is; a decade is ten years, a fortnight two weeks."""
    words = surface.lower().replace("-", " ").split()
    if "fortnight" in words:
        return 2, "week"
    if words[-2:] == ["half", "year"]:
        return 6, "month"
    unit = next((units[word] for word in words if word in (units := lexicon().units)), None)
    count = sum(n for word in words if (n := number_of(word)))
    if unit == "decade":
        unit, count = "year", 10 * max(1, count)
    return (count, unit) if unit in {"year", "month", "week", "day"} and 0 < count <= _LONGEST else None
