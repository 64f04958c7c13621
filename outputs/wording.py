"""Claims in words: the figure as it was said, its period, and what its words stand for."""

from __future__ import annotations

import math

from pipeline.comparing.intervals import said_interval
from pipeline.records.model import Claim, Fact
from pipeline.records.settings import CompareSettings

_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_UNITS = {"count": "", "percent": " %", "times": " times"}


def figure(claim: Claim) -> str:
    """The number's own words with their modifier: "more than 300"; a corrected one as its value."""
    if any(mark in claim.reading for mark in ("corrected:value", "corrected:low", "corrected:high")):
        return value_of(claim)
    words = f"{claim.modifier} {claim.number}" if claim.modifier else claim.number
    return " ".join(words.split())


def value_of(claim: Claim) -> str:
    """The value as it was read, in digits with its unit; empty where there is none."""
    unit = _UNITS.get(claim.unit, f" {claim.unit}")
    if claim.low is not None and claim.high is not None and claim.value is None:
        return f"{digits(claim.low)} to {digits(claim.high)}{unit}"
    return "" if claim.value is None else f"{digits(claim.value)}{unit}"


def period(of: Claim | Fact) -> str:
    """The period that a claim or fact is about; empty where none is stated."""
    if of.start and of.end:
        return of.start if of.start == of.end else f"{of.start} to {of.end}"
    if of.start:
        return f"since {of.start}"
    return f"until {of.end}" if of.end else ""


def ends(claim: Claim, settings: CompareSettings) -> tuple[float | None, float | None]:
    """The ends of the interval that the claim's words stand for; None for an open one."""
    if claim.value is None and claim.low is None and claim.high is None:
        return None, None
    said = said_interval(claim, settings)
    low = None if math.isinf(said.low) or (claim.bound == "max" and said.low <= 0) else said.low
    return low, None if math.isinf(said.high) else said.high


def stands_for(claim: Claim, settings: CompareSettings) -> str:
    """That interval as a person would write it."""
    low, high = ends(claim, settings)
    if low is None:
        return "any value" if high is None else f"up to {short(high)}"
    if high is None:
        return f"{short(low)} or more"
    return short(low) if low == high else f"{short(low)} to {short(high)}"


def short(value: float) -> str:
    """A number as a person would write it on an axis: 2 million, 1,500, 0.25."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.4g}{word}"
    return f"{value:,.0f}" if value == round(value) else f"{value:.4g}"


def digits(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.10g}"


def year_of(date: str | None) -> float | None:
    """An ISO 8601 date of any precision as a year with a fraction: the middle of what it names."""
    if not date:
        return None
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    if len(parts) == 2:
        return parts[0] + (parts[1] - 0.5) / 12
    return parts[0] + (parts[1] - 1 + (parts[2] - 0.5) / 31) / 12


def dated(claim: Claim) -> float | None:
    """When a claim counts, as a year: at the end of its period, else on its page's date, else at its start."""
    return year_of(claim.end or claim.document.published or claim.start)
