"""The column of a table that only numbers or ranks its rows: "1 | Kilifi | 240", "2 | Lamu | 198"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from pipeline.documents.cells import is_numeric
from pipeline.documents.grids.layout import words

_NUMBER = re.compile(r"(?:#|no\.\s?)?(\d{1,4})\.?", re.IGNORECASE)
_PLACE_IN_ORDER = re.compile(r"(?:\W|no\.\s?|t)*\d{1,4}(?:st|nd|rd|th)?\W*", re.IGNORECASE)
"""A rank or a serial number: "3", "#3", "3rd", "T3", "3="."""
_FEWEST, _FEWEST_UNDER_COUNTS = 3, 6
"""Rows that must count on from each other, where no header says that they are numbered; where one says that something
is counted, which may come to one, two and three as well."""


def column_of_numbers(headers: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int | None:
    """The column of numbers that a header calls ranks or serial numbers, else the first, where it counts 1, 2, 3 …
    beside names; a number may come again unless the header says that something is counted."""
    ranks = frozenset(words()["ranks"])
    for line in headers:
        for column, text in enumerate(line):
            if text.casefold().strip() in ranks and _holds_places(rows, column):
                return column
    first = {line[0].casefold().strip() for line in headers if line}
    if first <= {"", *ranks, *words()["names"]}:
        return 0 if _counts_names(rows, {0, 1}, _FEWEST) else None
    return 0 if _counts_names(rows, {1}, _FEWEST_UNDER_COUNTS) else None


def _holds_places(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether most cells of a column are numbers: "Rank" and "Position" head columns of words as well."""
    held = [row[column] for row in rows if column < len(row) and row[column]]
    return sum(_PLACE_IN_ORDER.fullmatch(text) is not None for text in held) * 2 > len(held)


def _counts_names(rows: Sequence[Sequence[str]], steps: AbstractSet[int], fewest: int) -> bool:
    numbered = [row for row in rows if len(row) > 1 and row[0]]
    found = [match for row in numbered if (match := _NUMBER.fullmatch(row[0]))]
    numbers = [int(match[1]) for match in found]
    beside_names = not any(is_numeric(row[1]) for row in numbered)
    counts = len(numbers) == len(numbered) >= fewest and numbers[0] == 1
    return counts and beside_names and all(after - before in steps for before, after in pairwise(numbers))
