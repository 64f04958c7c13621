"""Values, intervals and times as verdicts write them."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.spans import Span
from pipeline.comparing.intervals import Interval, in_base_unit
from pipeline.records.bounds import bound_words, usual_phrase
from pipeline.records.model import Claim, fold

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_TOLD_DIGITS = 6
_SPELT_OUT = 1e9
"""Below this a figure of more digits than are told of a million is written out: 1,421,133 is not 1.42113 million."""
_CORRECTED_FIGURE = frozenset({"corrected:value", "corrected:low", "corrected:high"})
_CORRECTED_BOUND = "corrected:bound"
_BARE = re.compile(r"\d{1,3}(?:[,\s]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GROUPING = re.compile(r"[,\s]")


@lru_cache(maxsize=1 << 16)
def number_text(value: float) -> str:
    """A number for reading: 1.25 million, 10,360, 22.5."""
    if math.isinf(value):
        return "no limit"
    size = abs(value)
    if size == 0:
        return "0"  # minus nought is nought
    if size < _SPELT_OUT and size == int(size) and len(f"{size:.0f}".rstrip("0")) > _TOLD_DIGITS:
        return f"{value:,.0f}"
    for scale, name in _SCALES:
        if size >= scale:
            return f"{value / scale:.6g} {name}"
    if size >= 1000 or size == int(size):
        return f"{value:,.0f}"
    return f"{value:.4g}"


def unit_text(unit: str) -> str:
    """A unit as it is written behind a figure."""
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
    """The claim's figure with the words that bound it ("more than 300", "40 or more"); a bound without words of its own
    in the usual ones."""
    number = unbounded_text(claim)
    modifier = claim.modifier if _CORRECTED_BOUND not in claim.reading else None
    words = fold(modifier).lower() if modifier else usual_phrase(claim.bound)
    if not words:
        return f"between {number}" if claim.bound == "range" and " and " in number else number
    if words in bound_words().before or words not in bound_words().after:
        return f"{words} {number}"
    return f"{number} {words}" if words[0].isalpha() else f"{number}{words}"


def unbounded_text(claim: Claim) -> str:
    """The claim's figure in its own words, without those that bound it; one that a person corrected, or whose unit or
    scale stands elsewhere, as its value."""
    number = fold(claim.number)
    if _CORRECTED_FIGURE.intersection(claim.reading) or _is_told_elsewhere(claim, number):
        return value_text(claim)
    return number


def _is_told_elsewhere(claim: Claim, number: str) -> bool:
    """Whether a bare number stands for more than it says: "4.5" below "US$ million", the 12 of "12 to 15 million"."""
    if claim.value is None or not _BARE.fullmatch(number):
        return False
    return claim.unit != "count" or float(_GROUPING.sub("", number)) != claim.value


def value_text(claim: Claim) -> str:
    """The value as it was read, in digits with its unit; empty where there is none."""
    unit = unit_text(claim.unit)
    if claim.low is not None and claim.high is not None and claim.value is None:
        return f"{digits_text(claim.low)} to {digits_text(claim.high)}{unit}"
    return "" if claim.value is None else f"{digits_text(claim.value)}{unit}"


def digits_text(value: float) -> str:
    """All digits of a number, thousands parted: 1,250,000."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.10g}"


def stated_text(norm: NormalisedClaim, interval: Interval) -> str:
    """What a figure stands for in words: "2 million stands for 1,500,000 to 2,500,000"."""
    unit = norm.claim.unit
    if norm.unit == "money" and interval != norm.value:
        unit = "USD"
    elif norm.unit not in ("money", unit):
        interval = interval.scaled(1 / in_base_unit(Interval(1.0, 1.0), unit).low)
    shown = interval.scaled(-1) if norm.claim.kind == "change" and norm.claim.direction == "down" else interval
    down = " down" if norm.claim.kind == "change" and norm.claim.direction == "down" else ""
    return f"{figure_text(norm.claim)} stands for {interval_text(shown, unit)}{down}"


def values_text(a: NormalisedClaim, b: NormalisedClaim) -> str:
    """The figures of two claims as they are written."""
    return f"{figure_text(a.claim)} and {figure_text(b.claim)}"


def range_text(norm: NormalisedClaim, reference: Span) -> str:
    """When a claim's value counts, as precisely as it is known."""
    claim = norm.claim
    page = f" (page of {claim.document.published})" if claim.document.published else ""
    if claim.kind == "total" and claim.start and not claim.end:
        return f"since {claim.start}{page}"
    if norm.frame.to_date and claim.start and claim.start == claim.end:
        return f"{claim.start} so far{page}"
    if claim.kind == "total" and claim.end and not claim.start:
        return f"up to {claim.end}"
    if claim.start and claim.end and claim.start != claim.end:
        return f"{claim.start} to {claim.end}"
    if claim.start or claim.end:
        return str(claim.end or claim.start)
    first, last = date.fromordinal(reference.first), date.fromordinal(reference.last - 1)
    return f"page of {claim.document.published}" if claim.document.published else f"{first} to {last}"
