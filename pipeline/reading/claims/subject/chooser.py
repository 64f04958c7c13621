"""The choosers of a claim's subject: first the noun that is counted, then how much of what surrounds it is its name."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choice, Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.subject.candidates import nouns_of
from pipeline.reading.claims.subject.extent_features import FEATURES as EXTENT_FEATURES
from pipeline.reading.claims.subject.extent_features import ExtentFeatures
from pipeline.reading.claims.subject.extents import extents, surface
from pipeline.reading.claims.subject.features import FEATURES, NounFeatures
from pipeline.reading.claims.subject.likeness import likeness


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """A noun that may be what a number counts: its lemma, and the phrases that it can be taken for."""

    lemma: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NounChooser:
    """Chooses the noun that a number counts."""

    name: str = "noun"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ()

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[CountedNoun]]:
        found = nouns_of(document)
        rows = NounFeatures(found)
        proposals = []
        for n in range(len(document.numbers)):
            options = found.candidates[n]
            values = tuple(CountedNoun(each.lemma, surface(found, n, each)) for each in options)
            proposals.append(Proposal(values, matrix(rows.rows(n, options), FEATURES)))
        return proposals


NOUNS_KEPT = 3
LEAST_PROBABILITY = 0.04


@dataclass(frozen=True, slots=True)
class SubjectChooser:
    """Chooses among the phrases of the likeliest nouns."""

    name: str = "subject"
    features: tuple[str, ...] = EXTENT_FEATURES
    after: tuple[str, ...] = ("kind", "measure", "noun")

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str]]:
        found = nouns_of(document)
        likely = [_likeliest(choice) for choice in chosen["noun"]]
        options = [
            [e for c in found.candidates[n] if c.lemma in likely[n] for e in extents(found, n, c)]
            for n in range(len(document.numbers))
        ]
        rows = ExtentFeatures(found, likely, options, chosen)
        proposals: list[Proposal[str]] = []
        for n, some in enumerate(options):
            values, origins = tuple(e.phrase for e in some), tuple(e.place for e in some)
            made = matrix(rows.rows(n), EXTENT_FEATURES)
            proposals.append(Proposal(values, made, origins, likeness(values)))
        return proposals


def _likeliest(choice: Choice[CountedNoun]) -> dict[str, float]:
    """The lemmas of the likeliest nouns with their probabilities."""
    ranked = list(zip(choice.values, choice.probabilities, strict=True))[:NOUNS_KEPT]
    return {noun.lemma: p for k, (noun, p) in enumerate(ranked) if k == 0 or p >= LEAST_PROBABILITY}
