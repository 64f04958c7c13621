"""Multinomial logistic regression as data: a weight for each term and class, evaluated with numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.records.trees import Matrix


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`weights` has a row for each term (`terms` gives the row's index) and a column for each class."""

    classes: tuple[str, ...]
    terms: Mapping[str, int]
    weights: Matrix
    bias: NDArray[np.float32]

    def scores(self, descriptions: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """The log-odds of each class for each description (term to value); terms that are not known say nothing."""
        result = np.empty((len(descriptions), len(self.classes)))
        for n, description in enumerate(descriptions):
            known = [(self.terms[term], value) for term, value in description.items() if term in self.terms]
            rows = [row for row, _ in known]
            values = np.array([value for _, value in known], np.float32)
            result[n] = self.bias + values @ self.weights[rows]
        return result


def linear_arrays(model: LinearModel) -> dict[str, NDArray[Any]]:
    """The model as arrays for np.savez: weights as whole numbers from -127 to 127, with a scale for each class."""
    scale = np.abs(model.weights).max(axis=0) / 127
    scale[scale == 0] = 1.0
    terms = sorted(model.terms, key=model.terms.__getitem__)
    return {
        "classes": np.array(model.classes), "terms": np.frombuffer("\n".join(terms).encode(), np.uint8),
        "weights": np.round(model.weights / scale).astype(np.int8), "scale": scale.astype(np.float32),
        "bias": model.bias.astype(np.float32),
    }  # fmt: skip


def linear_of(arrays: Mapping[str, Any]) -> LinearModel:
    """The model in an archive of arrays (KeyError where a part is missing)."""
    terms = arrays["terms"].tobytes().decode().split("\n")
    weights = arrays["weights"].astype(np.float32) * arrays["scale"]
    return LinearModel(
        tuple(arrays["classes"].tolist()), {term: n for n, term in enumerate(terms)}, weights, arrays["bias"]
    )
