"""Tables of plain text with each cell on a line of its own: rows below the names of columns, times with figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.documents.cells import is_numeric, is_time
from pipeline.documents.figures import is_number
from pipeline.documents.text.lines import Group, Line
from pipeline.documents.text.tables import FEWEST_TIMES
from pipeline.records.data import load_yaml
from pipeline.records.model import Cell

FEWEST_FIGURES = 2
"""Figures of a row; a label with one figure is no row."""
FEWEST_ROWS = 2
"""Under names of columns that are no times."""


@dataclass(frozen=True, slots=True)
class CellLines:
    """A table in a run of lines: its rows, and the stretch of the run that they take."""

    first: int
    last: int
    rows: tuple[Group, ...]


def first_table(run: Sequence[Line]) -> CellLines | None:
    """The first table of a run of figures and short lines."""
    named = _below_names(run)
    for at in range(named.first if named else len(run)):
        if is_time(run[at].text) and (at == 0 or not is_time(run[at - 1].text)):
            table = _below_times(run, at) or _time_a_line(run, at)
            if table:
                return table
    return named


def says_none(text: str) -> bool:
    """What stands where a figure is missing, in words: "not recorded", "no change"."""
    return text.strip(" .()").casefold() in _missing()


@cache
def _missing() -> frozenset[str]:
    return frozenset(load_yaml("pipeline.documents.text", "cell_lines.yaml")["missing"])


def _below_times(run: Sequence[Line], at: int) -> CellLines | None:
    """Rows below two or more times that head their columns ("2021", "2022", "Boats", "41", "38"), from the first on."""
    body = next((k for k in range(at, len(run)) if not is_time(run[k].text)), len(run))
    if body - at < FEWEST_FIGURES:
        return None
    return _table(run, (at, body), 1, 1 + body - at)


def _below_names(run: Sequence[Line]) -> CellLines | None:
    """Rows below the names of their columns ("Lake", "Boats", "Nets", "North", "412", "31"), up to a gap."""
    body = next((k for k, line in enumerate(run) if line.look == "figure"), 0) - 1
    width = 1 + next((n for n, line in enumerate(run[body + 1 :]) if line.look != "figure"), len(run) - body - 1)
    if body < width - 1 or width <= FEWEST_FIGURES:
        return None
    table = _table(run, (body + 1 - width, body), FEWEST_ROWS, width)
    within = max((line.gap for line in run[body + 1 : body + width]), default=0)
    ended = table is not None and (table.last == len(run) or run[table.last].gap > within)
    return table if ended else None


def _table(run: Sequence[Line], heads: tuple[int, int], fewest: int, width: int) -> CellLines | None:
    """The table whose columns are named by these lines, with the line before them where no gap parts them: the name of
    the column of labels."""
    first, body = heads
    last = body
    while last + width <= len(run) and _is_row(run[last : last + width]):
        last += width
    if last < body + fewest * width or (last < len(run) and run[last].look == "figure"):
        return None
    columns = [line.text for line in run[first:body]]
    above = first - (first > 0 and run[first - 1].look == "short" and not run[first].gap)
    rows = [_row(run[at : at + width], columns) for at in range(body, last, width)]
    return CellLines(above, last, (_row(run[above:body], ()), *rows))


def _is_row(lines: Sequence[Line]) -> bool:
    """A label, and behind it figures or what stands where one is missing; not all are missing."""
    label, *cells = lines
    named = label.look == "short" and not says_none(label.text)
    return named and any(c.look == "figure" for c in cells) and all(map(_is_cell, cells))


def _is_cell(line: Line) -> bool:
    return line.look == "figure" or is_number(line.text) or is_numeric(line.text) or says_none(line.text)


def _time_a_line(run: Sequence[Line], at: int) -> CellLines | None:
    """Times from a line on, each with its figure on the next one, below a label ("Wells dug", "2017", "41", …)."""
    last = at
    while last + 1 < len(run) and is_time(run[last].text) and run[last + 1].look == "figure":
        last += 2
    labelled = at > 0 and run[at - 1].look == "short"
    going_on = last < len(run) and (is_time(run[last].text) or run[last].look == "figure")
    if not labelled or last - at < 2 * FEWEST_TIMES or going_on:
        return None
    label = [run[at - 1].text.rstrip(" :")]
    return CellLines(at, last, tuple(_row(run[k : k + 2], label) for k in range(at, last, 2)))


def _row(lines: Sequence[Line], columns: Sequence[str]) -> Group:
    cells: list[Cell] = []
    start = 0
    for at, line in enumerate(lines):
        column = (columns[at - 1],) if at and at <= len(columns) else ()
        cells.append(Cell(start, start + len(line.text), (lines[0].text,) if column else (), column))
        start += len(line.text) + 1
    return Group(tuple(lines), cells=tuple(cells))
