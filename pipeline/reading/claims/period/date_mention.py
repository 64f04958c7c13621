"""A date as it stands in a text, and what is told of it once for the document."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.period.spans import Span

ROLES = ("in", "span", "since", "until", "as_of", "base", "now", "window", "up_to", "both")

STATIC = (
    "role", "precision_first", "precision_last", "compared", "said", "named", "begun", "in_brackets", "opens_sentence",
    "explicit_year", "numbers_beside", "dates_beside", "nth_beside", "is_heading", "is_title", "is_lead", "in_row",
    "text_dates", "position", "of_page", "words_beside", "comma_before",
)  # fmt: skip
"""What is told of a date once for the document."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text, with its end and start resolved. `sentence` counts through the document."""

    n: int
    text: int
    sentence: int
    start: int
    end: int
    span: Span
    role: str
    surface: str
    static: tuple[float, ...]
    part: bool = False
    """Whether it is one end of a stretch that the sentence names."""

    @property
    def first(self) -> str:
        return self.span[0] or self.span[1] or ""

    @property
    def last(self) -> str:
        return self.span[1] or self.span[0] or ""
