"""Mentions to spans of dates: against the document's date, and against what the text stated before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.periods.dates import Moment, Span, Unit, around, moment, shift, weekday_near, years
from pipeline.periods.grammar import Mention
from pipeline.periods.lexicon import either, lexicon

_SENTENCE_END = re.compile(r"[.!?]['\"”)]*\s+(?=[A-Z\"“(])|\n\s*\n")


@dataclass
class Context:
    """What relative words are read against, as the reading moves through the text."""

    text: str
    document: Moment | None
    narrative: bool
    stated: Span | None = None
    stated_at: int = -1
    _ends: list[int] = field(default_factory=list)

    def state(self, span: Span, at: int) -> None:
        self.stated, self.stated_at = span, at

    def same_sentence(self, at: int) -> bool:
        return self.stated_at >= 0 and not _SENTENCE_END.search(self.text, self.stated_at, at)

    @property
    def stated_moment(self) -> Moment | None:
        return (self.stated.first or self.stated.last) if self.stated else None


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
        return context.stated
    return None


def _at(found: Moment | None) -> Span | None:
    return Span(found, found) if found else None


def _date(mention: Mention, context: Context) -> Span | None:
    if mention.year:
        return _at(moment(mention.year, mention.month, mention.day))
    year = _year_of(mention, context)
    return _at(moment(year, mention.month, mention.day)) if year else None


def _year_of(mention: Mention, context: Context) -> int | None:
    """The year of a bare month or day: the story's own, or the one that puts it nearest to the document's date."""
    stated = context.stated_moment
    if stated and (context.narrative or context.document is None or context.same_sentence(mention.start)):
        return stated.year
    document = context.document
    if document is None or document.month is None or mention.month is None:
        return document.year if document else None
    months_ahead = mention.month - document.month
    future = _points_ahead(context.text, mention.start)
    if months_ahead > 0 and not future:
        return document.year - 1
    if months_ahead < 0 and future:
        return document.year + 1
    return document.year


def _points_ahead(text: str, position: int) -> bool:
    return bool(_future().search(text, max(0, position - 80), position))


def _future() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon().future)}\b[^.;]*$")


def _months(mention: Mention, context: Context) -> Span | None:
    year = mention.year
    if year is None:
        near = context.stated_moment if context.narrative or context.same_sentence(mention.start) else context.document
        year = near.year if near else None
    return Span(Moment(year, mention.month), Moment(year, mention.last)) if year else None


def _shift(mention: Mention, context: Context) -> Span | None:
    base = _base(mention, context)
    if base is None or mention.count is None:
        return None
    whole: Unit = "year" if mention.unit == "decade" and mention.base == "document" else mention.unit
    return around(shift(base, mention.unit, mention.count), whole)


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
    reach = shift(base, mention.unit, mention.count)
    near = Moment(base.year, reach.month and base.month, reach.day and base.day)
    return Span(reach, near) if mention.count < 0 else Span(near, reach)


def _weekday(mention: Mention, context: Context) -> Span | None:
    document = context.document
    if document is None or mention.weekday is None:
        return None
    if mention.count == 1 or (mention.count is None and _points_ahead(context.text, mention.start)):
        return _at(weekday_near(document, mention.weekday, 1))
    return _at(weekday_near(document, mention.weekday, -1))


def _season(mention: Mention, context: Context) -> Span | None:
    document = context.document
    if document is None or mention.count is None or mention.month is None:
        return None
    over = document.month is not None and document.month > mention.month
    year = document.year + mention.count + (1 if over and mention.count < 0 else 0)
    return years(year, year)


def with_year_of(left: Mention, right: Mention) -> Mention:
    """The left of two joined dates with the year that only the right one names."""
    if left.kind == right.kind == "date" and left.year is None and right.year and left.month:
        wraps = right.month is not None and left.month > right.month
        return replace(left, year=right.year - 1 if wraps else right.year)
    return left
