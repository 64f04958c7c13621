"""How each chooser and classifier that ships is trained; which there are, and in which order, fields.py says."""

from __future__ import annotations

from pipeline.reading.claims.fields import fields
from tests.gold.groups import later_series, short_documents
from tests.training.boosting import Linear
from tests.training.leafwise import LeafWise
from tests.training.regression import Regression
from tests.training.rehearsal import Rehearsal, measures_of_a_pack

SHIPPED = {field.name: field for field in fields(())}
"""What chooses or classifies each field, by its name and in the order of choosing."""

REGRESSIONS: dict[str, Regression] = {
    "kind": Regression(),
    "measure_words": Regression(),
    "modality": Regression(optional_weight=1.0, rarer_weight=16.0),
}
BOOSTINGS: dict[str, Linear | LeafWise] = {
    "noun": LeafWise(),
    "measure": LeafWise(iterations=200, learning_rate=0.07),
    "document_place": Linear(),
    "place": LeafWise(iterations=200, leaves=24, features=0.5, rows=0.6, l2=5.0, least_rows=60),
    "period": LeafWise(iterations=450, leaves=48, depth=7, learning_rate=0.05, least_rows=15, l2=2.0),
    "subject": LeafWise(),
    "part": LeafWise(),
    "document_source": LeafWise(iterations=100, leaves=15, depth=4),
    "attribution": LeafWise(),
    "claimhood": LeafWise(),
}
LEFT_OUT: dict[str, frozenset[str]] = {
    "document_source": short_documents(),
    "attribution": short_documents(),
    "document_place": later_series()["fifth"] | later_series()["seventh"],
    "place": later_series()["fifth"] | later_series()["seventh"],
}
"""By field the groups that it does not learn from: nearly all short documents speak for themselves, and annotators of
the fifth and seventh series named a document's place by another practice: the places of the first series are read worse
with what these teach."""
REHEARSALS: dict[str, Rehearsal] = {"measure": measures_of_a_pack}
