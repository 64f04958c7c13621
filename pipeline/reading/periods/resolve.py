"""Mentions to spans of dates: against the document's date, and against what the text stated before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.periods.bare_dates import not_ahead, points_ahead, year_of_bare
from pipeline.reading.periods.context import Context
from pipeline.reading.periods.dates import (
    Moment,
    Span,
    around,
    is_after,
    moment,
    months_later,
    shift,
    week_of_month,
    weekday_near,
    weekend_of_month,
    weeks_of_year,
    years,
)
from pipeline.reading.periods.mention import Mention

_MONTHS_BACK = 12
"""The months that are looked through for one that has a day of a name and number."""


def resolve(mention: Mention, context: Context) -> Span | None:
    """The span that the mention means here; None where nothing tells."""
    if mention.kind == "date":
        return _date(mention, context)
    if mention.kind == "years" and mention.year and mention.last:
        return years(mention.year, mention.last)
    if mention.kind == "months" and mention.month:
        return _months(mention, context)
    if mention.kind == "shift":
        return _shift(mention, context)
    if mention.kind == "window":
        return _window(mention, context)
    if mention.kind == "weekday":
        return _weekday(mention, context)
    if mention.kind == "season":
        return _season(mention, context)
    if mention.kind == "now" and context.document:
        return years(context.document.year, context.document.year)
    if mention.kind == "same":
        return (context.quarter if mention.unit == "quarter" else None) or context.stated
    if mention.kind == "week":
        return _week(mention, context)
    if mention.kind == "numbered_week":
        return _numbered_week(mention, context)
    if mention.kind == "day_of_it":
        return _day_of_it(mention, context)
    if mention.kind == "anniversary" and context.document and mention.count is not None:
        return around(_year_later(context.document, mention.count), mention.unit)
    if mention.kind == "previous" and context.stated:
        return _stretch_before(context.stated)
    return None


def _week(mention: Mention, context: Context) -> Span | None:
    if mention.month is None:
        told = _month_told_of(mention, context)
        return _week(replace(mention, year=told.year, month=told.month), context) if told and told.month else None
    year = mention.year or _relative_year(mention, context) or year_of_bare(mention, context)
    if year is None or mention.last is None:
        return None
    if mention.day:
        first = moment(year, mention.month, mention.day)
        return Span(first, shift(first, "day", mention.last - 1)) if first else None
    of_month = weekend_of_month if mention.unit == "weekend" else week_of_month
    return of_month(year, mention.month, mention.last)


def _month_told_of(mention: Mention, context: Context) -> Moment | None:
    """The month of "the first week of this month", by the document's date, or of "that month" as it was stated last."""
    stated, document = context.stated_moment, context.document
    if mention.count is not None and document and document.month:
        return shift(document, "month", mention.count)
    return stated if stated and stated.month else document


def _numbered_week(mention: Mention, context: Context) -> Span | None:
    """The ISO weeks of the year that is named or told of; of no year the last such weeks that have begun."""
    stated, document = context.stated_moment, context.document
    told = stated.year if stated and context.same_sentence(mention.start) else document.year if document else None
    year = mention.year or _relative_year(mention, context) or told or (stated.year if stated else None)
    if year is None or mention.day is None or mention.last is None:
        return None
    span = weeks_of_year(year, mention.day, mention.last)
    named = mention.year is not None or mention.count is not None
    if span and document and not named and span.first and is_after(span.first, document):
        return weeks_of_year(year - 1, mention.day, mention.last)
    return span


def _day_of_it(mention: Mention, context: Context) -> Span | None:
    """The day of the month that was told of last, else of the document's last month that has had it; one with a weekday
    in the nearest month whose day it is, also where it lies ahead."""
    document = context.document
    stated = () if mention.count == 0 else (context.stated_moment, context.story)
    told = next((each for each in stated if each and each.month), document)
    months = [each for each in (told, document) if each and each.month]
    if not months or mention.day is None:
        return None
    months += [shift(months[-1], "month", -n) for n in range(1, _MONTHS_BACK)]
    days = [day for each in months if (day := moment(each.year, each.month, mention.day))]
    fitting = [day for day in days if mention.weekday is not None and weekday_near(day, mention.weekday, 1) == day]
    return _at(next(iter([*fitting, *(day for day in days if not _lies_ahead(day, document))]), None))


def _lies_ahead(day: Moment, document: Moment | None) -> bool:
    """Whether a day lies behind the document's in its month."""
    return document is not None and document.day is not None and day[:2] == document[:2] and day > document


def _stretch_before(stretch: Span) -> Span | None:
    """The period of the same length that ends where a stretch of whole months or years begins."""
    months = _length_in_months(stretch)
    return _moved(stretch, -months) if months else None


def _length_in_months(stretch: Span) -> int:
    """How many months a stretch has whose ends are years or months; 0 where it has days or an open end."""
    first, last = stretch
    if first is None or last is None or first.day or last.day:
        return 0
    return 12 * (last.year - first.year) + (last.month or 12) - (first.month or 1) + 1


def _in_years(stretch: Span, count: int) -> bool:
    """Whether "the year" may be a stretch (12 months, or two calendar years as a financial year is written), and "the
    year before" one a year before it."""
    first, last = stretch
    if first is None or last is None:
        return False
    if first.day and last.day:
        return _year_later(first, 1) == shift(last, "day", 1)
    return bool(_length_in_months(stretch)) if count else _length_in_months(stretch) in (12, 24)


def _years_on(stretch: Span, count: int) -> Span:
    return Span(*(end and _year_later(end, count) for end in stretch))


def _year_later(date: Moment, count: int) -> Moment:
    """The same day, month or year `count` years on; the 28th for a 29 February that is not there."""
    later = date._replace(year=date.year + count)
    return later if moment(*later) else later._replace(day=28)


def _moved(stretch: Span, months: int) -> Span:
    return Span(*(end and months_later(end, months) for end in stretch))


def same_in(stretch: Span, year: Span) -> Span:
    """The months of a stretch in another year: "the same period of 2022"."""
    last, other = stretch.last or stretch.first, year.first or year.last
    if last is None or other is None or last.month is None or other.month:
        return year
    return _moved(stretch, 12 * (other.year - last.year))


def year_so_far(year: Span, context: Context) -> Span:
    """An earlier year up to the day that a document has come to in its own, where it tells of that so far: "the same
    period of 2022"; any other span as it is."""
    first, document = year.first, context.document
    if first is None or first.month or year.last != first or document is None or document.month is None:
        return year
    if first.year >= document.year or not context.is_so_far:
        return year
    told = context.story if context.story and context.story.day and context.story.year == document.year else document
    return Span(first, _year_later(told, first.year - told.year))


def _at(found: Moment | None) -> Span | None:
    return Span(found, found) if found else None


def _date(mention: Mention, context: Context) -> Span | None:
    year = mention.year or _relative_year(mention, context) or year_of_bare(mention, context)
    return _at(moment(year, mention.month, mention.day)) if year else None


def _relative_year(mention: Mention, context: Context) -> int | None:
    base = _base(mention, context) if mention.count is not None else None
    return base.year + (mention.count or 0) if base else None


def _months(mention: Mention, context: Context) -> Span | None:
    year = mention.year or _relative_year(mention, context)
    if year is None:
        near = context.stated_moment if context.narrative or context.same_sentence(mention.start) else context.document
        year = not_ahead(near.year, near, mention, context) if near else None
    return Span(Moment(year, mention.month), Moment(year, mention.last)) if year else None


def _shift(mention: Mention, context: Context) -> Span | None:
    base = _base(mention, context)
    if base is None or mention.count is None:
        return None
    if mention.unit == "year" and mention.base != "document" and base == context.stated_moment:
        stretch = context.stated
        if stretch and stretch.first != stretch.last and _in_years(stretch, mention.count) and not context.narrative:
            return _years_on(stretch, mention.count)
    if mention.unit == "quarter" and context.quarter and mention.base == "document":
        return _moved(context.quarter, 3 * mention.count)
    return around(shift(base, mention.unit, mention.count), mention.unit)


def _base(mention: Mention, context: Context) -> Moment | None:
    if mention.base == "document":
        return context.document
    if mention.base == "nearest" and not context.narrative and not context.same_sentence(mention.start):
        return context.document or context.stated_moment
    if mention.count and mention.count > 0 and context.stated:
        return context.stated.last or context.stated.first
    return context.stated_moment or context.document


def _window(mention: Mention, context: Context) -> Span | None:
    base = _base(mention, context)
    if base is None or mention.count is None:
        return None
    if mention.base == "stated" and context.stated and mention.count < 0:
        months = {"month": -mention.count, "year": -12 * mention.count}.get(mention.unit)
        if months and months == _length_in_months(context.stated):
            return _moved(context.stated, -months)
        base = context.document or base
    reach = shift(base, mention.unit, mention.count)
    near = Moment(base.year, reach.month and base.month, reach.day and base.day)
    return Span(reach, near) if mention.count < 0 else Span(near, reach)


def _weekday(mention: Mention, context: Context) -> Span | None:
    document = context.document
    if document is None or mention.weekday is None:
        return None
    if mention.unit == "week":
        return _weekday_of_week(document, mention.weekday, mention.count or 0)
    if mention.unit == "weekend":
        first = weekday_near(document, mention.weekday, -1)
        return Span(first, shift(first, "day", 1))
    ahead = mention.count == 1 or (mention.count is None and points_ahead(context.text, mention.start))
    return _at(weekday_near(document, mention.weekday, 1 if ahead else -1, other=bool(mention.count)))


def _weekday_of_week(document: Moment, weekday: int, count: int) -> Span | None:
    """ "Monday last week": that day of the week `count` weeks on from the document's."""
    monday = weekday_near(document, 0, -1)
    return _at(shift(monday, "day", 7 * count + weekday)) if monday else None


def _season(mention: Mention, context: Context) -> Span | None:
    """The last or next season or month of that name; `mention.month` is when it ends, `mention.day` marks a month."""
    base = _base(mention, context)
    if base is None or mention.count is None or mention.month is None:
        return None
    year = base.year + mention.count
    if base.month and mention.count < 0 and mention.month < base.month:
        year += 1
    if base.month and mention.count > 0 and mention.month > base.month:
        year -= 1
    return _at(Moment(year, mention.month if mention.day else None))
