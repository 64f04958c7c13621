"""Lines in capitals, written as a sentence would write them."""

from __future__ import annotations

import re

from pipeline.reading.claims.place.words import words

_LEAST_CAPITALS = 0.7
"""Share of a line's words that begin with a capital, from which on capitals say nothing."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def cased(text: str, small: frozenset[str]) -> str:
    """A line in capitals, or with a capital on most words, as a sentence would write it.

    The words of `small` (those that the document elsewhere writes in small letters) get small letters, words all in
    capitals one capital; other lines stay as they are. Offsets are kept.
    """
    found = _WORD.findall(text)
    if sum(word[0].isupper() for word in found) < _LEAST_CAPITALS * len(found) or len(found) < 2:
        return text

    def plain(match: re.Match[str]) -> str:
        word = match[0]
        lower = word.lower()
        if len(lower) != len(word) or match.start() == 0:
            return word
        if lower in small or lower in words().prepositions:
            return lower
        return word.capitalize() if text.isupper() else word

    return _WORD.sub(plain, text)
