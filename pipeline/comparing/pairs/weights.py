"""How likely two claims are of one thing, or truly contradict each other, by models over graded answers.

Agreement is judged by logistic regression (`agreement.yaml`; `joining.yaml` for one figure read in two ways and
`rounding.yaml` for a figure and its rounding), contradiction by boosted trees over the same grades
(`contradiction.npz`): whether a difference is a contradiction hangs on several answers at once. They are made by
`python -m tests.training.pair_weights` and `…joining_weights` on annotated pairs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Protocol

import numpy as np

from pipeline.comparing.pairs.evidence import Evidence, ranks
from pipeline.records.data import load_yaml
from pipeline.records.trees import BranchingTrees, Matrix, branching_trees_of


class Model(Protocol):
    """Tells a probability from evidence about each of many pairs."""

    def probabilities(self, evidence: Sequence[Evidence]) -> list[float]:
        """A probability for each pair's evidence."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights by question and grade, added to the intercept. A grade that no annotated pair had weighs nothing."""

    intercept: float
    weights: Mapping[str, Mapping[str, float]]

    def probability(self, evidence: Evidence) -> float:
        """The probability that the evidence of one pair makes. KeyError where a question has no answer."""
        total = self.intercept
        for question, grades in self.weights.items():
            total += grades.get(evidence[question], 0.0)
        return 1.0 / (1.0 + math.exp(-total))

    def probabilities(self, evidence: Sequence[Evidence]) -> list[float]:
        return [self.probability(each) for each in evidence]


Column = tuple[str, str]
"""A question and a grade: 1 where it was given. Or a measured question and "": the rank of its grade, -1 where the
answer is none of its grades."""


@dataclass(frozen=True, slots=True)
class GradedTrees:
    """Trees over a row of columns."""

    column: Mapping[Column, int]
    trees: BranchingTrees

    def probabilities(self, evidence: Sequence[Evidence]) -> list[float]:
        found: list[float] = self.trees.probabilities(rows_of(evidence, self.column)).tolist()
        return found


def rows_of(evidence: Sequence[Evidence], column: Mapping[Column, int]) -> Matrix:
    """The values of the columns for what was answered, a row for each pair."""
    rows = np.zeros((len(evidence), len(column)), np.float32)
    for question, columns in _by_question(column).items():
        grades = [each[question] for each in evidence]
        number = {grade: n for n, grade in enumerate(dict.fromkeys(grades))}
        filled = np.zeros((len(number), len(columns)), np.float32)
        for grade, n in number.items():
            for at, value in _cells((question, grade), column):
                filled[n, columns.index(at)] = value
        rows[:, columns] = filled[[number[grade] for grade in grades]]
    return rows


def _by_question(column: Mapping[Column, int]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for (question, _), at in column.items():
        found.setdefault(question, []).append(at)
    return found


def _cells(answer: tuple[str, str], column: Mapping[Column, int]) -> Iterator[tuple[int, float]]:
    """Which columns one answer fills, and with what."""
    for asked in columns_of(*answer):
        if asked in column:
            question, grade = asked
            yield column[asked], 1.0 if grade else float(ranks()[question].get(answer[1], -1))


def columns_of(question: str, grade: str) -> Iterator[Column]:
    """The columns that say something of an answer."""
    if question in ranks():
        yield question, ""
    if grade not in ranks().get(question, ()):
        yield question, grade


@dataclass(frozen=True, slots=True)
class Models:
    """`agreement`: that claims whose figures fit are of one thing. `contradiction`: that those whose figures do not
    are, at one time, and are both read rightly, so that a person would call it a contradiction. `joining`: that claims
    of one figure are of one thing, however they were read; `rounding`: that those are of which one rounds the other's
    figure."""

    agreement: Model
    contradiction: Model
    joining: Model
    rounding: Model


@cache
def shipped_models() -> Models:
    """The models that ship with the package."""
    with as_file(files("pipeline.comparing.pairs") / "contradiction.npz") as path, np.load(path) as arrays:
        answers = [text.partition(": ") for text in arrays["columns"].tolist()]
        column = {(question, grade): n for n, (question, _, grade) in enumerate(answers)}
        contradiction = GradedTrees(column, branching_trees_of(arrays))
    return Models(_logistic("agreement.yaml"), contradiction, _logistic("joining.yaml"), _logistic("rounding.yaml"))


def _logistic(name: str) -> Logistic:
    data: Mapping[str, Any] = load_yaml("pipeline.comparing.pairs", name)
    return Logistic(float(data["intercept"]), data["weights"])
