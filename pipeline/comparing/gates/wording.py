"""Values, intervals and times as verdicts write them."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.spans import Span
from pipeline.comparing.intervals import Interval, in_base_unit
from pipeline.records.model import Claim

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number_text(value: float) -> str:
    """A number for reading: 1.25 million, 10,360, 22.5."""
    if math.isinf(value):
        return "no limit"
    size = abs(value)
    for scale, name in _SCALES:
        if size >= scale:
            return f"{value / scale:.6g} {name}"
    if size >= 1000 or size == int(size):
        return f"{value:,.0f}"
    return f"{value:.4g}"


def unit_text(unit: str) -> str:
    return {"count": "", "percent": "%", "times": " times"}.get(unit, f" {unit}")


def interval_text(interval: Interval, unit: str) -> str:
    """The values of an interval, its ends in words where it has none."""
    low, high, tail = number_text(interval.low), number_text(interval.high), unit_text(unit)
    if interval.low == interval.high:
        return f"{low}{tail}"
    if math.isinf(interval.high):
        return f"{low}{tail} or more"
    if math.isinf(interval.low) or (interval.low == 0 and interval.low_closed and interval.high > 0):
        return f"{high}{tail} or less"
    return f"{low} to {high}{tail}"


def figure_text(claim: Claim) -> str:
    """The claim's figure in its own words, with its modifier."""
    return _figure_text(claim.number, claim.modifier)


@lru_cache(maxsize=1 << 16)
def _figure_text(words: str, hedge: str | None) -> str:
    number = " ".join(words.split())
    if not hedge:
        return number
    modifier = " ".join(hedge.split()).lower()
    return f"{number}{modifier}" if modifier == "+" else f"{modifier} {number}"


def said_text(slots: Slots, interval: Interval) -> str:
    unit = slots.claim.unit
    if slots.unit == "money" and interval != slots.value:
        unit = "USD"
    elif slots.unit not in ("money", unit):
        interval = interval.scaled(1 / in_base_unit(Interval(1.0, 1.0), unit).low)
    shown = interval.scaled(-1) if slots.claim.kind == "change" and slots.claim.direction == "down" else interval
    down = " down" if slots.claim.kind == "change" and slots.claim.direction == "down" else ""
    return f"{figure_text(slots.claim)} stands for {interval_text(shown, unit)}{down}"


def values_text(a: Slots, b: Slots) -> str:
    return f"{figure_text(a.claim)} and {figure_text(b.claim)}"


def range_text(slots: Slots, reference: Span) -> str:
    """When a claim's value counts, as precisely as it is known."""
    claim = slots.claim
    if claim.kind == "total" and claim.start and not claim.end:
        page = f" (page of {claim.document.published})" if claim.document.published else ""
        return f"since {claim.start}{page}"
    if claim.start and claim.end and claim.start != claim.end:
        return f"{claim.start} to {claim.end}"
    if claim.start or claim.end:
        return str(claim.end or claim.start)
    first, last = date.fromordinal(reference.first), date.fromordinal(reference.last - 1)
    return f"page of {claim.document.published}" if claim.document.published else f"{first} to {last}"
