"""The column of a table that only numbers or ranks its rows: "1 | Kilifi | 240", "2 | Lamu | 198"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.cells import is_numeric
from pipeline.documents.grids.layout import words

_NUMBER = re.compile(r"(?:#|no\.\s?)?(\d{1,4})\.?", re.IGNORECASE)
_FEWEST = 3
"""Rows that must count on from each other, where no header says that they are numbered."""


def column_of_numbers(headers: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int | None:
    """The column that a header calls a rank or a serial number, else the first, where it counts 1, 2, 3 … beside
    names."""
    ranks = frozenset(words()["ranks"])
    for line in headers:
        for column, text in enumerate(line):
            if text.casefold().strip() in ranks:
                return column
    return 0 if _counts_names(rows) else None


def _counts_names(rows: Sequence[Sequence[str]]) -> bool:
    numbered = [row for row in rows if len(row) > 1 and row[0]]
    found = [match for row in numbered if (match := _NUMBER.fullmatch(row[0]))]
    numbers = [int(match[1]) for match in found]
    beside_names = not any(is_numeric(row[1]) for row in numbered)
    counts = len(numbers) == len(numbered) >= _FEWEST and numbers[0] == 1
    return counts and beside_names and all(after - before in {0, 1} for before, after in pairwise(numbers))
