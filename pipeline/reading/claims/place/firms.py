"""Names of firms, products and short forms, which stand where a place could: "at HarborLink Partners", "in CRMs"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.claims.place.dictionary import is_coined
from pipeline.reading.claims.place.words import alternatives, words
from pipeline.reading.places.gazetteer import folded, gazetteer

_CODE = re.compile(r"[A-Z]+-?\d+[A-Z]?")
_SHORT = re.compile(r"[A-Z]{2,6}s?(?:\s[A-Z]{2,6}s?)*")


def names_firm(name: str) -> bool:
    """Whether a name that no gazetteer has is by its form a firm's, a product's or a label: by its last word, or by a
    capital inside a word."""
    *first, last = name.split()
    if first and last.lower().strip(".") in words().firms:
        return True
    return is_coined(name) and not gazetteer().lookup(folded(name))


def names_model(text: str, start: int, end: int) -> bool:
    """Whether a name is the code of a model or a class by the word behind it: "the GT3 race"."""
    return _CODE.fullmatch(text, start, end) is not None and _of_code().match(text, end) is not None


@cache
def _of_code() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(words().of_codes)})\b")


def is_short_form(name: str) -> bool:
    """Whether a name is only capitals, few of them, and no place that the gazetteer has: "PEO", "CRMs"."""
    return _SHORT.fullmatch(name) is not None and not gazetteer().lookup(folded(name))
