"""The choosers that ship, in the order in which they choose, each with how its trees are grown."""

from __future__ import annotations

from typing import Any

from pipeline.reading.claims.choosing import Chooser
from pipeline.reading.claims.place import DocumentPlaceChooser, PlaceChooser
from tests.training.boosting import Boosting

CHOOSERS: dict[str, tuple[Chooser[Any], Boosting]] = {
    "document_place": (DocumentPlaceChooser(), Boosting(iterations=150, depth=5, rsm=0.3)),
    "place": (PlaceChooser(), Boosting(iterations=200, leaf_steps=2)),
}
