"""The nouns chosen for the numbers of a document, and which measures and classes they speak for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from pipeline.reading.claims.choosing import Choice
from pipeline.reading.claims.description import Description
from pipeline.reading.claims.subject.chooser import CountedNoun
from pipeline.reading.measures import Vocabulary

_LIKELIEST = 4
"""Nouns of a number that are looked at."""

NOUN_FEATURES = (
    "noun_says", "noun_rival", "noun_probability", "noun_can_be_counted", "noun_classes", "noun_is_person",
    "same_noun_mean", "same_noun_most", "same_noun_before", "same_noun_spoken_mean", "same_noun_spoken_most",
    "same_noun_spoken_before",
)  # fmt: skip


class CountedNouns:
    """The chosen nouns of a document's numbers; features and terms of measures by them."""

    def __init__(self, choices: Sequence[Choice[CountedNoun]], words: Vocabulary) -> None:
        self._words = words
        self._speaks = words.measures_by_noun
        self._likely = [
            list(islice(((noun.lemma, p) for noun, p in zip(c.values, c.probabilities, strict=True)), _LIKELIEST))
            for c in choices
        ]
        self.lemmas = [likely[0][0] if likely else None for likely in self._likely]
        self._numbers: dict[str | None, list[int]] = defaultdict(list)
        for n, lemma in enumerate(self.lemmas):
            self._numbers[lemma].append(n)

    def measures(self, n: int) -> Mapping[str, float]:
        """How much the likely nouns of number n speak for each measure."""
        found: dict[str, float] = defaultdict(float)
        for lemma, probability in self._likely[n]:
            for measure, weight in self._speaks.get(lemma, {}).items():
                found[measure] += probability * weight
        return found

    def classes(self, n: int) -> frozenset[str]:
        lemma = self.lemmas[n]
        return self._words.classes_of(lemma) if lemma is not None else frozenset()

    def others(self, n: int) -> list[int]:
        """The other numbers of the same noun."""
        return [other for other in self._numbers[self.lemmas[n]] if other != n]

    def before(self, n: int) -> int | None:
        """The closest number before that has the same noun."""
        return next((other for other in reversed(self.others(n)) if other < n), None)

    def row(
        self, n: int, measure: str, by_words: Sequence[Mapping[str, float]], spoken: Sequence[Mapping[str, float]]
    ) -> dict[str, float]:
        """Features of a measure of number n; `by_words` is what the linear model says of each number, `spoken` what its
        own words speak for."""
        says, classes, others, before = self.measures(n), self.classes(n), self.others(n), self.before(n)
        counts = self._words.measures[measure].counts
        row = {
            "noun_says": says.get(measure, 0.0),
            "noun_rival": max((weight for name, weight in says.items() if name != measure), default=0.0),
            "noun_probability": self._likely[n][0][1] if self._likely[n] else 0.0,
            "noun_can_be_counted": self._words.can_count(measure, classes, True) + bool(classes.intersection(counts)),
            "noun_classes": len(classes),
            "noun_is_person": "person" in classes,
        }
        for name, of_numbers in (("same_noun", by_words), ("same_noun_spoken", spoken)):
            if others:
                there = [of_numbers[other].get(measure, 0.0) for other in others]
                row |= {f"{name}_mean": sum(there) / len(there), f"{name}_most": max(there)}
            if before is not None:
                row[f"{name}_before"] = of_numbers[before].get(measure, 0.0)
        return row

    def terms(self, n: int, described: Sequence[Mapping[str, float]]) -> Description:
        """Terms for linear models: the likely nouns, what they speak for, and what stood with the same noun before."""
        terms: Description = {}
        for lemma, probability in self._likely[n][:3]:
            terms[f"counted={lemma}"] = 1.2 * probability
            for name in [*self._speaks.get(lemma, ()), *self._words.classes_of(lemma)]:
                terms[f"counted:{name}"] = terms.get(f"counted:{name}", 0.0) + probability
        before = self.before(n)
        if before is not None:
            terms |= {f"same:{term}": 0.5 for term in described[before] if term.startswith(_TAKEN_UP)}
        return terms


_TAKEN_UP = ("verb=", "cverb=", "cnoun=", "mod=")


def with_nouns(described: Sequence[Description], nouns: CountedNouns) -> list[Description]:
    """Descriptions of a document's numbers with the terms of their nouns."""
    return [terms | nouns.terms(n, described) for n, terms in enumerate(described)]
