"""Boosted trees that choose among candidates, trained by CatBoost or LightGBM. Needs the extra `train`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from catboost import CatBoostRanker, Pool
from numpy.typing import NDArray

from pipeline.reading.claims.choosing import Weights, softmax
from pipeline.records.trees import Matrix, Trees
from tests.training.leafwise import LeafWise, grown
from tests.training.regression import linear_softmax

TEMPERATURES = np.geomspace(0.25, 4.0, 33)


@dataclass(frozen=True, slots=True)
class Boosting:
    """How trees are grown; `leaf_steps` are the Newton steps for a tree's leaves: few are faster, many fit closer.

    The last `linear` features are for a linear model, which gives `linear_share` of the score. `augmented`: variants of
    the documents are trained on as well (variants.py).
    """

    iterations: int = 300
    depth: int = 6
    learning_rate: float = 0.08
    rsm: float = 0.4
    l2_leaf_reg: float = 8.0
    leaf_steps: int = 10
    linear: int = 0
    linear_share: float = 0.5
    linear_penalty: float = 10.0
    augmented: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One number's candidates, and which of them is right (None where none is)."""

    rows: Matrix
    right: int | None


def fitted(questions: Sequence[Question], varied: Sequence[Question], boosting: Boosting | LeafWise) -> Weights:
    """Weights for which the right candidates are likeliest, of temperature 1.

    Trees are trained on all questions (CatBoost's QuerySoftMax, or our own), a linear model only on those not of
    variants: it does better without.
    """
    if isinstance(boosting, LeafWise):
        rows, label, sizes = _stacked([*questions, *varied])
        return Weights(grown(rows, label, sizes, boosting), 1.0, np.zeros(0, np.float32))
    trees = _oblivious([*questions, *varied], boosting)
    if not boosting.linear:
        return Weights(trees, 1.0, np.zeros(0, np.float32))
    share = boosting.linear_share
    plain = [Question(q.rows[:, -boosting.linear :], q.right) for q in questions]
    linear = linear_softmax(*_stacked(plain), boosting.linear_penalty)
    blended = replace(trees, value=trees.value * np.float32(1 - share), bias=trees.bias * (1 - share))
    return Weights(blended, 1.0, (linear * share).astype(np.float32))


def _stacked(questions: Sequence[Question]) -> tuple[Matrix, NDArray[np.float32], NDArray[np.int64]]:
    """The rows of the questions that training can learn from, whether each row is right, and each question's size."""
    asked = [q for q in questions if q.right is not None and len(q.rows) > 1]
    rows = np.concatenate([q.rows for q in asked])
    label = np.concatenate([np.arange(len(q.rows)) == q.right for q in asked]).astype(np.float32)
    return rows, label, np.array([len(q.rows) for q in asked])


def _oblivious(questions: Sequence[Question], boosting: Boosting) -> Trees:
    rows, label, sizes = _stacked(questions)
    group = np.repeat(np.arange(len(sizes)), sizes)
    model = CatBoostRanker(
        loss_function="QuerySoftMax", iterations=boosting.iterations, depth=boosting.depth,
        learning_rate=boosting.learning_rate, rsm=boosting.rsm, l2_leaf_reg=boosting.l2_leaf_reg,
        leaf_estimation_iterations=boosting.leaf_steps, border_count=64,
        bootstrap_type="Bernoulli", subsample=0.7, random_seed=1, thread_count=1, verbose=False,
        allow_writing_files=False,
    )  # fmt: skip
    model.fit(Pool(rows[:, : rows.shape[1] - boosting.linear], label, group_id=group))
    return exported(model)


def exported(model: CatBoostRanker) -> Trees:
    """A model's trees as arrays, all of one depth."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        model.save_model(file.name, format="json")
        dumped = json.loads(Path(file.name).read_text("utf-8"))
    depth = max(len(tree["splits"] or ()) for tree in dumped["oblivious_trees"])
    feature, threshold, value = [], [], []
    for tree in dumped["oblivious_trees"]:
        splits = tree["splits"] or []
        missing = depth - len(splits)
        feature.append([split["float_feature_index"] for split in splits] + [0] * missing)
        threshold.append([split["border"] for split in splits] + [np.inf] * missing)
        value.append(list(tree["leaf_values"]) + [0.0] * (2**depth - len(tree["leaf_values"])))
    scale, bias = dumped["scale_and_bias"]
    return Trees(
        np.array(feature, np.int32), np.array(threshold, np.float32), np.array(value, np.float32) * np.float32(scale),
        float(bias[0] if bias else 0.0),
    )  # fmt: skip


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
