"""How likely an equation that comes out is meant, and one that must and does not is a contradiction.

Logistic regression over graded answers, one model for each family. The weights are data (`weights.yaml`), made by
`python -m tests.training.derive_weights` on annotated documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.comparing.derive.equations import Equation, Family
from pipeline.comparing.derive.evidence import gather
from pipeline.comparing.pairs.weights import Logistic
from pipeline.records.data import load_yaml


@dataclass(frozen=True, slots=True)
class DeriveModels:
    """`meant` by family; `contradiction`: how many of the tied equations that do not come out people call one."""

    meant: Mapping[Family, Logistic]
    contradiction: float

    def probability(self, equation: Equation) -> float:
        """That an equation that comes out is meant."""
        return self.meant[equation.family].probability(gather(equation))


@cache
def shipped_derive_models() -> DeriveModels:
    """The models of weights.yaml."""
    data: Mapping[str, Any] = load_yaml("pipeline.comparing.derive", "weights.yaml")
    meant = {family: Logistic(float(model["intercept"]), model["weights"]) for family, model in data["meant"].items()}
    return DeriveModels(meant, float(data["contradiction"]))
