"""The choosers and classifiers that ship, each with how it is trained, and the order in which they choose."""

from __future__ import annotations

from typing import Any

from pipeline.reading.claims.attribution.chooser import AttributionChooser
from pipeline.reading.claims.attribution.document_chooser import DocumentSourceChooser
from pipeline.reading.claims.choosing import Chooser
from pipeline.reading.claims.claimhood.chooser import ClaimhoodChooser
from pipeline.reading.claims.classifying import Classifier
from pipeline.reading.claims.kind.classifier import KindClassifier
from pipeline.reading.claims.measure.chooser import MeasureChooser
from pipeline.reading.claims.measure.classifier import MeasureClassifier
from pipeline.reading.claims.modality.classifier import ModalityClassifier
from pipeline.reading.claims.part.chooser import PartChooser
from pipeline.reading.claims.period.chooser import PeriodChooser
from pipeline.reading.claims.place import DocumentPlaceChooser, PlaceChooser
from pipeline.reading.claims.place.linear_features import LINEAR
from pipeline.reading.claims.subject.chooser import NounChooser, SubjectChooser
from pipeline.reading.measures import vocabulary
from tests.training.boosting import Boosting
from tests.training.leafwise import LeafWise
from tests.training.regression import Regression
from tests.training.rehearsal import Rehearsal, measures_of_a_pack

CLASSIFIERS: dict[str, tuple[Classifier[Any], Regression]] = {
    "kind": (KindClassifier(vocabulary()), Regression()),
    "measure_words": (MeasureClassifier(vocabulary()), Regression()),
    "modality": (ModalityClassifier(), Regression(optional_weight=1.0, rarer_weight=16.0)),
}
CHOOSERS: dict[str, tuple[Chooser[Any], Boosting | LeafWise]] = {
    "measure": (MeasureChooser(vocabulary()), LeafWise(iterations=200, learning_rate=0.07)),
    "document_place": (
        DocumentPlaceChooser(),
        Boosting(iterations=120, depth=5, rsm=0.3, leaf_steps=2, linear=len(LINEAR), augmented=True),
    ),
    "place": (
        PlaceChooser(),
        LeafWise(iterations=100, leaves=16, features=0.5, rows=0.6, l2=5.0, least_rows=60, augmented=True),
    ),
    "period": (PeriodChooser(), LeafWise(least_rows=10, l2=2.0)),
    "noun": (NounChooser(), LeafWise()),
    "subject": (SubjectChooser(), LeafWise()),
    "part": (PartChooser(), LeafWise()),
    "document_source": (DocumentSourceChooser(), LeafWise(iterations=100, leaves=15, depth=4)),
    "attribution": (AttributionChooser(), LeafWise()),
    "claimhood": (ClaimhoodChooser(), LeafWise()),
}
REHEARSALS: dict[str, Rehearsal] = {"measure": measures_of_a_pack}
ORDER = (
    "noun", "kind", "measure_words", "measure", "modality", "document_place", "place", "period", "subject", "part",
    "document_source", "attribution", "claimhood",
)  # fmt: skip
