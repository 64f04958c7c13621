"""Words split over a line end: which keep their hyphen, by how the document writes them elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.records.data import load_yaml

_TOKEN = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_TAIL = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*$")
_HEAD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_ADDRESS = re.compile(r"[/@]|www\.")


class WordJoiner:
    """Joins the halves of split words by the words of one document, which are gathered at the first use."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    def __call__(self, first: str, second: str) -> str:
        """`first` and `second` as one word, without white space at the split unless the hyphen hangs."""
        tail, head = _TAIL.search(first), _HEAD.match(second)
        if _ADDRESS.search(first) or tail is None or head is None:
            return f"{first}-{second}"
        a, b = tail.group().lower(), head.group().lower()
        if b in _words("hanging"):
            return f"{first}- {second}"
        if _is_number_compound(a, b):
            return f"{first}-{second}"
        known = self._known()
        if f"{a}-{b}" in known or not (a.isalpha() and b.isalpha()) or second[:1].isupper():
            return f"{first}-{second}"
        if a + b in known:
            return first + second
        return f"{first}-{second}" if a in _words("prefixes") else first + second

    def _known(self) -> frozenset[str]:
        if self._words is None:
            self._words = frozenset(token.lower() for text in self._texts for token in _TOKEN.findall(text))
        return self._words


def _is_number_compound(a: str, b: str) -> bool:
    """Whether a hyphen between the words is one of a number's: twenty-five, three-quarters, ten-year."""
    last, following = re.split(r"[-‐]", a)[-1], re.split(r"[-‐]", b)[0]
    if last in _words("tens"):
        return True
    number = last in _words("numbers")
    return number and any(following in _words(name) for name in ("tens", "numbers", "counted"))


@cache
def _words(name: str) -> frozenset[str]:
    loaded = load_yaml("pipeline.documents", "hyphens.yaml")
    return frozenset(loaded[name])
