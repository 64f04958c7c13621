"""How honest probabilities are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_BINS = 10


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error over ten bins of equal mass (Naeini et al. 2015)."""
    order = np.argsort(np.asarray(confidence), kind="stable")
    said, was = np.asarray(confidence, float)[order], np.asarray(right, float)[order]
    parts = np.array_split(np.arange(len(said)), _BINS)
    return float(sum(len(part) / len(said) * abs(was[part].mean() - said[part].mean()) for part in parts if len(part)))
