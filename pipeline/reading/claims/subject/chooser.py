"""The choosers of a claim's subject: first the noun that is counted, then how much of what surrounds it is its name."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choice, Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.subject.candidates import DocumentNouns, candidates
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
        found = DocumentNouns(document)
        rows = NounFeatures(found)
        proposals = []
        for n in range(len(document.numbers)):
            options = candidates(found, n)
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
    after: tuple[str, ...] = ("noun",)

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str]]:
        found = DocumentNouns(document)
        rows = ExtentFeatures(found)
        proposals: list[Proposal[str]] = []
        before: str | None = None
        for n in range(len(document.numbers)):
            likely = _likeliest(chosen["noun"][n])
            options = [e for c in candidates(found, n) if c.lemma in likely for e in extents(found, n, c)]
            made = rows.rows(n, options, likely, before)
            values, origins = tuple(e.phrase for e in options), tuple(e.place for e in options)
            proposals.append(Proposal(values, matrix(made, EXTENT_FEATURES), origins, likeness(values)))
            best = max(likely, key=lambda lemma: likely[lemma])
            before = next((e.phrase for e in options if e.lemma == best), None)
        return proposals


def _likeliest(choice: Choice[CountedNoun]) -> dict[str, float]:
    """The lemmas of the likeliest nouns with their probabilities."""
    ranked = list(zip(choice.values, choice.probabilities, strict=True))[:NOUNS_KEPT]
    return {noun.lemma: p for k, (noun, p) in enumerate(ranked) if k == 0 or p >= LEAST_PROBABILITY}
