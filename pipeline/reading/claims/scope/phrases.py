"""Known phrases found in a text, the longest first, whatever their case and number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.subject.nouns import singular

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that stands from `start` to `end` of a text, and the name that it goes by."""

    start: int
    end: int
    name: str


class Phrases:
    """Names with the phrases for each, looked up by their words; hyphens count as spaces, plurals as singulars."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        by_word: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, written in phrases.items():
            for phrase in written:
                words = tuple(singular(word) for word in _WORD.findall(phrase.lower()))
                by_word[words[0]].append((words, name))
        self._by_word = {word: sorted(found, key=lambda each: -len(each[0])) for word, found in by_word.items()}

    def find(self, text: str) -> list[Mention]:
        """The phrases of a text, in order; none lies in another."""
        spans = [match.span() for match in _WORD.finditer(text)]
        words = [singular(text[start:end].lower()) for start, end in spans]
        found: list[Mention] = []
        behind = 0
        for at, word in enumerate(words):
            if at < behind or word not in self._by_word:
                continue
            for phrase, name in self._by_word[word]:
                if tuple(words[at : at + len(phrase)]) == phrase:
                    behind = at + len(phrase)
                    found.append(Mention(spans[at][0], spans[behind - 1][1], name))
                    break
        return found
