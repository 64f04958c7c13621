"""The choosers that ship, in the order in which they choose, each with how its trees are grown."""

from __future__ import annotations

from typing import Any

from pipeline.reading.claims.attribution.chooser import AttributionChooser
from pipeline.reading.claims.choosing import Chooser
from pipeline.reading.claims.claimhood.chooser import ClaimhoodChooser
from pipeline.reading.claims.part.chooser import PartChooser
from pipeline.reading.claims.place import DocumentPlaceChooser, PlaceChooser
from pipeline.reading.claims.subject.chooser import NounChooser, SubjectChooser
from tests.training.boosting import Boosting

CHOOSERS: dict[str, tuple[Chooser[Any], Boosting]] = {
    "document_place": (DocumentPlaceChooser(), Boosting(iterations=150, depth=5, rsm=0.3)),
    "place": (PlaceChooser(), Boosting(iterations=200, leaf_steps=2)),
    "noun": (NounChooser(), Boosting(iterations=240, learning_rate=0.1, rsm=0.3)),
    "subject": (SubjectChooser(), Boosting(iterations=160, learning_rate=0.1, rsm=0.3)),
    "part": (PartChooser(), Boosting(iterations=160, learning_rate=0.1, rsm=0.3)),
    "attribution": (AttributionChooser(), Boosting(iterations=160, learning_rate=0.1, rsm=0.3)),
    "claimhood": (ClaimhoodChooser(), Boosting(iterations=250, depth=5)),
}
