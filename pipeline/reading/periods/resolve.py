"""Mentions to spans of dates: against the document's date, and against what the text stated before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.periods.bare_dates import not_ahead, points_ahead, year_of_bare
from pipeline.reading.periods.context import Context
from pipeline.reading.periods.dates import (
    Moment,
    Span,
    around,
    days_in_month,
    is_after,
    moment,
    shift,
    week_of_month,
    weekday_near,
    weekend_of_month,
    weeks_of_year,
    years,
)
from pipeline.reading.periods.feasts import feast_in
from pipeline.reading.periods.mention import Mention
from pipeline.reading.periods.stretches import (
    in_years,
    length_in_months,
    moved,
    stretch_before,
    units_before,
    year_later,
    years_on,
)

_LAST = 28
"""A day of a month's end that every month has."""
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
        return around(year_later(context.document, mention.count), mention.unit)
    if mention.kind == "previous" and context.stated:
        return (
            units_before(context.stated, mention.unit, -mention.count)
            if mention.count
            else stretch_before(context.stated)
        )
    if mention.kind in ("feast", "orthodox_feast"):
        return _feast(mention, context)
    return None


def _week(mention: Mention, context: Context) -> Span | None:
    if mention.month is None:
        told = _month_told_of(mention, context)
        found = _week(replace(mention, year=told.year, month=told.month), context) if told and told.month else None
        return (
            None
            if found and found.first and mention.day == -1 and _lies_ahead(found.first, context.document)
            else found
        )
    bare = replace(mention, day=_LAST) if mention.day == -1 else mention
    year = mention.year or _relative_year(mention, context) or year_of_bare(bare, context)
    if year is None or mention.last is None:
        return None
    if mention.day:
        first = moment(year, mention.month, mention.day) if mention.day > 0 else _end_less(year, mention)
        return Span(first, shift(first, "day", mention.last - 1)) if first else None
    of_month = weekend_of_month if mention.unit == "weekend" else week_of_month
    return of_month(year, mention.month, mention.last)


def _end_less(year: int, mention: Mention) -> Moment:
    """The first of the last days of a month."""
    month = mention.month or 12
    return shift(Moment(year, month, days_in_month(year, month)), "day", 1 - (mention.last or 1))


def _feast(mention: Mention, context: Context) -> Span | None:
    orthodox, offset = mention.kind == "orthodox_feast", mention.day or 0
    year = mention.year or _relative_year(mention, context)
    if year is None and (near := context.document or context.stated_moment):
        told = feast_in(near.year, offset, orthodox=orthodox)
        year = year_of_bare(replace(mention, month=told.month, day=told.day), context)
    return _at(feast_in(year, offset, orthodox=orthodox)) if year else None


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


def same_in(stretch: Span, year: Span) -> Span:
    """The months of a stretch in another year: "the same period of 2022"."""
    last, other = stretch.last or stretch.first, year.first or year.last
    if last is None or other is None or last.month is None or other.month:
        return year
    return moved(stretch, 12 * (other.year - last.year))


def year_so_far(year: Span, context: Context) -> Span:
    """An earlier year up to the day that a document has come to in its own, where it tells of that so far: "the same
    period of 2022"; any other span as it is."""
    first, document = year.first, context.document
    if first is None or first.month or year.last != first or document is None or document.month is None:
        return year
    if first.year >= document.year or not context.is_so_far:
        return year
    told = context.story if context.story and context.story.day and context.story.year == document.year else document
    return Span(first, year_later(told, first.year - told.year))


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
        if stretch and stretch.first != stretch.last and in_years(stretch, mention.count) and not context.narrative:
            return years_on(stretch, mention.count)
    if mention.unit == "quarter" and context.quarter and mention.base == "document":
        return moved(context.quarter, 3 * mention.count)
    return around(shift(base, mention.unit, mention.count), mention.unit)


def _base(mention: Mention, context: Context) -> Moment | None:
    if mention.base == "document":
        return context.document
    told_here = context.narrative or context.same_sentence(mention.start) or _has_passed(mention, context)
    if mention.base == "nearest" and not told_here:
        return context.document or context.stated_moment
    if mention.count and mention.count > 0 and context.stated:
        return context.stated.last or context.stated.first
    return context.stated_moment or context.document


def _has_passed(mention: Mention, context: Context) -> bool:
    """Whether "the next ten days" from the day told last were over by the document's, in words of no future."""
    told, document = context.stated_moment, context.document
    counted = mention.kind == "window" and mention.unit in ("day", "week") and mention.count is not None
    if not counted or told is None or told.day is None or document is None or document.day is None:
        return False
    return shift(told, mention.unit, mention.count or 0) <= document and not points_ahead(context.text, mention.start)


def _window(mention: Mention, context: Context) -> Span | None:
    base = _base(mention, context)
    if base is None or mention.count is None:
        return None
    if mention.base == "stated" and context.stated and mention.count < 0:
        months = {"month": -mention.count, "year": -12 * mention.count}.get(mention.unit)
        if months and months == length_in_months(context.stated):
            return moved(context.stated, -months)
        if mention.unit == "year" and context.same_sentence(mention.start) and _is_one_year(context.stated):
            return units_before(context.stated, mention.unit, -mention.count)
        base = context.document or base
    reach = shift(base, mention.unit, mention.count)
    near = Moment(base.year, reach.month and base.month, reach.day and base.day)
    return Span(reach, near) if mention.count < 0 else Span(near, reach)


def _is_one_year(stretch: Span) -> bool:
    return stretch.first is not None and stretch.first == stretch.last and stretch.first.month is None


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
