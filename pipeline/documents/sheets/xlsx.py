"""Excel workbooks: visible sheets, values only. Formulas give what was last computed; macros and links are ignored."""

from __future__ import annotations

import io
from contextlib import closing
from typing import Any

from openpyxl import load_workbook

from pipeline.documents.archive import malformed, opened_archive
from pipeline.documents.grids.grid import Grid, Row, trimmed
from pipeline.documents.sheets.budget import Budget
from pipeline.documents.sheets.shown import shown
from pipeline.records.settings import ArchiveSettings, SheetSettings


def workbook_sheets(data: bytes, settings: SheetSettings, archive: ArchiveSettings) -> list[Grid]:
    """The visible sheets in order. Raises DocumentError: too_large, hostile, malformed."""
    budget = Budget(settings)
    with opened_archive(data, archive):
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        except (KeyError, TypeError, AttributeError, SyntaxError) as error:  # openpyxl's, for parts that do not fit
            raise malformed(str(error)) from error
        with closing(book):
            return [
                Grid(sheet.title, _rows(sheet, budget)) for sheet in book.worksheets if sheet.sheet_state == "visible"
            ]


def _rows(sheet: Any, budget: Budget) -> tuple[Row, ...]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    rows: list[Row] = []
    for cells in sheet.iter_rows():
        row = tuple(
            shown(cell.value, cell.number_format or "General") if cell.value is not None else "" for cell in cells
        )
        budget.spend(row)
        rows.append(row)
    return trimmed(rows)
