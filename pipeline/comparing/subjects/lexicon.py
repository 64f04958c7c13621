"""The concepts of concepts.yaml and of packs, looked up by the words of a phrase, longest phrase first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, get_args

from pydantic import TypeAdapter

from pipeline.reading.measures.vocabulary import PackError, vocabulary
from pipeline.records.concepts import Atom, Concepts
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
    """What a word of a subject stands for."""

    kind: ConceptKind
    name: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The known phrases that go on from here: what those that end here mean, and the rest by their next word."""

    concepts: tuple[Concept, ...]
    then: Mapping[str, Phrases]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Phrases by their words, and the sets that give concepts their meaning. There is one object for the packs in use,
    told apart by identity: caches are keyed by it."""

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


_SMALL_WORDS = ("boundaries", "ignored", "and_others", "conjunctions", "spellings")
"""What concepts.yaml says of English, not of a subject: no pack changes it."""


@cache
def _shipped() -> Concepts:
    told = {key: value for key, value in _data().items() if key not in _SMALL_WORDS}
    return TypeAdapter(Concepts).validate_python(told)


@cache
def lexicon(packs: tuple[str, ...]) -> Lexicon:
    """The shipped concepts with those of the packs, whose phrases have the packs' meaning where they had another.

    Raises PackError where a pack does not exist, does not fit, or puts a topic within one that there is not.
    """
    brought = vocabulary(packs).concepts
    known = _shipped().joined_with(brought)
    data = _data()
    _check(known)
    phrases = _phrases((brought, _shipped()), data["and_others"])
    return Lexicon(
        phrases=_branches(phrases, 0),
        atoms={name: frozenset(population.atoms) for name, population in known.populations.items()},
        roles=frozenset(known.roles),
        heads=frozenset(known.heads),
        within={name: frozenset(_around(name, known) | {name}) for name in known.topics},
        everyday_topics=frozenset(known.everyday_topics),
        boundaries=frozenset(data["boundaries"]),
        ignored=frozenset(fold_word(str(word)) for word in data["ignored"]) | frozenset(map(str, data["ignored"])),
        conjunctions=frozenset(data["conjunctions"]),
        first_words=frozenset(
            words[0] for words, found in phrases.items() if any(each.kind in ("topic", "setting") for each in found)
        ),
    )


def _phrases(layers: Iterable[Concepts], others: Iterable[str]) -> dict[tuple[str, ...], list[Concept]]:
    """What each phrase means: one concept of a kind, that of the first layer which has one."""
    found: dict[tuple[str, ...], list[Concept]] = {}
    for layer in layers:
        for concept, phrase in _named(layer):
            known = found.setdefault(fold_words(phrase), [])
            if all(each.kind != concept.kind for each in known) and (concept.kind != "light" or not known):
                known.append(concept)
    for words in dict.fromkeys(map(fold_words, others)):
        found.setdefault(words, []).append(Concept("others", "others"))
    return found


def _named(concepts: Concepts) -> Iterator[tuple[Concept, str]]:
    """Each concept with each of its phrases; the light nouns last, as they are light where they mean nothing else."""
    for name, population in concepts.populations.items():
        yield from ((Concept("population", name), phrase) for phrase in population.words)
    yield from ((Concept("person", "person"), phrase) for phrase in concepts.persons)
    by_kind: tuple[tuple[ConceptKind, Mapping[str, tuple[str, ...]]], ...] = (
        ("role", concepts.roles),
        ("head", concepts.heads),
        ("setting", concepts.settings),
        ("topic", {name: topic.words for name, topic in concepts.topics.items()}),
    )
    for kind, named in by_kind:
        yield from ((Concept(kind, name), phrase) for name, words in named.items() for phrase in words)
    yield from ((Concept("light", "light"), phrase) for phrase in concepts.light)


def _check(known: Concepts) -> None:
    """Raises PackError for a population of nobody, and for a topic within none that there is, or within itself."""
    for name, population in known.populations.items():
        if not population.atoms:
            raise PackError(f"concepts, population {name!r}: say with atoms who it is, of {', '.join(get_args(Atom))}")
    for name, topic in known.topics.items():
        if unknown := sorted(set(topic.within) - known.topics.keys()):
            choices = ", ".join(sorted(known.topics))
            raise PackError(f"concepts, topic {name!r}: nothing is called {', '.join(unknown)}; take from {choices}")
        if name in _around(name, known):
            raise PackError(f"concepts, topic {name!r}: it lies within itself; take out one within of that circle")


def _around(name: str, concepts: Concepts) -> set[str]:
    """All topics that a topic lies within."""
    found: set[str] = set()
    ahead = [*concepts.topics[name].within]
    while ahead:
        topic = ahead.pop()
        if topic in concepts.topics and topic not in found:
            found.add(topic)
            ahead += concepts.topics[topic].within
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


def wordings(phrases: Mapping[str, Phrases], before: tuple[str, ...] = ()) -> Iterator[tuple[Concept, tuple[str, ...]]]:
    """Each concept with each phrase that means it."""
    for word, found in phrases.items():
        words = (*before, word)
        yield from ((concept, words) for concept in found.concepts)
        yield from wordings(found.then, words)


def concepts_at(words: tuple[str, ...], at: int, known: Lexicon) -> tuple[int, tuple[Concept, ...]]:
    """How many words from `at` on the longest known phrase takes, and what it means; 0 and nothing where none does."""
    length = 0
    meaning: tuple[Concept, ...] = ()
    phrases = known.phrases
    for n in range(at, len(words)):
        found = phrases.get(words[n])
        if found is None:
            break
        if found.concepts:
            length, meaning = n + 1 - at, found.concepts
        phrases = found.then
    return length, meaning
