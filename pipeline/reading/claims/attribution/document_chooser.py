"""Chooses whose figures a document tells in the main: one choice for each document, the same for all its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.attribution.candidates import Attributions
from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument

FEATURES = (
    "is none", "common", "words of name", "abbreviated", "mentions", "share of mentions", "cues", "share of cues",
    "rank by cues", "rank by mentions", "first text", "first cue text", "first is in title", "is publisher",
    "accordings", "sayings", "holdings", "speaks first", "lone", "bodies", "all cues", "cues per text", "we", "texts",
    "has published", "quotes", "publisher speaks", "publisher is outlet", "domain", "numbers beside", "numbers behind",
    "numbers unsaid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentSourceChooser:
    """Proposes the bodies that a document names, and None where it speaks for itself."""

    name: str = "document_source"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ()

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str | None]]:
        found = Attributions(document)
        values = (None, *(body.name for body in found.bodies))
        proposal = Proposal(values, matrix(found.document_rows(), FEATURES))
        return [proposal for _ in document.numbers]
