"""Trees grown leaf by leaf (LightGBM, Ke et al. 2017) for a softmax over the candidates of each question.

The gradient is that of the multinomial logit (the conditional logit of McFadden 1974), which LightGBM does not have for
groups of candidates. Needs the extra `train`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from pipeline.records.trees import BranchingTrees, Matrix

_LEAST_CURVATURE = 1e-6


@dataclass(frozen=True, slots=True)
class LeafWise:
    """How trees are grown; `least_rows` is how many candidates a leaf holds at least."""

    iterations: int = 150
    leaves: int = 31
    depth: int = 6
    learning_rate: float = 0.1
    features: float = 0.4
    rows: float = 0.7
    l2: float = 8.0
    least_rows: int = 40


def grown(
    rows: Matrix, right: NDArray[np.float32], sizes: NDArray[np.int64], growing: LeafWise, seed: int = 1
) -> BranchingTrees:
    """Trees for candidates in order of their questions; `right` is 1 for the right ones, `sizes` counts candidates."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    question = np.repeat(np.arange(len(sizes)), sizes)

    def gradients(scores: NDArray[np.float64], _: lightgbm.Dataset) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[question])
        chance = powers / np.add.reduceat(powers, starts)[question]
        return chance - right, np.maximum(2 * chance * (1 - chance), _LEAST_CURVATURE)

    data = lightgbm.Dataset(rows, right, params={"max_bin": 63, "verbose": -1})
    model = lightgbm.train(
        {
            "objective": gradients, "num_leaves": growing.leaves, "max_depth": growing.depth,
            "learning_rate": growing.learning_rate, "feature_fraction": growing.features,
            "bagging_fraction": growing.rows, "bagging_freq": 1, "lambda_l2": growing.l2,
            "min_data_in_leaf": growing.least_rows, "min_sum_hessian_in_leaf": 0.01, "seed": seed, "num_threads": 1,
            "deterministic": True, "verbose": -1,
        },
        data, growing.iterations,
    )  # fmt: skip
    return exported(model, growing.depth)


def exported(model: lightgbm.Booster, depth: int) -> BranchingTrees:
    """A model's trees as complete binary trees."""
    trees = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    inner = 2**depth - 1
    feature = np.zeros((len(trees), inner), np.int32)
    threshold = np.full((len(trees), inner), np.inf, np.float32)
    value = np.zeros((len(trees), inner + 1), np.float32)

    def copy(tree: int, at: int, node: dict[str, Any]) -> None:
        if "leaf_value" in node:
            while at < inner:
                at = 2 * at + 1
            value[tree, at - inner] = node["leaf_value"]
            return
        feature[tree, at] = node["split_feature"]
        threshold[tree, at] = _at_most(node["threshold"])
        copy(tree, 2 * at + 1, node["left_child"])
        copy(tree, 2 * at + 2, node["right_child"])

    for n, root in enumerate(trees):
        copy(n, 0, root)
    return BranchingTrees(feature, threshold, value, 0.0)


def _at_most(threshold: float) -> np.float32:
    """The largest single-precision number that is not above the threshold, so that no row changes sides."""
    single = np.float32(threshold)
    return single if float(single) <= threshold else np.nextafter(single, np.float32(-np.inf))
