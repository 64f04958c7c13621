"""Folds by group, and how good and how honest choices are on groups that were not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

FOLDS = 5
_BINS = 10


def balanced_folds(groups: Iterable[str], count: int = FOLDS) -> dict[str, int]:
    """Each group's fold, given the group of each claim: the largest groups first, each to the smallest fold."""
    size = Counter(groups)
    load = [0] * count
    fold = {}
    for group, claims in sorted(size.items(), key=lambda item: (-item[1], item[0])):
        fold[group] = load.index(min(load))
        load[fold[group]] += claims
    return fold


def read_half(groups: Iterable[str]) -> set[str]:
    """The groups whose errors may be read: every second one in alphabetical order, from the first."""
    return set(sorted(set(groups))[::2])


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error over ten bins of equal mass (Naeini et al. 2015)."""
    order = np.argsort(np.asarray(confidence), kind="stable")
    said, was = np.asarray(confidence, float)[order], np.asarray(right, float)[order]
    parts = np.array_split(np.arange(len(said)), _BINS)
    return float(sum(len(part) / len(said) * abs(was[part].mean() - said[part].mean()) for part in parts if len(part)))


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
