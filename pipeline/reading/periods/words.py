"""What the words in and around a match say: numbers, months, units, the word before and after."""

from __future__ import annotations

import re

from pipeline.reading.periods.dates import Unit
from pipeline.reading.periods.lexicon import lexicon
from pipeline.reading.periods.mention import Base

_SHORTEST_PLURAL = 3
"""Letters that a plural has more than."""
FIRST_OF_LAST_CENTURY = 60
"""From this on two digits are a year of the 20th century."""


def number_of(text: str) -> int | None:
    """The whole number that digits or words state; None where a word is none."""
    if text.isdigit():
        return int(text)
    parts = [lexicon().numbers.get(part) for part in re.split(r"[\s-]+", text.lower())]
    return sum(part for part in parts if part is not None) if all(part is not None for part in parts) else None


def ordinal_of(text: str) -> int:
    """The number of an ordinal in words or digits; 0 where there is none."""
    return lexicon().ordinals.get(text.lower()) or int(re.sub(r"\D", "", text) or 0)


def integer(text: str | None) -> int | None:
    """The whole number that a text's digits make; None for no text."""
    return int(re.sub(r"\D", "", text)) if text else None


def month_of(text: str) -> int:
    """The number of a month's name, from 1. KeyError for a word that is none."""
    return lexicon().months[text.lower().rstrip(".")]


def unit_of(match: re.Match[str]) -> Unit:
    """The unit of time that a match names."""
    return lexicon().units[match["unit"].lower()]


def word_before(text: str, position: int) -> str:
    """The word before a position, in small letters; empty where there is none."""
    found = re.search(r"([\w’'.-]+)[\s(\"“]*$", text[max(0, position - 30) : position])
    return found[1].lower() if found else ""


def word_before_hedge(text: str, position: int) -> str:
    """The word before a year and its hedge, where that is a preposition of time ("since at least")."""
    hedge = re.search(r"\b(?:at\s+least|about|around|roughly)\s+$", text[max(0, position - 30) : position])
    before = word_before(text, position - len(hedge[0])) if hedge else ""
    return before if before in lexicon().far_year_cues else word_before(text, position)


def word_after(text: str, position: int) -> str:
    """The word behind a position; empty where there is none."""
    found = re.match(r"\s+([\w’'-]+)", text[position : position + 30])
    return found[1] if found else ""


def are_many(text: str, position: int) -> bool:
    """Whether a plural follows a position: "31 passengers", "12 people"."""
    after, words = word_after(text, position), lexicon()
    plural = after.islower() and after.endswith("s") and len(after) > _SHORTEST_PLURAL
    return after in words.counted or (plural and after not in words.verbs_in_s)


def group_of(match: re.Match[str], name: str) -> str | None:
    """A group of a match; None where the pattern has no such group or it is empty."""
    return match.groupdict().get(name)


def full_year(text: str, year: int) -> int:
    """The year that two digits, or one, mean after another year: 2020 behind 2019, 2000 behind 1999."""
    if len(text) == 4:
        return int(text)
    whole: int = 10 ** len(text)
    last = year // whole * whole + int(text)
    return last + whole if len(text) == 2 and last + whole == year + 1 else last


def year_of(match: re.Match[str]) -> int | None:
    """The year that a match names, in four digits or in two."""
    four = group_of(match, "year") or group_of(match, "slashed")
    if four and len(four) == 4:
        return int(four)
    two = four or group_of(match, "short")
    if two is None:
        return None
    return int(two) + (2000 if int(two) < FIRST_OF_LAST_CENTURY else 1900)


def relative_year(match: re.Match[str]) -> tuple[int | None, Base]:
    """What "of that year", "last year" or "the following" says of the year."""
    which = group_of(match, "which")
    return year_told_of(which) if which else (None, "document")


_OF_THE_DOCUMENT = frozenset({"this", "last", "next", "the present", "the current"})


def year_told_of(which: str) -> tuple[int, Base]:
    """Which year from which base the words before "year" name."""
    plain = " ".join(which.lower().split())
    count = {"last": -1, "next": 1, "the following": 1, "the previous": -1}.get(plain, 0)
    return count, "document" if plain in _OF_THE_DOCUMENT else "stated"
