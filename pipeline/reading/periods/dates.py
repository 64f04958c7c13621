"""Calendar dates of any precision, and arithmetic on them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$")
_YEARS = {"year": 1, "decade": 10, "century": 100}
_MONTHS = {"month": 1, "quarter": 3}
_DAYS = {"day": 1, "week": 7, "weekend": 7}
SATURDAY = 5


class Moment(NamedTuple):
    """A year, a month of it or a day of that: as precise as its text."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        return "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in self[1:] if part is not None)])


class Span(NamedTuple):
    """From a moment to a moment, both included; an open side is None."""

    first: Moment | None
    last: Moment | None


def parse_moment(text: str | None) -> Moment | None:
    """The moment that an ISO 8601 date or time names, at its precision; None where it names none."""
    match = _ISO.match(text.strip()) if text else None
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return moment(year, month, day) if year else None


def moment(year: int, month: int | None = None, day: int | None = None) -> Moment | None:
    """The moment, or None where the calendar has no such day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Moment(year, month, day if month else None)


def shift(base: Moment, unit: Unit, count: int) -> Moment:
    """`count` units after the base (before it where negative), no finer than the unit or the base."""
    if unit in _YEARS:
        return Moment(base.year + count * _YEARS[unit])
    if base.month is None:
        return base
    if unit in _MONTHS:
        months = base.year * 12 + base.month - 1 + count * _MONTHS[unit]
        return Moment(months // 12, months % 12 + 1)
    if base.day is None:
        return base
    moved = date(base.year, base.month, base.day) + timedelta(days=count * _DAYS[unit])
    return Moment(moved.year, moved.month, moved.day)


def around(base: Moment, unit: Unit) -> Span:
    """The calendar unit in which the base lies: its week from Monday, quarter, decade, century; else its own date."""
    if unit == "decade":
        return years(base.year // 10 * 10, base.year // 10 * 10 + 9)
    if unit == "century":
        return years((base.year - 1) // 100 * 100 + 1, (base.year - 1) // 100 * 100 + 100)
    if unit == "year" or base.month is None:
        return Span(Moment(base.year), Moment(base.year))
    if unit == "quarter":
        first = (base.month - 1) // 3 * 3 + 1
        return Span(Moment(base.year, first), Moment(base.year, first + 2))
    if unit == "month" or base.day is None:
        return Span(Moment(base.year, base.month), Moment(base.year, base.month))
    if unit == "weekend":
        saturday = shift(base, "day", SATURDAY - date(base.year, base.month, base.day).weekday())
        return Span(saturday, shift(saturday, "day", 1))
    if unit == "week":
        monday = shift(base, "day", -date(base.year, base.month, base.day).weekday())
        return Span(monday, shift(monday, "day", 6))
    return Span(base, base)


def is_after(day: Moment, date: Moment) -> bool:
    """Whether a day lies after a date, as far as that one says."""
    told = tuple(part for part in date if part is not None)
    return day[: len(told)] > told


def week_of_month(year: int, month: int, n: int) -> Span:
    """The nth seven days of a month, or its last seven where n is -1."""
    days = monthrange(year, month)[1]
    first = days - 6 if n < 0 or 7 * n > days else 7 * n - 6
    return Span(Moment(year, month, first), Moment(year, month, first + 6))


def weeks_of_year(year: int, first: int, last: int) -> Span | None:
    """The ISO weeks of a year from one number to another, Monday to Sunday; None where the year has no such week."""
    try:
        monday, sunday = date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7)
    except ValueError:
        return None
    return Span(Moment(monday.year, monday.month, monday.day), Moment(sunday.year, sunday.month, sunday.day))


def weekend_of_month(year: int, month: int, n: int) -> Span:
    """The nth Saturday of a month and the day behind it, the last one where n is -1."""
    days = monthrange(year, month)[1]
    saturdays = [day for day in range(1, days + 1) if date(year, month, day).weekday() == SATURDAY]
    saturday = Moment(year, month, saturdays[-1 if n < 0 else min(n, len(saturdays)) - 1])
    return Span(saturday, shift(saturday, "day", 1))


def is_quarter(span: Span) -> bool:
    """Whether a span is a quarter of a year by its months."""
    first, last = span
    if first is None or last is None or first.month is None or last.month is None or first.day or last.day:
        return False
    return first.year == last.year and first.month % 3 == 1 and last.month == first.month + 2


def is_month_end(found: Moment) -> bool:
    """Whether a moment is the last day of its month."""
    return found.month is not None and found.day == monthrange(found.year, found.month)[1]


def months_later(found: Moment, count: int) -> Moment:
    """The moment so many months later, as precise as it is; the last day of a month stays one."""
    if found.month is None:
        return Moment(found.year + count // 12)
    moved = shift(found, "month", count)
    if found.day is None:
        return moved
    days = monthrange(moved.year, moved.month or 1)[1]
    return Moment(moved.year, moved.month, days if is_month_end(found) else min(found.day, days))


def days_in_month(year: int | None, month: int) -> int:
    """How many days a month has; of a February whose year is not known 28."""
    return monthrange(year or 2023, month)[1]


def years(first: int, last: int) -> Span:
    """The span from the first to the last of these years."""
    return Span(Moment(first), Moment(last))


def weekday_near(base: Moment, weekday: int, direction: int, *, other: bool = False) -> Moment:
    """The day of that name (0 Monday) nearest to the base, before it or after it, or the base itself if not `other`.

    A base that is less precise than a day comes back as it is.
    """
    if base.month is None or base.day is None:
        return base
    distance = (weekday - date(base.year, base.month, base.day).weekday()) % 7
    if distance == 0:
        return shift(base, "day", 7 * direction) if other else base
    return shift(base, "day", distance if direction > 0 else distance - 7)
