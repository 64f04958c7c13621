"""The choosers that ship, in the order in which they choose, each with how its trees are grown."""

from __future__ import annotations

from typing import Any

from pipeline.reading.claims.choosing import Chooser
from tests.training.boosting import Boosting

CHOOSERS: dict[str, tuple[Chooser[Any], Boosting]] = {}
