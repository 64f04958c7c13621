"""What comparing knows of a measure: its traits, out of the vocabulary and of the packs that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.comparing.subjects.lexicon import Lexicon, lexicon
from pipeline.reading.measures.vocabulary import Measure, PackError, vocabulary
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

CHANGE = "change"
"""What measures of change are called in comparing: rises and falls are one measure, told apart by the sign."""


@dataclass(frozen=True, slots=True, eq=False)
class MeasureTraits:
    """A measure's traits (docs/how-to/measure.md says what each means). There is one object for each measure, told
    apart by identity: the caches of a million claims are keyed by it."""

    lexicon: Lexicon
    """What the words of a subject mean where this is measured: the shipped concepts and those of the packs."""
    phrase: str = "{subject}"
    acts: tuple[str, ...] = ()
    """What names the act itself: whoever counts "arrests" has said that they are arrested."""
    synonyms: frozenset[str] = frozenset()
    role: str | None = None
    person_events: frozenset[str] = frozenset()
    same_topics: Mapping[str, str] = field(default_factory=dict)
    """A topic's name, where it is one with others, by the topic."""
    topic_bound: bool = False
    unspecific: bool = False
    of_money: bool = False
    of_change: bool = False

    def topic(self, name: str) -> str:
        """The one name of a topic and of all that are the same where this is measured."""
        return self.same_topics.get(name, name)


def traits_of(measure: str, settings: CompareSettings) -> MeasureTraits:
    """The traits of a measure. Raises PackError where a pack of the settings does not exist or does not fit."""
    return measure_traits(settings.packs).get(measure) or _unknown(settings.packs)


def compared_measure(claim: Claim, settings: CompareSettings) -> str:
    """The measure under which a claim is compared."""
    return compared_under(claim.measure, claim.kind, settings)


def compared_under(measure: str, kind: str, settings: CompareSettings) -> str:
    """The measure under which claims of a measure and a kind are compared."""
    return CHANGE if kind == "change" and traits_of(measure, settings).of_change else measure


@cache
def _unknown(packs: tuple[str, ...]) -> MeasureTraits:
    """Of a measure that neither the vocabulary nor a pack has."""
    return MeasureTraits(lexicon(packs))


@cache
def measure_traits(packs: tuple[str, ...]) -> Mapping[str, MeasureTraits]:
    """The traits of all measures, those of the packs too. Raises PackError where one names what nothing is called."""
    known = lexicon(packs)
    return {name: _traits(name, measure, known) for name, measure in vocabulary(packs).measures.items()}


def _traits(name: str, measure: Measure, known: Lexicon) -> MeasureTraits:
    for trait, said, names in (
        ("role", {measure.role} - {None}, known.roles),
        ("person_events", set(measure.person_events), known.heads),
        ("same_topics", {topic for group in measure.same_topics for topic in group}, known.within.keys()),
    ):
        if unknown := sorted(map(str, said - names)):
            choices = ", ".join(sorted(names))
            raise PackError(f"measure {name!r}, {trait}: nothing is called {', '.join(unknown)}; take from {choices}")
    return MeasureTraits(
        known,
        phrase=measure.phrase or "{subject}",
        acts=tuple(noun.lower() for noun in measure.nouns),
        synonyms=frozenset(measure.synonyms),
        role=measure.role,
        person_events=frozenset(measure.person_events),
        same_topics={topic: group[0] for group in measure.same_topics for topic in group},
        topic_bound=measure.topic_bound,
        unspecific=measure.unspecific or measure.anything_else,
        of_money=set(measure.counts) == {"money"},
        of_change=measure.kind == "change",
    )
