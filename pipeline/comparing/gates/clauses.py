"""The clause of a quote that holds a number, and what its words say of the number's time."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.comparing.gates.cues import clause_pattern, cue_pattern
from pipeline.records.text import number_position

_APART = re.compile(r",\s|[()—]|\s–\s")
"""What sets other things apart from a figure within its clause."""
_NO_WORDS = " $£€¥₹"
"""What may stand between a word and its number."""


@lru_cache(maxsize=1 << 18)
def clause_of(quote: str, number: str) -> str:
    """The clause of the quote that holds the number."""
    at = number_position(quote, number)
    start = 0
    for match in clause_pattern().finditer(quote):
        if match.start() >= at + len(number):
            return quote[start : match.start()]
        if match.end() <= at:
            start = match.end()
    return quote[start:]


@lru_cache(maxsize=1 << 16)
def beside_number(quote: str, number: str) -> str:
    """The number's clause as far as nothing is set apart from it, the number itself left out."""
    clause = clause_of(quote, number)
    at = number_position(clause, number)
    return f"{_APART.split(clause[:at])[-1]} {_APART.split(clause[at + len(number) :], maxsplit=1)[0]}"


@lru_cache(maxsize=1 << 16)
def counts_so_far(quote: str, number: str) -> bool:
    """Whether the clause says that the count goes on ("already", "to date")."""
    return bool(cue_pattern("so_far").search(clause_of(quote, number)))


@lru_cache(maxsize=1 << 16)
def is_withdrawn(quote: str, number: str) -> bool:
    """Whether the clause takes the figure back ("an earlier version of this page said 45"), and does not put another
    one right by it ("corrected its first figure of 52 to 45")."""
    clause = clause_of(quote, number)
    told = cue_pattern("withdrawn").search(clause)
    at = number_position(clause, number)
    if told is None or told.start() >= at + len(number):
        return False
    return not cue_pattern("put_right").search(clause[told.start() : at].rstrip(_NO_WORDS))


@lru_cache(maxsize=1 << 16)
def is_of_the_day(quote: str, number: str) -> bool:
    """Whether the clause tells of the day on which it is told ("this morning")."""
    return bool(cue_pattern("of_the_day").search(clause_of(quote, number)))
