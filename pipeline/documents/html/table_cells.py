"""The elements of a table: whether it holds data, what its cells say, and the grid that they fill, spans resolved."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pipeline.documents.html.inline import raised

MOST_CELLS = 40_000
"""Grid positions that are filled for one table; spans beyond that are taken for 1."""
WIDEST = 1_000
"""Columns, as HTML limits colspan."""
LONGEST_CELL = 400
"""Characters of a cell, on average over a table, beyond which the table only lays the page out."""
LONGEST_CELL_OF_ONE_ROW = 60

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


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data: rows of several short cells, and nothing in them that a page is laid out with."""
    if table.get("role") in {"presentation", "none"}:
        return False
    rows = cells = chars = 0
    several = 0
    for element in table.iter():
        if element.tag in _NOT_DATA and element is not table:
            return False
        if is_row(element):
            rows += 1
            several += sum(map(_is_cell, element)) > 1
        elif _is_cell(element):
            cells += 1
        chars += len(element.text or "")
    longest = LONGEST_CELL if rows > 1 else LONGEST_CELL_OF_ONE_ROW
    return several >= 1 and several >= rows / 3 and chars <= longest * cells


def is_row(element: etree._Element) -> bool:
    """Whether an element is a row of a table."""
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


def _is_bold(element: etree._Element) -> bool:
    """Whether an element holds nothing but one bold element."""
    if len(element) != 1 or element[0].tag not in {"b", "strong"}:
        return False
    return not (element.text or "").strip() and not (element[0].tail or "").strip()


def grid_of(rows: list[etree._Element]) -> list[list[GridCell | None]]:
    """The cells of rows by row and column; None where there is none."""
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
