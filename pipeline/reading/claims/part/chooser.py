"""The chooser of a share's part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.part.candidates import parts
from pipeline.reading.claims.part.features import FEATURES, PartFeatures
from pipeline.reading.claims.part.likeness import likeness
from pipeline.reading.claims.subject.candidates import nouns_of

SHARES = frozenset({"percent", "percentage points"})


@dataclass(frozen=True, slots=True)
class PartChooser:
    """Chooses among the phrases of a share's sentence; None for what is no share."""

    name: str = "part"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("noun", "subject")

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str | None]]:
        found = nouns_of(document)
        rows = PartFeatures(found)
        nothing: Proposal[str | None] = Proposal((None,), np.zeros((1, len(FEATURES)), np.float32))
        proposals: list[Proposal[str | None]] = []
        before: str | None = None
        for n, number in enumerate(document.numbers):
            if number.quantity.unit not in SHARES:
                proposals.append(nothing)
                continue
            options = parts(found, n, before)
            made = rows.rows(n, options, chosen["subject"][n].value, before)
            values, origins = tuple(part.phrase for part in options), tuple(part.form for part in options)
            proposals.append(Proposal(values, matrix(made, FEATURES), origins, likeness(values)))
            before = options[0].phrase if options[0].first >= 0 else before
        return proposals
