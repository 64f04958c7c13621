"""Boosted trees as data: a handful of arrays, evaluated with numpy.

Oblivious trees are CatBoost's (Prokhorenkova et al. 2018, arXiv:1706.09516): every node of one level asks the same
question, so that the leaf of a row is a number in binary. Branching trees are LightGBM's (Ke et al. 2017): every node
asks its own question; they are kept as complete binary trees of one depth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
"""Rows of features, float32."""

_AT_ONCE = 2_000
"""Rows that are scored in one go, so that memory stays within tens of megabytes."""


@dataclass(frozen=True, slots=True)
class Trees:
    """For each tree and level a feature and a threshold, for each tree and outcome a value."""

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    value: NDArray[np.float32]
    bias: float

    def scores(self, rows: Matrix) -> NDArray[np.float64]:
        """The sum of the trees' values for each row: a log-odds, or the argument of a softmax."""
        trees, depth = self.feature.shape
        weights = (1 << np.arange(depth)).astype(np.int32)
        result = np.empty(len(rows))
        for first in range(0, len(rows), _AT_ONCE):
            part = rows[first : first + _AT_ONCE]
            above = part[:, self.feature.ravel()] > self.threshold.ravel()
            outcome = above.reshape(len(part), trees, depth) @ weights
            result[first : first + _AT_ONCE] = self.value[np.arange(trees), outcome].sum(axis=1, dtype=np.float64)
        return result + self.bias

    def probabilities(self, rows: Matrix) -> NDArray[np.float64]:
        """The probability of each row where the trees were trained on yes and no."""
        return chances(self.scores(rows))


@dataclass(frozen=True, slots=True)
class BranchingTrees:
    """Complete binary trees: for each tree and inner node a feature and a threshold, for each tree and leaf a value.

    Nodes are numbered by levels from the root, 0; below node n stand 2n + 1, for rows that are not above the
    threshold, and 2n + 2. An inner node that asks nothing has an infinite threshold.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    value: NDArray[np.float32]
    bias: float

    def scores(self, rows: Matrix) -> NDArray[np.float64]:
        """The sum of the trees' values for each row: a log-odds, or the argument of a softmax."""
        trees, inner = self.feature.shape
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        tree, leaves = np.arange(trees) * inner, np.arange(trees)
        result = np.empty(len(rows))
        for first in range(0, len(rows), _AT_ONCE):
            part = np.ascontiguousarray(rows[first : first + _AT_ONCE])
            of_row = (np.arange(len(part)) * part.shape[1])[:, None]
            node = np.zeros((len(part), trees), np.intp)
            for _ in range(int(inner).bit_length()):
                asked = node + tree
                above = part.take(feature.take(asked) + of_row) > threshold.take(asked)
                node = 2 * node + 1 + above
            result[first : first + _AT_ONCE] = self.value[leaves, node - inner].sum(axis=1, dtype=np.float64)
        return result + self.bias

    def probabilities(self, rows: Matrix) -> NDArray[np.float64]:
        """The probability of each row where the trees were trained on yes and no."""
        return chances(self.scores(rows))


def chances(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probabilities that log-odds stand for."""
    return 1.0 / (1.0 + np.exp(-scores))


def trees_of(arrays: Mapping[str, Any], name: str = "") -> Trees:
    """The oblivious trees that are kept under a name in an archive of arrays (KeyError where they are not)."""
    return Trees(
        arrays[f"{name}feature"], arrays[f"{name}threshold"], arrays[f"{name}value"], float(arrays[f"{name}bias"])
    )


def branching_trees_of(arrays: Mapping[str, Any]) -> BranchingTrees:
    """The branching trees that are kept in an archive of arrays (KeyError where they are not)."""
    return BranchingTrees(arrays["feature"], arrays["threshold"], arrays["value"], float(arrays["bias"]))
