"""Whether a text is a table of delimited values, told by its lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import islice

_DELIMITERS = ",\t;|"
_LINES = 60
_FEWEST_LINES = 3
_REGULAR = 0.9
"""Share of the lines that have as many fields as most have; sections within a table have fewer."""
_LONGEST_FIELD = 200
_FIGURE = re.compile(r"^\W*\d[\d.,\s]*\W*$")


def delimiter_of(text: str) -> str | None:
    """The delimiter of a text whose lines are all rows of one table, figures among them; None for any other text."""
    lines = [line for line in islice(text.removeprefix("\ufeff").splitlines(), _LINES) if line.strip()]
    for delimiter in _DELIMITERS:
        if len(lines) >= _FEWEST_LINES and _is_table(lines, delimiter):
            return delimiter
    return None


def _is_table(lines: list[str], delimiter: str) -> bool:
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return False
    rows = _without_lines(rows)
    if len(rows) < _FEWEST_LINES:
        return False
    (width, times), *_ = Counter(len(row) for row in rows).most_common(1)
    fields = [field for row in rows for field in row]
    spaced = delimiter == "," and sum(field.startswith(" ") for field in fields) > len(fields) / 4
    return (
        width > 1
        and times >= _REGULAR * len(rows)
        and not spaced  # as the commas of sentences are
        and max(map(len, fields)) <= _LONGEST_FIELD
        and any(_FIGURE.match(field) for row in rows[1:] for field in row)
    )


def _without_lines(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the titles above them and the notes below, which fill one field."""
    tables = [at for at, row in enumerate(rows) if sum(map(bool, row)) > 1]
    return rows[tables[0] : tables[-1] + 1] if tables else []
