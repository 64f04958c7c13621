"""How the number of a claim is written: with a scale, as a fraction in words, as a ratio of a number in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.records.data import load_yaml


def is_scaled(number: str) -> bool:
    """Whether a scale is written behind its digits: "2.5 million", "7bn"."""
    return _scale().search(number) is not None


def is_fraction(number: str) -> bool:
    """Whether a fraction in words is in it: "two-thirds"."""
    return _fraction().search(number) is not None


def is_ratio(number: str) -> bool:
    """Whether it is so many of so many: "one in four", "3 out of 4"."""
    return _ratio().search(number) is not None


def value_of_word(word: str) -> float:
    """What a number in words is worth, 0 where it is none that is known."""
    return float(_words()["numbers"].get(word.lower(), 0))


@cache
def _scale() -> re.Pattern[str]:
    scales, letters = "|".join(_words()["scales"]), "|".join(_words()["scale_letters"])
    return re.compile(rf"(?:{scales})|\d\s*(?:{letters})\b", re.IGNORECASE)


@cache
def _fraction() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words()['fractions'])})s?\b", re.IGNORECASE)


@cache
def _ratio() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words()['within_ratios'])})\b", re.IGNORECASE)


@cache
def _words() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing", "number_words.yaml")
    return loaded
