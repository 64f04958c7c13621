"""Claims and facts in words, for people: their period, and what their words stand for.

How a figure, a number, a unit and an interval are written is `pipeline/comparing/gates/wording.py`'s to say.
"""

from __future__ import annotations

import math
from typing import Any

from pipeline.comparing.gates.wording import interval_text
from pipeline.comparing.intervals import stated_interval
from pipeline.records.control_characters import without_controls
from pipeline.records.model import Claim, Fact
from pipeline.records.settings import CompareSettings


def printable(value: Any) -> Any:
    """What a template prints, without control characters; mark-up of our own is left as it is."""
    return without_controls(value) if type(value) is str else value


def period(of: Claim | Fact) -> str:
    """The period that a claim or fact is about; empty where none is stated."""
    if of.start and of.end:
        return of.start if of.start == of.end else f"{of.start} to {of.end}"
    if of.start:
        return f"since {of.start}"
    return f"until {of.end}" if of.end else ""


def counted_thing(of: Claim | Fact) -> str:
    """What a claim or fact counts: its subject, of a share the part and the whole that it is of."""
    return of.subject if of.part in (None, of.subject) else f"{of.part} of {of.subject}"


def says(fact: Fact) -> str:
    """A fact's figures in words; of a running count the latest with its day: "more than 300 as of 2023-05-02"."""
    return f"{fact.says} as of {fact.as_of}" if fact.as_of else fact.says


def ends(claim: Claim, settings: CompareSettings) -> tuple[float | None, float | None]:
    """The ends of the interval that the claim's words stand for; None for an open one."""
    if claim.value is None and claim.low is None and claim.high is None:
        return None, None
    said = stated_interval(claim, settings)
    low = None if math.isinf(said.low) or (claim.bound == "max" and said.low <= 0) else said.low
    return low, None if math.isinf(said.high) else said.high


def stands_for(claim: Claim, settings: CompareSettings) -> str:
    """That interval as a person would write it: "750,000 to 1.25 million", "300 or more"."""
    if claim.value is None and claim.low is None and claim.high is None:
        return "any value"
    return interval_text(stated_interval(claim, settings), claim.unit)


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
