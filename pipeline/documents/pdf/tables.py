"""Tables: rows of segments in which figures stand in columns, ruled or merely aligned, and the headers of each cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.pdf.columns import Column, column_headers, columns_of
from pipeline.documents.pdf.header_rows import (
    counts_columns,
    heads_columns,
    heads_of_columns,
    holds_ranges,
    is_year,
)
from pipeline.documents.pdf.label_lines import goes_on, with_label_lines
from pipeline.documents.pdf.lines import Row, Segment, rows_of
from pipeline.documents.pdf.pieces import Piece, box_around
from pipeline.documents.pdf.rulings import RuledTable, cell_of
from pipeline.records.model import Box, Cell

_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_FLUSH = 2.0
"""Points by which cells of one column may differ at their side."""
SEPARATOR = "\t"
"""Stands between the cells of a row, so that two figures side by side do not read as one."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table as pieces, and the segments that went into it."""

    rows: tuple[Piece, ...]
    used: frozenset[int]
    box: Box


def read_table(segments: Sequence[Segment], ruled: RuledTable | None = None) -> Table | None:
    """The table that the segments form; None where too few of them are figures to be one."""
    rows = rows_of(segments)
    first = _first_line(rows, _first_body_row(rows))
    body = [k for k in range(first, len(rows)) if any(s.is_figure for s in rows[k])]
    if not body or not (_mostly_figures(rows[first:]) or _in_columns([rows[k] for k in body])):
        return None
    columns = columns_of([rows[k] for k in body])
    first -= _opens_section(rows, first, columns, ruled)
    headers = column_headers(rows[:first], columns, ruled)
    spans = _spanning_labels([rows[k] for k in body], rows[first:], columns, ruled)
    merged, alone = with_label_lines(rows, body, first, ruled)
    named = sum(any(not s.is_cell for s in row) for row in merged.values())
    if named < 0.6 * len(body):
        return None
    pieces = [_header_piece(row) for row in rows[:first]]
    stub = _dated_stub(rows[:first], columns)
    section: tuple[str, ...] = ()
    labels: list[Segment] = []
    in_groups = sum(len(_labels(rows[k], columns)) > 1 for k in body) > 1
    for k in range(first, len(rows)):
        if k in alone and k > body[-1]:
            continue
        if k in alone:
            if _heads_section(rows, k, columns, ruled):
                labels = []
                section = (" ".join(s.text for s in rows[k]),)
            pieces.append(_piece(rows[k], ()))
        elif k in merged:
            outer = section + tuple(label.text for label, cell in spans if cell[1] <= _middle(rows[k][0]) <= cell[3])
            spanning = {label.order for label, _ in spans}
            full, line = ([s for s in row if s.order not in spanning] for row in (merged[k], rows[k]))
            labels = _filled_down(_labels(line, columns), labels if in_groups else [])
            group = tuple(s.text for s in labels if s not in line)
            pieces.append(_body_row(full, line, columns, headers, (*stub, *outer, *group)))
    used = [s for row in rows[: body[-1] + 1] for s in row] + [s for k in merged for s in merged[k]]
    return Table(tuple(pieces), frozenset(s.order for s in used), box_around([s.box for s in used]))


def _middle(segment: Segment) -> float:
    return (segment.top + segment.bottom) / 2


def _dated_stub(header: list[Row], columns: list[Column]) -> tuple[str, ...]:
    """What stands over the labels, where it gives the year that the whole table is about."""
    spans = [(column.x0, column.x1) for column in columns]
    over_labels = [
        s.text for at, row in enumerate(header) for s in row if s.x1 <= heads_of_columns(spans, header[at + 1 :])[0].x0
    ]
    return tuple(text for text in over_labels if _DATED.search(text))


def _spanning_labels(
    body: list[Row], rows: list[Row], columns: list[Column], ruled: RuledTable | None
) -> list[tuple[Segment, Box]]:
    """Labels that stand alone in a ruled cell beside several rows, each with that cell."""
    if ruled is None:
        return []
    labels = [s for row in rows for s in row if not s.is_cell and s.x1 <= columns[0].x0]
    cells = [(s, cell_of(s, ruled)) for s in labels]
    alone = []
    for segment, cell in cells:
        if cell is None or sum(other == cell for _, other in cells) > 1:
            continue
        beside = sum(cell[1] <= _middle(row[0]) <= cell[3] for row in body)
        if beside > 1:
            alone.append((segment, cell))
    return alone


def _labels(row: Row, columns: list[Column]) -> list[Segment]:
    return [s for s in row if not s.is_cell and s.x0 < columns[0].x0]


def _filled_down(labels: list[Segment], above: list[Segment]) -> list[Segment]:
    """The labels of a row with those that it shares with the row above, where only the first of a group states them:
    its own begin in a later column of labels."""
    if not labels or not any(labels[0].x0 < s.x1 and s.x0 < labels[0].x1 for s in above[1:]):
        return labels
    return [s for s in above if s.x1 <= labels[0].x0] + labels


def _heads_section(rows: list[Row], k: int, columns: list[Column], ruled: RuledTable | None) -> bool:
    """Whether a row without figures names what the rows under it are about, rather than being empty itself."""
    row = rows[k][0]
    cell = cell_of(row, ruled)
    if cell is not None and cell[2] > columns[0].x0:
        return True
    below = rows[k + 1][0] if k + 1 < len(rows) else None
    if below is None:
        return False
    return (row.bold and not below.bold) or below.x0 > row.x0 + 0.5 * row.height or row.height > 1.1 * below.height


def _opens_section(rows: list[Row], first: int, columns: list[Column], ruled: RuledTable | None) -> bool:
    """Whether the line right over the first row of data, under the headers, names the section that this row opens."""
    if first < 2 or len(rows[first - 1]) > 1 or not any(s.x1 > columns[0].x0 for s in rows[first - 2]):
        return False
    line = rows[first - 1][0]
    cell = cell_of(line, ruled)
    over_all = cell is not None and cell[0] <= rows[first][0].x0 and cell[2] >= columns[-1].x1
    return over_all or (line.x1 <= columns[0].x0 and _heads_section(rows, first - 1, columns, ruled))


def _first_body_row(rows: list[Row]) -> int:
    """The first row with a figure that is no header's."""
    for k, row in enumerate(rows):
        if any(s.is_figure for s in row) and not heads_columns(row) and not holds_ranges(rows, k):
            return k
    return next((k for k, row in enumerate(rows) if any(s.is_figure for s in row)), len(rows))


def _first_line(rows: list[Row], first: int) -> int:
    """The row in which the label of the first body row begins."""
    if 0 < first < len(rows) and len(rows[first - 1]) == 1 and not rows[first][0].is_cell:
        above, label = rows[first - 1][0], rows[first][0]
        figures = min(s.x0 for s in rows[first] if s.is_cell)
        return first - 1 if above.x1 < figures and goes_on(above, label) else first
    return first


def _mostly_figures(rows: list[Row]) -> bool:
    cells = [s for row in rows for s in row]
    figures = sum(s.is_cell for s in cells)
    words = sum(len(s.text.split()) for s in cells if not s.is_cell)
    return figures >= 2 and figures >= 0.25 * len(cells) and words <= 12 * max(figures, 1)


def _in_columns(rows: list[Row]) -> bool:
    """Whether each row has a cell in each of several columns that are flush left or right, however few are figures."""
    width = len(rows[0])
    if len(rows) < _FEWEST_ROWS or width < _FEWEST_COLUMNS or any(len(row) != width for row in rows):
        return False
    return all(
        min(max(sides) - min(sides) for sides in ([s.x0 for s in column], [s.x1 for s in column])) < _FLUSH
        for column in zip(*rows, strict=True)
    )


def _body_row(
    full: Row, line: Row, columns: list[Column], headers: list[tuple[str, ...]], section: tuple[str, ...]
) -> Piece:
    parts = _labels(line, columns) or [s for s in full if not s.is_cell][:1]
    # a number that only counts the rows names none of them
    parts = [s for s in parts if not s.is_label or not s.text.isdecimal() or is_year(s.text)] or parts
    labels = [segment.text for segment in parts]
    known = {segment.order for segment in parts}
    here = known.union(segment.order for segment in line)
    for segment in full:
        if segment.order not in here:
            k = min(range(len(parts)), key=lambda k: abs(parts[k].x0 - segment.x0))
            above = segment.line < parts[k].line
            labels[k] = f"{segment.text} {labels[k]}" if above else f"{labels[k]} {segment.text}"
    others = [s for s in line if s.order not in known and not s.is_label]
    middles = [column.middle for column in columns]
    row_headers = (*section, *labels)
    text = SEPARATOR.join(labels)
    cells: list[Cell] = []
    for segment in others:
        text += SEPARATOR if text else ""
        if segment.is_cell:
            middle = (segment.x0 + segment.x1) / 2
            off = [abs(each - middle) for each in middles]
            k = off.index(min(off))
            cells.append(Cell(len(text), len(text) + len(segment.text), row_headers, headers[k]))
        text += segment.text
    return _piece(full, tuple(cells), text)


def _header_piece(row: Row) -> Piece:
    piece = _piece(row, ())
    return replace(piece, label="noise", why="numbers of columns") if counts_columns(row) else piece


def _piece(row: Row, cells: tuple[Cell, ...], text: str | None = None) -> Piece:
    return Piece(
        "table_row",
        SEPARATOR.join(s.text for s in row) if text is None else text,
        box_around([s.box for s in row]),
        row[0].height,
        row[0].bold,
        cells,
        order=min(s.order for s in row),
    )
