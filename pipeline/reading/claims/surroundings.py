"""What a sentence leaves open, filled in from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.claims.attributing import Bodies, find_attributions
from pipeline.reading.claims.counted import LABELLED
from pipeline.reading.claims.dating import NO_PERIOD, OF_PEOPLE, CarriedPeriods, Dated, Span, heading_period, own_period
from pipeline.reading.claims.draft import Draft
from pipeline.reading.claims.found import FoundDocument, ReadPassage
from pipeline.reading.claims.passages import Passage
from pipeline.reading.claims.placing import (
    WORLD,
    Placed,
    nation_of_document,
    own_place,
    place_of_document,
    place_of_heading,
)
from pipeline.reading.claims.ties import costs
from pipeline.reading.periods import find_periods
from pipeline.reading.places import find_places


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


def body_behind(passage: Passage, bodies: Bodies) -> str | None:
    """The full name of the body that a passage names as its source."""
    said = find_attributions(passage.block.text[passage.start : passage.end])
    return bodies.full_name(said[0].body) if said else None


def fill(draft: Draft, around: Surroundings, body: str | None) -> Filled:
    """A draft with its subject, period and place, and the body behind its passage; what it states itself is kept for
    those that follow."""
    last = _antecedent(draft, around)
    subject = draft.subject
    if last is not None:
        if draft.elliptic and (draft.otherwise is None or last.draft.measure == draft.measure):
            subject = _with_own_words(last.subject, draft.own_words)
        draft = _with_the_measure_of(last.draft, draft)
    dated = _dated(draft, around)
    placed = _placed(draft, around)
    return Filled(draft, dated, placed, _in_its_row(subject or draft.otherwise or "", draft), body)


def _in_its_row(subject: str, draft: Draft) -> str:
    """The subject of a cell with the headers that are neither its noun nor its date nor a known place: "reports, east"
    tells a row from its neighbours."""
    read, passage = draft.read, draft.read.passage
    if passage.row is None or passage.figure is None:
        return subject
    taken = [(p.start, p.end) for p in read.periods] + [(m.start, m.end) for m in read.places]
    at, own = passage.figure, [subject] if subject else []
    for header in passage.block.text[passage.figure :].split(", "):
        words = set(re.findall(r"[^\W\d_]+", header.lower()))
        read_already = words <= set(subject.split()) or any(a < at + len(header) + 1 and at < b for a, b in taken)
        if words and not read_already and not words & set(subject.split()) and words != {"total"}:
            own.append(header.strip().lower())
        at += len(header) + 2
    return ", ".join(own)


def _with_the_measure_of(last: Draft, draft: Draft) -> Draft:
    """An elliptic number is of the measure of the one it leans on; so is a part of those counted before."""
    if draft.kind == "share" and draft.elliptic:
        if last.kind == "share" or last.measure in _SHARED:
            return replace(draft, measure=last.measure)
        return replace(draft, measure="prevalence") if last.measure in OF_PEOPLE else draft
    leans = draft.elliptic or draft.rules[-1] in _LEANING
    if leans and draft.cost > costs().modifier and draft.kind in _COUNTS and last.kind in _COUNTS:
        return replace(draft, measure=last.measure, kind=last.kind)
    return draft


def _dated(draft: Draft, around: Surroundings) -> Dated:
    periods, block = around.periods, draft.read.passage.block
    own = own_period(draft.read.numbers, draft.j, draft.periods, draft.kind, draft.quantity.unit)
    if own is None:
        carried = periods.carried(draft.kind, draft.measure, draft.perfect, block.kind in _LAYOUT)
        return carried or Dated(None, None, "period:none")
    if draft.kind in _DATED and own.rule != "period:now":
        periods.state(own.span, draft.kind, draft.measure)
        if block.kind == "paragraph":
            periods.lead_in(own.span)
    if own.rule == "period:base" and own.end is None:
        return replace(own, end=periods.later_than(own.start))
    return own


def _placed(draft: Draft, around: Surroundings) -> Placed:
    read, passage = draft.read, draft.read.passage
    text = passage.block.text
    own = own_place(text, read.numbers, draft.j, read.places, around.nation, draft.governing)
    if own is not None:
        if own.rule == "place:own" and (draft.j == 0 or around.block_place is None):
            around.block_place = around.last_place = own
        return own
    if around.block_place is not None:
        return replace(around.block_place, rule="place:carried")
    if around.last_place is not None and _THERE.search(text, passage.start, passage.end):
        around.block_place = replace(around.last_place, rule="place:pointed at")
        return around.block_place
    heading = around.heading_place(passage.block.headings)
    return Placed(heading, "place:heading") if heading else _default_place(draft, around.place)


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
    counts = draft.kind in _COUNTS
    for one in reversed(around.recent):
        if counts and one.draft.kind not in _COUNTS:
            continue
        above = one.draft.read.passage.block
        if above.headings != block.headings and block.n - above.n > 2:
            return None
        if one.draft.measure != "participation":
            return one
    return around.recent[-1] if around.recent else None


_LEANING = frozenset({"count:part", "count:predicate noun", LABELLED})
_COUNTS = frozenset({"total", "level"})
_DATED = frozenset({"total", "level", "share"})
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
