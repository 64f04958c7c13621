"""The vocabulary of measures, read from vocabulary.yaml and from packs.

A measure is what was done to, or is said of, what is counted. Everything that rules and features know of a measure are
its words and its traits; no measure is named in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BeforeValidator, ConfigDict, TypeAdapter, ValidationError, with_config

from pipeline.reading.measures.forms import verb_forms
from pipeline.records.concepts import Concepts
from pipeline.records.data import read_yaml
from pipeline.records.model import ClaimKind, Direction
from pipeline.records.validation import first_fault
from sources.errors import UserError
from sources.yaml_faults import yaml_fault


class PackError(UserError):
    """A measure pack that cannot be read; the message names file, place and remedy."""


def with_subject(phrase: str) -> str:
    """The phrase of a measure. Raises ValueError where it leaves out what is counted."""
    if "{subject}" not in phrase:
        raise ValueError('say with {subject} where what is counted stands, as in "{subject} rescued"')
    return phrase


Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: tuple(str(word) for word in value))]
Phrase = Annotated[str, AfterValidator(with_subject)]
Pattern = list[dict[str, Any]]
"""Tokens for spaCy's Matcher, or nodes for its DependencyMatcher."""


_KIND: ClaimKind = "level"
"""What a plain count is of a measure that says nothing of it; a pack that says nothing leaves the kind as it is."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Measure:
    """One measure's words and traits. `phrase` is how a sentence names what it counts, `synonyms` say the measure
    again. `counts` names the classes of noun that it can count (none: any), `never` those
    that it cannot; where it is `strict`, a noun of no class is not counted either. `done_to`: its verbs are done to
    what is counted, never by it. `anything_else`: what a number has that has no other measure. What comparing needs to
    know: `role`, `person_events`, `same_topics`, `topic_bound`, `unspecific` (the head of vocabulary.yaml explains
    them)."""

    gloss: str
    phrase: Phrase | None = None
    synonyms: Words = ()
    counts: Words = ()
    never: Words = ()
    strict: bool = False
    done_to: bool = False
    kind: ClaimKind = _KIND
    direction: Direction | None = None
    verbs: Words = ()
    nouns: Words = ()
    counted: Words = ()
    states: Words = ()
    patterns: tuple[Pattern, ...] = ()
    anything_else: bool = False
    role: str | None = None
    person_events: Words = ()
    same_topics: tuple[Words, ...] = ()
    topic_bound: bool = False
    unspecific: bool = False

    @property
    def words(self) -> frozenset[str]:
        return frozenset([*self.verbs, *self.nouns, *self.counted, *self.states])

    def without(self, words: frozenset[str]) -> Measure:
        """The measure without words that another one has taken over."""

        def kept(own: Words) -> Words:
            return tuple(word for word in own if word not in words)

        return replace(
            self, verbs=kept(self.verbs), nouns=kept(self.nouns), counted=kept(self.counted), states=kept(self.states)
        )

    def joined_with(self, other: Measure) -> Measure:
        """The measure widened by a pack that adds to it."""
        return replace(
            self,
            gloss=other.gloss or self.gloss,
            phrase=other.phrase or self.phrase,
            synonyms=_union(self.synonyms, other.synonyms),
            counts=_union(self.counts, other.counts),
            never=_union(self.never, other.never),
            strict=self.strict or other.strict,
            done_to=self.done_to or other.done_to,
            kind=other.kind if other.kind != _KIND else self.kind,
            direction=other.direction or self.direction,
            verbs=_union(self.verbs, other.verbs),
            nouns=_union(self.nouns, other.nouns),
            counted=_union(self.counted, other.counted),
            states=_union(self.states, other.states),
            patterns=(*self.patterns, *other.patterns),
            role=other.role or self.role,
            person_events=_union(self.person_events, other.person_events),
            same_topics=(*self.same_topics, *other.same_topics),
            topic_bound=self.topic_bound or other.topic_bound,
            unspecific=self.unspecific or other.unspecific,
        )


_AS_COUNTED, _AS_ACT, _AS_VERB = 1.0, 0.9, 0.3
"""How much a noun speaks for a measure."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class NounClass:
    """A class of counted nouns: what measures can count."""

    words: frozenset[str]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True)
class Vocabulary:
    """The measures and the classes of nouns that they count, by name, of the shipped vocabulary and of packs."""

    measures: Mapping[str, Measure]
    nouns: Mapping[str, NounClass]
    forms: Mapping[str, Words] = field(default_factory=dict)
    concepts: Concepts = field(default_factory=Concepts)
    """What packs say of subjects, beside concepts.yaml of pipeline/comparing/subjects."""

    @property
    def anything_else(self) -> str:
        """The measure of what has no other."""
        return next(name for name, measure in self.measures.items() if measure.anything_else)

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

    @cached_property
    def measures_by_noun(self) -> dict[str, dict[str, float]]:
        """For each noun how much it speaks for which measures: most as what is counted, least as the noun of a verb."""
        found: dict[str, dict[str, float]] = {}
        for name, measure in self.measures.items():
            for words, weight in ((measure.verbs, _AS_VERB), (measure.nouns, _AS_ACT), (measure.counted, _AS_COUNTED)):
                for word in words:
                    found.setdefault(word.lower(), {})[name] = weight
        return found

    def widened(self, pack: Vocabulary) -> Vocabulary:
        """The vocabulary with a pack's added; a word of a measure that the pack brings is that measure's alone."""
        new = [measure for name, measure in pack.measures.items() if name not in self.measures]
        forms = {**self.forms, **pack.forms}
        brought = frozenset(word for measure in new for word in measure.words)
        brought |= {form for measure in new for verb in measure.verbs for form in verb_forms(verb, forms)}
        measures = {name: measure.without(brought) for name, measure in self.measures.items()}
        for name, measure in pack.measures.items():
            measures[name] = measures[name].joined_with(measure) if name in measures else measure
        nouns = dict(self.nouns)
        for name, group in pack.nouns.items():
            nouns[name] = NounClass(nouns[name].words | group.words if name in nouns else group.words)
        return Vocabulary(measures, nouns, forms, self.concepts.joined_with(pack.concepts))


def _union(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*old, *new]))


@cache
def vocabulary(packs: tuple[str, ...] = ()) -> Vocabulary:
    """The shipped vocabulary with the packs added: shipped ones by name, others by the path of their file.

    Raises PackError where a pack does not exist or does not fit.
    """
    shipped = files("pipeline.reading.measures").joinpath("vocabulary.yaml")
    # a test sees to it that no key of the shipped one stands twice, which takes as long as reading it
    name = "pipeline/reading/measures/vocabulary.yaml"
    return added(read_vocabulary(shipped.read_text("utf-8"), name, unique_keys=False), packs)


def added(words: Vocabulary, packs: Iterable[str]) -> Vocabulary:
    """A vocabulary with packs added. Raises PackError."""
    for pack in packs:
        words = words.widened(read_vocabulary(pack_text(pack), pack))
    return words


def shipped_packs() -> Sequence[str]:
    """The names of the packs that ship."""
    folder = files("pipeline.reading.measures").joinpath("packs")
    return sorted(path.name.removesuffix(".yaml") for path in folder.iterdir())


def pack_text(pack: str) -> str:
    """The YAML of a pack. Raises PackError where there is none of this name or path."""
    shipped = files("pipeline.reading.measures").joinpath("packs", f"{pack}.yaml")
    if shipped.is_file():
        return shipped.read_text("utf-8")
    if Path(pack).is_file():
        try:
            return Path(pack).read_text("utf-8")
        except UnicodeDecodeError as error:
            raise PackError(f"{pack}: not a text in UTF-8: {error}") from error
        except OSError as error:
            raise PackError(f"{pack}: cannot be read: {error.strerror or error}") from error
    raise PackError(f"no measure pack {pack!r}: name one of {', '.join(shipped_packs())}, or the path of a YAML file")


def read_vocabulary(text: str, where: str, *, unique_keys: bool = True) -> Vocabulary:
    """A vocabulary in YAML; `where` names the file in messages. With `unique_keys` a measure that stands twice, the
    first of which would be lost, is refused. Raises PackError."""
    try:
        loaded: Any = read_yaml(text, unique_keys=unique_keys) or {}
        return TypeAdapter(Vocabulary).validate_python({"measures": {}, "nouns": {}, **loaded})
    except yaml.YAMLError as error:
        line, told = yaml_fault(error, text)
        raise PackError(f"{where}{f', line {line}' if line else ''}: not YAML: {told}") from error
    except ValidationError as error:
        place, reason = first_fault(error, "pack")
        raise PackError(f"{where}: {place}: {reason}; docs/how-to/measure.md shows a pack") from error
    except TypeError as error:
        raise PackError(f"{where}: expected 'measures:' and 'nouns:', found a {type(loaded).__name__}") from error
