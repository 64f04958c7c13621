"""Data tables to rows whose cells know their row and column headers, spans resolved."""

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
from pipeline.documents.html.inline import raised
from pipeline.documents.numbered_rows import column_of_numbers
from pipeline.records.model import Cell

MOST_CELLS = 40_000
"""Grid positions that are filled for one table; spans beyond that are taken for 1."""
WIDEST = 1_000
"""Columns, as HTML limits colspan."""
LONGEST_CELL = 400
"""Characters of a cell, on average over a table, beyond which the table only lays the page out."""
LONGEST_CELL_OF_ONE_ROW = 60
MOST_ROW_HEADERS = 4
"""Cells at the head of a row that may say together what it is about."""

_UNSAID = frozenset({"script", "style", "svg", "noscript", "template", "math"})
_PARTING = frozenset({"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd"})
TABLE_ROLES = frozenset({"table", "grid", "treegrid"})
_HEADER_ROLES = frozenset({"columnheader", "rowheader"})
_CELL_ROLES = frozenset({"cell", "gridcell"}) | _HEADER_ROLES
_NOT_DATA = frozenset({"table", "form", "article", "section", "h1", "iframe", "nav", "main"})


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's text and whether it is marked up as a header, or all of it bold; one object in every grid position that
    it spans."""

    text: str
    header: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as text (cells parted by tabs) with its cells, and the element that it comes from."""

    text: str
    cells: tuple[Cell, ...]
    element: etree._Element


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data: rows of several short cells, and nothing in them that a page is laid out with."""
    if table.get("role") in {"presentation", "none"}:
        return False
    rows = cells = chars = 0
    several = 0
    for element in table.iter():
        if element.tag in _NOT_DATA and element is not table:
            return False
        if _is_row(element):
            rows += 1
            several += sum(map(_is_cell, element)) > 1
        elif _is_cell(element):
            cells += 1
        chars += len(element.text or "")
    longest = LONGEST_CELL if rows > 1 else LONGEST_CELL_OF_ONE_ROW
    return several >= 1 and several >= rows / 3 and chars <= longest * cells


def _is_row(element: etree._Element) -> bool:
    return element.tag == "tr" or element.get("role") == "row"


def _is_cell(element: etree._Element) -> bool:
    return element.tag in {"td", "th"} or element.get("role") in _CELL_ROLES


def _is_header(element: etree._Element) -> bool:
    return element.tag == "th" or element.get("role") in _HEADER_ROLES


def cell_text(element: etree._Element) -> str:
    """The text of a cell on one line."""
    parts: list[str] = [element.text or ""]
    stack = [iter(element)]
    owners = [element]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            done = owners.pop()
            if stack:
                parts.append(" " if done.tag in _PARTING else "")
                parts.append(done.tail or "")
            continue
        if child.tag in _UNSAID or not isinstance(child.tag, str):
            parts.append(child.tail or "")
            continue
        if child.tag == "sup" and (mark := raised(child)) is not None:
            parts.append(mark + (child.tail or ""))
            continue
        parts.append(" " if child.tag in _PARTING else "")
        parts.append(child.text or "")
        stack.append(iter(child))
        owners.append(child)
    return " ".join("".join(parts).split())


def table_rows(table: etree._Element, most: int) -> list[TableRow]:
    """The first `most` rows of a data table in order, empty ones left out."""
    elements = list(islice(filter(_is_row, table.iter()), most))
    grid = _grid(elements)
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


def _is_bold(element: etree._Element) -> bool:
    """Whether an element holds nothing but one bold element."""
    if len(element) != 1 or element[0].tag not in {"b", "strong"}:
        return False
    return not (element.text or "").strip() and not (element[0].tail or "").strip()


def _grid(rows: list[etree._Element]) -> list[list[GridCell | None]]:
    grid: list[list[GridCell | None]] = [[] for _ in rows]
    filled = 0
    for index, row in enumerate(rows):
        column = 0
        for element in row:
            if not _is_cell(element):
                continue
            cell = GridCell(cell_text(element), _is_header(element), _is_bold(element))
            across, down = _span(element, "colspan", WIDEST), min(_span(element, "rowspan", 65_534), len(rows) - index)
            if filled + across * down > MOST_CELLS:
                across = down = 1
            while column < len(grid[index]) and grid[index][column] is not None:
                column += 1
            for below in range(index, index + down):
                line = grid[below]
                line.extend([None] * (column + across - len(line)))
                line[column : column + across] = [cell] * across
            filled += across * down
            column += across
    return grid


def _span(element: etree._Element, name: str, most: int) -> int:
    value = (element.get(name) or "").strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 8 else 1 if len(value) < 8 else most


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
    return count + (0 < count < len(grid) - 1 and _is_row_of_units(grid[count]))


def _names_columns(grid: list[list[GridCell | None]]) -> bool:
    """Whether the first row of cells that are no headers by their mark-up names what stands below it: in words, or in
    words and years."""
    texts = [cell.text for cell in grid[0] if cell is not None and cell.text]
    later = [cell.text for line in grid[1:] for cell in line[1:] if cell is not None and cell.text]
    named = len(texts) > 1 and not is_year(texts[0]) and not any(map(is_figure_cell, texts))
    return named and sum(map(is_figure_cell, later)) > len(later) / 2


def _is_row_of_units(line: list[GridCell | None]) -> bool:
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
