"""Real names that were left in the corpus, found without listing them.

`corpus/real_names.yaml` holds salted digests of the names that were replaced. A name is looked for as a run of words,
punctuation aside: in small letters and without accents where no ordinary words of the corpus read so, else in its
own letters, else in its own letters and only in the groups that had it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.records.data import load_yaml

_WORD = re.compile(r"\w+")
_FULL, _FIRST = 16, 6


@dataclass(frozen=True, slots=True)
class RealNames:
    """Digests of names and of their first words; `in_group` has names that are real in some groups only."""

    salt: str
    most_words: int
    first_words: frozenset[str]
    folded: frozenset[str]
    exact: frozenset[str]
    in_group: Mapping[str, frozenset[str]]

    def left_in(self, text: str, group: str) -> Iterator[str]:
        """The runs of words in a text of a group that are a real name, as they stand there."""
        exact = words(text)
        folded = [folded_word(word) for word in exact]
        of_group = self.exact | self.in_group.get(group, frozenset())
        for looked_at, names in ((exact, of_group), (folded, self.folded)):
            for start, end in self._runs(looked_at):
                if name_digest(self.salt, " ".join(looked_at[start:end])) in names:
                    yield " ".join(exact[start:end])

    def _runs(self, looked_at: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Every run of words that begins as some name does, no longer than the longest name."""
        for start, word in enumerate(looked_at):
            if self._begins(word):
                for end in range(start + 1, min(start + self.most_words, len(looked_at)) + 1):
                    yield start, end

    def _begins(self, word: str) -> bool:
        return first_word_digest(self.salt, word) in self.first_words


@cache
def real_names() -> RealNames:
    data = load_yaml("tests.gold", "corpus/real_names.yaml")
    sets = {name: frozenset(data[name]) for name in ("first_words", "folded", "exact")}
    in_group = {group: frozenset(digests) for group, digests in data["in_group"].items()}
    return RealNames(salt=data["salt"], most_words=data["most_words"], in_group=in_group, **sets)


def words(text: str) -> list[str]:
    return _WORD.findall(text)


@cache
def folded_word(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()


def name_digest(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt} {name}".encode()).hexdigest()[:_FULL]


@cache
def first_word_digest(salt: str, word: str) -> str:
    return hashlib.sha256(f"{salt} {word}".encode()).hexdigest()[:_FIRST]
