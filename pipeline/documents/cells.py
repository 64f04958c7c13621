"""What a table's cell holds: a figure, a year, a unit; for tables of pages and of plain text alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.figures import is_number
from pipeline.records.bands import is_band
from pipeline.records.months import MONTH

_NUMERIC = re.compile(
    r"^[^\w]*(?:(?:US|HK|NZ|NT|A|C|S|R)(?=\$)\$\s?|(?:Rs|EUR|USD|GBP|CHF|NPR|INR)\.?\s?)?[\d(][\d.,%\s()$£€+\-–—/*†‡a-f¹²³⁰⁴-⁹]*(?:k|m|bn|tn|\s?(?:million|billion|thousand|crore|lakh))?\W*$|^[\s–—−-]*$|^(?:n/?a|nil)\.?$",
    re.I,
)
_YEARS = re.compile(
    r"^(?:(?:fy|q[1-4]|h[12]|[1-4]q|[12]h)[\s/]?)?(?:19|20)\d{2}(?:\s?[-–—/]\s?(?:19|20)?\d{2})?"
    r"(?:\W?|\s?\[\w{1,3}\]|\s?\([^()\d]{1,20}\)|\s?[A-Z]{0,3}[$£€₹¥]\s?\S{0,7}|\s%)$"
    r"|^fy\s?['’]?\d{2}(?:\s?[-–/]\s?\d{2})?$",
    re.I,
)
_LIKE_A_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}")
_MONTHS = re.compile(rf"^{MONTH}\.?(?:,?\s(?:19|20)\d{{2}})?$", re.I)
_UNIT = re.compile(
    r"^\W*(?:in\s+)?(?:(?:US|HK|NZ|NT|A|C|S|R)?[$£€₹¥]|(?-i:[A-Z]{3})\b|%|per\s?cent|percent|(?:thousand|million|billion|lakh|crore)s?\b"
    r"|['’]000s?\b|no\.|number$|tonnes$|kg$)\W*(?:in\s+)?(?:(?:[^\W\d]\w*|000s?\b|(?<![$£€₹¥])(?:19|20)\d{2}\b)\W*){0,2}$",
    re.I,
)
"""A sign with digits is a sum, "$8,000", save for thousands left out and the year of prices: "$000", "US$ 2015"."""


_BAND = re.compile(r"^(?:less|more|fewer|greater|under|over|above|below|up|at)\b|\d\s?(?:to|and|or)\b", re.I)
"""A range or a limit in words, which names a row or a column: "$20,000 to $49,999", "under 5"."""
_COLUMN_NUMBER = re.compile(r"^\(?(\d{1,2})\)?$")
_FEWEST_NUMBERED = 3


_DAY = re.compile(r"^\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})$|^(?:19|20)\d{2}([-/.])\d{1,2}\2\d{1,2}$")


def states_unit(text: str) -> bool:
    """Only a unit and a scale, as they stand above a column or in the corner of a table: "US$ million", "%"."""
    return bool(_UNIT.match(text))


def is_numeric(text: str) -> bool:
    """A figure with its signs, or what stands where one is missing ("n/a", "–", nothing)."""
    return bool(_NUMERIC.match(text)) or (is_number(text) and not _BAND.search(text))


def is_year(text: str) -> bool:
    """A year or a span of years, as they head rows and columns; also a quarter or half of one."""
    return bool(_YEARS.match(text))


def names_row(text: str) -> bool:
    """Whether a cell that leads a row says what its figures are of: words, a time, a band of ages or sizes."""
    return not is_numeric(text) or is_year(text) or is_band(text)


def thousands_parted(text: str) -> str:
    """A figure of a column of counts as it is no year: "1,846" for "1846"."""
    return f"{text[0]},{text[1:]}" if _LIKE_A_YEAR.fullmatch(text) else text


def is_time(text: str) -> bool:
    """A year, a span of years or a month, alone."""
    return is_year(text) or bool(_MONTHS.match(text))


def is_figure_cell(text: str) -> bool:
    """A figure, or what stands where one is missing; no year and no day."""
    return is_numeric(text) and not is_year(text) and not _DAY.match(text)


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether the cells of a row only count the columns under it: "(1)", "(2)", "(3)"; the labels' may be empty."""
    found = [_COLUMN_NUMBER.match(text) for text in texts]
    counted = [int(match[1]) for match in found if match]
    return (
        len(texts) == len(counted) >= _FEWEST_NUMBERED
        and counted[0] in {1, 2}
        and all(b == a + 1 for a, b in pairwise(counted))
    )
