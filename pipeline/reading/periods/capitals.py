"""Lines in capitals as the grammar reads them: "IN THE PAST 24 HOURS" as "in the past 24 hours"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.periods.lexicon import lexicon

_WORD = re.compile(r"[A-Z]+")


def in_small_letters(text: str) -> str:
    """The text with the words of times in its lines in capitals as a sentence has them, each where it was."""
    if not any(line.isupper() for line in text.split("\n")):
        return text
    return "\n".join(_WORD.sub(_recased, line) if line.isupper() else line for line in text.split("\n"))


def _recased(word: re.Match[str]) -> str:
    small = word[0].lower()
    if small in _names():
        return small.title()
    return small if small in _words() else word[0]


@cache
def _names() -> frozenset[str]:
    """The words that keep their first capital in a sentence."""
    words = lexicon()
    short = (name.lower() for name in words.short_weekdays)
    feasts = (part.lower() for name in words.feasts for part in name.split())
    return frozenset([*words.months, *words.weekdays, *short, *feasts])


@cache
def _words() -> frozenset[str]:
    words = lexicon()
    lists = (
        words.units, words.numbers, words.ordinals_of_days, words.named_parts, words.parts_of_units, words.seasons,
        words.in_capitals,
    )  # fmt: skip
    return frozenset(part for each in lists for word in each for part in re.split(r"[\s-]", word))
