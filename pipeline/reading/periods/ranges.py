"""Two joined mentions: a length of time with its end, a range over the turn of a year, a year that both share."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.periods.dates import Moment, Span, is_month_end, moment, months_later, shift
from pipeline.reading.periods.mention import Mention


def before_date(length: Mention, end: Moment) -> Span | None:
    """The length of time that ends with a date: "the year ending March 2023" is April 2022 to March 2023."""
    if length.count is None or (length.unit in ("day", "week") and not end.day):
        return None
    begin = shift(end, length.unit, -abs(length.count) or -1)
    if end.day and is_month_end(end) and length.unit not in ("day", "week"):
        months = -abs(length.count) * (12 if length.unit == "year" else 3 if length.unit == "quarter" else 1)
        start = months_later(Moment(end.year, end.month), months + 1)._replace(day=1)
    elif end.day:
        start = shift(_same_day(end, begin), "day", 1)
    elif end.month:
        start = shift(_same_day(end, begin), "month", 1)
    else:
        start = shift(begin, "year", 1) if length.unit == "year" else begin
    return Span(start, end)


def from_date(length: Mention, start: Moment) -> Span | None:
    """The length of time that begins with a date: "the six months from January 2020" ends with June."""
    if length.count is None or (length.unit in ("day", "week") and not start.day):
        return None
    beyond = shift(start, length.unit, length.count)
    end = Moment(beyond.year, beyond.month or start.month, start.day and (beyond.day or start.day))
    return Span(start, shift(end, "day" if start.day else "month", -1))


def _same_day(end: Moment, begin: Moment) -> Moment:
    """The beginning as precise as the end is."""
    month = begin.month or end.month
    day = begin.day or end.day
    return moment(begin.year, month, day) or Moment(begin.year, month, 28)


def over_new_year(stretch: Span, left: Mention, right: Mention, document: Moment | None) -> Span:
    """A stretch between two months or days that would end before it begins, run over the turn of the year: of the ends
    that name no year the last is a year later, or the first a year earlier where the last would lie ahead."""
    first, last = stretch
    if first is None or last is None or not first.month or not last.month or first[:2] <= last[:2]:
        return stretch
    later = last._replace(year=last.year + 1)
    in_time = document is None or later[: 2 if document.month else 1] <= document[: 2 if document.month else 1]
    if right.year is None and (in_time or left.year is not None):
        return Span(first, moment(*later) or last)
    return Span(first._replace(year=first.year - 1), last) if left.year is None else stretch


def into_next_month(stretch: Span, right: Mention) -> Span:
    """A stretch to a bare day that would lie before its first one, run to that day of the next month: "from 28 May to
    the 10th"."""
    first, last = stretch
    if right.kind != "day_of_it" or first is None or last is None or first[:2] != last[:2]:
        return stretch
    if first.day is None or last.day is None or first.day <= last.day:
        return stretch
    return Span(first, months_later(last, 1))


def with_year_of(left: Mention, right: Mention) -> Mention:
    """The left of two joined dates with the year that only the right one names."""
    if left.kind == right.kind == "feast" and left.year is None and right.year:
        return replace(left, year=right.year)
    if left.kind == right.kind and left.kind in ("date", "months") and left.year is None and right.year and left.month:
        wraps = right.month is not None and left.month > right.month
        return replace(left, year=right.year - 1 if wraps else right.year)
    return left
