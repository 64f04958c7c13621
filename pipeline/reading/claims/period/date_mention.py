"""A date as it stands in a text, and what is told of it once for the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.reading.claims.period.spans import Span

ROLES = ("in", "span", "since", "until", "as_of", "base", "now", "window", "up_to", "both")


class Static(NamedTuple):
    """What is told of a date once for the document: features of models, whose order is that of their weights."""

    role: float
    precision_first: float
    precision_last: float
    compared: float
    said: float
    named: float
    begun: float
    in_brackets: float
    opens_sentence: float
    explicit_year: float
    numbers_beside: float
    dates_beside: float
    nth_beside: float
    is_heading: float
    is_title: float
    is_lead: float
    in_row: float
    text_dates: float
    position: float
    of_page: float
    words_beside: float
    comma_before: float


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
    static: Static
    part: bool = False
    """Whether it is one end of a stretch that the sentence names."""

    @property
    def first(self) -> str:
        return self.span[0] or self.span[1] or ""

    @property
    def last(self) -> str:
        return self.span[1] or self.span[0] or ""
