"""Comma- and tab-separated values."""

from __future__ import annotations

import csv
import io
import re

from pipeline.documents.archive import malformed
from pipeline.documents.grids.grid import Grid, Row, trimmed
from pipeline.documents.sheets.budget import Budget
from pipeline.records.model import fold
from pipeline.records.settings import SheetSettings
from sources.delimited import delimiter_of

_TELLS_COMMA = re.compile(r"[-+]?\d+,(?:\d{1,2}|\d{4,})\s?%?")
_WITH_COMMA = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)\s?%?")


def delimited_sheets(text: str, settings: SheetSettings) -> list[Grid]:
    """The one table of the text. Raises DocumentError: too_large, malformed."""
    budget = Budget(settings)
    rows: list[Row] = []
    delimiter = delimiter_of(text) or ","
    try:
        for cells in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter):
            row = tuple(fold(cell) for cell in cells)
            budget.spend(row)
            rows.append(row)
    except csv.Error as error:
        raise malformed(str(error)) from error
    if delimiter == ";" and any(_TELLS_COMMA.fullmatch(cell) for row in rows for cell in row):
        rows = [tuple(map(_with_decimal_point, row)) for row in rows]
    return [Grid(None, trimmed(rows))]


def _with_decimal_point(cell: str) -> str:
    return cell.replace(".", "").replace(",", ".") if _WITH_COMMA.fullmatch(cell) else cell
