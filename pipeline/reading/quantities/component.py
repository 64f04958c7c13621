"""The grammar as a spaCy component: `nlp.add_pipe("factledger_quantities")` sets `doc._.quantities`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.reading.quantities.grammar import find_quantities

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.records.model import Quantity

SPANS = "quantities"

Doc.set_extension("quantities", default=(), force=True)


def find_quantities_in(doc: Doc) -> list[Quantity]:
    """The quantities of a doc; offsets are characters of `doc.text`. Also kept as `doc.spans["quantities"]`."""
    found = find_quantities(doc.text)
    doc._.quantities = tuple(found)
    spans = (doc.char_span(q.start, q.end, label=q.unit, alignment_mode="expand") for q in found)
    doc.spans[SPANS] = [span for span in spans if span is not None]
    return found


@Language.factory("factledger_quantities")
def component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def set_quantities(doc: Doc) -> Doc:
        find_quantities_in(doc)
        return doc

    return set_quantities
