"""The spans that are made of one date: as it stands, up to it, from it, its year, a change, the time before it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.dates_around import NEAR, Where
from pipeline.reading.claims.period.forms import Form
from pipeline.reading.claims.period.spans import A_DAY, A_MONTH, A_YEAR, Span, moved, years_of
from pipeline.reading.periods.dates import Unit

_ROW = 6
"""The years of a row of figures at most."""
_HOLDING = frozenset({Where.OWN, Where.HEADING, Where.TITLE, Where.LEAD, Where.STATE})
_BESIDE = frozenset({Where.OWN, Where.BEFORE})
_APART = frozenset({Where.AHEAD, Where.TOP, Where.BEHIND, Where.WINDOW})


def of_one_date(
    mention: DateMention, where: Where, published: str | None, open_to: frozenset[str]
) -> Iterator[tuple[Span, Form]]:
    """The spans that are made of one date; `open_to` names what the number's words leave open ("running", "change")."""
    first, last = mention.span
    yield (first, last), Form.STATED
    if "this_year" in open_to and last is not None and len(last) == A_DAY:
        yield (last[:4], last), Form.YEAR_TO
    if where in _APART:
        if where in {Where.TOP, Where.WINDOW}:
            yield from _compared(mention, where, open_to)
        return
    if where is Where.BACK and mention.first != mention.last:
        yield from _compared(mention, where, open_to)
    yield from _open_sided(mention, where, open_to)
    if where in NEAR or where is Where.STATE:
        yield from _year_to(last or first or "", where)
        yield from _to_page(mention, where, published, open_to)
    if where in _HOLDING:
        yield from _ending(last or first or "")
    if where is Where.OWN and "respectively" in open_to:
        for year in years_of(mention.span)[: _ROW + 1]:
            yield year, Form.EACH_YEAR
    if where in NEAR:
        yield from _around(mention)
        if "change" in open_to:
            yield from _changes(mention, where)
        if "earlier" in open_to:
            yield from _before(mention, where)


def _compared(mention: DateMention, where: Where, open_to: frozenset[str]) -> Iterator[tuple[Span, Form]]:
    """What a figure far from a date may make of it: a change up to it, the stretch before it."""
    if "change" in open_to:
        yield from _changes(mention, where)
    if "before" in open_to:
        yield from _before(mention, where)


def _open_sided(mention: DateMention, where: Where, open_to: frozenset[str]) -> Iterator[tuple[Span, Form]]:
    """Up to the date, from it on, and the date alone where one is told that is open to a side."""
    first, last = mention.span
    if first and first == last:
        if where not in {Where.BACK, Where.TITLE, Where.LEAD}:
            yield (None, first), Form.UNTIL
        if where in _BESIDE and "running" in open_to:
            yield (first, None), Form.FROM
    elif last and not first:
        yield (last, last), Form.LAST
    elif first and not last:
        if where in NEAR:
            yield (first, first), Form.FIRST
    elif where in NEAR or where in {Where.BACK, Where.STATE}:
        yield (last, last), Form.LAST
        if where is Where.OWN:
            yield (first, first), Form.FIRST


def _year_to(date: str, where: Where) -> Iterator[tuple[Span, Form]]:
    """The year up to a month or a day."""
    if len(date) <= A_YEAR:
        return
    if where in {Where.OWN, Where.STATE} or (where in _HOLDING and len(date) == A_DAY):
        yield (date[:4], date), Form.YEAR_TO
    if where is Where.OWN:
        yield (f"{date[:4]}-01", date[:7]), Form.JANUARY_TO


def _to_page(
    mention: DateMention, where: Where, published: str | None, open_to: frozenset[str]
) -> Iterator[tuple[Span, Form]]:
    """From the date to the day of the page, where the count may go on until then."""
    first = mention.span[0]
    if not (first and published and first < published and (mention.role == "since" or "running" in open_to)):
        return
    if where in _BESIDE or where is Where.HEADING:
        yield (first, published), Form.TO_PAGE
    if where in _BESIDE:
        yield (first, published[:4]), Form.TO_PAGE_YEAR
    if where is Where.OWN and len(first) == A_MONTH < len(published):
        yield (first, published[:7]), Form.TO_PAGE


def _ending(date: str) -> Iterator[tuple[Span, Form]]:
    """The twelve months that a last day of a month other than December ends."""
    if len(date) == A_DAY and moved(date, "day", 1)[8:] == "01" and date[5:7] != "12":
        first_day = moved(moved(date, "day", 1), "year", -1)
        yield (first_day, date), Form.ENDING
        yield (first_day[:7], date[:7]), Form.ENDING


def _around(mention: DateMention) -> Iterator[tuple[Span, Form]]:
    """The month and the year that the date lies in."""
    first, last = mention.span
    date = last or first or ""
    if date[:7] == (first or "")[:7] and len(date) == A_DAY:
        yield (date[:7], date[:7]), Form.MONTH
    if first and first == last and len(date) > A_YEAR:
        yield (date[:4], date[:4]), Form.YEAR


def _changes(mention: DateMention, where: Where) -> Iterator[tuple[Span, Form]]:
    """The spans from what a date is compared with to that date."""
    first, last = mention.span
    if first is None or last is None:
        return
    if first != last:
        for back in _back(first, last):
            yield (back[0], last), Form.SPAN_ON_SPAN
    elif len(first) == 4:
        yield (moved(first, "year", -1), first), Form.YEAR_ON_YEAR
        if where is Where.OWN:
            yield (first, moved(first, "year", 1)), Form.NEXT
    elif where is Where.OWN:
        yield (moved(first, "year", -1), first), Form.YEAR_ON_YEAR
        unit: Unit = "month" if len(first) == 7 else "day"
        yield (moved(first, unit, -1), first), Form.MONTH_ON_MONTH


def _before(mention: DateMention, where: Where) -> Iterator[tuple[Span, Form]]:
    """The same stretch a year before, or the one of its own length before it."""
    first, last = mention.span
    if first is None or last is None:
        return
    if first != last:
        for back in _back(first, last):
            yield back, Form.SPAN_BEFORE
    elif where is Where.OWN:
        yield (moved(first, "year", -1),) * 2, Form.YEAR_BEFORE
        if len(first) == A_MONTH:
            yield (moved(first, "month", -1),) * 2, Form.YEAR_BEFORE


def _back(first: str, last: str) -> Iterator[tuple[str, str]]:
    if len(first) == len(last) == 4:
        count = int(last) - int(first)
        if 0 < count < 6:
            yield moved(first, "year", -count), moved(last, "year", -count)
        return
    yield moved(first, "year", -1), moved(last, "year", -1)
    if len(first) == len(last) == 7:
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
        if months in {3, 6}:
            yield moved(first, "month", -months), moved(last, "month", -months)
