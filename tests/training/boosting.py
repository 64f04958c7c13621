"""What chooses among candidates, trained: trees (LightGBM) or a linear model. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.claims.choosing import Weights, softmax
from pipeline.records.trees import BranchingTrees, Matrix
from tests.training.leafwise import LeafWise, grown
from tests.training.regression import linear_softmax

TEMPERATURES = np.geomspace(0.25, 4.0, 33)


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model, with a penalty on large weights."""

    penalty: float = 60.0


@dataclass(frozen=True, slots=True)
class Question:
    """One number's candidates, and which of them is right (None where none is)."""

    rows: Matrix
    right: int | None


def fitted(questions: Sequence[Question], training: Linear | LeafWise) -> Weights:
    """Weights for which the right candidates are likeliest, of temperature 1."""
    stacked = _stacked(questions)
    if isinstance(training, Linear):
        return Weights(_NO_TREES, 1.0, linear_softmax(*stacked, training.penalty).astype(np.float32))
    return Weights(grown(*stacked, training), 1.0, np.zeros(0, np.float32))


_NO_TREES = BranchingTrees(np.zeros((0, 1), np.int32), np.zeros((0, 1), np.float32), np.zeros((0, 2), np.float32), 0.0)


def _stacked(questions: Sequence[Question]) -> tuple[Matrix, NDArray[np.float32], NDArray[np.int64]]:
    """The rows of the questions that training can learn from, whether each row is right, and each question's size."""
    asked = [q for q in questions if q.right is not None and len(q.rows) > 1]
    rows = np.concatenate([q.rows for q in asked])
    label = np.concatenate([np.arange(len(q.rows)) == q.right for q in asked]).astype(np.float32)
    return rows, label, np.array([len(q.rows) for q in asked])


def temperature(scored: Sequence[tuple[NDArray[np.float64], int | None]]) -> float:
    """The temperature under which the right candidates of unseen questions are likeliest; a missing one counts."""

    def loss(candidate: float) -> float:
        chances = [softmax(s / candidate)[right] if right is not None else 1e-3 for s, right in scored]
        return -float(np.mean(np.log(np.maximum(chances, 1e-4))))

    return float(min(TEMPERATURES, key=loss))


def save(path: Path, weights: Weights, features: Sequence[str]) -> None:
    """Write weights as shipped_weights reads them."""
    trees = weights.trees
    arrays: Mapping[str, NDArray[np.generic]] = {
        "feature": trees.feature.astype(np.int16), "threshold": trees.threshold,
        "value": trees.value.astype(np.float16), "bias": np.float64(trees.bias),
        "temperature": np.float64(weights.temperature),
        "odds": np.array([weights.odds.intercept, weights.odds.slope]), "features": np.array(features),
    }  # fmt: skip
    linear = {"linear": weights.linear} if len(weights.linear) else {}
    np.savez_compressed(path, **arrays, **linear)
