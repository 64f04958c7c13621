"""The dates of a document that may date a number, each with where it stands as seen from the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from pipeline.reading.claims.document import Number, Text
from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.outline import Outline, figure
from pipeline.reading.claims.period.spans import Span


class Where(IntEnum):
    """Where a date stands, seen from a number."""

    OWN = 0
    BEFORE = 1
    LEAD = 2
    HEADING = 3
    TITLE = 4
    BACK = 5
    BEHIND = 6
    AHEAD = 7
    TWIN = 8
    TOP = 9
    STATE = 10
    PAGE = 11
    WINDOW = 12


ORIGINS = {
    Where.OWN: "own sentence", Where.BEFORE: "paragraph", Where.LEAD: "lead-in", Where.HEADING: "heading",
    Where.TITLE: "title", Where.BACK: "earlier text", Where.BEHIND: "later in the paragraph", Where.AHEAD: "later text",
    Where.TWIN: "the same figure elsewhere", Where.TOP: "often in the document", Where.STATE: "the day of the report",
    Where.PAGE: "the page's date", Where.WINDOW: "a stretch that the document names",
}  # fmt: skip
"""For people who look: where a date stands."""

NEAR = frozenset({Where.OWN, Where.BEFORE, Where.LEAD, Where.HEADING, Where.TITLE})


@dataclass(frozen=True, slots=True)
class View:
    """A number as the candidates see it."""

    number: Number
    at: int
    sentence: int


def view_of(outline: Outline, n: int) -> View:
    number = outline.document.numbers[n]
    return View(number, number.quantity.start, outline.sentence_at(number.text, number.quantity.start))


_OWN = 24
"""Dates of the number's own sentence, for each is joined with each: a list may run over pages."""
_TWINS = 12
"""Numbers of the same figure whose dates are looked at."""
_BACK = 6
_MAKING = 90
"""Characters before a date in which it is told what was made then."""
_COUNTED = re.compile(r"\s(?:[\w-]+\s){0,2}")
AHEAD = 3
"""Dates, and texts, that are looked at behind a number's text."""


def relevant(outline: Outline, view: View) -> dict[int, tuple[DateMention, Where]]:
    """The dates that may date a number, by their ordinal, each with where it stands."""
    found: dict[int, tuple[DateMention, Where]] = {}

    def add(mention: DateMention, where: Where) -> None:
        if mention.n not in found and not _is_of_making(outline, mention):
            found[mention.n] = (mention, where)

    text = view.number.text
    here = outline.of_text[text]
    own = [mention for mention in here if mention.sentence == view.sentence]
    for mention in own if len(own) <= _OWN else _nearest(own, view):
        add(mention, Where.OWN)
    for mention in [m for m in here if m.sentence < view.sentence][-5:]:
        add(mention, Where.BEFORE)
    for heading in reversed(outline.headings[text]):
        for mention in outline.of_text[heading]:
            add(mention, Where.HEADING)
    if outline.document.texts[text].block.kind in {"list_item", "table_row", "callout"}:
        for mention in outline.of_text[outline.lead[text]][-3:]:
            add(mention, Where.LEAD)
    for mention in outline.of_text[0]:
        add(mention, Where.TITLE)
    for mention in outline.states:
        if mention.text <= text:
            add(mention, Where.STATE)
    _add_back(outline, view, found)
    for mention in [m for m in here if m.sentence > view.sentence][:2]:
        add(mention, Where.BEHIND)
    for mention in _ahead(outline, text):
        add(mention, Where.AHEAD)
    for n in outline.twins.get(figure(view.number), [])[:_TWINS]:
        other = outline.document.numbers[n]
        if other is not view.number:
            sentence = outline.sentence_at(other.text, other.quantity.start)
            for mention in outline.of_text[other.text]:
                if mention.sentence == sentence:
                    add(mention, Where.TWIN)
    for where, mentions in ((Where.TOP, outline.top), (Where.STATE, outline.states), (Where.WINDOW, outline.stretches)):
        for mention in mentions:
            add(mention, where)
    return found


def _nearest(own: list[DateMention], view: View) -> list[DateMention]:
    """The dates of a long sentence that stand nearest to the number, in their order."""
    nearest = sorted(own, key=lambda mention: abs(mention.start - view.at))[:_OWN]
    return sorted(nearest, key=lambda mention: mention.n)


def _is_of_making(outline: Outline, mention: DateMention) -> bool:
    """Whether a date is that on which a report came out or a law was made."""
    if mention.role not in {"in", "as_of"}:
        return False
    text = outline.document.texts[mention.text]
    first = max(0, mention.start - _MAKING)
    before = text.block.text[first : mention.start].rstrip()
    found = (cues()[cue].search(before) for cue in ("issued", "enacted"))
    return any(made.end() == len(before) and not _are_counted(text, first + made.start()) for made in found if made)


def _are_counted(text: Text, noun: int) -> bool:
    """Whether a number stands before what was made, so that the date is the count's: "34 bills were signed in 2018"."""
    return any(_COUNTED.fullmatch(text.block.text, each.end, noun) for each in text.quantities)


def _add_back(outline: Outline, view: View, found: dict[int, tuple[DateMention, Where]]) -> None:
    seen: set[Span] = set()
    for t in range(view.number.text - 1, -1, -1):
        for mention in reversed(outline.of_text[t]):
            if mention.span not in seen and not _is_of_making(outline, mention):
                seen.add(mention.span)
                found.setdefault(mention.n, (mention, Where.BACK))
        if len(seen) >= _BACK:
            return


def _ahead(outline: Outline, text: int) -> list[DateMention]:
    found: list[DateMention] = []
    for t in range(text + 1, min(text + 6, len(outline.of_text))):
        found += outline.of_text[t]
        if len(found) >= AHEAD:
            break
    return found[:AHEAD]
