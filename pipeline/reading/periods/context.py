"""What relative words of a text are read against, as the reading moves through it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.reading.periods.dates import Moment, Span, is_quarter
from pipeline.reading.periods.lexicon import either, lexicon
from pipeline.reading.periods.mention import Mention

_SENTENCE_END = re.compile(r"[.!?:]['\"”)]*\s+(?=[A-Z\"“(])|\n\s*\n|\n(?=[-•*])")
_SENTENCE_REACH = 400
_OPENING = 20
"""Characters from the start of a sentence within which a bare year sets the time of what follows."""


@dataclass
class Context:
    """What relative words are read against, as the reading moves through the text.

    `stated` is the last period that was stated, for "that year" and the like. `story` is the last date that what
    follows is likely to be about, for bare months: one with a month, or a year at the head of a sentence or line.
    """

    text: str
    document: Moment | None
    narrative: bool
    stated: Span | None = None
    stated_at: int = -1
    stated_open: bool = False
    """Whether the last period is one since which something is counted."""
    story: Moment | None = None
    story_at: int = -1
    story_open: bool = False
    """Whether something is counted since that date: what follows may be of any time behind it."""
    quarter: Span | None = None
    """The last quarter that was stated, which is "this quarter" of a report."""

    def state(self, span: Span, mention: Mention) -> None:
        """Take note of a period that was just read."""
        self.stated, self.stated_at, self.stated_open = span, mention.start, False
        if is_quarter(span):
            self.quarter = span
        found = span.first or span.last
        if found and self._sets_story(found, mention):
            self.story, self.story_at, self.story_open = found, mention.start, False

    def _sets_story(self, found: Moment, mention: Mention) -> bool:
        if self.story is None or found.month or found.year == self.story.year:
            return True
        opening = self.text[max(0, mention.start - _OPENING) : mention.start]
        return mention.start < _OPENING or bool(re.search(r"[.!?]\s|\n", opening))

    def same_sentence(self, at: int) -> bool:
        return 0 <= self.stated_at >= at - _SENTENCE_REACH and not _SENTENCE_END.search(self.text, self.stated_at, at)

    def same_paragraph(self, at: int) -> bool:
        return self.story_at >= 0 and "\n\n" not in self.text[self.story_at : at]

    @cached_property
    def is_so_far(self) -> bool:
        """Whether the text tells of a year up to its day."""
        return bool(_so_far().search(self.text))

    @property
    def stated_moment(self) -> Moment | None:
        return (self.stated.first or self.stated.last) if self.stated else None


@cache
def _so_far() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon().so_far)}\b")
