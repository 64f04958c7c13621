"""A sheet as rows of texts, as they are shown, and the names of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents.errors import DocumentError
from pipeline.records.settings import SheetSettings

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet from row 1 and column A on; cells without a value are empty. `name` is None for a file that
    is one table."""

    name: str | None
    rows: tuple[Row, ...]


class Budget:
    """Counts the rows and cells that are read of one document, all sheets together."""

    def __init__(self, settings: SheetSettings) -> None:
        self._settings = settings
        self._rows = self._cells = 0

    def spend(self, row: Sequence[str]) -> None:
        """Raises DocumentError (too_large) where a limit is passed."""
        self._rows += any(row)
        self._cells += len(row)
        if self._rows > self._settings.max_rows or self._cells > self._settings.max_cells:
            raise DocumentError(
                "too_large",
                f"the document has more than {self._settings.max_rows:,} rows or {self._settings.max_cells:,} cells",
                "give an extract of the rows that matter, or raise the limits (documents.sheets)",
            )


def trimmed(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows without empty cells at their ends."""
    return tuple(_trimmed(row) for row in rows)


def _trimmed(row: Row) -> Row:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def cell_name(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: A1, B7, AA12."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
