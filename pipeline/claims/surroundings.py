"""What a sentence leaves open, filled in from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.claims.attributing import Bodies, find_attributions
from pipeline.claims.dating import NO_PERIOD, CarriedPeriods, Dated, Span, heading_period, own_period
from pipeline.claims.drafts import Draft
from pipeline.claims.found import FoundDocument, ReadPassage
from pipeline.claims.meaning import CLASS
from pipeline.claims.placing import WORLD, Placed, nation_of_document, own_place, place_of_document, place_of_heading
from pipeline.periods import find_periods
from pipeline.places import find_places


@dataclass(frozen=True, slots=True)
class Filled:
    """A draft with what its surroundings gave it."""

    draft: Draft
    dated: Dated
    placed: Placed
    subject: str
    attributed_to: str | None


class Surroundings:
    """What a document has said so far that later claims lean on."""

    def __init__(self, prepared: FoundDocument) -> None:
        context = prepared.document.context
        titled = find_places(context.title) if context.title else []
        self.published = context.published
        self.place = place_of_document(context.title or "", titled, prepared.mentions, context.place)
        self.nation = nation_of_document([*titled, *prepared.mentions]) or self.place
        self.periods = CarriedPeriods()
        self.block = -1
        self.block_place: Placed | None = None
        self.last_place: Placed | None = None
        self.recent: list[Filled] = []
        self._heading_periods: dict[str, Span] = {}
        self._heading_places: dict[str, str | None] = {}

    def enter(self, read: ReadPassage) -> None:
        block = read.passage.block
        if block.n != self.block:
            self.block = block.n
            self.block_place = None
        self.periods.enter(block.headings, self._from_headings(block.headings), read.before)

    def _from_headings(self, headings: Sequence[str]) -> Span:
        for heading in reversed(headings):
            if heading not in self._heading_periods:
                self._heading_periods[heading] = heading_period(heading, find_periods(heading, self.published))
            if self._heading_periods[heading] != NO_PERIOD:
                return self._heading_periods[heading]
        return NO_PERIOD

    def heading_place(self, headings: Sequence[str]) -> str | None:
        for heading in reversed(headings):
            if heading not in self._heading_places:
                self._heading_places[heading] = place_of_heading(heading, find_places(heading), self.place)
            if self._heading_places[heading]:
                return self._heading_places[heading]
        return None


def fill(draft: Draft, around: Surroundings, bodies: Bodies) -> Filled:
    read, block = draft.read, draft.read.passage.block
    text = block.text
    last = _antecedent(draft, around)
    subject = draft.subject
    if draft.elliptic and last is not None:
        if draft.otherwise is None or last.draft.measure == draft.measure:
            subject = _with_own_words(last.subject, draft.own_words)
        if draft.kind == "share" and (last.draft.kind == "share" or last.draft.measure in _SHARED):
            draft = replace(draft, measure=last.draft.measure)
        if draft.cost > CLASS and draft.kind in {"total", "level"} and last.draft.kind in {"total", "level"}:
            draft = replace(draft, measure=last.draft.measure, kind=last.draft.kind)
    dated = own_period(read.numbers, draft.j, draft.periods, draft.kind, draft.quantity.unit)
    if dated is not None and draft.kind in {"total", "level", "share"} and dated.rule != "period:now":
        around.periods.state(dated.span, draft.kind, draft.measure)
    if dated is None:
        dated = around.periods.carried(draft.kind, draft.measure, draft.perfect, block.kind in _LAYOUT) or Dated(
            None, None, "period:none"
        )
    place = own_place(text, read.numbers, draft.j, read.places, around.nation, draft.governing)
    if place is not None:
        if place.rule == "place:own" and (draft.j == 0 or around.block_place is None):
            around.block_place = around.last_place = place
    elif around.block_place is not None:
        place = replace(around.block_place, rule="place:carried")
    elif around.last_place is not None and _THERE.search(text, read.passage.start, read.passage.end):
        place = around.block_place = replace(around.last_place, rule="place:pointed at")
    else:
        heading = around.heading_place(block.headings)
        place = Placed(heading, "place:heading") if heading else _default_place(draft, around.place)
    said = find_attributions(text[read.passage.start : read.passage.end])
    body = bodies.full_name(said[0].body) if said else None
    return Filled(draft, dated, place, subject or draft.otherwise or "", body)


def _with_own_words(subject: str, own: tuple[str, str]) -> str:
    """The noun of the claim before, with the words that this one has of its own in place of its."""
    before, behind = own
    noun = _DEFINED.split(subject, maxsplit=1)[0] if behind else subject
    return " ".join(f"{before} {noun} {behind}".split())


_DEFINED = re.compile(r"\s(?:of|for|in|with|under|from|to|into|against|among|on)\s")


def _antecedent(draft: Draft, around: Surroundings) -> Filled | None:
    """The claim before, in the same section or just above, whose subject an elliptic number shares; in a list of
    places, the one that the list spells out, not "four states"."""
    block = draft.read.passage.block
    for one in reversed(around.recent):
        above = one.draft.read.passage.block
        if above.headings != block.headings and block.n - above.n > 2:
            return None
        if one.draft.measure != "participation":
            return one
    return around.recent[-1] if around.recent else None


_LAYOUT = frozenset({"list_item", "table_row", "callout"})
_SHARED = frozenset({"cases", "deaths", "convicted", "charged", "money"})
_AT_LARGE = frozenset({"exploited", "prevalence", "money", "deaths"})
_THERE = re.compile(r"\b(?:there|the (?:state|city|province|district|region|country)(?: police)?)\b", re.IGNORECASE)


def _default_place(draft: Draft, document_place: str | None) -> Placed:
    if document_place:
        return Placed(document_place, "place:document")
    if draft.measure in _AT_LARGE:
        return Placed(WORLD, "place:at large")
    return Placed(None, "place:none")
