"""Dates that are told in the order of the figures: "12, 15 and 18 in 2017, 2018 and 2019 respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.dates_around import View
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import Span, years_of

_JOINS = re.compile(r"\s*(?:[,;/]|,?\s*\b(?:and|or)\b|&)\s*(?:(?:in|on|by)\s+)?", re.IGNORECASE)
_COMPOSED = frozenset({"window", "up_to", "both"})


def told_in_turn(outline: Outline, view: View) -> Span | None:
    """The date that stands in its list where the number does in its own; None where the number's sentence has no list
    of as many dates, or years from one to another, as of numbers."""
    turn, length = _turn(outline, view)
    own = _dates(outline, view)
    listed = _in_list(own, turn, length, outline, view)
    return listed or next((years[turn] for m in own if length > 1 and len(years := years_of(m.span)) == length), None)


def listed_in_turn(outline: Outline, view: View) -> Span | None:
    """The same where the dates are named one by one."""
    return _in_list(_dates(outline, view), *_turn(outline, view), outline, view)


def _turn(outline: Outline, view: View) -> tuple[int, int]:
    """Where a number stands in its list, and how many that has."""
    quantities = outline.document.sentence_of(view.number).quantities
    lists = lists_of([(q.start, q.end) for q in quantities], _body(outline, view))
    starts = [[quantities[n].start for n in some] for some in lists]
    return next(((some.index(view.at), len(some)) for some in starts if view.at in some), (0, 0))


def _dates(outline: Outline, view: View) -> list[DateMention]:
    """The dates of a number's sentence as they stand."""
    here = outline.of_text[view.number.text]
    return [m for m in here if m.sentence == view.sentence and m.role not in _COMPOSED]


def _in_list(own: Sequence[DateMention], turn: int, length: int, outline: Outline, view: View) -> Span | None:
    lists = lists_of([(m.start, m.end) for m in own], _body(outline, view)) if length > 1 else ()
    return next((own[dates[turn]].span for dates in lists if len(dates) == length), None)


def _body(outline: Outline, view: View) -> str:
    return outline.document.texts[view.number.text].block.text


def lists_of(pieces: Sequence[tuple[int, int]], body: str) -> Iterator[list[int]]:
    """The runs of pieces of a text between which only commas and joining words stand, as indices."""
    run = [0] if pieces else []
    for n, ((_, end), (start, _)) in enumerate(pairwise(pieces), 1):
        if _JOINS.fullmatch(body[end:start]) is None:
            yield run
            run = []
        run.append(n)
    if run:
        yield run
