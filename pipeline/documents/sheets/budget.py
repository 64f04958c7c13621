"""Limits on what is read of one spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.errors import DocumentError
from pipeline.records.settings import SheetSettings


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
