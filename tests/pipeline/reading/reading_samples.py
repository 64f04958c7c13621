"""Short texts as the choosers see them, and what the shipped weights choose for their numbers."""

from __future__ import annotations

from pipeline.documents.text import read_text
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.classifying import classified
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.fields import choices_for
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.modality.classifier import ModalityClassifier
from pipeline.records.model import DocumentContext


def parsed(text: str, *packs: str, title: str | None = None) -> ParsedDocument:
    """A text, read and parsed."""
    return next(parsed_documents([DocumentToRead("d", read_text(text), DocumentContext(title=title))], packs))


def chosen_measures(text: str, *packs: str) -> dict[str, tuple[str, str]]:
    """For each number its measure and kind ("change up")."""
    document = parsed(text, *packs)
    choices = choices_for(document, packs)
    return {
        number.quantity.surface: (choices["measure"][n].value, " ".join(filter(None, choices["kind"][n].value)))
        for n, number in enumerate(document.numbers)
    }


def chosen_modality(text: str) -> str:
    """The modality of the first number."""
    return str(classified(ModalityClassifier(), parsed(text), {})[0].value)
