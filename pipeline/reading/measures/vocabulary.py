"""The vocabulary of measures, read from vocabulary.yaml and from packs.

A measure is what was done to, or is said of, what is counted. Everything that rules and features know of a measure are
its words and its traits; no measure is named in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError, with_config

from pipeline.records.model import ClaimKind, Direction


class PackError(Exception):
    """A measure pack that cannot be read; the message names file, place and remedy."""


Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: tuple(str(word) for word in value))]
Pattern = list[dict[str, Any]]
"""Tokens for spaCy's Matcher, or nodes for its DependencyMatcher."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Measure:
    """One measure's words and traits. `counts` names the classes of noun that it can count (none: any), `never` those
    that it cannot; where it is `strict`, a noun of no class is not counted either. `done_to`: its verbs are done to
    what is counted, never by it. `shares`: a share whose whole is its noun takes it."""

    gloss: str
    counts: Words = ()
    never: Words = ()
    strict: bool = False
    done_to: bool = False
    kind: ClaimKind = "level"
    direction: Direction | None = None
    verbs: Words = ()
    nouns: Words = ()
    counted: Words = ()
    states: Words = ()
    patterns: tuple[Pattern, ...] = ()
    shares: bool = False
    shipped: bool = False
    """Whether it is a measure of the shipped vocabulary, which the shipped weights were trained with."""

    @property
    def words(self) -> frozenset[str]:
        return frozenset([*self.verbs, *self.nouns, *self.counted, *self.states])

    def without(self, words: frozenset[str]) -> Measure:
        """The measure without words that another one has taken over."""
        kept = {name: tuple(w for w in getattr(self, name) if w not in words) for name in _LISTS}
        return replace(self, **kept)

    def joined_with(self, other: Measure) -> Measure:
        """The measure widened by a pack that adds to it."""
        joined = {each.name: (*getattr(self, each.name), *getattr(other, each.name)) for each in _tuples(self)}
        unique = {name: tuple(dict.fromkeys(words)) for name, words in joined.items() if name != "patterns"}
        return replace(
            self, **unique, patterns=joined["patterns"], gloss=other.gloss or self.gloss, kind=other.kind,
            direction=other.direction or self.direction, strict=self.strict or other.strict,
            done_to=self.done_to or other.done_to, shares=self.shares or other.shares,
        )  # fmt: skip


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class NounClass:
    """A class of counted nouns, and the measure that such a noun has where nothing else says more."""

    words: Words
    measure: str | None = None


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Vocabulary:
    measures: Mapping[str, Measure]
    nouns: Mapping[str, NounClass]
    forms: Mapping[str, Words] = field(default_factory=dict)

    def classes_of(self, lemma: str) -> frozenset[str]:
        """The classes of noun that a lemma (lower case) belongs to."""
        return frozenset(name for name, group in self.nouns.items() if lemma in group.words)

    def can_count(self, measure: str, classes: frozenset[str], known: bool) -> bool:
        """Whether a measure can count a noun of these classes; `known`: the sentence names the noun."""
        words = self.measures[measure]
        if classes & set(words.never):
            return False
        if not words.counts or classes & set(words.counts):
            return True
        return not classes and not (known and words.strict)

    def noun_measure(self, lemma: str) -> str | None:
        """The measure that a counted noun has by itself: an act's name before its class."""
        for name, measure in self.measures.items():
            if lemma in measure.nouns:
                return name
        return next((g.measure for g in self.nouns.values() if g.measure and lemma in g.words), None)

    def widened(self, pack: Vocabulary) -> Vocabulary:
        """The vocabulary with a pack's added; a word of a measure that the pack brings is that measure's alone."""
        brought = frozenset(w for name, m in pack.measures.items() if name not in self.measures for w in m.words)
        measures = {name: measure.without(brought) for name, measure in self.measures.items()}
        for name, measure in pack.measures.items():
            measures[name] = measures[name].joined_with(measure) if name in measures else measure
        nouns = dict(self.nouns)
        for name, group in pack.nouns.items():
            old = nouns.get(name, NounClass(()))
            nouns[name] = NounClass(_union(old.words, group.words), group.measure or old.measure)
        return Vocabulary(measures, nouns, {**self.forms, **pack.forms})


_LISTS = ("verbs", "nouns", "counted", "states")


def _tuples(measure: Measure) -> list[Any]:
    return [each for each in fields(measure) if isinstance(getattr(measure, each.name), tuple)]


def _union(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*old, *new]))


@cache
def vocabulary(packs: tuple[str, ...] = ()) -> Vocabulary:
    """The shipped vocabulary with the packs added: shipped ones by name, others by the path of their file.

    Raises PackError where a pack does not exist or does not fit.
    """
    shipped = files("pipeline.reading.measures").joinpath("vocabulary.yaml")
    words = _read(shipped.read_text("utf-8"), "pipeline/reading/measures/vocabulary.yaml")
    words = replace(words, measures={name: replace(m, shipped=True) for name, m in words.measures.items()})
    for pack in packs:
        words = words.widened(_read(_pack_text(pack), pack))
    return words


def shipped_packs() -> Sequence[str]:
    """The names of the packs that ship."""
    folder = files("pipeline.reading.measures").joinpath("packs")
    return sorted(path.name.removesuffix(".yaml") for path in folder.iterdir())


def _pack_text(pack: str) -> str:
    shipped = files("pipeline.reading.measures").joinpath("packs", f"{pack}.yaml")
    if shipped.is_file():
        return shipped.read_text("utf-8")
    if Path(pack).is_file():
        try:
            return Path(pack).read_text("utf-8")
        except UnicodeDecodeError as error:
            raise PackError(f"{pack}: not a text in UTF-8: {error}") from error
    raise PackError(f"no measure pack {pack!r}: name one of {', '.join(shipped_packs())}, or the path of a YAML file")


def _read(text: str, where: str) -> Vocabulary:
    try:
        loaded: Any = yaml.safe_load(text) or {}
        return TypeAdapter(Vocabulary).validate_python({"measures": {}, "nouns": {}, **loaded})
    except yaml.YAMLError as error:
        raise PackError(f"{where}: not YAML: {error}") from error
    except (ValidationError, TypeError) as error:
        raise PackError(f"{where}: {error}") from error
