"""Comma- and tab-separated values."""

from __future__ import annotations

import csv

from pipeline.documents.archive import malformed
from pipeline.documents.grids.grid import Grid, Row, trimmed
from pipeline.documents.sheets.budget import Budget
from pipeline.records.model import fold
from pipeline.records.settings import SheetSettings
from sources.delimited import delimiter_of


def delimited_sheets(text: str, settings: SheetSettings) -> list[Grid]:
    """The one table of the text. Raises DocumentError: too_large, malformed."""
    budget = Budget(settings)
    rows: list[Row] = []
    try:
        for cells in csv.reader(
            text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=delimiter_of(text) or ","
        ):
            row = tuple(fold(cell) for cell in cells)
            budget.spend(row)
            rows.append(row)
    except csv.Error as error:
        raise malformed(str(error)) from error
    return [Grid(None, trimmed(rows))]
