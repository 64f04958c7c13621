"""The chooser that says whether a quantity is a claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.claimhood.features import FEATURES, rows
from pipeline.reading.claims.document import ParsedDocument


@dataclass(frozen=True, slots=True)
class ClaimhoodChooser:
    """Chooses between True, a claim, and False; the latter's row says nothing, so that the odds are the former's.
    `chosen` has to hold the measures."""

    name: str = "claimhood"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("measure",)

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[bool]]:
        found = matrix(rows(document, chosen["measure"]), FEATURES, missing=-3.0)
        nothing = np.full(len(FEATURES), -9.0, np.float32)
        return [Proposal((True, False), np.stack([row, nothing])) for row in found]
