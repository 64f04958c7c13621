"""Four-digit numbers that look like years and date nothing: of laws ("Act 654 of 2005"), and counts."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.periods.lexicon import either, lexicon
from pipeline.reading.periods.words import word_after, word_before
from pipeline.records.bounds import bound_words

_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "this", "that"})
_REACH = 40


def names_law(text: str, start: int, end: int) -> bool:
    """Whether a year names a law and dates nothing: "Act 654 of 2005", "the Children's Act, 1998", "the 2009 act"."""
    numbered, named = _laws()
    if numbered.search(text[max(0, start - _REACH) : start]):
        return True
    return word_before(text, start) in _DETERMINERS and bool(named.match(text, end))


def is_count(text: str, start: int, end: int) -> bool:
    """Whether a number that could be a year counts: "a total of 1984", "more than 2000 were held"."""
    counting, bounding = _counts()
    lead = text[max(0, start - _REACH) : start]
    return bool(counting.search(lead) or (word_after(text, end) in lexicon().plural_verbs and bounding.search(lead)))


def bounds_follow(text: str, end: int) -> bool:
    """Whether the words behind a year are the bound of another number: "to 2013 more than 5,300"."""
    return _bounding_number().match(text, end) is not None


@cache
def _bounding_number() -> re.Pattern[str]:
    return re.compile(rf"\s+{either(tuple(bound_words().before))}\s+\W?\d", re.IGNORECASE)


@cache
def _counts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a count whatever follows it, and what does where a verb in the plural follows."""
    bounds = tuple(phrase for phrase, word in bound_words().before.items() if word.bound in {"min", "max"})
    counting, bounding = (
        re.compile(rf"(?<!\w){either(phrases)}\s+$", re.IGNORECASE) for phrases in (lexicon().counting, bounds)
    )
    return counting, bounding


@cache
def _laws() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a law's year, and what behind it."""
    laws = either(lexicon().laws)
    return (
        re.compile(rf"\b{laws}\s+(?:[Nn]o\.?\s*)?\d[\d/.-]*\s+of\s+$|\b[A-Z][\w’'-]*\s+(?=[A-Z]){laws},\s+$"),
        re.compile(
            rf"\s+(?:(?:[A-Z][\w’'-]*|in|of|on|at|to|and|for|against|the)\s+){{0,7}}{laws}s?\b"
            rf"(?!\s+(?:{either(lexicon().not_laws)}|[A-Z]))"
        ),
    )
