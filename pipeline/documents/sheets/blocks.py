"""Sheets to blocks: titles as headings, rows with cells that know their headers and their names, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from pipeline.documents.cells import is_numeric, is_year
from pipeline.documents.sheets.grid import Row, Sheet, cell_name
from pipeline.documents.sheets.layout import Line, Table, column_headers, figure_columns, label_columns, parts_of, words
from pipeline.records.model import Block, BlockKind, BlockPlace, Cell

_KINDS: dict[str, BlockKind] = {"title": "heading", "section": "heading", "note": "paragraph"}


def blocks_of(sheets: Iterable[Sheet]) -> tuple[Block, ...]:
    """The blocks of all sheets, in order."""
    blocks: list[Block] = []
    for sheet in sheets:
        for block in _SheetBlocks(sheet).blocks():
            blocks.append(_numbered(block, len(blocks)))
    return tuple(blocks)


def _numbered(block: Block, n: int) -> Block:
    return Block(n, block.kind, block.text, headings=block.headings, place=block.place, cells=block.cells)


class _SheetBlocks:
    """One pass over a sheet's parts, with the headings in force."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        named = sheet.name is not None and not re.match(words()["unnamed"], sheet.name, re.IGNORECASE)
        self._name = (sheet.name or "",) if named else ()
        self._titles: tuple[str, ...] = ()
        self._after_title = False

    def blocks(self) -> Iterator[Block]:
        return chain.from_iterable(
            [self._line(part)] if isinstance(part, Line) else self._table(part) for part in parts_of(self._sheet)
        )

    def _line(self, line: Line, under: tuple[str, ...] = ()) -> Block:
        if line.kind == "title" and not self._after_title:
            self._titles = ()
        block = Block(
            n=0,
            kind=_KINDS[line.kind],
            text=line.text,
            headings=self._name + self._titles + under,
            place=BlockPlace(sheet=self._sheet.name, cell=cell_name(line.row, line.column)),
        )
        if line.kind == "title":
            self._titles += (line.text,)
            self._after_title = True
        return block

    def _table(self, table: Table) -> Iterator[Block]:
        self._after_title = False
        labels, figures = label_columns(table), figure_columns(table)
        headers = column_headers(table, labels)
        for number, row in table.headers:
            yield self._row(number, row, range(len(row)), {}, ())
        section: tuple[str, ...] = ()
        above: Row = ()
        for entry in table.body:
            if isinstance(entry, Line):
                section = (entry.text,) if entry.kind == "section" else section
                yield self._line(entry)
                continue
            number, row = entry
            above = _filled_down(row, above, labels)
            shown = [column for column in range(len(row)) if column not in labels or _names(row[column])]
            named = tuple(above[column] for column in sorted(labels) if column < len(above) and _names(above[column]))
            row = tuple(_grouped(text) if column in figures else text for column, text in enumerate(row))
            yield self._row(number, row, shown, headers, section + named, labels)

    def _row(
        self,
        number: int,
        row: Row,
        columns: Iterable[int],
        headers: dict[int, tuple[str, ...]],
        row_headers: tuple[str, ...],
        labels: frozenset[int] = frozenset(),
    ) -> Block:
        cells: list[Cell] = []
        text = ""
        shown = [column for column in columns if row[column]]
        for column in shown:
            text += "\t" if text else ""
            start = len(text)
            text += row[column]
            own = () if column in labels else row_headers
            above = () if column in labels else headers.get(column, ())
            cells.append(Cell(start, len(text), own, above, cell_name(number, column)))
        first, last = (cell_name(number, column) for column in (shown[0], shown[-1]))
        return Block(
            n=0,
            kind="table_row",
            text=text,
            headings=self._name + self._titles,
            place=BlockPlace(sheet=self._sheet.name, cell=first if first == last else f"{first}:{last}"),
            cells=tuple(cells),
        )


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
    """Whether a cell in a column of labels names its row, as words and years do; numbers and codes do not."""
    return bool(text) and (not is_numeric(text) or is_year(text))


def _grouped(text: str) -> str:
    """A figure that could be taken for a year, with its thousands parted."""
    return f"{text[0]},{text[1:]}" if is_year(text) and text.isdecimal() else text
