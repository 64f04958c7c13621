"""The happening of one day that a count belongs to: "shipwreck, 2016-04-18"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.claims.scope.phrases import Mention, Phrases
from pipeline.records.data import load_yaml
from pipeline.records.model import Period

_DAY = len("2024-01-31")


@cache
def event_phrases() -> Phrases:
    return Phrases(load_yaml("pipeline.reading.claims.scope", "events.yaml")["events"])


def day_of(first: str | None, last: str | None) -> str | None:
    """The one day that a period is, None for every other."""
    return first if first is not None and first == last and len(first) == _DAY else None


def day_named(periods: tuple[Period, ...], start: int, end: int) -> str | None:
    """The only day that is named between two offsets of a text, None where there are none or several."""
    days = {day_of(p.first, p.last) for p in periods if start <= p.start and p.end <= end} - {None}
    return days.pop() if len(days) == 1 else None


def event_name(name: str, day: str | None) -> str:
    return f"{name}, {day}" if day else name


def is_one(text: str, mention: Mention) -> bool:
    """Whether a mention tells of a single happening: "two shipwrecks" are two."""
    return not re.search(r"[^s]s$", text[mention.start : mention.end])
