"""The rows of a grid told apart: titles, headers of columns, sections, rows of data, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from pipeline.documents.cells import is_figure_cell, is_numeric, is_year, numbers_columns
from pipeline.documents.grids.grid import Grid, Row
from pipeline.records.bands import is_band
from pipeline.records.data import load_yaml

MOST_HEADER_ROWS = 4
_DIGIT = re.compile(r"\d")
_PAIR = 2
"""Cells of a line that says something of the whole table: "Units | thousands"."""
_LONGEST_TITLE = 18
"""Words of a line that may be a title; longer ones are text."""


LineKind = Literal["title", "section", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds one text: the title of what follows, a section within a table, or a note."""

    kind: LineKind
    row: int
    column: int
    text: str


@dataclass(slots=True)
class Table:
    """Rows of data below their header rows, all by their number in the grid; sections stand among the data."""

    headers: list[tuple[int, Row]] = field(default_factory=list)
    body: list[tuple[int, Row] | Line] = field(default_factory=list)

    def data(self) -> Iterator[tuple[int, Row]]:
        """The rows of the body with their numbers, without the lines between them."""
        return (entry for entry in self.body if not isinstance(entry, Line))


@cache
def words() -> Mapping[str, Any]:
    """The words of layout.yaml, by group."""
    loaded: dict[str, Any] = load_yaml("pipeline.documents.grids", "layout.yaml")
    return loaded


def parts_of(grid: Grid) -> list[Table | Line]:
    """The tables of a grid, with the titles and notes around them, in order: those beside one another from the left."""
    return [part for each in _side_by_side(grid) for part in _parts_of(each)]


def _side_by_side(grid: Grid) -> Iterator[Grid]:
    """The grid cut at empty columns between two tables, the second of which has names of its own in its first column
    and figures behind them, unlike a column of remarks; cells keep their places."""
    rows = [row for row in grid.rows if len(_filled(row)) > 1]
    filled = sorted({column for row in rows for column, _ in _filled(row)})
    cuts = [0]
    for before, column in pairwise(filled):
        if column > before + 1 and before > cuts[-1] and _begins_table(rows, column):
            cuts.append(column)
    for start, end in pairwise([*cuts, max(map(len, grid.rows), default=0)]):
        yield Grid(grid.name, tuple((*("",) * min(start, len(row)), *row[start:end]) for row in grid.rows))


def _begins_table(rows: Sequence[Row], column: int) -> bool:
    names = [row[column] for row in rows if column < len(row) and row[column]]
    figures = [text for row in rows for text in row[column + 1 :] if text and is_figure_cell(text)]
    return len(names) > 1 and not any(map(is_numeric, names)) and bool(figures)


def _parts_of(grid: Grid) -> list[Table | Line]:
    rows = [(number, row) for number, row in enumerate(grid.rows) if any(row)]
    parts: list[Table | Line] = []
    table = Table()
    for at, (number, row) in enumerate(rows):
        gap = at > 0 and number > rows[at - 1][0] + 1
        filled = _filled(row)
        if len(filled) == 1 and not is_figure_cell(filled[0][1]):
            following = rows[at + 1][1] if at + 1 < len(rows) else ()
            column, text = filled[0][0], filled[0][1].lstrip("# ")
            line = Line(_kind_alone(text, table, gap, following), number, column, text)
            if line.kind == "title":
                parts += [table, line]
                table = Table()
            else:
                (table.body if table.body or line.kind == "section" else parts).append(line)
        elif table.headers and not table.body and numbers_columns([text for _, text in filled]):
            table.body.append(Line("note", number, filled[0][0], " ".join(text for _, text in filled)))
        elif _is_header(row, table, gap):
            if gap and not table.body and all(len(_filled(header)) == _PAIR for _, header in table.headers):
                parts += [Line("title", at, 0, ": ".join(filter(None, header))) for at, header in table.headers]
                table = Table()
            if table.body:
                parts.append(table)
                table = Table()
            table.headers.append((number, row))
        else:
            table.body.append((number, row))
    parts.append(table)
    return [part for part in parts if isinstance(part, Line) or part.headers or part.body]


def _filled(row: Row) -> list[tuple[int, str]]:
    return [(column, text) for column, text in enumerate(row) if text]


def _holds_figures(row: Row) -> bool:
    return any(is_figure_cell(text) and _DIGIT.search(text) for text in row)


def _kind_alone(text: str, table: Table, gap: bool, following: Row) -> LineKind:
    if len(text.split()) > _LONGEST_TITLE or text.endswith(".") or re.match(words()["notes"], text, re.IGNORECASE):
        return "note"
    within = bool(table.body) and not gap
    return "section" if within or (table.headers and _holds_figures(following)) else "title"


def _is_header(row: Row, table: Table, gap: bool) -> bool:
    if _holds_figures(row) or len(table.headers) == MOST_HEADER_ROWS or (table.body and not gap):
        return False
    # below a header of its first column, a row with a name there is data, though its figures look like years
    first = table.headers[0][1] if table.headers and not table.body else ()
    return not (first and first[0] and row[0] and any(is_year(text) for text in row[1:]))


def label_columns(table: Table) -> frozenset[int]:
    """The columns that say what a row is about: those before the first column of figures, and those of words whose
    header says so."""
    figures = figure_columns(table)
    names = named_columns(table) | _headed_by(table, "telling")
    first = min(figures, default=1)
    width = max((len(row) for _, row in table.data()), default=0)
    return frozenset(column for column in range(width) if column < first or (column in names and column not in figures))


def figure_columns(table: Table) -> frozenset[int]:
    """The columns most of whose cells are figures, save those whose header says that they name the row, and a first one
    of bands of ages or sizes."""
    held: Counter[int] = Counter()
    figures: Counter[int] = Counter()
    for _, row in table.data():
        for column, text in _filled(row):
            held[column] += 1
            figures[column] += is_figure_cell(text) and not (column == 0 and is_band(text))
    found = {column for column in held if figures[column] * 2 >= held[column]}
    return frozenset(found - named_columns(table))


def named_columns(table: Table) -> frozenset[int]:
    """The columns whose header says that they number or code the rows."""
    return _headed_by(table, "names")


def _headed_by(table: Table, group: str) -> frozenset[int]:
    names = frozenset(words()[group])
    return frozenset(
        column for _, row in table.headers for column, text in enumerate(row) if text.casefold().strip() in names
    )


def column_headers(table: Table, labels: frozenset[int]) -> dict[int, tuple[str, ...]]:
    """The headers over each column, the outermost first. One that spans columns stands in the first of them; it holds
    for the others up to the next, where the row below has a header of its own. Those that say nothing are left out."""
    found: dict[int, list[str]] = {}
    unsaid = frozenset(words()["unsaid"]) if len(labels) > 1 else frozenset()
    rows = [tuple("" if text.casefold() in unsaid else _spaced(text) for text in row) for _, row in table.headers]
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else ()
        last = ""
        for column in range(max(len(row), len(below))):
            text = row[column] if column < len(row) else ""
            if column in labels:
                last = ""
            elif text:
                last = text
            elif not (column < len(below) and below[column]):
                continue
            text = text or last
            if text and found.setdefault(column, [])[-1:] != [text]:
                found[column].append(text)
    return {column: tuple(texts) for column, texts in found.items()}


def _spaced(header: str) -> str:
    """A header as it is said: "calls_received" is two words."""
    return header if " " in header else header.replace("_", " ").strip()
