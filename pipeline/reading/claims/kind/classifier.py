"""The kind of a number, with its direction, by the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.counted import CountedNouns, with_nouns
from pipeline.reading.claims.description import descriptions
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.kind.words import change_terms, kind_terms, phrases_of, rate_terms
from pipeline.reading.claims.syntax import syntax_of_sentence
from pipeline.reading.measures import Vocabulary
from pipeline.records.candidates import kind_and_direction
from pipeline.records.model import ClaimKind, Direction

Kind = tuple[ClaimKind, Direction | None]


@dataclass(frozen=True, slots=True)
class KindClassifier:
    """What a linear model over words and syntax takes the kind for."""

    vocabulary: Vocabulary
    name: str = "kind"
    after: tuple[str, ...] = ("noun",)

    def describe(self, document: ParsedDocument, chosen: Choices) -> Sequence[Mapping[str, float]]:
        described = with_nouns(descriptions(document), CountedNouns(chosen["noun"], self.vocabulary))
        signs = []
        for sentence in document.sentences:
            phrases = phrases_of(sentence)
            for j, syntax in enumerate(syntax_of_sentence(sentence)):
                terms = kind_terms(syntax, phrases) | change_terms(sentence, j, syntax, self.vocabulary)
                signs.append(terms | rate_terms(document.texts[sentence.text], sentence.quantities[j]))
        for n, terms in enumerate(signs):
            described[n] |= terms
            for side, other in (("left", n - 1), ("right", n + 1)):
                if 0 <= other < len(signs) and document.numbers[other].text == document.numbers[n].text:
                    described[n] |= {f"{side}:{term}": 0.4 * weight for term, weight in signs[other].items()}
        return described

    def value(self, label: str) -> Kind:
        return kind_and_direction(label)
