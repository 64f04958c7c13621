"""Linear models: multinomial logistic regression over terms (scikit-learn), and a linear softmax over candidates.

Needs the extra `train`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
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


def linear_softmax(
    rows: NDArray[np.float32], label: NDArray[np.float32], sizes: NDArray[np.int64], penalty: float
) -> NDArray[np.float64]:
    """A weight for each column under which the right row of each question is likeliest (McFadden's conditional logit).

    The rows stand in order of their questions; `sizes` counts each question's. The columns are scaled to one variance
    for the penalty; what would centre them is the same for all rows of a question, so that the softmax does not see it.
    """
    spread = rows.std(axis=0) + 1e-6
    scaled = rows / spread
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = scaled @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        chances = powers / np.add.reduceat(powers, starts)[group]
        missed = -float(np.log(np.maximum(chances[label > 0], 1e-12)).sum())
        return missed + penalty * float(weights @ weights) / 2, scaled.T @ (chances - label) + penalty * weights

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return np.asarray(found.x / spread)


def save_linear(path: Path, weights: LinearWeights) -> None:
    """Write weights as shipped_model reads them."""
    np.savez_compressed(path, **linear_arrays(weights.model), temperature=np.float64(weights.temperature))
