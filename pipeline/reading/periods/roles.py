"""The words around a date: what role they give it, and which of them belong to it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.periods.lexicon import either, lexicon

_EDGE = r"(?:(?:early|mid|late|end)[\s-](?:in\s+)?|(?:end|start|beginning|middle|close|turn)\s+of\s+)?(?:the\s+)?"
_RANGE = re.compile(
    rf"[^\S\n]*\n?[-–—][^\S\n]*(?:the\s+)?$|/$|,?\s+(?:(?:right\s+)?(?:through|up)\s+(?:until|till|to(?:\s+and\s+including)?)|to|through|until|till)\s+(?:the\s+)?{_EDGE}$",
    re.IGNORECASE,
)
_AND = re.compile(rf"[^\S\n]*(?:,|,?\s+and|,?\s+or|&)\s+(?:the\s+)?{_EDGE}$", re.IGNORECASE)
_BETWEEN = re.compile(rf"\b[Bb]etween\s+(?:the\s+)?{_EDGE}$")
_FROM = re.compile(rf"\b[Ff]rom\s+(?:the\s+)?{_EDGE}$")
_MODIFIER = re.compile(
    r"\b(?:(?:the\s+)?(?:very\s+)?(?:end|start|beginning|middle|close|turn)\s+of\s+(?:the\s+)?"
    r"|(?:the\s+)?(?:early|mid|late)(?:[\s-]+(?:in\s+)?(?:the\s+)?)|end[\s-]|(?:earlier|later)\s+(?:in\s+)?"
    r"|(?:the\s+)?(?:first|second|third|fourth|last)\s+week(?:end)?\s+(?:of|in)\s+)$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(
    r"\s+(?:onwards?\b|on(?=[,.;)]|\s+the\b)|and\s+(?:later|after|onwards?)\b"
    r"|(?:up\s+)?(?:to|until|till|through)\s+(?:date|now|today|(?:the\s+)?present(?:\s+day)?)\b)"
    r"|\s?[-–—]\s?(?:[Pp]resent|[Tt]oday|[Nn]ow|[Dd]ate)\b"
)
_SINCE = re.compile(r"\b[Ss]ince\s+(?:[^\s.;:!?,]+,?\s+){1,7}$")
_CLOCK = (
    r"(?:(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|hrs|hours|o[’']clock)?|noon|midday|midnight|close\s+of\s+business)"
    r"(?:\s+(?:GMT|UTC|local\s+time))?\s+(?:on\s+)?)?"
)
"""An hour before the day that it belongs to: "to 6 pm on 8 June"."""
_THE = re.compile(r"\b[Tt]he\s+(?:first\s+|full\s+)?$")
_BEGINNING = re.compile(r"\s+(?:from|starting|beginning|commencing)(?:\s+(?:on|in|from|with))?\s+(?:the\s+)?")
_REACH = 40
_LONGEST = 60
"""Characters of the longest "since its start in 2003"."""


def joins(text: str, start: int, left_end: int, right_start: int) -> bool:
    """Whether the words between two dates, and before the first, make them one range."""
    gap = text[left_end:right_start]
    return bool(_RANGE.match(gap)) or bool(_AND.match(gap) and _BETWEEN.search(text[max(0, start - _REACH) : start]))


def in_one_list(text: str, left_end: int, right_start: int) -> bool:
    """Whether two dates are in one list or range ("August and September 1914", "5 to 12 May 2019")."""
    gap = text[left_end:right_start]
    return bool(_AND.match(gap) or _RANGE.match(gap))


def continues(text: str, left_end: int, right_start: int) -> bool:
    """Whether a date tells which one "the same period" is: "the same period last year"."""
    return bool(re.fullmatch(r"\s+(?:(?:of|in)\s+)?(?:the\s+)?", text[left_end:right_start]))


def ends_with(text: str, left_end: int, right_start: int) -> bool:
    """Whether a length of time is told by the date that follows it: "the year ending March 2023"."""
    told = _abbreviated().search(text, 0, left_end) and not text[left_end:right_start].strip(" :")
    return bool(told or _ending().fullmatch(text, left_end, right_start))


def begins_with(text: str, start: int, left_end: int, right_start: int) -> bool:
    """Whether a length of time is told by the date with which it begins: "the six months from January 2020"."""
    led_in = _THE.search(text, max(0, start - _REACH), start)
    return bool(led_in and _BEGINNING.fullmatch(text, left_end, right_start))


@cache
def _abbreviated() -> re.Pattern[str]:
    """A length that says in itself that it ends on what follows: "w/e", "Y/E"."""
    return re.compile(r"\b(?:[WwYy]/[Ee]|F?YE)\Z")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s+(?:period|stretch|run|spell))?\s+{either(lexicon().ending)}\s+{_CLOCK}?(?:the\s+)?(?:end[\s-])?"
    )


def range_start(text: str, start: int) -> int:
    """Where a range begins, with its "from" or "between"."""
    before = text[max(0, start - _REACH) : start]
    found = _FROM.search(before) or _BETWEEN.search(before)
    return start - len(before) + found.start() if found else start


def modified_start(text: str, start: int) -> int:
    """Where a date begins, with "late", "the end of" and the like before it."""
    before = text[max(0, start - _REACH) : start]
    found = _MODIFIER.search(before)
    return start - len(found[0]) if found else start


def open_end(text: str, end: int) -> int | None:
    """Where the words end that leave a date open towards the present ("2012 onwards"); None where there are none."""
    found = _ONWARDS.match(text, end)
    return found.end() if found else None


def far_since(text: str, start: int, after: int) -> int | None:
    """Where "since its start in" before a date begins, not before `after`; None where there is none."""
    found = _SINCE.search(text, max(after, start - _LONGEST + 20), start)
    return found.start() if found else None


def writing_year(text: str) -> str | None:
    """The year in which an undated text says that it was written ("so far in 2017")."""
    found = _writing().search(text)
    return found[1] if found else None


@cache
def _writing() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon().writing)}\s+((?:19|20)\d\d)\b")


def role_before(text: str, start: int) -> tuple[str, int]:
    """The role that the words before a position give ("in" where they give none), and where those words begin."""
    window = max(0, start - _REACH)
    before = text[window:start]
    for role, pattern in _roles():
        if match := pattern.search(before):
            return role, window + match.start()
    return "in", start


def excludes(text: str, begin: int) -> bool:
    """Whether the words at a position end a period before the date that they name: "before 2012"."""
    return bool(_excluding().match(text, begin))


@cache
def _excluding() -> re.Pattern[str]:
    return re.compile(rf"{either(lexicon().excluding)}\b")


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    hedge = r"\s+(?:(?:about|around|at\s+least|the)\s+)*"
    return tuple(
        (role, re.compile(rf"\b{either(phrases)}{hedge}{_CLOCK if role in ('as_of', 'until') else ''}$"))
        for role, phrases in lexicon().roles.items()
    )
