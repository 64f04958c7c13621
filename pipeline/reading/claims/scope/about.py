"""What a count is of beyond its noun: the cause, crime, industry or programme that sentence, heading or title names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.reading.claims.scope.phrases import Mention, Phrases
from pipeline.records.causes import cause_names, wider_causes
from pipeline.records.data import load_yaml


@cache
def _data() -> Any:
    return load_yaml("pipeline.reading.claims.scope", "topics.yaml")


@cache
def cause_phrases() -> Phrases:
    return Phrases(cause_names())


@cache
def industry_phrases() -> Phrases:
    return Phrases(_data()["industries"])


def most_specific(topics: Sequence[str]) -> tuple[str, ...]:
    """The topics, each once, without those that another of them lies within."""
    broader = {wider for topic in topics for wider in wider_causes(topic)}
    return tuple(topic for topic in dict.fromkeys(topics) if topic not in broader)


def nearest(mentions: Sequence[Mention], start: int, end: int, numbers: Sequence[tuple[int, int]]) -> list[Mention]:
    """Of a sentence's mentions those of the number from `start` to `end`; `numbers` are the sentence's other figures.

    Where several are named among several figures, a figure takes those up to the next one ("12 died of cholera, 30 of
    measles"), else those since the one before, else all.
    """
    if len({each.name for each in mentions}) < 2:
        return list(mentions)
    later = min((first for first, _ in numbers if first >= end), default=None)
    earlier = max((last for _, last in numbers if last <= start), default=None)
    behind = [m for m in mentions if m.start >= end and (later is None or m.start < later)]
    before = [m for m in mentions if m.end <= start and (earlier is None or m.end > earlier)]
    return behind or before or list(mentions)
