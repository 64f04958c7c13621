"""The year of a day or month that is named without one: the text's, or the one that lies nearest to the document."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.periods.context import Context
from pipeline.reading.periods.dates import Moment, moment, shift
from pipeline.reading.periods.lexicon import either, lexicon
from pipeline.reading.periods.mention import Mention
from pipeline.reading.periods.roles import modified_start, role_before
from pipeline.reading.periods.words import word_before

_REACH = 20
_NEWS_DAYS = 14
"""How far back the days lie that a report names without their year."""


def year_of_bare(mention: Mention, context: Context) -> int | None:
    """The year of a bare month or day: the story's own, or the one that puts it nearest to the document's date."""
    stated, story, document = context.stated_moment, context.story, context.document
    if stated and context.same_sentence(mention.start) and not (context.stated_open and document and document.month):
        return not_ahead(stated.year + _follows_year(mention, context), stated, mention, context)
    if story and not context.narrative and _is_news(mention, story, context):
        story = None
    if story and (context.narrative or document is None or (story.month and context.same_paragraph(mention.start))):
        return not_ahead(story.year + _turn_of_year(story, mention), story, mention, context)
    if document is None or document.month is None or mention.month is None:
        return document.year if document else None
    future = points_ahead(context.text, mention.start)
    later = (mention.month, mention.day or 0) > (document.month, document.day or 31)
    if later and not future:
        return document.year - 1
    return document.year + (mention.month < document.month and future)


def _is_news(mention: Mention, story: Moment, context: Context) -> bool:
    """Whether a bare day or month is of the document's time, whatever year was told before: a day of the weeks before
    the document's, or what follows the start of a count."""
    document = context.document
    if document is None or document.month is None or story.year >= document.year:
        return False
    if context.story_open:
        return True
    named = moment(document.year, mention.month, mention.day) if mention.month and mention.day else None
    return bool(document.day and named and shift(document, "day", -_NEWS_DAYS) <= named <= document)


def not_ahead(year: int, base: Moment, mention: Mention, context: Context) -> int:
    """The year of a bare month or day beside a date, a year less where it would lie behind the document's day and
    nothing speaks of the future."""
    document = context.document
    if document is None or document.month is None or mention.month is None or base.year > document.year:
        return year
    ahead = (year, mention.month, mention.day or 0) > (document.year, document.month, document.day or 31)
    return year - (ahead and not points_ahead(context.text, mention.start))


def _turn_of_year(story: Moment, mention: Mention) -> int:
    """1 where a story that has come to the last months goes on with a month from the year's beginning."""
    return int(bool(story.month and mention.month and story.month >= 10 and mention.month <= 3))


def _follows_year(mention: Mention, context: Context) -> bool:
    """Whether a bare month is told as the end of a time behind a year's end: "at the end of 2023 …; by June"."""
    ended = _year_end().search(context.text, max(0, context.stated_at - _REACH), context.stated_at)
    whole = context.stated_moment is not None and context.stated_moment.month is None
    return (
        bool(ended)
        and whole
        and role_before(context.text, modified_start(context.text, mention.start))[0] in {"as_of", "until"}
    )


@cache
def _year_end() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon().year_ends)}\s*$")


def points_ahead(text: str, position: int) -> bool:
    """Whether words of the future stand before a date in its clause; what something is counted since lies behind."""
    if word_before(text, position) == "since":
        return False
    return bool(_future().search(text, max(0, position - 80), position))


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon().future)}\b[^.;]*$")
