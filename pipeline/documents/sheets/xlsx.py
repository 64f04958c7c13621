"""Excel workbooks: what visible sheets show, values only. Formulas give what was last computed; macros are ignored."""

from __future__ import annotations

import io
import re
from collections.abc import Set
from contextlib import closing
from typing import Any

from openpyxl import load_workbook

from pipeline.documents.archive import malformed, opened_archive
from pipeline.documents.grids.grid import Grid, Row, trimmed
from pipeline.documents.sheets.budget import Budget
from pipeline.documents.sheets.shown import shown
from pipeline.records.settings import ArchiveSettings, SheetSettings

_HIDDEN = re.compile(rb"""<(?:\w+:)?(row|col)\b(?=[^<>]*?\shidden=["'](?:1|true))(?![^<>]*?\soutlineLevel=)([^<>]*)""")
_NUMBERS = re.compile(rb"""\s(?:r|min|max)=["'](\d{1,7})""")
_FILTERED = re.compile(rb"<(?:\w+:)?(?:filterColumn|tablePart)\b")
"""A filter of the sheet, or a table, whose filter stands in a file of its own."""
_LAST_COLUMN = 16_384
_BROKEN = (KeyError, IndexError, TypeError, AttributeError, SyntaxError)
"""What openpyxl raises for parts that do not fit; a sheet's own when its rows are read."""


def workbook_sheets(data: bytes, settings: SheetSettings, archive: ArchiveSettings) -> list[Grid]:
    """The visible sheets in order. Raises DocumentError: too_large, hostile, malformed."""
    budget = Budget(settings)
    with opened_archive(data, archive):
        try:
            with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)) as book:
                sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                return [Grid(sheet.title, _rows(sheet, budget)) for sheet in sheets]
        except _BROKEN as error:
            raise malformed(str(error)) from error


def _rows(sheet: Any, budget: Budget) -> tuple[Row, ...]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    hidden_rows, hidden_columns = _hidden(sheet)
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = tuple(
            ""
            if cell.value is None or number in hidden_rows or column in hidden_columns
            else shown(cell.value, cell.number_format or "General")
            for column, cell in enumerate(cells, 1)
        )
        budget.spend(row)
        rows.append(row)
    return trimmed(rows)


def _hidden(sheet: Any) -> tuple[Set[int], Set[int]]:
    """The numbers of the rows and columns that a sheet hides; what only a fold or a filter hides is a click away."""
    with sheet._get_source() as source:  # openpyxl tells it only of books that it reads whole
        text = source.read()
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, attributes in _HIDDEN.findall(text):
        numbers = [int(number) for number in _NUMBERS.findall(attributes)]
        if kind == b"row":
            rows.update(numbers)
        elif numbers:
            columns.update(range(min(numbers), min(max(numbers), _LAST_COLUMN) + 1))
    return set() if _FILTERED.search(text) else rows, columns
