"""The concepts of concepts.yaml, looked up by the words of a phrase, longest phrase first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from pipeline.records.data import load_yaml

ConceptKind = Literal["population", "person", "role", "head", "light", "topic", "setting", "others"]

_WORD = re.compile(r"[^\W_¹²³⁰⁴-⁹]+(?:['’.][^\W_¹²³⁰⁴-⁹]+)*|&")
_ASCII_GAPS = "".join(chr(n) if chr(n).isalnum() or chr(n) in "&'." else " " for n in range(128))
"""What makes words of plain text by splitting it: the same words, several times as fast."""
_NOT_PLAIN = (".'", "'.", "''", "..")
"""Where splitting would not cut as the pattern does."""
_ES = re.compile(r"(ss|sh|ch|x|z)es$")
_KEPT_S = re.compile(r"(ss|us|is)$")


@dataclass(frozen=True, slots=True)
class Concept:
    kind: ConceptKind
    name: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The known phrases that go on from here: what those that end here mean, and the rest by their next word."""

    concepts: tuple[Concept, ...]
    then: Mapping[str, Phrases]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their words, and the sets that give concepts their meaning."""

    phrases: Mapping[str, Phrases]
    atoms: Mapping[str, frozenset[str]]
    roles: frozenset[str]
    heads: frozenset[str]
    within: Mapping[str, frozenset[str]]
    """A topic and all that it lies within."""
    everyday_topics: frozenset[str]
    boundaries: frozenset[str]
    ignored: frozenset[str]
    conjunctions: frozenset[str]
    first_words: frozenset[str]
    """The first words of all topics and settings: a text without any of them speaks of none."""


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing.subjects", "concepts.yaml")
    return loaded


@cache
def _spellings() -> Mapping[str, str]:
    return {str(word): str(spelling) for word, spelling in _data()["spellings"].items()}


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The word in one spelling and in the singular, by rules that are right for most and a list for the rest."""
    known = _spellings().get(word)
    if known is not None:
        return known
    if len(word) < 4 or not word.endswith("s") or _KEPT_S.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        singular = word[:-3] + "y"
    elif _ES.search(word):
        singular = word[:-2]
    else:
        singular = word[:-1]
    return _spellings().get(singular, singular)


@lru_cache(maxsize=65536)
def _folded_match(word: str) -> str:
    bare = word.strip("'.").removesuffix("'s").rstrip("'")
    return fold_word(bare) if bare else ""


@lru_cache(maxsize=65536)
def fold_words(text: str) -> tuple[str, ...]:
    """The words of a text, lower case, hyphens apart, possessives off, folded each by itself."""
    lowered = text.lower().replace("’", "'").replace("-", " ").replace("‑", " ")
    if lowered.isascii() and not any(signs in lowered for signs in _NOT_PLAIN):
        words = lowered.replace("&", " & ").translate(_ASCII_GAPS).split()
    else:
        words = _WORD.findall(lowered)
    return tuple(filter(None, map(_folded_match, words)))


@cache
def lexicon() -> Lexicon:
    data = _data()
    concepts: dict[tuple[str, ...], list[Concept]] = {}

    def add(kind: ConceptKind, name: str, words: list[str]) -> None:
        for phrase in words:
            known = concepts.setdefault(fold_words(phrase), [])
            if not any(concept.kind == kind for concept in known):
                known.append(Concept(kind, name))

    for name, population in data["populations"].items():
        add("population", name, population["words"])
    add("person", "person", data["persons"])
    for kind, section in (("role", "roles"), ("head", "heads"), ("setting", "settings")):
        for name, words in data[section].items():
            add(kind, name, words)  # type: ignore[arg-type]  # the three section names are concept kinds
    for name, topic in data["topics"].items():
        add("topic", name, topic["words"])
    for word in data["light"]:
        if fold_words(word) not in concepts:
            add("light", "light", [word])
    add("others", "others", data["and_others"])
    return Lexicon(
        phrases=_branches(concepts, 0),
        atoms={name: frozenset(population["atoms"]) for name, population in data["populations"].items()},
        roles=frozenset(data["roles"]),
        heads=frozenset(data["heads"]),
        within={name: frozenset(_ancestors(name, data["topics"])) for name in data["topics"]},
        everyday_topics=frozenset(data["everyday_topics"]),
        boundaries=frozenset(data["boundaries"]),
        ignored=frozenset(fold_word(str(word)) for word in data["ignored"]) | frozenset(map(str, data["ignored"])),
        conjunctions=frozenset(data["conjunctions"]),
        first_words=frozenset(
            words[0] for words, found in concepts.items() if any(each.kind in ("topic", "setting") for each in found)
        ),
    )


def _ancestors(name: str, topics: Mapping[str, Any]) -> set[str]:
    found = {name}
    for parent in topics[name].get("within", ()):
        found |= _ancestors(parent, topics)
    return found


def _branches(concepts: Mapping[tuple[str, ...], list[Concept]], at: int) -> dict[str, Phrases]:
    """What follows the first `at` words, which are the same in all of these phrases."""
    by_word: dict[str, dict[tuple[str, ...], list[Concept]]] = {}
    for words, found in concepts.items():
        if len(words) > at:
            by_word.setdefault(words[at], {})[words] = found
    return {
        word: Phrases(
            tuple(each for words, found in some.items() if len(words) == at + 1 for each in found),
            _branches(some, at + 1),
        )
        for word, some in by_word.items()
    }


def concepts_at(words: tuple[str, ...], at: int) -> tuple[int, tuple[Concept, ...]]:
    """How many words from `at` on the longest known phrase takes, and what it means; 0 and nothing where none does."""
    length = 0
    meaning: tuple[Concept, ...] = ()
    phrases = lexicon().phrases
    for n in range(at, len(words)):
        found = phrases.get(words[n])
        if found is None:
            break
        if found.concepts:
            length, meaning = n + 1 - at, found.concepts
        phrases = found.then
    return length, meaning
