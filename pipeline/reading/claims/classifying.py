"""Linear models over words: what a field is by the words around a number, as a feature for its chooser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Protocol, TypeVar, runtime_checkable

import numpy as np

from pipeline.reading.claims.choosing import Choice, Choices, WeightsError, softmax
from pipeline.reading.claims.document import ParsedDocument
from pipeline.records.linear import LinearModel, linear_of

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


@runtime_checkable
class Classifier(Protocol[V_co]):
    """Describes numbers in weighted terms, from which a linear model tells a field's class.

    `after` names the fields whose choices have to be in `chosen`.
    """

    @property
    def name(self) -> str: ...

    @property
    def after(self) -> tuple[str, ...]: ...

    def describe(self, document: ParsedDocument, chosen: Choices) -> Sequence[Mapping[str, float]]:
        """The terms of each number of the document, in order."""
        ...

    def value(self, label: str) -> V_co:
        """The field's value that a class of the model stands for."""
        ...


@dataclass(frozen=True, slots=True)
class LinearWeights:
    """What a classifier was trained to, and the temperature of its softmax."""

    model: LinearModel
    temperature: float


@cache
def shipped_model(name: str) -> LinearWeights:
    """The weights that ship for the classifier of this name. Raises WeightsError where they cannot be read."""
    source = files("pipeline.reading.claims").joinpath("weights", f"{name}.npz")
    try:
        with as_file(source) as path, np.load(path) as arrays:
            return LinearWeights(linear_of(arrays), float(arrays["temperature"]))
    except (OSError, KeyError, ValueError) as error:
        remedy = "make them anew with: python -m tests.training"
        raise WeightsError(f"{source}: no weights that can be read ({error}); {remedy}") from error


def classify(
    classifier: Classifier[V], descriptions: Sequence[Mapping[str, float]], weights: LinearWeights
) -> list[Choice[V]]:
    """All classes for each description, the likeliest first."""
    values = [classifier.value(label) for label in weights.model.classes]
    chosen = []
    for scores in weights.model.scores(descriptions):
        probabilities = softmax(scores / weights.temperature)
        order = np.argsort(-probabilities, kind="stable")
        chosen.append(Choice(tuple(values[i] for i in order), tuple(float(probabilities[i]) for i in order)))
    return chosen


def classified(classifier: Classifier[V], document: ParsedDocument, chosen: Choices) -> list[Choice[V]]:
    """What a classifier tells of each number of the document, with the weights that ship."""
    return classify(classifier, classifier.describe(document, chosen), shipped_model(classifier.name))
