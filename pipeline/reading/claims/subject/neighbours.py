"""What the nouns chosen for the numbers around one say for a name of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.subject.candidates import DocumentNouns
from pipeline.reading.claims.subject.extents import Extent

_NEAR = 5
"""Numbers to either side."""

_NOBODY = -1.0


class Neighbours:
    """The likely nouns and the phrases of all numbers of a document, looked up by number.

    `likely[n]` gives the probability of each likely noun of the n-th number, `options[n]` the phrases of these nouns.
    """

    def __init__(
        self,
        found: DocumentNouns,
        likely: Sequence[Mapping[str, float]],
        options: Sequence[Sequence[Extent]],
        chosen: Choices,
    ) -> None:
        self.likely = likely
        self._numbers = found.document.numbers
        self._options = options
        self._measure = [choice.value for choice in chosen["measure"]]
        self._phrases = [{extent.phrase for extent in some} for some in options]
        self._of: dict[tuple[str, object], list[int]] = defaultdict(list)
        for n, number in enumerate(self._numbers):
            self._of["sentence", number.sentence].append(n)
            self._of["text", number.text].append(n)
            self._of["measure", self._measure[n]].append(n)

    def best_phrase(self, n: int) -> str | None:
        """The first phrase of the likeliest noun of the n-th number, None where there is no such number."""
        if n < 0:
            return None
        best = max(self.likely[n], key=lambda lemma: self.likely[n][lemma])
        return next((extent.phrase for extent in self._options[n] if extent.lemma == best), None)

    def row(self, n: int, extent: Extent) -> dict[str, float]:
        lemma, number = extent.lemma, self._numbers[n]
        near = [k for k in range(max(0, n - _NEAR), min(len(self._numbers), n + _NEAR + 1)) if k != n]
        counted = [k for k in near if lemma in self.likely[k]]
        having = [k for k in counted if extent.phrase in self._phrases[k]]
        return {
            "chance of noun before": self._chance(lemma, [n - 1] if n else []),
            "chance of noun behind": self._chance(lemma, [n + 1] if n + 1 < len(self._numbers) else []),
            "chance of noun in sentence": self._chance(lemma, self._others("sentence", number.sentence, n)),
            "chance of noun in text": self._chance(lemma, self._others("text", number.text, n)),
            "chance of noun under measure": self._chance(lemma, self._others("measure", self._measure[n], n)),
            "neighbours with phrase": sum(self.likely[k][lemma] for k in having),
            "neighbours without phrase": sum(self.likely[k][lemma] for k in counted if k not in having),
            "closest with phrase": min((abs(k - n) for k in having), default=_NEAR + 1),
        }

    def _others(self, by: str, key: object, n: int) -> list[int]:
        return [k for k in self._of[by, key] if k != n]

    def _chance(self, lemma: str, numbers: Iterable[int]) -> float:
        """The mean probability of a noun over these numbers."""
        chances = [self.likely[k].get(lemma, 0.0) for k in numbers]
        return sum(chances) / len(chances) if chances else _NOBODY
