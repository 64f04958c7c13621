"""A grid of texts: a sheet, or a table whose cells are known by their rules; and the names of its cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Row = tuple[str, ...]
SEPARATOR = "\t"
"""Stands between the cells of a row, so that two figures side by side do not read as one."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of texts, from row 1 and column A on; cells without one are empty, a text that spans cells stands in the
    first. `name` is that of a sheet."""

    name: str | None
    rows: tuple[Row, ...]


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
