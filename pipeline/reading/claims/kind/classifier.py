"""The kind of a number, with its direction, by the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.description import descriptions
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.kind.words import kind_terms, phrases_of
from pipeline.reading.claims.syntax import syntax_of_sentence
from pipeline.records.model import ClaimKind, Direction

Kind = tuple[ClaimKind, Direction | None]


@dataclass(frozen=True, slots=True)
class KindClassifier:
    """What a linear model over words and syntax takes the kind for."""

    name: str = "kind"
    after: tuple[str, ...] = ()

    def describe(self, document: ParsedDocument, chosen: Choices) -> Sequence[Mapping[str, float]]:
        described = descriptions(document)
        n = 0
        for sentence in document.sentences:
            phrases = phrases_of(sentence)
            for syntax in syntax_of_sentence(sentence):
                described[n] |= kind_terms(syntax, phrases)
                n += 1
        return described

    def value(self, label: str) -> Kind:
        kind, _, direction = label.partition(" ")
        return cast(ClaimKind, kind), cast(Direction, direction) or None
