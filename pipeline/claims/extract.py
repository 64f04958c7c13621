"""Documents to claims: passages read one after the other, what one leaves open filled in from those before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.claims.attributing import Bodies, find_attributions
from pipeline.claims.dating import NO_PERIOD, CarriedPeriods, Dated, Span, heading_period, own_period
from pipeline.claims.drafts import Draft, NumberReader, ReadPassage, same_figure
from pipeline.claims.meaning import CLASS
from pipeline.claims.parsing import ParsedPassage, parse
from pipeline.claims.passages import Passage, passages
from pipeline.claims.placing import WORLD, Placed, nation_of_document, own_place, place_of_document, place_of_heading
from pipeline.measures import Vocabulary, vocabulary
from pipeline.model import Block, Claim, ClaimPlace, DocumentContext, Period, Reading, with_ids
from pipeline.periods import find_periods
from pipeline.places import PlaceMention, find_places, joined_places
from pipeline.quantities import find_quantities

STAGE_VERSION = "1"
"""Raised whenever the same document would give other claims; what was read by an older one is read again."""


@dataclass(frozen=True, slots=True)
class DocumentToRead:
    doc: str
    reading: Reading
    context: DocumentContext


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: DocumentToRead
    passages: tuple[ReadPassage, ...]
    headings: tuple[str, ...]
    mentions: tuple[PlaceMention, ...]
    bodies: Bodies


@dataclass(frozen=True, slots=True)
class _Filled:
    """A draft with what its surroundings gave it."""

    draft: Draft
    dated: Dated
    placed: Placed
    subject: str
    attributed_to: str | None


def extract_claims(doc: str, reading: Reading, context: DocumentContext, *, packs: tuple[str, ...] = ()) -> list[Claim]:
    """The claims of one document, in its order, with ids.

    `packs` names measure packs beside the shipped vocabulary (raises PackError for one that is not there).
    """
    return next(extract_many([DocumentToRead(doc, reading, context)], packs=packs))


def extract_many(documents: Iterable[DocumentToRead], *, packs: tuple[str, ...] = ()) -> Iterator[list[Claim]]:
    """The claims of each document, all documents' sentences parsed in shared batches."""
    prepared = [_prepare(document) for document in documents]
    words = vocabulary(packs)
    headings = list(dict.fromkeys(h for p in prepared for h in p.headings))
    parsed_headings = dict(zip(headings, parse(((_as_passage(h), ()) for h in headings), packs), strict=True))
    stream = parse(((r.passage, r.quantities) for p in prepared for r in p.passages), packs)
    for one in prepared:
        yield _claims_of(one, list(islice(stream, len(one.passages))), parsed_headings, words)


def _as_passage(heading: str) -> Passage:
    return Passage(Block(0, "heading", heading), 0, len(heading))


def _prepare(document: DocumentToRead) -> _Prepared:
    found: list[ReadPassage] = []
    mentions: list[PlaceMention] = []
    headings: dict[str, None] = {}
    bodies = Bodies()
    published, stated = document.context.published, None
    for block in document.reading.blocks:
        if not block.kept:
            continue
        bodies.learn(block.text)
        places = _located(block.text)
        mentions.extend(places)
        periods = find_periods(block.text, published, stated)
        stated = next(
            (p.last or p.first for p in reversed(periods) if p.role != "rate" and (p.last or p.first)), stated
        )
        quantities = [
            q for q in find_quantities(block.text) if q.form != "age" and not any(_inside(q, p) for p in periods)
        ]
        if not quantities:
            continue
        headings.update(dict.fromkeys(block.headings))
        for passage in passages(block):
            inside = tuple(q for q in quantities if passage.start <= q.start < passage.end)
            if inside:
                found.append(
                    ReadPassage(
                        passage,
                        inside,
                        tuple(p for p in periods if passage.start <= p.start < passage.end),
                        tuple(m for m in places if passage.start <= m.start < passage.end),
                        tuple(p for p in periods if p.start < passage.start),
                    )
                )
    return _Prepared(document, tuple(found), tuple(headings), tuple(mentions), bodies)


_DATELINE = re.compile(r"\s*(?:\([^)]*\d{4}\)|[-–—])")


def _located(text: str) -> list[PlaceMention]:
    """The places of a block, coordinated ones joined, less a dateline's ("GENEVA, Switzerland –")."""
    mentions = find_places(text)
    joined = [pair for pair in joined_places(text, mentions) if pair.surface.count(",") == 0]
    parts = [(m.start, m.end) for m in joined]
    whole = [m for m in mentions if not any(a <= m.start and m.end <= b for a, b in parts)] + joined
    whole.sort(key=lambda m: m.start)
    if whole and whole[0].start < 3 and text[:3].isupper() and _DATELINE.match(text, whole[0].end):
        return whole[1:]
    return whole


def _inside(quantity: object, period: Period) -> bool:
    start, end = quantity.start, quantity.end  # type: ignore[attr-defined]
    return period.role not in {"rate", "duration"} and period.start <= start and end <= period.end


class _Surroundings:
    """What a document has said so far that later claims lean on."""

    def __init__(self, prepared: _Prepared) -> None:
        context = prepared.document.context
        titled = find_places(context.title) if context.title else []
        self.published = context.published
        self.place = place_of_document(context.title or "", titled, prepared.mentions, context.place)
        self.nation = nation_of_document([*titled, *prepared.mentions]) or self.place
        self.periods = CarriedPeriods()
        self.block = -1
        self.block_place: Placed | None = None
        self.last_place: Placed | None = None
        self.recent: list[_Filled] = []
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
                self._heading_periods[heading] = heading_period(find_periods(heading, self.published))
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


def _claims_of(
    prepared: _Prepared, parsed: list[ParsedPassage], headings: dict[str, ParsedPassage], words: Vocabulary
) -> list[Claim]:
    surroundings = _Surroundings(prepared)
    filled: list[_Filled] = []
    for read, parse_ in zip(prepared.passages, parsed, strict=True):
        block = read.passage.block
        surroundings.enter(read)
        chain = [headings[h] for h in reversed(block.headings) if h in headings]
        for draft in NumberReader(read, parse_, words, chain).drafts():
            one = _fill(draft, surroundings, prepared.bodies)
            filled.append(one)
            surroundings.recent = [*surroundings.recent[-5:], one]
    filled = _with_the_event(filled)
    filled = _with_repeats(filled)
    return with_ids(_claim(one, prepared.document) for one in filled)


def _fill(draft: Draft, around: _Surroundings, bodies: Bodies) -> _Filled:
    read, block = draft.read, draft.read.passage.block
    text = block.text
    last = _antecedent(draft, around)
    subject = draft.subject
    if draft.elliptic and last is not None:
        subject = last.subject
        if draft.kind == "share" and (last.draft.kind == "share" or last.draft.measure in _SHARED):
            draft = replace(draft, measure=last.draft.measure)
        if draft.cost > CLASS and draft.kind in {"total", "level"} and last.draft.kind in {"total", "level"}:
            draft = replace(draft, measure=last.draft.measure, kind=last.draft.kind)
    dated = own_period(read.numbers, draft.j, draft.periods, draft.kind, draft.quantity.unit)
    if dated is not None and draft.kind in {"total", "level", "share"} and dated.rule != "period:now":
        around.periods.state(dated.span, draft.kind)
    if dated is None:
        dated = around.periods.carried(draft.kind, draft.perfect, block.kind in _LAYOUT) or Dated(
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
    return _Filled(draft, dated, place, subject or "", body)


def _antecedent(draft: Draft, around: _Surroundings) -> _Filled | None:
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


_COMMON_TIMES = 2
_COMMON_YEAR = 0.6
"""The part of a document's dated counts that must be of one year for it to be the document's year."""


def _with_the_event(filled: Sequence[_Filled]) -> list[_Filled]:
    """A document about one event gives its date to the counts that name none."""
    undated = {"period:none", "period:carried"}
    own = [f.dated.span for f in filled if f.draft.kind == "total" and f.dated.rule not in undated]
    spans = Counter(span for span in own if span[0] and span[1])
    if not spans:
        return list(filled)
    finest = max(len(str(span[0])) for span in spans)
    common, times = Counter({s: n for s, n in spans.items() if len(str(s[0])) == finest}).most_common(1)[0]
    if finest == len("2019") and (times < _COMMON_TIMES or times < _COMMON_YEAR * spans.total()):
        return list(filled)
    event = Dated(*common, "period:event")
    return [replace(f, dated=event) if f.draft.kind == "total" and _falls_in(f.dated, event) else f for f in filled]


def _falls_in(dated: Dated, event: Dated) -> bool:
    """Whether the event's date says more of the same time than what was carried."""
    if dated.span == NO_PERIOD:
        return True
    carried = dated.rule in {"period:carried", "period:paragraph"} and dated.start == dated.end
    return carried and len(dated.start or "") < len(event.start or "") and str(event.start).startswith(str(dated.start))


def _with_repeats(filled: Sequence[_Filled]) -> list[_Filled]:
    """A headline's figure has the period, place and measure of the sentence that tells it again."""
    done: list[_Filled] = []
    for i, one in enumerate(filled):
        if one.draft.read.passage.block.kind == "heading":
            again = next((f for f in filled[i + 1 :] if _tells_again(one, f)), None)
            if again is not None:
                draft = one.draft
                if draft.measure == "other" or draft.cost >= 4:
                    draft = replace(draft, measure=again.draft.measure, kind=again.draft.kind)
                one = replace(
                    one,
                    draft=draft,
                    dated=again.dated if one.dated.span == NO_PERIOD else one.dated,
                    placed=again.placed if one.placed.name is None else one.placed,
                    subject=one.subject or again.subject,
                )
        done.append(one)
    return done


def _tells_again(one: _Filled, other: _Filled) -> bool:
    nouns = {one.draft.noun, other.draft.noun}
    return same_figure(one.draft, other.draft) and (len(nouns) == 1 or None in nouns)


def _claim(filled: _Filled, document: DocumentToRead) -> Claim:
    draft, quantity = filled.draft, filled.draft.quantity
    passage, block = draft.read.passage, draft.read.passage.block
    return Claim(
        id="",
        doc=document.doc,
        quote=passage.text,
        number=quantity.surface,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=quantity.unit,
        measure=draft.measure,
        subject=filled.subject,
        part=draft.part if draft.kind == "share" else None,
        kind=draft.kind,
        direction=draft.direction,
        start=filled.dated.start,
        end=filled.dated.end,
        place=filled.placed.name,
        attributed_to=filled.attributed_to,
        modifier=quantity.modifier,
        headings=block.headings,
        block_kind=block.kind,
        reading=(*draft.rules, filled.dated.rule, filled.placed.rule),
        confidence=_confidence(filled),
        document=document.context,
        locator=_locator(filled),
        by_ocr=block.by_ocr,
    )


def _locator(filled: _Filled) -> ClaimPlace:
    passage, quantity = filled.draft.read.passage, filled.draft.quantity
    place = passage.block.place
    return ClaimPlace(
        block=passage.block.n,
        start=passage.start,
        end=passage.end,
        number_start=quantity.start,
        number_end=quantity.end,
        path=place.path,
        page=place.page,
        box=place.box,
    )


def _confidence(filled: _Filled) -> float:
    """How sure the reading is: less for a measure tied loosely, a subject or period that was carried."""
    sure = 0.97 - 0.05 * min(filled.draft.cost, 9.0)
    sure -= 0.1 * (not filled.subject or filled.draft.elliptic)
    sure -= 0.05 * (filled.dated.rule in {"period:carried", "period:event"})
    return round(max(0.3, sure - 0.1 * filled.draft.read.passage.block.by_ocr), 2)
