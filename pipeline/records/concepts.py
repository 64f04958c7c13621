"""What the words of a counted noun phrase mean, as concepts.yaml and packs say it; comparing looks phrases up in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, with_config

Atom = Literal["girl", "boy", "woman", "man"]


def _as_texts(value: Any) -> Any:
    """YAML's numbers and truth values as the words that they were written as; a text is no list of its letters."""
    return tuple(map(str, value)) if isinstance(value, list) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_texts)]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Population:
    """Who is meant: a set of atoms, and the words for it."""

    words: Words = ()
    atoms: tuple[Atom, ...] = ()

    def joined_with(self, other: Population) -> Population:
        """Both in one."""
        return Population((*self.words, *other.words), (*self.atoms, *other.atoms))


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Topic:
    """What is spoken of, and the topics that it lies within."""

    words: Words = ()
    within: Words = ()

    def joined_with(self, other: Topic) -> Topic:
        """Both in one."""
        return Topic((*self.words, *other.words), (*self.within, *other.within))


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Concepts:
    """Words and phrases by what they mean, under the keys of pipeline/comparing/subjects/concepts.yaml."""

    populations: Mapping[str, Population] = field(default_factory=dict)
    persons: Words = ()
    roles: Mapping[str, Words] = field(default_factory=dict)
    heads: Mapping[str, Words] = field(default_factory=dict)
    light: Words = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    everyday_topics: Words = ()
    settings: Mapping[str, Words] = field(default_factory=dict)

    def joined_with(self, other: Concepts) -> Concepts:
        """Both together; what both name has the words of both."""
        return Concepts(
            populations=_populations(self.populations, other.populations),
            persons=(*self.persons, *other.persons),
            roles=_words(self.roles, other.roles),
            heads=_words(self.heads, other.heads),
            light=(*self.light, *other.light),
            topics=_topics(self.topics, other.topics),
            everyday_topics=(*self.everyday_topics, *other.everyday_topics),
            settings=_words(self.settings, other.settings),
        )


def _populations(ours: Mapping[str, Population], theirs: Mapping[str, Population]) -> dict[str, Population]:
    none = Population()
    return {name: ours.get(name, none).joined_with(theirs.get(name, none)) for name in {**ours, **theirs}}


def _topics(ours: Mapping[str, Topic], theirs: Mapping[str, Topic]) -> dict[str, Topic]:
    none = Topic()
    return {name: ours.get(name, none).joined_with(theirs.get(name, none)) for name in {**ours, **theirs}}


def _words(ours: Mapping[str, Words], theirs: Mapping[str, Words]) -> dict[str, Words]:
    return {name: (*ours.get(name, ()), *theirs.get(name, ())) for name in {**ours, **theirs}}
