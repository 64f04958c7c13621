"""Word cues, read from words.yaml: each is a pattern of whole words."""

from __future__ import annotations

import re
from functools import cache

from pipeline.records.data import load_yaml


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """A pattern for each cue, by its name."""
    raw: dict[str, str] = load_yaml("pipeline.reading.claims.period", "words.yaml")
    patterns = {name: " ".join(words.split()).replace(" |", "|") for name, words in raw.items()}
    return {name: re.compile(rf"\b(?:{pattern})\b", re.I) for name, pattern in patterns.items()}


def cue_flags(text: str) -> dict[str, bool]:
    """Which cues stand in a text."""
    return {name: pattern.search(text) is not None for name, pattern in cues().items()}
