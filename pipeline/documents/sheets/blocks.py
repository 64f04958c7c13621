"""Sheets to blocks: titles as headings, rows with cells that know their headers and their names, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from pipeline.documents.grids.grid import Grid, cell_name
from pipeline.documents.grids.layout import Line, Table, parts_of, words
from pipeline.documents.grids.rows import TableRow, rows_of
from pipeline.records.model import Block, BlockKind, BlockPlace

_KINDS: dict[str, BlockKind] = {"title": "heading", "section": "heading", "note": "paragraph"}


def blocks_of(sheets: Iterable[Grid]) -> tuple[Block, ...]:
    """The blocks of all sheets, in order."""
    blocks: list[Block] = []
    for sheet in sheets:
        for block in _SheetBlocks(sheet).blocks():
            blocks.append(_numbered(block, len(blocks)))
    return tuple(blocks)


def _numbered(block: Block, n: int) -> Block:
    return replace(block, n=n)


class _SheetBlocks:
    """One pass over a sheet's parts, with the headings in force."""

    def __init__(self, sheet: Grid) -> None:
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
        is_made = line.kind == "note" and re.match(words()["made"], line.text, re.IGNORECASE) is not None
        block = Block(
            n=0,
            kind=_KINDS[line.kind],
            text=line.text,
            kept=not is_made,
            label="metadata" if is_made else "content",
            why="when the file was made" if is_made else "",
            headings=self._name + self._titles + under,
            place=BlockPlace(sheet=self._sheet.name, cell=cell_name(line.row, line.column)),
        )
        if line.kind == "title":
            self._titles += (line.text,)
            self._after_title = True
        return block

    def _table(self, table: Table) -> Iterator[Block]:
        self._after_title = False
        for row in rows_of(table, part_thousands=True):
            if isinstance(row, Line):
                yield self._line(row)
            elif row.cells:
                yield self._row(row)

    def _row(self, row: TableRow) -> Block:
        first, last = row.cells[0].name, row.cells[-1].name
        return Block(
            n=0,
            kind="table_row",
            text=row.text,
            headings=self._name + self._titles,
            place=BlockPlace(sheet=self._sheet.name, cell=first if first == last else f"{first}:{last}"),
            cells=row.cells,
        )
