"""The grammar of time expressions as a spaCy component: `nlp.add_pipe("factledger_periods")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.reading.periods.find import find_periods
from pipeline.reading.spans import plain_row, rows_of, set_spans
from pipeline.records.model import Period

if TYPE_CHECKING:
    from collections.abc import Callable

SPANS = "periods"
EXTENSION = "period"


def periods_of(doc: Doc) -> list[Period]:
    """The periods that the component left in a doc, also in one that was stored and read back."""
    return [Period(**row) for row in rows_of(doc, SPANS, EXTENSION)]


@Language.factory("factledger_periods", assigns=["doc.spans"], default_config={"published": None})
def component(nlp: Language, name: str, published: str | None) -> Callable[[Doc], Doc]:
    """Sets `doc.spans["periods"]`, labelled by role, each with `span._.period`.

    `published` is the date (ISO 8601) that relative words are resolved against; a document's own, in
    `doc.user_data["published"]`, comes before it.
    """

    def set_periods(doc: Doc) -> Doc:
        found = find_periods(doc.text, doc.user_data.get("published", published))
        set_spans(doc, SPANS, EXTENSION, ((p.start, p.end, p.role, plain_row(p)) for p in found))
        return doc

    return set_periods
