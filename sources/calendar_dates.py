"""Dates as precisely as they are known: a year, a month of it, or a day that the calendar has."""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Of what figures are published about; years before and after these are counted with, too."""

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def check_date(given: str) -> None:
    """Raises ValueError with what is wrong where this is no YYYY, YYYY-MM or YYYY-MM-DD of the calendar."""
    match = _PATTERN.fullmatch(given)
    if match is None:
        raise ValueError("not written as a date")
    year, month, day = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"no year from {FIRST_YEAR} to {LAST_YEAR}")
    date(int(year), int(month or 1), int(day or 1))
