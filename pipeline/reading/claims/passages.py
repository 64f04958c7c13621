"""Blocks cut into passages: the sentences, call-outs, rows and headings that claims are read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.reading.claims.headers import telling
from pipeline.reading.quantities import is_statement, stated_unit
from pipeline.records.bands import is_band
from pipeline.records.data import load_yaml
from pipeline.records.model import Block, Cell
from pipeline.records.months import MONTH

_WHOLE = {"callout", "table_row", "heading", "caption"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a block's text that a quote is taken from; `start` and `end` are offsets in that text.

    A table's cell is read as a line of its own, headers and figure; `row` is then the block that is quoted, and
    `shift` leads from an offset in the line to one in the row.
    """

    block: Block
    start: int
    end: int
    row: Block | None = None
    shift: int = 0
    figure: int | None = None
    """Where the part of the text ends that may hold the figures: before a cell's headers."""

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    @property
    def quote(self) -> str:
        return self.row.text if self.row is not None else self.text

    def of_figure(self, surface: str, start: int) -> str:
        """A number's words as far as they are quoted: its unit may stand in the headers."""
        return surface if self.figure is None else surface[: self.figure - start].rstrip()

    def holds(self, number: int) -> bool:
        return self.start <= number < (self.end if self.figure is None else self.figure)


def cell_passages(block: Block) -> list[Passage]:
    """The cells of a table row that have headers and hold figures, each as the line "figure column, row", the header
    that says what is counted before one that is a date."""
    if block.kind != "table_row":
        return []
    lines = []
    bands = {name for cell in block.cells for name in cell.row_headers if is_band(name)}
    for cell in block.cells:
        headers = sorted(telling(_in_order(cell)), key=_place_of_date)
        figure = block.text[cell.start : cell.end]
        if not headers or not _counts(figure) or figure.strip() in {*headers, *bands} or names_year(figure):
            continue
        parting = _parting(headers[0])
        line = replace(block, text=f"{figure}{parting}{', '.join(_with_year(headers, block))}", cells=())
        lines.append(Passage(line, 0, len(line.text), block, cell.start, len(figure)))
    return lines


def _in_order(cell: Cell) -> tuple[str, ...]:
    """The headers of a cell, the column's first, save where it only states a unit and the row has one of its own."""
    of_all, own = map(is_statement, cell.column_headers), (stated_unit(each).unit for each in cell.row_headers)
    columns_first = not (any(of_all) and any(own))
    return cell.column_headers + cell.row_headers if columns_first else cell.row_headers + cell.column_headers


_YEAR = re.compile(r"\s*(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?\s*")


_YEAR_WITH_UNIT = re.compile(r"^\s*(?:FY\s?)?(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2}\s|\s?(?=[(\[$£€₹¥%]))")
_THOUSANDS = re.compile(r"(?<![\d.,\s])['’]?000s?\b")


def _counts(cell: str) -> bool:
    """Whether a cell holds a figure, and not only a year and a unit: "2021-22 £000s"."""
    return any(map(str.isdigit, _THOUSANDS.sub("", _YEAR_WITH_UNIT.sub("", cell))))


def names_year(cell: str) -> bool:
    """Whether a cell names a year, and counts nothing."""
    return _YEAR.fullmatch(cell) is not None


_MONTH = re.compile(rf"{MONTH}\.?(?![\w.])(?!\s[a-z])", re.IGNORECASE)


ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _parting(header: str) -> str:
    """What parts a figure from the header behind it, with which it would else be a day or one number: "12 May",
    "12 5-14"."""
    if _MONTH.match(header):
        return " in "
    return " | " if header[:1].isdigit() and not names_year(header) else " "


def _with_year(headers: list[str], block: Block) -> list[str]:
    """The headers, with the year of the caption or heading above at a month that none of them gives one."""
    if not any(map(_MONTH.match, headers)) or any(map(ANY_YEAR.search, headers)):
        return headers
    years = next(filter(None, ({*ANY_YEAR.findall(heading)} for heading in reversed(block.headings))), set[str]())
    return [f"{each} {min(years)}" if _MONTH.fullmatch(each) and len(years) == 1 else each for each in headers]


def _place_of_date(header: str) -> int:
    """What says what is counted comes first, then a month, then a year."""
    if _MONTH.match(header):
        return 1
    return 2 if re.match(r"\D{0,12}\d{4}", header) else 0


def passages(block: Block) -> list[Passage]:
    """The passages of a block: a call-out, table row, caption or heading whole, anything else by sentence."""
    if block.kind in _WHOLE:
        return [_trimmed(block, 0, len(block.text))]
    return [_trimmed(block, start, end) for start, end in _sentence_spans(block.text)]


def _trimmed(block: Block, start: int, end: int) -> Passage:
    text = block.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(block, start, end)


_END = re.compile(r"(?<!\.\.\.)(?<!\.\s\.\s)[.!?…][\"”’')\]*]*(?:\[\w{1,3}\])*\s+(?=[\"“‘'(\[*•–-]*[A-Z0-9$£€])")
"""The end of a sentence; dots that lead from a label to its figure ("Boats ..... 12") are none."""


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _abbreviated(text, match.start(), match.end()):
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _abbreviated(text: str, dot: int, after: int) -> bool:
    word = re.search(r"[\w.&]*$", text[:dot])
    last = word[0] if word else ""
    if last in _abbreviations()["always"]:
        return True
    if last in _abbreviations()["before_a_number"]:
        return text[after : after + 1].isdigit()
    initials = re.fullmatch(r"(?:[A-Za-z]\.)*[A-Za-z]", last)
    if initials and len(last) > 1:
        following = re.split(r"\W", text[after:], maxsplit=1)[0]
        return following not in _abbreviations()["openings"]
    return bool(initials) and last.isupper()


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    loaded = load_yaml("pipeline.reading.claims", "abbreviations.yaml")
    return {name: frozenset(words) for name, words in loaded.items()}
