"""Ruled tables of words: cells known by their rules, whatever they hold, with the headers over several rows."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.documents.grids.grid import Grid
from pipeline.documents.grids.layout import Line, parts_of
from pipeline.documents.grids.rows import TableRow, rows_of
from pipeline.documents.pdf.lines import Segment, sideways_turn
from pipeline.documents.pdf.pieces import Piece, box_around
from pipeline.documents.pdf.rulings import RuledTable
from pipeline.documents.pdf.tables import Table
from pipeline.records.model import Cell

_SNAP = 3.0
"""Points within which the sides of cells count as one line."""
_FILLED = 0.5
"""Share of the cells that hold text, from which on rules are a table's and no form's or drawing's."""
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
_LONGEST_CELL = 60
"""Words of a cell on average; longer ones lay a page out."""


def read_grid(segments: Sequence[Segment], ruled: RuledTable) -> Table | None:
    """The table that the segments form in the cells of a ruled grid; None where most cells are empty, or hold prose."""
    columns = _lines(side for cell in ruled.cells for side in (cell[0], cell[2]))
    lines = _lines(side for cell in ruled.cells for side in (cell[1], cell[3]))
    held: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    for segment in segments:
        place = _place(segment, ruled, lines, columns)
        if place is not None:
            held[place].append(segment)
    rows = len({row for row, _ in held})
    words = sum(len(segment.text.split()) for segment in segments)
    if (
        rows < _FEWEST_ROWS
        or len({column for _, column in held}) < _FEWEST_COLUMNS
        or len(held) < _FILLED * len(ruled.cells)
        or words > _LONGEST_CELL * len(held)
    ):
        return None
    texts = tuple(
        tuple(_text(held.get((row, column), ())) for column in range(len(columns))) for row in range(len(lines))
    )
    by_row = {
        row: [segment for place in places for segment in held[place]]
        for row, places in groupby(sorted(held), key=lambda place: place[0])
    }
    pieces = tuple(_pieces(texts, by_row))
    used = [segment for members in held.values() for segment in members]
    return Table(pieces, frozenset(segment.order for segment in used), box_around([segment.box for segment in used]))


def _pieces(texts: tuple[tuple[str, ...], ...], by_row: dict[int, list[Segment]]) -> list[Piece]:
    pieces: list[Piece] = []
    for part in parts_of(Grid(None, texts)):
        for row in [part] if isinstance(part, Line) else rows_of(part, part_thousands=False):
            if isinstance(row, TableRow):
                cells = tuple(Cell(cell.start, cell.end, cell.row_headers, cell.column_headers) for cell in row.cells)
                pieces.append(_piece(row.text, cells, by_row[row.number]))
            else:
                pieces.append(_piece(row.text, (), by_row[row.row]))
    return pieces


def _piece(text: str, cells: tuple[Cell, ...], segments: Sequence[Segment]) -> Piece:
    return Piece(
        "table_row",
        text,
        box_around([segment.box for segment in segments]),
        segments[0].height,
        all(segment.bold for segment in segments),
        cells,
        order=min(segment.order for segment in segments),
    )


def _lines(sides: Iterable[float]) -> list[float]:
    """The distinct lines that cells begin and end at."""
    found: list[float] = []
    for side in sorted(sides):
        if not found or side - found[-1] > _SNAP:
            found.append(side)
    return found


def _place(
    segment: Segment, ruled: RuledTable, lines: Sequence[float], columns: Sequence[float]
) -> tuple[int, int] | None:
    """The row and column in which the cell that holds a segment begins."""
    x, y = (segment.x0 + segment.x1) / 2, (segment.top + segment.bottom) / 2
    inside = [cell for cell in ruled.cells if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]]
    if not inside:
        return None
    cell = min(inside, key=lambda cell: (cell[2] - cell[0]) * (cell[3] - cell[1]))
    return bisect_right(lines, cell[1] + _SNAP) - 1, bisect_right(columns, cell[0] + _SNAP) - 1


def _text(segments: Sequence[Segment]) -> str:
    """The text of a cell, line by line."""
    ordered = sorted(segments, key=lambda s: sideways_turn(s) if s.sideways else (round(s.line), s.x0))
    return " ".join(segment.text for segment in ordered)
