"""How far one name of a part is as good as another: where they have at least half of their words in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.reading.claims.subject.likeness import telling_words
from pipeline.records.trees import Matrix

_ALIKE = 0.5
_EXACT = 0.2
"""How much better it is to have all words in common than just half of them."""


def likeness(phrases: Sequence[str]) -> Matrix:
    """For each phrase (row) how right it is where another (column) is, from 0 to 1."""
    sets = [telling_words(phrase) for phrase in phrases]
    return np.array([[_likeness(a, b) for b in sets] for a in sets], np.float32)


def _likeness(said: frozenset[str], meant: frozenset[str]) -> float:
    common = len(said & meant) / len(said | meant) if said | meant else 1.0
    return 1.0 - _EXACT * 2.0 * (1.0 - common) if common >= _ALIKE else 0.0
