"""How good and how honest choices are on groups that were not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.gold.calibration import calibration_error


@dataclass(frozen=True, slots=True)
class Score:
    """How often a field is right over required claims, with the right value among its candidates, and how honestly."""

    claims: int
    among: float
    right: float
    surer_half: float
    calibration_error: float

    def __str__(self) -> str:
        return (
            f"n {self.claims:5}  among candidates {self.among:.3f}  right {self.right:.3f}  "
            f"surer half {self.surer_half:.3f}  ECE {self.calibration_error:.3f}"
        )


def score(confidence: Sequence[float], right: Sequence[bool], among: Sequence[bool]) -> Score:
    order = np.argsort(-np.asarray(confidence), kind="stable")
    was = np.asarray(right, float)
    return Score(
        len(was), float(np.mean(among)), float(was.mean()), float(was[order[: len(was) // 2]].mean()),
        calibration_error(confidence, right),
    )  # fmt: skip
