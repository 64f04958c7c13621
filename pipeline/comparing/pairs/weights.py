"""How likely two claims are of one thing, or truly contradict each other: logistic regression over graded answers.

The weights are data (`weights.yaml`), made by `python -m tests.training.pair_weights` on annotated pairs; each grade of
each question has one, so that what spoke for a probability can be told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.comparing.pairs.evidence import Evidence
from pipeline.records.data import load_yaml

_TOLD = 3


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by question and grade, added to the intercept. A grade that no annotated pair had weighs nothing."""

    intercept: float
    weights: Mapping[str, Mapping[str, float]]

    def probability(self, evidence: Evidence) -> float:
        total = self.intercept
        for question, grades in self.weights.items():
            total += grades.get(evidence[question], 0.0)
        return 1.0 / (1.0 + math.exp(-total))

    def spoke(self, evidence: Evidence) -> tuple[str, ...]:
        """The answers that weighed most, the heaviest first, each with its sign."""
        said = [(grades.get(evidence[question], 0.0), question) for question, grades in self.weights.items()]
        heaviest = sorted(said, key=lambda pair: (-abs(pair[0]), pair[1]))[:_TOLD]
        return tuple(f"{question}: {evidence[question]} ({weight:+.1f})" for weight, question in heaviest)


@dataclass(frozen=True, slots=True)
class Models:
    """`agreement`: that claims whose figures fit are of one thing. `contradiction`: that those whose figures do not
    are, at one time, so that a person would call it a contradiction."""

    agreement: Model
    contradiction: Model


@cache
def shipped_models() -> Models:
    data: Mapping[str, Any] = load_yaml("pipeline.comparing.pairs", "weights.yaml")
    return Models(**{name: Model(float(model["intercept"]), model["weights"]) for name, model in data.items()})
