"""Whether a text is a table of delimited values, told by its lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

_DELIMITERS = ",\t;|"
_LINES = 60
_FEWEST_LINES = 3
_REGULAR = 0.9
"""Share of the lines that have as many fields as most have; sections within a table have fewer."""
_LONGEST_FIELD = 200
_THOUSANDS = re.compile(r"[^\d,.\s]\s+\d{1,3}(?:,\d{3})+(?!\d)")
_YEAR = re.compile(r"^\W*(?:19|20)\d\d\W*$")
_FIGURE = re.compile(r"^\W*\d[\d.,\s]*\W*$")


def delimiter_of(text: str) -> str | None:
    """The delimiter of a text whose lines are all rows of one table, figures among them; None for any other text.

    Of two that fit, the one that makes more fields: a decimal comma may stand in each row between semicolons. What is
    said of the table above it, up to an empty line, need not fit where the table names its columns.
    """
    written = io.StringIO(text.removeprefix("\ufeff"), newline=None)  # str.splitlines ends lines at other signs, too
    given = [line.rstrip("\n") for line in islice(written, _LINES)]
    lines = [line.strip(f" {_DELIMITERS}") and line for line in given]
    below = lines[lines.index("") + 1 :] if "" in lines else []
    for part in (lines, below):
        held = list(filter(None, part))
        widths = {delimiter: _width(held, delimiter) for delimiter in _DELIMITERS}
        best = max(widths, key=lambda each: widths[each])
        headless = part is lines and not (best == "," and _hold_thousands(held))
        if widths[best] and (headless or _names_columns(held, best)):
            return best
    return None


def _names_columns(lines: list[str], delimiter: str) -> bool:
    """Whether a table begins with a row of names and years: the commas of a text's figures part none."""
    names, *_ = _without_lines(list(csv.reader(lines, delimiter=delimiter)))
    return not any(_FIGURE.match(name) for name in names if not _YEAR.match(name))


def _hold_thousands(lines: list[str]) -> bool:
    """Whether the commas of most lines are within their figures: "Barges: 13,400"."""
    return sum(_THOUSANDS.search(line) is not None for line in lines) > len(lines) / 2


def _width(lines: list[str], delimiter: str) -> int:
    """How many fields the rows of the table have; 0 where the lines are none."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0
    rows = _without_lines(rows)
    if len(rows) < _FEWEST_LINES:
        return 0
    (width, times), *_ = Counter(len(row) for row in rows).most_common(1)
    fields = [field for row in rows for field in row]
    spaced = delimiter == "," and sum(field.startswith(" ") for field in fields) > len(fields) / 4
    fits = (
        width > 1
        and times >= _REGULAR * len(rows)
        and not spaced  # as the commas of sentences are
        and max(map(len, fields)) <= _LONGEST_FIELD
        and any(_FIGURE.match(field) for row in rows[1:] for field in row)
    )
    return width if fits else 0


def _without_lines(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the titles above them and the notes below, which fill one field."""
    tables = [at for at, row in enumerate(rows) if sum(map(bool, row)) > 1]
    return rows[tables[0] : tables[-1] + 1] if tables else []
