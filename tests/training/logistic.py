"""Logistic regression over graded answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.comparing.pairs.weights import Logistic

RIDGE = 8.0


@dataclass(frozen=True, slots=True)
class GradedExample:
    """The grade of each answer, whether it is an example of what is to be told, and what it weighs."""

    evidence: Mapping[str, str]
    positive: bool
    weight: float


def fitted(examples: Sequence[GradedExample]) -> Logistic:
    """Logistic regression with a ridge penalty over the grades, by Newton's method with halved steps."""
    grades = sorted({(question, grade) for example in examples for question, grade in example.evidence.items()})
    place = {grade: n + 1 for n, grade in enumerate(grades)}
    table = np.zeros((len(examples), len(grades) + 1), dtype=np.float32)
    table[:, 0] = 1.0
    for n, example in enumerate(examples):
        table[n, [place[grade] for grade in example.evidence.items()]] = 1.0
    positive = np.array([float(example.positive) for example in examples])
    weights = np.array([example.weight for example in examples])
    found = _newton(table, positive, weights)
    by_question: dict[str, dict[str, float]] = {}
    for (question, grade), n in place.items():
        by_question.setdefault(question, {})[grade] = round(float(found[n]), 3)
    return Logistic(round(float(found[0]), 3), by_question)


def _newton(table: NDArray[Any], positive: NDArray[Any], weights: NDArray[Any]) -> NDArray[Any]:
    ridge = np.full(table.shape[1], RIDGE)
    ridge[0] = 1e-6
    found = np.zeros(table.shape[1])
    found[0] = np.log((weights * positive).sum() / (weights * (1 - positive)).sum())

    def loss(at: NDArray[Any]) -> float:
        scores = table @ at
        return float((weights * (np.logaddexp(0, scores) - positive * scores)).sum() + (ridge * at * at).sum() / 2)

    for _ in range(30):
        likely = 1 / (1 + np.exp(-(table @ found)))
        gradient = table.T @ ((likely - positive) * weights) + ridge * found
        curvature = (np.maximum(likely * (1 - likely), 1e-6) * weights).astype(np.float32)
        hessian = ((table * curvature[:, None]).T @ table).astype(float) + np.diag(ridge)
        step, size, before = np.linalg.solve(hessian, gradient), 1.0, loss(found)
        while loss(found - size * step) > before and size > 1e-4:
            size /= 2
        found = found - size * step
        if np.abs(size * step).max() < 1e-2:
            break
    return found
