"""Arithmetic on stretches of time: their length, the one before them, the same in another year."""

from __future__ import annotations

from pipeline.reading.periods.dates import Moment, Span, Unit, moment, months_later, shift


def stretch_before(stretch: Span) -> Span | None:
    """The period of the same length that ends where a stretch of whole months or years begins."""
    months = length_in_months(stretch)
    return moved(stretch, -months) if months else None


def units_before(stretch: Span, unit: Unit, count: int) -> Span | None:
    """So many years or months right before a stretch; None for months before a year."""
    begin = stretch.first or stretch.last
    if begin is None or (unit == "month" and begin.month is None):
        return None
    return Span(shift(begin, unit, -count), shift(begin, unit, -1))


def length_in_months(stretch: Span) -> int:
    """How many months a stretch has whose ends are years or months; 0 where it has days or an open end."""
    first, last = stretch
    if first is None or last is None or first.day or last.day:
        return 0
    return 12 * (last.year - first.year) + (last.month or 12) - (first.month or 1) + 1


def in_years(stretch: Span, count: int) -> bool:
    """Whether "the year" may be a stretch (12 months, or two calendar years as a financial year is written), and "the
    year before" one a year before it."""
    first, last = stretch
    if first is None or last is None:
        return False
    if first.day and last.day:
        return year_later(first, 1) == shift(last, "day", 1)
    return bool(length_in_months(stretch)) if count else length_in_months(stretch) in (12, 24)


def years_on(stretch: Span, count: int) -> Span:
    return Span(*(end and year_later(end, count) for end in stretch))


def year_later(date: Moment, count: int) -> Moment:
    """The same day, month or year `count` years on; the 28th for a 29 February that is not there."""
    later = date._replace(year=date.year + count)
    return later if moment(*later) else later._replace(day=28)


def moved(stretch: Span, months: int) -> Span:
    return Span(*(end and months_later(end, months) for end in stretch))
