"""Dates that brackets, or "from … to …", tie to one figure beyond doubt: "84 (in May), 61 (a year ago)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.dates_around import View
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import A_DAY, Span
from pipeline.records.model import Quantity

_PLAIN = frozenset({"in", "span", "now", "base"})
_OPEN = re.compile(r"\s*(?:[^\W\d][\w’'-]*\s+){0,3}\(\s*(?:in\s+|on\s+|for\s+)?", re.IGNORECASE)
_CLOSE = re.compile(r"\s*\)")
_BEFORE_OWN = re.compile(r"\s*\(\s*")
_BEGINNINGS = frozenset({"(", ",", ";", ":"})
"""What stands before a date that is the label of the figure behind it."""
_HEADED = re.compile(r"(?::|\s?[-–—=])\s*")
_TO = re.compile(r"(?:\s*%)?\s+(?:[^\W\d][\w’'-]*\s+){0,3}to\s+(?:[a-z]+\s+){0,3}", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE)
_REACH = 40


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The dates and figures of a number's sentence, in the text that they stand in."""

    body: str
    is_prose: bool
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    at: int


def tied_to(outline: Outline, view: View) -> Span | None:
    """The span that the sentence ties to a number; None where it ties none."""
    here = outline.of_text[view.number.text]
    block = outline.document.texts[view.number.text].block
    sentence = _Sentence(
        block.text,
        block.kind == "paragraph",
        tuple(m for m in here if m.sentence == view.sentence and m.role in _PLAIN | {"since"}),
        outline.document.sentence_of(view.number).quantities,
        view.number.j,
    )
    return _bracketed(sentence) or _end_of_change(sentence)


def _bracketed(sentence: _Sentence) -> Span | None:
    """The date in brackets right behind the number, as its label before it, or right before its brackets; none for a
    percentage, which may be a change up to that date."""
    body, number = sentence.body, sentence.quantities[sentence.at]
    if number.unit == "percent":
        return None
    for date in sentence.dates:
        plain = date.role in _PLAIN
        if plain and _OPEN.fullmatch(body, number.end, date.start) and _CLOSE.match(body, date.end):
            return date.span
        opens = body[: date.start].rstrip()[-1:] in _BEGINNINGS and not _is_dateline(sentence, date)
        if plain and opens and any(map(str.isdigit, date.surface)) and _HEADED.fullmatch(body, date.end, number.start):
            return date.span
        if not plain and _BEFORE_OWN.fullmatch(body, date.end, number.start) and _best_since(body, date.start):
            return date.first, date.first
    return None


def _is_dateline(sentence: _Sentence, date: DateMention) -> bool:
    """Whether a day stands behind the place where a page was written, before its words: "Geneva, 12 March – …"."""
    before = sentence.body[: date.start]
    is_day = len(date.first) == A_DAY
    return sentence.is_prose and is_day and before.rstrip().endswith(",") and not any(map(str.isdigit, before))


def _best_since(body: str, start: int) -> bool:
    return cues()["best"].search(body[max(0, start - _REACH) : start]) is not None


def _end_of_change(sentence: _Sentence) -> Span | None:
    """The first or the last date of the sentence's one stretch, of "from 84 to 61 between 2019 and 2021"."""
    stretches = {date.span for date in sentence.dates if date.role == "span" and "/" not in date.surface}
    if len(stretches) != 1 or any(date.span not in stretches for date in sentence.dates):
        return None
    ((first, last),) = stretches
    if first is None or last is None or first == last or len(first) != len(last):
        return None
    if _leads_to_next(sentence, sentence.at):
        return first, first
    return (last, last) if sentence.at and _leads_to_next(sentence, sentence.at - 1) else None


def _leads_to_next(sentence: _Sentence, at: int) -> bool:
    """Whether a figure is the one from which something went to the next."""
    if at + 1 >= len(sentence.quantities):
        return False
    one, other = sentence.quantities[at : at + 2]
    told = _FROM.search(sentence.body, max(0, one.start - _REACH), one.start)
    return told is not None and _TO.fullmatch(sentence.body, one.end, other.start) is not None
