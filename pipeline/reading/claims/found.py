"""What the grammars find in a document's texts: quantities, periods and places, before any parsing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from pipeline.reading.claims.document import Text
from pipeline.reading.claims.headers import without_minus
from pipeline.reading.claims.listings import is_listing
from pipeline.reading.claims.passages import ANY_YEAR, Passage, cell_passages, names_year, passages
from pipeline.reading.claims.place.origin import countries_of_address, countries_of_publisher
from pipeline.reading.claims.place.words import words
from pipeline.reading.claims.section_numbers import section_numbers
from pipeline.reading.periods import find_periods
from pipeline.reading.places import PlaceMention, find_places
from pipeline.reading.quantities import (
    currencies_used,
    find_quantities,
    in_local_currency,
    in_stated_units,
    in_whole_currency,
    is_statement,
    local_currencies,
    names_hundredths,
    stated_unit,
    without_statements,
    without_statistics,
)
from pipeline.records.model import Block, DocumentContext, Period, Quantity, Reading


@dataclass(frozen=True, slots=True)
class DocumentToRead:
    """A document's blocks, under the id of its source, with what is known of it."""

    doc: str
    reading: Reading
    context: DocumentContext


@dataclass(frozen=True, slots=True)
class NumberedPassage:
    """A passage that holds quantities (offsets in its block's text), and the index of the text that it is cut from."""

    passage: Passage
    quantities: tuple[Quantity, ...]
    text: int


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document's texts with what the grammars found, and its passages that hold a quantity."""

    document: DocumentToRead
    texts: tuple[Text, ...]
    passages: tuple[NumberedPassage, ...]


def find_in(document: DocumentToRead) -> FoundDocument:
    """Run the grammars over a document's kept blocks; a table's figures are read cell by cell, with their headers."""
    published, stated = document.context.published, None
    kept = list(_under_captions(block for block in document.reading.blocks if block.kept))
    title = ", ".join(filter(None, (document.context.title, document.context.place)))
    in_title, places = find_places(title), [tuple(find_places(block.text)) for block in kept]
    countries = _countries_named((*in_title, *chain.from_iterable(places)), document.context)
    texts, numbered = [_title(title, published, in_title, countries)], list[NumberedPassage]()
    written = [block.text for block in kept]
    currencies = local_currencies(written, countries)
    numbers = _numbers(currencies)
    used = currencies_used(chain.from_iterable(map(numbers, written))) if names_hundredths(written) else Counter[str]()
    numbers_of_sections = section_numbers(kept)
    for block, of_block in zip(kept, places, strict=True):
        cells = cell_passages(block)
        for readable in [cell.block for cell in cells] or [block]:
            periods = tuple(find_periods(readable.text, published, stated))
            stated = _last_date(periods) or stated
            cut = [cell for cell in cells if cell.block is readable] or passages(readable)
            labels = _labels(readable, cut[0].figure)
            found = [] if is_listing(block) else in_whole_currency(numbers(readable.text), used)
            quantities = _quantities(found, readable, periods, labels, currencies)
            if cut[0].figure is not None:
                quantities = tuple(without_minus(quantities, labels[0]))
            opening = numbers_of_sections.get(block.n, 0)
            quantities = tuple(q for q in quantities if q.start >= opening and _is_of_data(q, readable))
            periods = tuple(p for p in periods if not _is_byline(readable.text, p, published))
            numbered.extend(_with_quantities(cut, quantities, len(texts)))
            spans = tuple((each.start, each.end) for each in cut)
            named = tuple(find_places(readable.text)) if cells else of_block
            texts.append(Text(readable, spans, quantities, periods, named))
    return FoundDocument(document, tuple(texts), tuple(numbered))


def _countries_named(places: Iterable[PlaceMention], context: DocumentContext) -> Counter[str]:
    """How often a document names each country or a place in it, its publisher's name and its address among that."""
    named = Counter(code for each in places if len(each.countries) == 1 for code in each.countries)
    named.update(countries_of_publisher(context.publisher))
    named.update(countries_of_address(context.url))
    return named


def _under_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, the caption before a table as a heading of all its rows, and so a line right above or below it that
    states the unit of its figures."""
    above: Block | None = None
    held: list[Block] = []
    for block in blocks:
        if block.kind == "table_row":
            if held and _is_of_another_table(block, held[-1]):
                yield from _headed(held, above, None)
                above, held = None, []
            held.append(block)
            continue
        yield from _headed(held, above, block)
        above, held = block, []
        yield block
    yield from _headed(held, above, None)


def _is_of_another_table(row: Block, before: Block) -> bool:
    """Whether a table begins with this row: another element of a page, or headers below a row that has its own."""
    tables = [block.place.path.rpartition("/tr[")[0] for block in (row, before) if block.place.path]
    if all(tables) and len(tables) > 1:
        return tables[0] != tables[1]
    return _has_headers(before) and not _has_headers(row) and len(row.cells) > 1


def _has_headers(row: Block) -> bool:
    return any(cell.column_headers for cell in row.cells)


def _headed(rows: Sequence[Block], above: Block | None, below: Block | None) -> Iterator[Block]:
    """The rows of a table under what their caption, or a line beside them or at their end, says of them all."""
    captions = [above.text] if above and above.kind == "caption" else []
    notes = [block for block in (below, above) if block and block.kind in _NOTES]
    notes += [row for row in rows[-1:] if len(row.cells) == 1]
    statements = [line for note in notes for line in _statements(note) if line not in captions]
    headings = (*statements, *captions, *_corner(rows))
    return (replace(row, headings=(*row.headings, *headings)) for row in rows)


def _corner(rows: Sequence[Block]) -> list[str]:
    """What the corner of a table says of all its figures, above the labels of its rows: "US$ million"."""
    first = rows[0] if rows else None
    if first is None or not first.cells[1:] or _has_headers(first):
        return []
    corner = first.text[first.cells[0].start : first.cells[0].end]
    heads_figures = any(corner in cell.column_headers for row in rows for cell in row.cells[1:])
    return [corner] if stated_unit(corner).states and not heads_figures and all(map(_leads, rows)) else []


def _leads(row: Block) -> bool:
    """Whether the first cell of a row is a label."""
    first = row.text[row.cells[0].start : row.cells[0].end] if row.cells else ""
    return any(map(str.isalpha, first)) or names_year(first) or not first.strip()


def _statements(block: Block) -> Iterator[str]:
    """The sentences of a note that say in what the figures of a table are counted."""
    return (passage.text for passage in _sentences(block) if is_statement(passage.text))


def _sentences(block: Block) -> list[Passage]:
    return passages(replace(block, kind="paragraph"))


_NOTES = frozenset({"paragraph", "list_item", "callout", "caption"})


def _with_quantities(cut: Iterable[Passage], quantities: tuple[Quantity, ...], text: int) -> Iterator[NumberedPassage]:
    for passage in cut:
        inside = tuple(q for q in quantities if passage.holds(q.start))
        if inside and (_WORD.search(passage.text) or _is_headed(passage) or _goes_on(passage, inside)):
            yield NumberedPassage(passage, inside, text)


_WORD = re.compile(r"[^\W\d_]{3}")
"""A figure without a word beside it says nothing: a page number, a tick of a chart."""


def _goes_on(passage: Passage, quantities: tuple[Quantity, ...]) -> bool:
    """Whether a sentence without words goes on with what the one before it told: "In 2016: 41.", "$12."."""
    behind = passage.row is None and _WORD.search(passage.block.text[: passage.start]) is not None
    return behind and bool(ANY_YEAR.search(passage.text) or any(each.form == "money" for each in quantities))


def _is_headed(passage: Passage) -> bool:
    """Whether a table's cell has headers, too short for words ("Ba", "%", "2018"), below a heading that has some."""
    headings = passage.block.headings if passage.row is not None else ()
    return bool(headings) and _WORD.search(headings[-1]) is not None


def _title(title: str, published: str | None, named: Sequence[PlaceMention], countries: Counter[str]) -> Text:
    """The document's title as the text before all others, with the place that the source list says it is about."""
    places = _places_of_title(title, named, [code for code, _ in countries.most_common(1)])
    return Text(Block(-1, "heading", title), ((0, len(title)),), (), tuple(find_periods(title, published)), places)


def _places_of_title(title: str, named: Sequence[PlaceMention], near: Sequence[str]) -> tuple[PlaceMention, ...]:
    """The places of a title, those behind a word that leads to places also where only the document tells what they are:
    "Floods in Java" above a text on Indonesia, but no "Java developers"."""
    led_in = (place for place in find_places(title, near) if _word_before(title, place) in words().locative)
    found = {place.start: place for place in (*named, *led_in)}
    return tuple(found[start] for start in sorted(found))


def _word_before(title: str, place: PlaceMention) -> str:
    return "".join(title[: place.start].split()[-1:]).lower()


def _labels(block: Block, figure: int | None) -> tuple[str, ...]:
    """What may state the unit of a figure, nearest first: a cell's headers, or the words beside a figure that stands
    alone; the caption, the headings."""
    if figure is not None:
        return (block.text[figure:].strip(), *reversed(block.headings))
    return (_LONE_FIGURE.sub("", block.text).strip(" \n:"), *reversed(block.headings[-2:]))


_LONE_FIGURE = re.compile(r"^[-−+]?\d[\d.,]*$|(?<=[\s:▌|])[-−+]?\d[\d.,]*(?: \d{3})*\W*$", re.MULTILINE)
_LABEL_AND_FIGURE = re.compile(r"[^.!?\d]{2,60}[\s:▌|][-−+]?\d[\d.,]*(?: \d{3})*\W*")
_WHOLES = frozenset({"heading", "caption", "table_row", "callout"})


def _numbers(currencies: Mapping[str, str]) -> Callable[[str], list[Quantity]]:
    """The quantities of a text in the local currencies; a text that is asked for twice is read once."""
    return cache(lambda text: in_local_currency(find_quantities(text), currencies))


def _quantities(
    found: list[Quantity],
    block: Block,
    periods: tuple[Period, ...],
    labels: tuple[str, ...],
    currencies: Mapping[str, str],
) -> tuple[Quantity, ...]:
    """Those of the quantities of a block that may tell of the world, in the units that its labels state."""
    if block.kind in _WHOLES:
        found = without_statements(found, block.text)
    found = _outside_statements(found, block)
    if block.kind == "table_row" or _LABEL_AND_FIGURE.fullmatch(block.text) or _is_figure_with_label(block):
        found = without_statistics(in_stated_units(found, block.text, labels, currencies), block.text, labels)
    return tuple(q for q in found if q.form != "age" and not any(_dates(p, q) for p in periods))


def _outside_statements(quantities: list[Quantity], block: Block) -> list[Quantity]:
    """The quantities, without those in words of a sentence that only states a unit."""
    if all(any(map(str.isdigit, each.surface)) for each in quantities):
        return quantities
    stating = [each for each in _sentences(block) if is_statement(each.text)]
    return [q for q in quantities if not any(each.start <= q.start and q.end <= each.end for each in stating)]


def _is_figure_with_label(block: Block) -> bool:
    """Whether a call-out has one bare figure on a line of its own, and no other figure."""
    bare = _LONE_FIGURE.findall(block.text)
    return block.kind == "callout" and len(bare) == 1 and not any(map(str.isdigit, _LONE_FIGURE.sub("", block.text)))


def _is_of_data(quantity: Quantity, block: Block) -> bool:
    """Whether a quantity of a row stands in its data: in no number of the row itself, which is no cell, and in no two
    cells of which the first is a year ("2019   %" in a row of headers)."""
    within = [cell for cell in block.cells if cell.start <= quantity.start < cell.end]
    years = any(cell.end < quantity.end and names_year(block.text[cell.start : cell.end]) for cell in within)
    alone = block.text[: quantity.start][-1:] in {"", "#", "\t"} and block.text[quantity.end :][:1] in {".", "\t"}
    numbers_row = block.kind == "table_row" and bool(block.cells) and not within and alone
    return not years and not numbers_row


def _is_byline(text: str, period: Period, published: str | None) -> bool:
    """Whether a date is the page's own, at the head of a block ("20 March 2024", "30.09.2022 Social News")."""
    day = period.first == period.last == published and len(published or "") == len("2024-03-20")
    return day and not any(c.islower() for c in text[: period.start])


def _last_date(periods: tuple[Period, ...]) -> str | None:
    return next((p.last or p.first for p in reversed(periods) if p.role != "rate" and (p.last or p.first)), None)


def _dates(period: Period, quantity: Quantity) -> bool:
    """Whether a quantity is a piece of a date."""
    return period.role not in {"rate", "duration"} and period.start <= quantity.start and quantity.end <= period.end
