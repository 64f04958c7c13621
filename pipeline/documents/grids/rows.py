"""The rows of a table as texts whose cells know their headers and their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.documents.cells import is_figure_cell, thousands_parted
from pipeline.documents.grids.grid import SEPARATOR, Row, cell_name
from pipeline.documents.grids.layout import Line, Table, column_headers, figure_columns, label_columns, named_columns
from pipeline.records.bands import is_band
from pipeline.records.model import Cell


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row by its number in the grid, its cells parted by tabs."""

    number: int
    text: str
    cells: tuple[Cell, ...]


def rows_of(table: Table, *, part_thousands: bool) -> Iterator[TableRow | Line]:
    """The rows of a table in order, those of headers first, and the lines that stand among them.

    With `part_thousands` a figure of four digits is written so that it is no year, as 2,019: for numbers of sheets,
    which are written as they are shown.
    """
    labels, figures, codes = label_columns(table), figure_columns(table), named_columns(table)
    headers = column_headers(table, labels)
    for number, row in table.headers:
        yield _row(number, row, range(len(row)), {}, (), frozenset())
    section: tuple[str, ...] = ()
    above: Row = ()
    for entry in table.body:
        if isinstance(entry, Line):
            section = (entry.text,) if entry.kind == "section" else section
            yield entry
            continue
        number, row = entry
        above = _filled_down(row, above, labels)
        shown = [column for column in range(len(row)) if column not in labels or _names(row[column])]
        names = [column for column in sorted(labels) if column < len(above) and _names(above[column])]
        named = tuple(above[column] for column in names if column not in codes or names == [column])
        row = tuple(
            thousands_parted(text) if part_thousands and column in figures else text for column, text in enumerate(row)
        )
        yield _row(number, row, shown, headers, section + named, labels)


def _row(
    number: int,
    row: Row,
    columns: Iterable[int],
    headers: dict[int, tuple[str, ...]],
    row_headers: tuple[str, ...],
    labels: frozenset[int],
) -> TableRow:
    cells: list[Cell] = []
    text = ""
    for column in columns:
        if not row[column]:
            continue
        text += SEPARATOR if text else ""
        start = len(text)
        text += row[column]
        own = () if column in labels else row_headers
        above = () if column in labels else headers.get(column, ())
        cells.append(Cell(start, len(text), own, above, cell_name(number, column)))
    return TableRow(number, text, tuple(cells))


def _filled_down(row: Row, above: Row, labels: frozenset[int]) -> Row:
    """The row with the labels that it shares with the row above, where only the first of a group states them: those
    left of one that it has itself."""
    own = [column for column in labels if column < len(row) and row[column]]
    if not own:
        return row
    return tuple(
        above[column] if not text and column in labels and column < min(max(own), len(above)) else text
        for column, text in enumerate(row)
    )


def _names(text: str) -> bool:
    """Whether a cell in a column of labels names its row, as words, dates and bands do; numbers and codes do not."""
    return bool(text) and (not is_figure_cell(text) or is_band(text))
