"""The measure by the words around the number, as a feature of its chooser: only measures that ship are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.counted import CountedNouns, with_nouns
from pipeline.reading.claims.description import descriptions
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.measures import Vocabulary


@dataclass(frozen=True, slots=True)
class MeasureClassifier:
    """What a linear model over words and syntax takes the measure for."""

    vocabulary: Vocabulary
    name: str = "measure_words"
    after: tuple[str, ...] = ("noun",)

    def describe(self, document: ParsedDocument, chosen: Choices) -> Sequence[Mapping[str, float]]:
        return with_nouns(descriptions(document), CountedNouns(chosen["noun"], self.vocabulary))

    def value(self, label: str) -> str:
        return label
