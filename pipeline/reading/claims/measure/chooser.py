"""The measure of a number, chosen among those whose words stand near it and those that its document speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.measure.candidates import candidates
from pipeline.reading.claims.measure.features import (
    FEATURES,
    document_row,
    number_row,
    ranks,
    sentence_row,
    trait_row,
    words_row,
)  # fmt: skip
from pipeline.reading.claims.measure.hits import Hits, hits
from pipeline.reading.claims.measure.surroundings import Surroundings, surroundings
from pipeline.reading.claims.neighbours import Neighbours, probabilities
from pipeline.reading.claims.syntax import syntax_of_sentence
from pipeline.reading.measures import Vocabulary


@dataclass(frozen=True, slots=True)
class MeasureChooser:
    """Ranks the measures of a vocabulary; what it was trained to speaks of where words stand, so that it ranks the
    measures of a pack as well."""

    vocabulary: Vocabulary
    name: str = "measure"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("kind", "measure_words")

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str]]:
        """Candidates for each number, from wherever the words of measures stand."""
        around = surroundings(document)
        spoken_of = around[0].document
        frequent = sorted(spoken_of, key=lambda measure: -spoken_of[measure])
        neighbours = Neighbours(document, chosen["measure_words"])
        proposals: list[Proposal[str]] = []
        for sentence in document.sentences:
            for syntax in syntax_of_sentence(sentence):
                number = document.numbers[len(proposals)]
                here, found = around[number.text], hits(sentence, number.j, syntax)
                by_words = probabilities(chosen["measure_words"][len(proposals)])
                kind = probabilities(chosen["kind"][len(proposals)])
                shared, order = number_row(number, sentence, syntax, found, kind), ranks(found)
                values = candidates(found, by_words, here, frequent, self.vocabulary)
                rows = [
                    shared
                    | sentence_row(measure, found, order)
                    | document_row(measure, here, frequent)
                    | trait_row(measure, syntax, kind, self.vocabulary)
                    | words_row(measure, by_words)
                    | (neighbours.features(len(proposals), measure) if measure in by_words else {})
                    for measure in values
                ]
                origins = tuple(_origin(measure, found, here) for measure in values)
                proposals.append(Proposal(tuple(values), matrix(rows, FEATURES), origins))
        return proposals


def _origin(measure: str, found: Mapping[str, Hits], here: Surroundings) -> str:
    """Where the measure's words stand, the closest first."""
    if measure in found:
        closest = min(found[measure].by_role)
        return f"own {closest.name.lower().replace('_', ' ')}" if closest < 2 or closest == 4 else "own sentence"
    places = {"own text": here.block, "lead-in": here.lead_in, "heading": here.headings, "title": here.title}
    return next((name for name, weights in places.items() if measure in weights), "document")
