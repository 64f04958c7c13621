"""Dates that are told in the order of the figures: "12, 15 and 18 in 2017, 2018 and 2019 respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reading.claims.period.dates_around import View
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import Span, years_of

_JOINS = re.compile(r"\s*(?:[,;/]|,?\s*\b(?:and|or)\b|&)\s*(?:(?:in|on|by)\s+)?", re.IGNORECASE)
_COMPOSED = frozenset({"window", "up_to", "both"})


def told_in_turn(outline: Outline, view: View) -> Span | None:
    """The date that stands in its list where the number does in its own; None where the number's sentence has no list
    of as many dates, or years from one to another, as of numbers."""
    body = outline.document.texts[view.number.text].block.text
    quantities = outline.document.sentence_of(view.number).quantities
    numbers = next(
        (
            some
            for some in _lists([(q.start, q.end) for q in quantities], body)
            if view.at in {quantities[n].start for n in some}
        ),
        [],
    )
    if len(numbers) < 2:
        return None
    turn = [quantities[n].start for n in numbers].index(view.at)
    own = [m for m in outline.of_text[view.number.text] if m.sentence == view.sentence and m.role not in _COMPOSED]
    for dates in _lists([(m.start, m.end) for m in own], body):
        if len(dates) == len(numbers):
            return own[dates[turn]].span
    return next((years[turn] for m in own if len(years := years_of(m.span)) == len(numbers)), None)


def _lists(pieces: Sequence[tuple[int, int]], body: str) -> Iterator[list[int]]:
    """The runs of pieces of a text between which only commas and joining words stand, as indices."""
    run = [0] if pieces else []
    for n, ((_, end), (start, _)) in enumerate(pairwise(pieces), 1):
        if _JOINS.fullmatch(body[end:start]) is None:
            yield run
            run = []
        run.append(n)
    if run:
        yield run
