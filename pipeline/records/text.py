"""Text folded, counts in words, where a number stands in its quote, and digests of content, which ids are made of."""

from __future__ import annotations

import hashlib


def fold(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def number_position(quote: str, number: str) -> int:
    """Where a number stands in its quote, not inside a longer one or a word: the 20 of "Since 2013, 20 children".

    Inside of one where it stands nowhere else, and 0 where it is not in the quote at all.
    """
    at = quote.find(number)
    while at >= 0:
        if not _goes_on_before(quote, at) and not _goes_on_behind(quote, at + len(number)):
            return at
        at = quote.find(number, at + 1)
    return max(quote.find(number), 0)


def _goes_on_before(quote: str, at: int) -> bool:
    before, first = quote[at - 1 : at], quote[at : at + 1]
    return before.isdecimal() or before in {".", ","} or (before.isalpha() and first.isalpha())


def _goes_on_behind(quote: str, end: int) -> bool:
    last, behind = quote[end - 1 : end], quote[end : end + 2]
    if behind[:1].isalpha():
        return last.isalpha()
    return behind[:1].isdecimal() or (behind[:1] in {".", ","} and behind[1:].isdecimal())


def counted(number: int, one: str) -> str:
    """A number with what it counts: "1 claim", "1,204 claims"."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def digest(*parts: object, length: int = 12) -> str:
    """The first hex digits of the SHA-256 of the parts, told apart by a unit separator."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:length]
