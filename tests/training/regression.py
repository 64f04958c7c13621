"""Multinomial logistic regression over terms, fitted by scikit-learn. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.reading.claims.classifying import LinearWeights
from pipeline.records.linear import LinearModel, linear_arrays


@dataclass(frozen=True, slots=True)
class Regression:
    """How a linear model is fitted: `inverse_penalty` is scikit-learn's C; a term must be met `least_count` times;
    `optional_weight` is what a claim counts that need not be found, `rarer_weight` one of any but the commonest
    class."""

    inverse_penalty: float = 0.3
    least_count: int = 3
    optional_weight: float = 0.4
    rarer_weight: float = 1.0


def regressed(
    descriptions: Sequence[Mapping[str, float]],
    labels: Sequence[str],
    weights: Sequence[float],
    regression: Regression,
) -> LinearModel:
    """The model under which the labels are likeliest, with a penalty on large weights."""
    vectorizer = DictVectorizer(dtype=np.float32)
    rows = vectorizer.fit_transform(descriptions)
    kept = np.flatnonzero(np.asarray((rows != 0).sum(axis=0)).ravel() >= regression.least_count)
    model = LogisticRegression(C=regression.inverse_penalty, max_iter=300, tol=1e-3)
    model.fit(rows[:, kept], list(labels), sample_weight=list(weights))
    names = vectorizer.get_feature_names_out()[kept]
    return LinearModel(
        tuple(model.classes_.tolist()), {term: n for n, term in enumerate(names.tolist())},
        model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32),
    )  # fmt: skip


def save_linear(path: Path, weights: LinearWeights) -> None:
    """Write weights as shipped_model reads them."""
    np.savez_compressed(path, **linear_arrays(weights.model), temperature=np.float64(weights.temperature))
