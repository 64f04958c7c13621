"""Bands of ages and sizes, as they name the rows of tables."""

from __future__ import annotations

import re

_SIZE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3})"
_YEARS = r"(?:\s?(?:years?|yrs?|y)\b\.?)?"
_BAND = re.compile(
    rf"^(?:(?:[<>≤≥]=?|under\s|over\s|below\s|above\s|less\sthan\s|more\sthan\s)\s?{_SIZE}"
    rf"|{_SIZE}{_YEARS}(?:\s?(?:[-‐–—]|to)\s?{_SIZE}|\s?(?:\+|plus\b|(?:and|or|&)\s(?:over|above|older|more|under"
    rf"|below|younger|less)\b))){_YEARS}(?:\s?old)?$",
    re.I,
)


def is_band(text: str) -> bool:
    """An age or a size from one figure to another or beyond one, as they name rows: "5-14", "50+", "under 5"."""
    return bool(_BAND.match(text))
