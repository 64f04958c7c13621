"""The gazetteer as a spaCy component: `nlp.add_pipe("factledger_places")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.reading.places.find import find_places
from pipeline.reading.places.mention import PlaceMention
from pipeline.reading.spans import plain_row, rows_of, set_spans

if TYPE_CHECKING:
    from collections.abc import Callable

SPANS = "places"
EXTENSION = "place"


def places_of(doc: Doc) -> list[PlaceMention]:
    """The places that the component left in a doc, also in one that was stored and read back."""
    rows = rows_of(doc, SPANS, EXTENSION)
    return [PlaceMention(**{**row, "countries": frozenset(row["countries"])}) for row in rows]


@Language.factory("factledger_places", assigns=["doc.spans"])
def component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sets `doc.spans["places"]`, labelled by kind, each with `span._.place`."""
    return _set


def _set(doc: Doc) -> Doc:
    set_spans(doc, SPANS, EXTENSION, ((m.start, m.end, m.kind, plain_row(m)) for m in find_places(doc.text)))
    return doc
