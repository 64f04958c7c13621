"""Boosted trees over graded answers (LightGBM, Ke et al. 2017), averaged over seeds. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from pipeline.comparing.pairs.weights import GradedTrees, columns_of, rows_of
from pipeline.records.trees import BranchingTrees, Matrix
from tests.training.leafwise import exported
from tests.training.logistic import GradedExample

_TREES = 150
_DEPTH = 5
_SEEDS = (1, 2)
_RISING = frozenset({("both read rightly", ""), ("less sure", "")})
"""What can only speak for a contradiction the more there is of it."""
_GROWING = {
    "objective": "binary", "boost_from_average": False, "num_leaves": 15, "max_depth": _DEPTH, "learning_rate": 0.05,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "min_data_in_leaf": 20,
    "num_threads": 1, "deterministic": True, "verbose": -1,
}  # fmt: skip


def grown(examples: Sequence[GradedExample]) -> GradedTrees:
    """Trees that tell the positive examples from the others."""
    given = {answer for example in examples for answer in example.evidence.items()}
    answers = sorted({column for answer in given for column in columns_of(*answer)})
    column = {answer: n for n, answer in enumerate(answers)}
    rows = rows_of([example.evidence for example in examples], column)
    rising = [int(answer in _RISING) for answer in answers]
    positive = np.array([float(example.positive) for example in examples])
    weights = np.array([example.weight for example in examples])
    several = [_of_seed(rows, positive, weights, {"seed": seed, "monotone_constraints": rising}) for seed in _SEEDS]
    return GradedTrees(column, _averaged(several))


def _of_seed(
    rows: Matrix, positive: NDArray[np.float64], weights: NDArray[np.float64], asked: Mapping[str, Any]
) -> BranchingTrees:
    data = lightgbm.Dataset(rows, positive, weight=weights)
    return exported(lightgbm.train({**_GROWING, **asked}, data, _TREES), _DEPTH)


def _averaged(several: Sequence[BranchingTrees]) -> BranchingTrees:
    """One forest whose score is the mean of several."""
    return BranchingTrees(
        np.concatenate([trees.feature for trees in several]),
        np.concatenate([trees.threshold for trees in several]),
        np.concatenate([trees.value for trees in several]) / len(several),
        0.0,
    )


def save(path: Path, model: GradedTrees) -> None:
    trees = model.trees
    np.savez_compressed(
        path, columns=np.array([": ".join(answer) for answer in model.column]), feature=trees.feature.astype(np.int16),
        threshold=trees.threshold, value=trees.value, bias=trees.bias,
    )  # fmt: skip
