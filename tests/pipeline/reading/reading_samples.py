"""Short texts as the choosers see them, and what the shipped weights choose for their numbers."""

from __future__ import annotations

from typing import Any

from pipeline.documents.text import read_text
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.choosing import Choice, choose, shipped_weights
from pipeline.reading.claims.classifying import classified
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.kind.classifier import KindClassifier
from pipeline.reading.claims.measure.chooser import MeasureChooser
from pipeline.reading.claims.measure.classifier import MeasureClassifier
from pipeline.reading.claims.modality.classifier import ModalityClassifier
from pipeline.reading.measures import vocabulary
from pipeline.records.model import DocumentContext


def parsed(text: str, *packs: str, title: str | None = None) -> ParsedDocument:
    """A text, read and parsed."""
    return next(parsed_documents([DocumentToRead("d", read_text(text), DocumentContext(title=title))], packs))


def chosen_measures(text: str, *packs: str) -> dict[str, tuple[str, str]]:
    """For each number its measure and kind ("change up")."""
    document = parsed(text, *packs)
    choices: dict[str, list[Choice[Any]]] = {}
    for classifier in (KindClassifier(vocabulary(packs)), MeasureClassifier()):
        choices[classifier.name] = classified(classifier, document, choices)
    chooser = MeasureChooser(vocabulary(packs))
    weights = shipped_weights(chooser.name, chooser.features)
    choices["measure"] = choose(chooser.propose(document, choices), weights)
    return {
        number.quantity.surface: (choices["measure"][n].value, " ".join(filter(None, choices["kind"][n].value)))
        for n, number in enumerate(document.numbers)
    }


def chosen_modality(text: str) -> str:
    """The modality of the first number."""
    return str(classified(ModalityClassifier(), parsed(text), {})[0].value)
