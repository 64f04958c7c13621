"""Spans of ISO 8601 dates at the text's own precision, and the spans that can be made of one."""

from __future__ import annotations

from datetime import date

from pipeline.reading.periods.dates import Unit, days_in_month, parse_moment, shift

Span = tuple[str | None, str | None]
"""Start and end; an open side is None."""

NONE: Span = (None, None)

A_YEAR, A_MONTH, A_DAY = len("2019"), len("2019-06"), len("2019-06-30")
"""The lengths of dates as precise as that."""


def ordered(span: Span) -> bool:
    """Whether a span does not end before it starts, at the precision that both ends share."""
    start, end = span
    if start is None or end is None:
        return True
    shared = min(len(start), len(end))
    return start[:shared] <= end[:shared]


def moved(date: str, unit: Unit, count: int) -> str:
    """The date `count` units on (back where negative), as precise as it is; the last day of a month that is shorter."""
    base = parse_moment(date)
    if base is None:
        return date
    there = base._replace(year=base.year + count) if unit == "year" else shift(base, unit, count)
    if base.day and there.month:
        there = there._replace(day=min(there.day or base.day, days_in_month(there.year, there.month)))
    return there.iso + date[len(there.iso) :]


def in_year(span: Span, year: str) -> Span:
    """The span in another year, where it names months or days; else as it is."""
    start, end = span
    if any(date is not None and len(date) == len(year) for date in span):
        return span
    return start and _in_year(start, year), end and _in_year(end, year)


def _in_year(date: str, year: str) -> str:
    return moved(date, "year", int(year) - int(date[:4]))


def length_in_days(span: Span) -> float:
    """How long a span is, an open side counting as nothing; a year is 365 days and a month 30."""
    start, end = span
    if start is None or end is None:
        return 0.0
    return _days(end, last=True) - _days(start, last=False)


def days_between(earlier: str, later: str) -> float:
    """From the beginning of one date to the beginning of another, roughly."""
    return _days(later, last=False) - _days(earlier, last=False)


def _days(date: str, last: bool) -> float:
    year, month, day = int(date[:4]), date[5:7], date[8:10]
    days = year * 365.0
    days += (int(month) - 1) * 30.4 if month else (365.0 if last else 0.0)
    return days + (int(day) - 1 + last if day else (30.4 if last and month else 0.0))


def years_of(span: Span) -> list[Span]:
    """The years of a span that runs from one year to another, each as a span; none where it has other dates."""
    start, end = span
    if start is None or end is None or not len(start) == len(end) == A_YEAR:
        return []
    return [(str(year), str(year)) for year in range(int(start), int(end) + 1)]


def monday_of(day: str) -> str:
    """The Monday of the week in which a day lies."""
    return moved(day, "day", -date.fromisoformat(day).weekday())
