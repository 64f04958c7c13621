"""Bands of ages and sizes, as they name the rows of tables."""

from __future__ import annotations

import re

_SIZE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3})"
_BAND = re.compile(
    rf"^(?:[<>≤≥]=?\s?{_SIZE}|{_SIZE}(?:\s?(?:[-‐–—]|to)\s?{_SIZE}|\s?(?:\+|plus\b|(?:and|or|&)\s(?:over|above|older|more|under"
    r"|below|younger|less)\b)))(?:\s?(?:years?|yrs?|y)\b\.?)?(?:\s?old)?$",
    re.I,
)


def is_band(text: str) -> bool:
    """An age or a size from one figure to another or beyond one, as they name rows: "5-14", "50+", "18 and over"."""
    return bool(_BAND.match(text))
