"""The measure by the words around the number, as a feature of its chooser: only measures that ship are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.description import descriptions
from pipeline.reading.claims.document import ParsedDocument


@dataclass(frozen=True, slots=True)
class MeasureClassifier:
    """What a linear model over words and syntax takes the measure for."""

    name: str = "measure_words"
    after: tuple[str, ...] = ()

    def describe(self, document: ParsedDocument, chosen: Choices) -> Sequence[Mapping[str, float]]:
        return descriptions(document)

    def value(self, label: str) -> str:
        return label
