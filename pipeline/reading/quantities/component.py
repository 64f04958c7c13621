"""The grammar of quantities as a spaCy component: `nlp.add_pipe("factledger_quantities")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.reading.quantities.grammar import find_quantities
from pipeline.reading.spans import plain_row, rows_of, set_spans
from pipeline.records.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

SPANS = "quantities"
EXTENSION = "quantity"


def find_quantities_in(doc: Doc) -> list[Quantity]:
    """The quantities of a doc, kept as `doc.spans["quantities"]`, labelled by unit, each with `span._.quantity`."""
    found = find_quantities(doc.text)
    set_spans(doc, SPANS, EXTENSION, ((q.start, q.end, q.unit, plain_row(q)) for q in found))
    return found


def quantities_of(doc: Doc) -> list[Quantity]:
    """The quantities that the component left in a doc, also in one that was stored and read back."""
    return [Quantity(**row) for row in rows_of(doc, SPANS, EXTENSION)]


@Language.factory("factledger_quantities", assigns=["doc.spans"])
def component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The spaCy component `factledger_quantities`."""
    return _set


def _set(doc: Doc) -> Doc:
    find_quantities_in(doc)
    return doc
