"""The tables as one workbook for spreadsheets: a sheet for each, and one that says what their columns hold."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from outputs.dataset.dictionary import Cell, dictionary
from outputs.dataset.files import guarded_text
from outputs.dataset.tables import Tables
from outputs.frames import cells_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_SHEET_ROWS = 1_048_575
"""What a sheet holds below its header."""
_LONGEST_CELL = 32_767
_FIRST_DATE = date(1900, 3, 1)
"""Before it spreadsheets do not agree which day a number is."""
_WIDEST = 60
_DESCRIBED = ("table", "field", "type", "description", "one_of")
_OPTIONS = {
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "constant_memory": True,  # each row is written when it is there
}


def workbook_bytes(tables: Tables, most_rows: int) -> bytes | None:
    """The workbook, the same for the same rows; None where a table has more than `most_rows`, or than a sheet holds.

    Text is written as text, guarded as in CSV, so that neither this file nor one saved from it runs anything.
    """
    import xlsxwriter

    if any(len(rows) > min(most_rows, _SHEET_ROWS) for rows in tables.values()):
        return None
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, _OPTIONS)
    book.set_properties({"created": datetime(2000, 1, 1)})  # the time of writing is no part of what is held
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheets = {name: (tuple(shape.fields), cells_of(tables[name], _as_it_is)) for name, shape in dictionary().items()}
    for name, (header, rows) in (sheets | {"fields": (_DESCRIBED, _descriptions())}).items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, header, bold)
        _fill(sheet, header, rows, day)
    book.close()
    return sink.getvalue()


def _descriptions() -> Iterator[Sequence[Cell]]:
    for name, shape in dictionary().items():
        for field, column in shape.fields.items():
            yield name, field, column.type, column.description, column.choices


def _as_it_is(cell: Cell) -> Cell:
    return cell


def _fill(sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[Cell]], day: Format) -> None:
    widths, last = [len(title) for title in header], 0
    for last, row in enumerate(rows, 1):
        for n, cell in enumerate(row):
            widths[n] = max(widths[n], _write_cell(sheet, last, n, cell, day))
    for n, width in enumerate(widths):
        sheet.set_column(n, n, min(width, _WIDEST) + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> int:
    """Writes a cell by its type; returns about how many characters it shows."""
    if cell is None or cell == ():
        return 0
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
        return 5
    if isinstance(cell, (int, float)):
        sheet.write_number(row, column, cell)
        return len(f"{cell:.15g}")
    if isinstance(cell, date) and cell >= _FIRST_DATE:
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
        return 10
    text = guarded_text(cell)
    shown = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
    sheet.write_string(row, column, shown)
    return len(shown)
