"""The chooser of a number's period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices, Proposal
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.period.candidates import candidates_of, origin
from pipeline.reading.claims.period.dates_around import view_of
from pipeline.reading.claims.period.discourse import discourse_of
from pipeline.reading.claims.period.features import FEATURES, NumberFeatures
from pipeline.reading.claims.period.outline import outline_of
from pipeline.reading.claims.period.spans import Span
from pipeline.reading.claims.syntax import syntax_of_sentence


@dataclass(frozen=True, slots=True)
class PeriodChooser:
    """Proposes the spans that are made of the dates of a document. `chosen` has to hold the kinds."""

    name: str = "period"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("kind",)

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[Span]]:
        outline = outline_of(document)
        discourse = discourse_of(outline)
        syntax = [syntax_of_sentence(sentence) for sentence in document.sentences]
        proposals = []
        for n, (number, found) in enumerate(zip(document.numbers, candidates_of(document), strict=True)):
            kinds: dict[str, float] = defaultdict(float)
            for (kind, _), chance in zip(chosen["kind"][n].values, chosen["kind"][n].probabilities, strict=True):
                kinds[kind] += chance
            features = NumberFeatures(outline, discourse, view_of(outline, n), syntax[number.sentence][number.j], kinds)
            proposals.append(Proposal(tuple(found), features.rows(found), tuple(map(origin, found.values()))))
        return proposals
