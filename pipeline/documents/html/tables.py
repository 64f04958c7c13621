"""Data tables to rows whose cells know their row and column headers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, takewhile

from lxml import etree

from pipeline.documents.cells import (
    is_figure_cell,
    is_numeric,
    is_time,
    is_year,
    names_row,
    states_unit,
    thousands_parted,
)  # fmt: skip
from pipeline.documents.figures import figures_above_labels
from pipeline.documents.grids.layout import words
from pipeline.documents.html.table_cells import GridCell, grid_of, is_row
from pipeline.documents.numbered_rows import column_of_numbers
from pipeline.records.model import Cell

MOST_ROW_HEADERS = 4
"""Cells at the head of a row that may say together what it is about."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as text (cells parted by tabs) with its cells, and the element that it comes from."""

    text: str
    cells: tuple[Cell, ...]
    element: etree._Element


def table_rows(table: etree._Element, most: int) -> list[TableRow]:
    """The first `most` rows of a data table in order, empty ones left out."""
    elements = list(islice(filter(is_row, table.iter()), most))
    grid = grid_of(elements)
    heads = _header_rows(elements, grid)
    if heads == 0 and figures_above_labels([[cell.text for cell in line if cell is not None] for line in grid]):
        return [_row(elements[0], grid[0], grid[1:], ()), _row(elements[1], grid[1], [], ())]
    grid = grid[:heads] + _without_bare_years(grid[heads:]) if heads else grid
    rows: list[TableRow] = []
    section: tuple[str, ...] = ()
    headers = grid[:heads]
    numbered = column_of_numbers([_texts(line) for line in headers], [_texts(line) for line in grid[heads:]])
    for index, (element, line) in enumerate(zip(elements, grid, strict=True)):
        distinct = _distinct(line)
        if not any(cell.text for _, cell in distinct):
            continue
        filled = [cell for _, cell in distinct if cell.text]
        if index >= heads and len(filled) == 1 and len(distinct) == 1 and len(line) > 1:
            section = (filled[0].text,)
        if heads < index < len(grid) - 1 and _names_columns_anew(filled, grid[index + 1]):
            headers, section = [line], ()
        above = [] if index < heads or headers == [line] else headers
        within = section if index >= heads and len(filled) > 1 else ()
        rows.append(_row(element, line, above, within, numbered if index >= heads else None))
    return rows


def _without_bare_years(body: list[list[GridCell | None]]) -> list[list[GridCell | None]]:
    """The rows below the headers, where counts that look like years are written as counts: those of columns most of
    whose cells are figures, in rows that hold more than years and are not headed as dated ones ("Founded")."""
    dated = frozenset(words()["dated"])
    width = max(map(len, body), default=0)
    columns = ([cell.text for line in body for cell in line[at : at + 1] if cell and cell.text] for at in range(width))
    counts = {at for at, held in enumerate(columns) if at and sum(map(_counts, held)) * 2 >= len(held)}
    written: dict[int, GridCell] = {}
    for line in body:
        if line and line[0] is not None and not dated.isdisjoint(line[0].text.casefold().split()):
            continue
        years = {cell.text for cell in line[1:] if cell is not None and is_year(cell.text)}
        if len(years) < 2 or any(cell is not None and _counts(cell.text) for cell in line[1:]):
            for at, cell in enumerate(line):
                if cell is not None and at in counts and (text := thousands_parted(cell.text)) != cell.text:
                    written.setdefault(id(cell), replace(cell, text=text))
    return [[cell and written.get(id(cell), cell) for cell in line] for line in body]


def _counts(text: str) -> bool:
    return is_figure_cell(text) and any(map(str.isdigit, text))


def _texts(line: list[GridCell | None]) -> list[str]:
    return [cell.text if cell is not None else "" for cell in line]


def _names_columns_anew(filled: list[GridCell], below: list[GridCell | None]) -> bool:
    """Whether a row amid the others heads the columns of those below it, the first of which has a figure."""
    marked = all(cell.header or cell.bold for cell in filled)
    figures = any(cell is not None and cell.text and is_figure_cell(cell.text) for cell in below)
    return len(filled) > 1 and marked and figures and not any(_may_be_value(cell.text) for cell in filled)


def _may_be_value(text: str) -> bool:
    """A figure, alone or with a word behind it, as a row in bold for the winner has: "108 ms"."""
    return is_figure_cell(text) or (text[0].isdecimal() and not is_time(text))


def _header_rows(elements: list[etree._Element], grid: list[list[GridCell | None]]) -> int:
    """How many rows at the top are headers: those of a thead, else those of th cells, else one without figures and the
    titles above it; and one of units below them."""
    count = 0
    for element, line in zip(elements, grid, strict=True):
        parent = element.getparent()
        cells = [cell for cell in line if cell is not None and cell.text]
        in_head = parent is not None and parent.tag == "thead"
        marked = in_head or (bool(cells) and all(cell.header for cell in cells))
        if not marked or (not in_head and count and len(_distinct(line)) == 1 < len(line)):
            break
        count += 1
    if count == len(grid):
        return min(count, 1)
    if count == 0:
        titles = next((at for at, line in enumerate(grid) if len(_distinct(line)) > 1), 0)
        count = titles + 1 if _names_columns(grid[titles:]) else 0
    return count + (0 < count < len(grid) - 1 and is_row_of_units(grid[count]))


def _names_columns(grid: list[list[GridCell | None]]) -> bool:
    """Whether the first row of cells that are no headers by their mark-up names what stands below it: in words, or in
    words and years."""
    texts = [cell.text for cell in grid[0] if cell is not None and cell.text]
    later = [cell.text for line in grid[1:] for cell in line[1:] if cell is not None and cell.text]
    named = len(texts) > 1 and not is_year(texts[0]) and not any(map(is_figure_cell, texts))
    return named and sum(map(is_figure_cell, later)) > len(later) / 2


def is_row_of_units(line: list[GridCell | None]) -> bool:
    """Whether a row below the headers only says in what each column counts: nothing, "thousands", "US$ million"."""
    texts = [cell.text for cell in line if cell is not None and cell.text]
    return len(texts) > 0 and all(map(states_unit, texts))


def _distinct(line: list[GridCell | None]) -> list[tuple[int, GridCell]]:
    """The cells of a row with their first columns, each once."""
    result: list[tuple[int, GridCell]] = []
    for column, cell in enumerate(line):
        if cell is not None and (not result or result[-1][1] is not cell):
            result.append((column, cell))
    return result


def _row(
    element: etree._Element,
    line: list[GridCell | None],
    above: list[list[GridCell | None]],
    section: tuple[str, ...],
    numbered: int | None = None,
) -> TableRow:
    """`numbered` is the column that only numbers the rows: its cell stands in the text, and is no cell of data."""
    distinct = [(column, cell) for column, cell in _distinct(line) if cell.text]
    row_headers = section + _row_headers([each for each in distinct if each[0] != numbered])
    cells: list[Cell] = []
    text = ""
    for column, cell in distinct:
        text += "\t" if text else ""
        start = len(text)
        text += cell.text
        if column == numbered:
            continue
        own = tuple(header for header in row_headers if header != cell.text)
        cells.append(Cell(start, len(text), own, _corner(column, above) + _column_headers(column, above, cell)))
    return TableRow(text, tuple(cells), element)


def _row_headers(distinct: list[tuple[int, GridCell]]) -> tuple[str, ...]:
    """The th cells that lead a row; without any, the cells of words and years before its first figure, as "Coast |
    Kilifi | 131" and "Children freed | thousands | 2022 | 1.6" have them."""
    texts = [cell.text for _, cell in distinct]
    if len(texts) < 2:
        return ()
    marked = [cell.text for _, cell in takewhile(lambda placed: placed[1].header, distinct)]
    if marked and len(marked) < len(texts):
        return (*marked, *takewhile(states_unit, texts[len(marked) :]))
    named = tuple(takewhile(_names_row, texts[:MOST_ROW_HEADERS]))
    if named and len(named) < len(texts):
        return named
    return (texts[0],) if names_row(texts[0]) else ()


def _names_row(text: str) -> bool:
    return is_year(text) or not (is_numeric(text) or any(map(str.isdigit, text)))


def _corner(column: int, above: list[list[GridCell | None]]) -> tuple[str, ...]:
    """The unit of the whole table, where it stands above the rows' names."""
    first = above[0][0] if column and above and above[0] else None
    return (first.text,) if first is not None and states_unit(first.text) else ()


def _column_headers(column: int, above: list[list[GridCell | None]], cell: GridCell) -> tuple[str, ...]:
    headers: list[str] = []
    for line in above:
        head = line[column] if column < len(line) else None
        if head is not None and head.text and head is not cell and (not headers or headers[-1] != head.text):
            headers.append(head.text)
    return tuple(headers)
