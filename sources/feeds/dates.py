"""The dates of feeds and sitemaps, in the ways in which their programs write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

_NUMBERS = re.compile(
    r"""\s*(?P<year>\d{4})
    (?: (?P<m>\d{2})(?P<d>\d{2})(?!\d)
      | (?P<mark>[-/.])(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2}))?(?!\d)
      | (?!\d) )""",
    re.ASCII | re.VERBOSE,
)
"""2024-03-05, and without dashes, with other marks or without zeros: 20240305, 2024/03/05, 2024-3-5."""
_ORDINALS_AND_POINTS = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|(?<=[a-z])\.", re.IGNORECASE)
_FIRST_YEAR = 1990
"""Nothing is older in the web; 1970-01-01 and 0001-01-01 stand where a program knows no date."""


def day_of(written: str) -> str | None:
    """The day that a date names where it was written, whatever its time zone; as precise as it is stated. None where
    it can be read in two ways, or names a day that is yet to come."""
    try:
        parts = _parts(written)
        first = date(*map(int, [*parts, *["1"] * (3 - len(parts))]))
    except (ValueError, TypeError, OverflowError):
        return None
    is_possible = first.year >= _FIRST_YEAR and first <= date.today() + timedelta(days=1)
    return "-".join(parts) if is_possible else None


def _parts(written: str) -> list[str]:
    """Year, month and day in digits, as far as they are stated. Raises ValueError where there are none."""
    if match := _NUMBERS.match(written):
        found = (match["year"], match["m"] or match["month"], match["d"] or match["day"])
        return [part.zfill(2) for part in found if part]
    words = _ORDINALS_AND_POINTS.sub("", written)
    try:
        stated = parsedate_to_datetime(words)
    except (ValueError, TypeError):
        stated = parsedate_to_datetime(f"{words.replace('-', ' ')} 00:00")  # one without a time
    return stated.date().isoformat().split("-")
