"""Which facts are one series over time: the same thing, counted in the same way at other times.

A year's count and a running total are two series, and so are counts of a month and of a year: a line through both would
show a growth that nobody stated.
"""

from __future__ import annotations

from pipeline.comparing.gates.spans import Frame, Span, frame_for
from pipeline.records.model import Fact

_LENGTHS: tuple[tuple[int, int, str], ...] = (
    (1, 1, "each day"),
    (7, 7, "each week"),
    (28, 31, "each month"),
    (89, 92, "each quarter"),
    (181, 184, "each half-year"),
    (365, 366, "each year"),
)
"""Least and most days of a stretch of time, and what a series of such is called."""

Series = tuple[str | None, ...]


def series_of(fact: Fact) -> Series:
    """What facts of one series have in common."""
    return fact.measure, fact.subject, fact.part, fact.unit, fact.kind, fact.direction, fact.place, counted_over(fact)


def counted_over(fact: Fact) -> str:
    """The kind of time that the fact's figure is told for: "each year", "since 2012", "at a time"."""
    frame = frame_for(fact.kind, fact.start, fact.end, None)
    if frame.kind == "counter":
        return _running(fact, frame)
    span = frame.span()
    if frame.kind == "level" or span is None:
        return "at a time"
    return _stretch(span)


def _running(fact: Fact, frame: Frame) -> str:
    if frame.to_date and fact.start:
        return f"in {fact.start} so far"
    if fact.start:
        return f"since {fact.start}"
    return "in all, up to a date" if fact.end else "no time stated"


def _stretch(span: Span) -> str:
    for least, most, name in _LENGTHS:
        if least <= span.days() <= most:
            return name
    return f"in {round(span.days() / 365.25)} years" if span.days() > 366 else f"in {span.days()} days"
