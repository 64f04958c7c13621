"""What the headers of a table's cell say of its figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from pipeline.records.bands import is_band
from pipeline.records.data import load_yaml
from pipeline.records.model import Quantity


def without_minus(quantities: Iterable[Quantity], headers: str) -> list[Quantity]:
    """The quantities of a cell, under the header of a change without their minus, which is where the change goes."""
    found = list(quantities)
    return list(map(_unsigned, found)) if _of_change().search(headers) else found


def _unsigned(quantity: Quantity) -> Quantity:
    sign = re.match(r"[-−–]\s?", quantity.surface)
    if sign is None or quantity.value is None or quantity.value >= 0:
        return quantity
    start = quantity.start + sign.end()
    return replace(quantity, surface=quantity.surface[sign.end() :], start=start, value=-quantity.value)


def telling(headers: Sequence[str]) -> list[str]:
    """The headers without those that say nothing of what is counted ("Number"), unless all do or are bands ("5-14")."""
    found = [header for header in headers if header.strip().lower() not in _bare()]
    return list(headers) if all(map(is_band, found)) else found


@cache
def _bare() -> frozenset[str]:
    return frozenset(load_yaml("pipeline.reading.claims", "headers.yaml")["bare"])


@cache
def _of_change() -> re.Pattern[str]:
    words = load_yaml("pipeline.reading.claims", "headers.yaml")["change"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
