"""The words of cues.yaml, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.records.data import load_yaml


@cache
def cues() -> Mapping[str, Any]:
    """The words of cues.yaml, by group."""
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing.gates", "cues.yaml")
    return loaded


def alternatives(name: str) -> str:
    """A group of words as the alternatives of a regular expression."""
    return "|".join(cues()[name])


@cache
def cue_pattern(name: str) -> re.Pattern[str]:
    """A pattern for any of the section's entries, on word borders."""
    return re.compile(rf"\b(?:{alternatives(name)})\b", re.IGNORECASE | re.DOTALL)


@cache
def clause_pattern() -> re.Pattern[str]:
    """Where one clause ends and another begins."""
    joints, glosses = alternatives("clause_joints"), alternatives("glosses")
    ends = (
        r"(?<=[;:!?])\s",
        r"(?<=\.)\s+(?=[A-Z\"“'])",
        rf"(?<=,)\s(?=(?:{joints})\s)",
        rf"(?<=\s[–—])\s(?!(?:{glosses})\s)",
    )
    return re.compile(rf"[;:!?.,–—](?:{'|'.join(ends)})")  # by a class of characters first, for which a search is fast


@cache
def per_pattern() -> re.Pattern[str]:
    """What a figure is stated for each of: "per victim", "a year", "annually"."""
    words, things, adverbs = alternatives("per_words"), alternatives("per_things"), "|".join(cues()["per_adverbs"])
    return re.compile(rf"\b(?:{words})\s+({things})\b|\b({adverbs})\b", re.IGNORECASE)


def per_name(word: str) -> str:
    """What a word of a rate stands for ("annually": a year, "capita": a person); itself where it has no other name."""
    known = cues()
    name: str = known["per_adverbs"].get(word) or known["per_names"].get(word, word)
    return name
