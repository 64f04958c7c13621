"""Patterns propose, a small model chooses: what all choosers of a claim's fields share.

A chooser proposes, for each number of a document, the values that a field could have, each with features of the
sentence, the layout and the document. Boosted trees score the candidates, and a softmax over a number's candidates
gives each a probability. Where questions are few, one for each document, a linear model scores them instead of trees.
tests/training makes the weights, which ship as data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.claims.document import ParsedDocument
from pipeline.records.trees import BranchingTrees, Matrix, branching_trees_of

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class WeightsError(Exception):
    """Weights that are missing, damaged or made for other features."""


@dataclass(frozen=True, slots=True)
class Proposal(Generic[V_co]):
    """The candidates for one number's field, and a row of features for each.

    `origins` says in a word or two where each candidate stands ("own sentence", "heading"), for people who look; the
    same length as `values`, or empty where there is nothing to say. `likeness[i, j]` is how right it is to choose
    candidate i where j would be, from 0 to 1, for fields whose values may be more or less full; None: only equals are.
    """

    values: tuple[V_co, ...]
    rows: Matrix
    origins: tuple[str, ...] = ()
    likeness: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Choice(Generic[V_co]):
    """The candidates of a proposal, the best first, with the probability that choosing each is right.

    The probabilities' sum is below 1 where perhaps none is right, and above it where candidates are alike: then one is
    also right as far as those like it are.
    """

    values: tuple[V_co, ...]
    probabilities: tuple[float, ...]
    origins: tuple[str, ...] = ()

    @property
    def value(self) -> V_co:
        return self.values[0]

    @property
    def probability(self) -> float:
        return self.probabilities[0]

    @property
    def origin(self) -> str:
        return self.origins[0] if self.origins else ""


Choices = Mapping[str, Sequence[Choice[Any]]]
"""What was chosen so far: for each field's name a choice for each number of the document."""


class Chooser(Protocol[V]):
    """Proposes a field's candidates. `features` names the columns of a proposal's rows.

    `after` names the fields whose choices have to be in `chosen`.
    """

    @property
    def name(self) -> str: ...

    @property
    def features(self) -> tuple[str, ...]: ...

    @property
    def after(self) -> tuple[str, ...]: ...

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[V]]:
        """The candidates for each number of the document, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Odds:
    """How a probability is made honest on groups not trained on: its log odds times `slope`, plus `intercept`.

    Platt (1999). A softmax does not know how often the right value is not among the candidates at all.
    """

    intercept: float
    slope: float

    def calibrated(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities made honest."""
        if self == AS_THEY_ARE:
            return probabilities
        return 1.0 / (1.0 + np.exp(-self.intercept - self.slope * log_odds(probabilities)))


AS_THEY_ARE = Odds(0.0, 1.0)
_SURE = 0.99
"""What is surer, or as sure that it is not so, counts as this: a few such would bend the curve for all."""


def log_odds(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log odds of probabilities, the surest ones taken for less sure."""
    kept = np.clip(probabilities, 1.0 - _SURE, _SURE)
    return np.asarray(np.log(kept / (1.0 - kept)))


@dataclass(frozen=True, slots=True)
class Weights:
    """What a chooser was trained to: trees that score a candidate, the temperature of the softmax, and what makes its
    probabilities honest.

    `linear` holds a weight for each feature, whose weighted sum is added to the trees' score; it is empty where trees
    do alone, as there are no trees where it does.
    """

    trees: BranchingTrees
    temperature: float
    linear: NDArray[np.float32]
    odds: Odds = AS_THEY_ARE

    def scores(self, rows: Matrix) -> NDArray[np.float64]:
        """The score of each row: the argument of the softmax, before its temperature."""
        of_trees = self.trees.scores(rows)
        return np.asarray(of_trees + rows @ self.linear) if len(self.linear) else of_trees


@cache
def shipped_weights(name: str, features: tuple[str, ...]) -> Weights:
    """The weights that ship for the chooser of this name.

    Raises WeightsError where they are missing, cannot be read, or were made for other features than these.
    """
    remedy = "make them anew with: python -m tests.training"
    source = files("pipeline.reading.claims").joinpath("weights", f"{name}.npz")
    try:
        with as_file(source) as path, np.load(path) as arrays:
            if tuple(arrays["features"].tolist()) != features:
                raise WeightsError(f"{source}: made for other features than the chooser of {name} has; {remedy}")
            linear = arrays["linear"] if "linear" in arrays else np.zeros(0, np.float32)
            odds = Odds(*arrays["odds"].tolist()) if "odds" in arrays else AS_THEY_ARE
            return Weights(branching_trees_of(arrays), float(arrays["temperature"]), linear, odds)
    except (OSError, KeyError, ValueError) as error:
        raise WeightsError(f"{source}: no weights that can be read ({error}); {remedy}") from error


def choose(proposals: Sequence[Proposal[V]], weights: Weights) -> list[Choice[V]]:
    """The choice for each proposal; all their candidates are scored in one go.

    Where candidates are alike, the one of least expected risk comes first (Kumar and Byrne 2004).
    """
    if not proposals:
        return []
    scores = weights.scores(np.concatenate([proposal.rows for proposal in proposals]))
    ends = np.cumsum([len(proposal.values) for proposal in proposals])[:-1]
    return [
        _ranked(proposal, softmax(part / weights.temperature), weights.odds)
        for proposal, part in zip(proposals, np.split(scores, ends), strict=True)
    ]


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities in proportion to the exponentials of the scores."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def _ranked(proposal: Proposal[V], chances: NDArray[np.float64], odds: Odds) -> Choice[V]:
    right = chances if proposal.likeness is None else np.asarray(proposal.likeness @ chances)
    return ranked(proposal.values, proposal.origins, right, odds)


def ranked(values: Sequence[V], origins: Sequence[str], right: NDArray[np.float64], odds: Odds) -> Choice[V]:
    """The choice among candidates that are right with these probabilities, before they are made honest."""
    order = np.argsort(-right, kind="stable")
    honest = odds.calibrated(right)
    return Choice(
        tuple(values[i] for i in order),
        tuple(float(honest[i]) for i in order),
        tuple(origins[i] for i in order) if origins else (),
    )


def matrix(rows: Sequence[Mapping[str, float]], features: tuple[str, ...], missing: float = -1.0) -> Matrix:
    """Features by name as rows of a matrix; KeyError-free: a feature that a candidate lacks is `missing`."""
    return np.array([[row.get(name, missing) for name in features] for row in rows], np.float32).reshape(
        len(rows), len(features)
    )
