"""What the grammars find in a document's passages: quantities, periods and places, before any parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.reading.claims.attributing import Bodies
from pipeline.reading.claims.dating import can_carry
from pipeline.reading.claims.document import Text
from pipeline.reading.claims.passages import Passage, cell_passages, passages
from pipeline.reading.claims.placing import names_a_body
from pipeline.reading.periods import find_periods
from pipeline.reading.places import PlaceMention, find_places, joined_places
from pipeline.reading.quantities import find_quantities, in_local_currency, in_stated_units, local_currencies
from pipeline.records.model import Block, DocumentContext, Period, Quantity, Reading

_LABELS = frozenset({"callout", "table_row", "list_item", "caption"})


@dataclass(frozen=True, slots=True)
class DocumentToRead:
    doc: str
    reading: Reading
    context: DocumentContext


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage with all that was found in it by the grammars; offsets are in the block's text."""

    passage: Passage
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    places: tuple[PlaceMention, ...]
    before: tuple[Period, ...] = ()
    """The periods that the block stated before this passage."""
    text: int = 0
    """The index of the text that it is a passage of."""

    @property
    def may_be_label(self) -> bool:
        return self.passage.block.kind in _LABELS

    @property
    def leans_on_headings(self) -> bool:
        """Whether the headings above may have to say what is done to what is counted here."""
        return self.may_be_label or any(q.unit == "times" for q in self.quantities)

    @property
    def numbers(self) -> list[tuple[int, int]]:
        return [(q.start, q.end) for q in self.quantities]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document with its passages that hold a quantity, the headings that some lean on, and all places it names."""

    document: DocumentToRead
    passages: tuple[ReadPassage, ...]
    headings: tuple[str, ...]
    mentions: tuple[PlaceMention, ...]
    bodies: Bodies
    texts: tuple[Text, ...]


def find_in(document: DocumentToRead) -> FoundDocument:
    """Run the grammars over a document's kept blocks; a table's figures are read cell by cell, with their headers."""
    found: list[ReadPassage] = []
    mentions: list[PlaceMention] = []
    headings: dict[str, None] = {}
    bodies = Bodies()
    published, stated, caption = document.context.published, None, None
    texts = [_title(document.context)]
    currencies = local_currencies(block.text for block in document.reading.blocks if block.kept)
    for block in document.reading.blocks:
        if not block.kept:
            continue
        caption = _caption(block, caption)
        if caption and block.kind == "table_row":
            block = replace(block, headings=(*block.headings, caption))
        bodies.learn(block.text)
        cells = cell_passages(block)
        for readable in [cell.block for cell in cells] or [block]:
            periods = tuple(find_periods(readable.text, published, stated))
            stated = _last_date(periods) or stated
            named = find_places(readable.text)
            places = _located(readable.text, named)
            mentions.extend(m for m in places if not names_a_body(readable.text, m))
            cut = [cell for cell in cells if cell.block is readable] or passages(readable)
            labels = (*reversed(readable.headings[-2:]),) if cut[0].figure is None else _labels(readable, cut[0].figure)
            quantities = _quantities(readable, periods, labels, currencies)
            periods = tuple(p for p in periods if not _is_byline(readable.text, p, published))
            spans = tuple((each.start, each.end) for each in cut)
            read = list(_with_quantities(readable, cut, quantities, periods, places, len(texts)))
            texts.append(Text(readable, spans, quantities, periods, tuple(named)))
            if any(one.leans_on_headings for one in read):
                headings.update(dict.fromkeys(block.headings))
            found.extend(read)
    return FoundDocument(document, tuple(found), tuple(headings), tuple(mentions), bodies, tuple(texts))


def _with_quantities(
    block: Block,
    cut: list[Passage],
    quantities: tuple[Quantity, ...],
    periods: tuple[Period, ...],
    places: list[PlaceMention],
    text: int,
) -> Iterator[ReadPassage]:
    for passage in cut:
        inside = tuple(q for q in quantities if passage.holds(q.start))
        if inside and _WORD.search(passage.text):
            yield ReadPassage(
                passage,
                inside,
                tuple(p for p in periods if passage.start <= p.start < passage.end),
                tuple(m for m in places if passage.start <= m.start < passage.end),
                tuple(p for p in periods if p.start < passage.start and can_carry(block.text, p)),
                text,
            )


def _title(context: DocumentContext) -> Text:
    """The document's title as the text before all others."""
    title = context.title or ""
    block = Block(-1, "heading", title)
    return Text(block, ((0, len(title)),), (), tuple(find_periods(title, context.published)), tuple(find_places(title)))


def _labels(line: Block, figure: int) -> tuple[str, ...]:
    """What may state the unit of a table's cell, nearest first: its headers, the caption, the headings."""
    return (line.text[figure:].strip(), *reversed(line.headings))


_LABEL_AND_FIGURE = re.compile(r"[^.!?\d]{2,60}[\s:▌|]\d[\d.,]*\W*")


def _quantities(
    block: Block, periods: tuple[Period, ...], labels: tuple[str, ...], currencies: dict[str, str]
) -> tuple[Quantity, ...]:
    found = in_local_currency(find_quantities(block.text), currencies)
    if block.kind == "table_row" or _LABEL_AND_FIGURE.fullmatch(block.text):
        found = in_stated_units(found, block.text, labels)
    return tuple(q for q in found if q.form != "age" and not any(_dates(p, q) for p in periods))


def _caption(block: Block, before: str | None) -> str | None:
    """The caption that a block stands under: the one before a table holds for all its rows."""
    if block.kind == "caption":
        return block.text
    return before if block.kind == "table_row" else None


_WORD = re.compile(r"[^\W\d_]{3}")
"""A figure without a word beside it says nothing: a page number, a tick of a chart."""


def _is_byline(text: str, period: Period, published: str | None) -> bool:
    """Whether a date is the page's own, at the head of a block ("20 March 2024", "30.09.2022 Social News")."""
    day = period.first == period.last == published and len(published or "") == len("2024-03-20")
    return day and not any(c.islower() for c in text[: period.start])


def _last_date(periods: tuple[Period, ...]) -> str | None:
    return next((p.last or p.first for p in reversed(periods) if p.role != "rate" and (p.last or p.first)), None)


_DATELINE = re.compile(r"(?:,\s*[\w. ]{0,14}\d{4})?\s*(?:\([^)]*\d{4}\)|[-–—:])")


def _located(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """The places of a block, coordinated ones joined, less a dateline's ("GENEVA, Switzerland –")."""
    joined = [pair for pair in joined_places(text, mentions) if pair.surface.count(",") == 0]
    parts = [(m.start, m.end) for m in joined]
    whole = [m for m in mentions if not any(a <= m.start and m.end <= b for a, b in parts)] + joined
    whole.sort(key=lambda m: m.start)
    if whole and whole[0].start < 3 and text[:3].isupper() and _DATELINE.match(text, whole[0].end):
        return whole[1:]
    return whole


def _dates(period: Period, quantity: Quantity) -> bool:
    """Whether a quantity is a piece of a date."""
    return period.role not in {"rate", "duration"} and period.start <= quantity.start and quantity.end <= period.end
