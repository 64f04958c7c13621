"""Text to periods: mentions joined into ranges, resolved in reading order, with the role their words give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.periods.capitals import in_small_letters
from pipeline.reading.periods.context import Context
from pipeline.reading.periods.dates import Moment, Span, parse_moment, shift
from pipeline.reading.periods.grammar import scan
from pipeline.reading.periods.mention import Kind, Mention
from pipeline.reading.periods.ranges import before_date, from_date, into_next_month, over_new_year, with_year_of
from pipeline.reading.periods.resolve import resolve, same_in, year_so_far
from pipeline.reading.periods.roles import (
    begins_with,
    continues,
    ends_with,
    excludes,
    far_since,
    in_one_list,
    joins,
    modified_start,
    open_end,
    range_start,
    role_before,
    writing_year,
)
from pipeline.records.model import Period

_JOINED: frozenset[Kind] = frozenset({"date", "years", "months", "shift", "numbered_week", "day_of_it", "feast"})
_STATING: frozenset[Kind] = frozenset({"date", "years", "months", "week", "numbered_week", "day_of_it", "feast"})
_UNDATED: frozenset[Kind] = frozenset({"duration", "rate", "vague", "now"})
_LENGTHS: frozenset[Kind] = frozenset({"duration", "window"})
_LONGEST_GAP = 30


def find_periods(text: str, published: str | None = None, stated: str | None = None) -> list[Period]:
    """Every time expression of a text, in order.

    `published` is the document's ISO 8601 date at any precision; relative words without it stay unresolved (both ends
    None). `stated` is the last date that the document stated before this text, for bare months, "that year" and the
    like. Roles: in, since, until, as_of, span, base (of a comparison), now, and with no ends duration, rate ("a
    year") and vague.
    """
    read = in_small_letters(text)
    mentions = _with_shared_years(read, list(scan(read)))
    if not mentions:
        return []
    context = Context(read, parse_moment(published or writing_year(read)), _is_narrative(mentions))
    if before := parse_moment(stated):
        context.stated, context.story = Span(before, before), before
    periods: list[Period] = []
    i = 0
    while i < len(mentions):
        group = _group(read, mentions, i)
        after = periods[-1].end if periods else 0
        if group[0].start >= after:
            periods.append(_period(read, group, context, after))
        i += len(group)
    return [replace(period, surface=text[period.start : period.end]) for period in _explained(read, periods)]


def _explained(text: str, periods: Sequence[Period]) -> list[Period]:
    """The periods, one that is explained in brackets with the dates given there: "the last 21 days (1 to 21 May)"."""
    explained = list(periods)
    for i, (period, following) in enumerate(pairwise(periods)):
        if period.role == "vague" and text[period.end : following.start] == " (" and following.first:
            explained[i] = replace(period, first=following.first, last=following.last, role=following.role)
    return explained


def dated(periods: Iterable[Period]) -> list[Period]:
    """Those that name a date: with a first or a last day, month or year."""
    return [period for period in periods if period.first or period.last]


def _is_narrative(mentions: Sequence[Mention]) -> bool:
    """Whether a text tells of dates of its own rather than from its day of publication."""
    explicit = sum(mention.kind == "date" and mention.year is not None for mention in mentions)
    deictic = sum(
        mention.kind == "weekday" or (mention.kind in ("shift", "window") and mention.base == "document")
        for mention in mentions
    )
    return explicit > 4 and explicit > 2 * deictic


def _with_shared_years(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, a year at the end of a list or range given to those before it ("May, June and July 2019")."""
    for i in range(len(mentions) - 2, -1, -1):
        left, right = mentions[i], mentions[i + 1]
        if right.start - left.end <= _LONGEST_GAP and in_one_list(text, left.end, right.start):
            mentions[i] = with_year_of(left, right)
    return mentions


def _group(text: str, mentions: Sequence[Mention], i: int) -> list[Mention]:
    """The one or two mentions from the i-th on that make one period."""
    left = mentions[i]
    right = mentions[i + 1] if i + 1 < len(mentions) else None
    if right is None or right.start - left.end > _LONGEST_GAP:
        return [left]
    dated = right.kind in ("date", "day_of_it") or (right.kind == "season" and right.day is not None)
    dated = dated or (right.kind == "weekday" and left.unit in ("day", "week"))
    if left.kind in _LENGTHS and dated and ends_with(text, left.end, right.start):
        return [replace(left, kind="window"), right]
    beginning = right.kind == "date" and right.month is not None and not _are_range(text, mentions[i + 1 : i + 3])
    if left.kind == "duration" and beginning and begins_with(text, left.start, left.end, right.start):
        return [left, right]
    if left.kind == "same" and right.kind in ("date", "years", "shift") and continues(text, left.end, right.start):
        return [left, right]
    if left.kind not in _JOINED or right.kind not in {*_JOINED, "now"}:
        return [left]
    if joins(text, left.start, left.end, right.start) and not _is_glossed(text, left, mentions[i + 1 : i + 3]):
        return [left, right]
    return [left]


def _is_glossed(text: str, left: Mention, following: Sequence[Mention]) -> bool:
    """Whether a part of a year is told again by its months: "quarter 2 2024 – April to June"."""
    return left.kind == "months" and _are_range(text, following)


def _are_range(text: str, mentions: Sequence[Mention]) -> bool:
    return len(mentions) > 1 and joins(text, mentions[0].start, *_gap(*mentions))


def _gap(left: Mention, right: Mention) -> tuple[int, int]:
    return left.end, right.start


def _period(text: str, group: Sequence[Mention], context: Context, after: int) -> Period:
    if len(group) == 2 and group[0].kind != "same":
        return _range(text, group[0], group[1], context)
    mention = replace(group[-1], start=group[0].start)
    span = resolve(mention, context)
    stretch = (context.quarter if group[0].unit == "quarter" else None) or context.stated
    if len(group) == 2 and span:
        span = year_so_far(same_in(stretch, span) if stretch else span, context)
    if span and (mention.kind in _STATING or (mention.kind == "shift" and mention.base != "document")):
        context.state(span, mention)
    if mention.kind in _UNDATED:
        return _made(text, mention.start, mention.end, span or Span(None, None), mention.kind)
    period = _single(text, mention, span, context.document, after)
    if period.role == "since":
        context.stated_open = True
        context.story_open = context.story_open or context.story_at == mention.start
    return period


def _range(text: str, left: Mention, right: Mention, context: Context) -> Period:
    start = range_start(text, left.start)
    opening = resolve(left, context) if left.kind not in _LENGTHS else None
    if opening:
        context.state(opening, left)
    closing = resolve(right, context)
    if left.kind == "duration":
        span = (from_date(left, closing.first) if closing and closing.first else None) or Span(None, None)
    elif left.kind == "window" and closing and closing.last:
        span = before_date(left, closing.last) or Span(None, closing.last)
    else:
        stretch = Span(opening.first if opening else None, closing.last if closing else None)
        span = into_next_month(over_new_year(stretch, left, right, context.document), right)
    if span.first and span.last:
        context.state(span, left)
    role = "base" if role_before(text, start)[0] == "base" else "span"
    return _made(text, start, right.end, span, role)


def _single(text: str, mention: Mention, span: Span | None, document: Moment | None, after: int) -> Period:
    start, end = modified_start(text, mention.start), mention.end
    if span is None:
        return _made(text, start, end, Span(None, None), "vague")
    if mention.kind == "same" and text[start:end].lower().startswith("since"):
        return _made(text, start, end, Span(span.last or span.first, None), "since")
    role, begin = role_before(text, start)
    if (onwards := open_end(text, end)) is not None:
        begin = begin if role == "since" else range_start(text, start)
        return _made(text, begin, onwards, Span(span.first, None), "since")
    if role == "since":
        return _made(text, begin, end, Span(span.first, None), role)
    if role == "into":
        return _made(text, begin, end, _come_to(span, document), "span")
    if role in ("until", "as_of"):
        bare_year = span.last is not None and span.last.month is None
        last = shift(span.last, "year", -1) if span.last and bare_year and excludes(text, begin) else span.last
        return _made(text, begin, end, Span(None, last), role)
    if role == "base" and mention.kind != "window":
        return _made(text, start, end, span, role)
    far = far_since(text, start, after) if mention.kind in ("date", "years") else None
    if far is not None:
        return _made(text, far, end, Span(span.first, None), "since")
    return _made(text, start, end, span, "span" if span.first != span.last else "in")


def _come_to(year: Span, document: Moment | None) -> Span:
    """The document's own year or month up to its day, any other span as it is: "halfway through 2022"."""
    begun = document is not None and year.first == year.last and year.first in _begun(document)
    return Span(year.first, document) if begun else year


def _begun(document: Moment) -> list[Moment]:
    """The year, and the month, that a document's date lies in, as far as it is more precise than they are."""
    year = [Moment(document.year)] if document.month else []
    return [*year, Moment(document.year, document.month)] if document.day else year


def _made(text: str, start: int, end: int, span: Span, role: str) -> Period:
    return Period(start, end, text[start:end], _iso(span.first), _iso(span.last), role)


def _iso(found: Moment | None) -> str | None:
    return found.iso if found else None
