"""The measure of a number, chosen among those whose words stand near it and those that its document speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.counted import CountedNouns
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.layout import sign_of
from pipeline.reading.claims.measure import features
from pipeline.reading.claims.measure.candidates import candidates
from pipeline.reading.claims.measure.features import Noun
from pipeline.reading.claims.measure.hits import Hits, antecedents, hits, spoken_of
from pipeline.reading.claims.measure.surroundings import Surroundings, surroundings
from pipeline.reading.claims.neighbours import Neighbours, probabilities
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of_sentence
from pipeline.reading.measures import Vocabulary


@dataclass(frozen=True, slots=True)
class MeasureChooser:
    """Ranks the measures of a vocabulary; what it was trained to speaks of where words stand, so that it ranks the
    measures of a pack as well."""

    vocabulary: Vocabulary
    name: str = "measure"
    features: tuple[str, ...] = features.FEATURES
    after: tuple[str, ...] = ("noun", "kind", "measure_words")

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str]]:
        """Candidates for each number, from wherever the words of measures stand."""
        kinds = [probabilities(choice) for choice in chosen["kind"]]
        words = [probabilities(choice) for choice in chosen["measure_words"]]
        trees = [syntax for sentence in document.sentences for syntax in syntax_of_sentence(sentence)]
        chosen_nouns = CountedNouns(chosen["noun"], self.vocabulary)
        nouns = [features.noun_of(n, tree, chosen_nouns, self.vocabulary) for n, tree in enumerate(trees)]
        found = self._hits(document, trees, nouns, kinds)
        around = surroundings(document)
        mentioned = around[0].document
        frequent = sorted(mentioned, key=lambda measure: -mentioned[measure])
        by_words = Neighbours(document, chosen["measure_words"])
        own_words = [spoken_of(one) for one in found]
        spoken = Neighbours(document, own_words)
        speaking = [probabilities(choice) for choice in own_words]
        carried = antecedents(document, found)
        proposals = []
        for n, (number, syntax) in enumerate(zip(document.numbers, trees, strict=True)):
            here, order = around[number.text], features.ranks(found[n])
            shared = features.number_row(number, document.sentence_of(number), syntax, found[n], kinds[n])
            sign = sign_of(document.text_of(number).block.text, number.quantity)
            values = candidates(found[n], words[n], here, frequent, self.vocabulary)
            rows = [
                shared
                | features.sentence_row(measure, found[n], order)
                | features.document_row(measure, here, frequent)
                | features.trait_row(measure, nouns[n], sign, kinds[n], self.vocabulary)
                | features.words_row(measure, words[n])
                | (by_words.features(n, measure) if measure in words[n] else {})
                | features.spoken_row(measure, n, spoken)
                | features.carried_row(measure, carried[n], n, document)
                | chosen_nouns.row(n, measure, words, speaking)
                for measure in values
            ]
            origins = tuple(_origin(measure, found[n], here) for measure in values)
            proposals.append(Proposal(tuple(values), matrix(rows, features.FEATURES), origins))
        return proposals

    def _hits(
        self,
        document: ParsedDocument,
        trees: Sequence[NumberSyntax],
        nouns: Sequence[Noun],
        kinds: Sequence[Mapping[object, float]],
    ) -> list[Mapping[str, Hits]]:
        found = []
        for number, syntax, noun, kind in zip(document.numbers, trees, nouns, kinds, strict=True):
            able = features.possible(number.quantity, noun, kind, self.vocabulary)
            found.append(hits(document.sentence_of(number), number.j, syntax, able.__contains__))
        return found


def _origin(measure: str, found: Mapping[str, Hits], here: Surroundings) -> str:
    """Where the measure's words stand, the closest first."""
    if measure in found:
        closest = min(found[measure].by_role)
        return f"own {closest.name.lower()}" if closest.name in {"NOUN", "VERB"} else "own sentence"
    places = {"own text": here.block, "lead-in": here.lead_in, "heading": here.headings, "title": here.title}
    return next((name for name, weights in places.items() if measure in weights), "document")
