"""Text that is none: what a chart's own font, a broken encoding or a drawing leaves behind."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.pdf.lines import Segment

_WORD = re.compile(r"[^\W\d_]{2,}")
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x1f]")
_LONG_WITH_DIGITS = re.compile(r"\d\S{5,}|\S{5,}\d|^[^\w\s]{4,}$")
_RUNS = re.compile(r"\d+|[^\W\d_]+")
_TICK = re.compile(r"^[$€£]?([-−–]?[\d,]*\.?\d+)\s?(?:%|[kKMm]|bn)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_FEWEST_TICKS = 4
_JOINED_FIGURES = re.compile(r"\d+(?:[+]\d+){2,}")


def noise_reason(segment: Segment, page_height: float) -> str | None:
    """Why the segment is no text that a reader sees; None where it is."""
    text = segment.text
    if text.isascii() and segment.height < 0.2 * page_height and not _LONG_WITH_DIGITS.search(text):
        return None
    odd = len(_ODD.findall(text))
    if odd * 4 > len(text) and not _WORD.search(text):
        return "characters without meaning"
    for token in text.split():
        if len(token) > 8 and (_JOINED_FIGURES.search(token) or _is_jumbled(token)):
            return "figures and letters run together"
    # glyphs that one text object scatters over a drawing
    if not segment.sideways and segment.height > 0.25 * page_height and len(text) > 2:
        return "letters scattered over a drawing"
    if len(text) > 3 and not any(c.isalnum() for c in text) and _symbols(text) * 2 > len(text):
        return "signs only"
    return None


def axis_ticks(rows: Sequence[Sequence[Segment]]) -> frozenset[int]:
    """The `order` of figures that are the scale of a chart: evenly spaced, rising or falling by one step, alone.

    `rows` are the segments of a page line by line. Years are left: they head columns and rows of tables.
    """
    lone = [row[0] for row in rows if len(row) == 1 and _value(row[0]) is not None]
    found: set[int] = set()
    for place in ("x1", "x0"):
        columns: dict[int, list[Segment]] = defaultdict(list)
        for segment in lone:
            columns[round(getattr(segment, place) / 3)].append(segment)
        for column in columns.values():
            if _is_scale([(segment.line, _value(segment)) for segment in column]):
                found.update(segment.order for segment in column)
    for row in rows:
        if _is_scale([((segment.x0 + segment.x1) / 2, _value(segment)) for segment in row]):
            found.update(segment.order for segment in row)
    return frozenset(found)


def _value(segment: Segment) -> float | None:
    """What a tick says; None for other text and for years."""
    match = _TICK.match(segment.text)
    if not match or _YEAR.match(segment.text):
        return None
    return float(match[1].replace(",", "").replace("−", "-").replace("–", "-"))


def _is_scale(ticks: list[tuple[float, float | None]]) -> bool:
    if len(ticks) < _FEWEST_TICKS:
        return False
    places, values = [place for place, _ in ticks], [value for _, value in ticks if value is not None]
    return len(values) == len(ticks) and _is_even(values, 1e-6) and _is_even(places, 0.06)


def _is_even(numbers: list[float], slack: float) -> bool:
    """Whether the numbers go up or down by equal steps; `slack` is a share of a step."""
    steps = [b - a for a, b in pairwise(numbers)]
    step = sum(steps) / len(steps)
    return step != 0 and all(abs(s - step) <= slack * abs(step) for s in steps)


def _is_jumbled(token: str) -> bool:
    """Whether digits and letters take turns as no code or address does."""
    if not token.isalnum():
        return False
    digits = sum(c.isdigit() for c in token)
    return digits * 2 > len(token) and len(_RUNS.findall(token)) > 3 and not _WORD.search(token)


def _symbols(text: str) -> int:
    return sum(unicodedata.category(c) in {"So", "Co", "Sk", "Cn"} for c in text)
