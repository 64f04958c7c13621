"""The chooser of who a number is given to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.attribution.candidates import FEATURES, Attributions
from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument


@dataclass(frozen=True, slots=True)
class AttributionChooser:
    """Chooses among the bodies that the document names, and None where the page speaks for itself."""

    name: str = "attribution"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("document_source",)

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str | None]]:
        found = Attributions(document)
        values = (None, *(body.name for body in found.bodies))
        return [
            Proposal(
                values, matrix(found.rows(number, dict(zip(main.values, main.probabilities, strict=True))), FEATURES)
            )
            for number, main in zip(document.numbers, chosen["document_source"], strict=True)
        ]
