"""Linear models as data: the scores of their terms, and the way to a file and back."""

from __future__ import annotations

import io

import numpy as np
import pytest

from pipeline.records.linear import LinearModel, linear_arrays, linear_of


@pytest.fixture
def model() -> LinearModel:
    weights = np.array([[1.0, -1.0], [0.5, 2.0]], np.float32)
    return LinearModel(("calm", "storm"), {"sea=flat": 0, "sea=high": 1}, weights, np.array([0.25, 0.0], np.float32))


def test_a_description_scores_the_sum_of_its_terms_weights(model: LinearModel) -> None:
    scores = model.scores([{"sea=flat": 2.0, "sea=high": 1.0}])
    assert scores.tolist() == [[2.75, 0.0]]


def test_terms_that_were_not_trained_on_say_nothing(model: LinearModel) -> None:
    assert model.scores([{"wind=west": 1.0}, {}]).tolist() == [[0.25, 0.0], [0.25, 0.0]]


def test_a_model_survives_the_way_to_a_file_and_back(model: LinearModel) -> None:
    file = io.BytesIO()
    np.savez_compressed(file, **linear_arrays(model))
    file.seek(0)
    with np.load(file) as arrays:
        again = linear_of(arrays)
    assert (again.classes, again.terms) == (model.classes, model.terms)
    np.testing.assert_allclose(again.weights, model.weights, atol=0.02)
    np.testing.assert_allclose(again.bias, model.bias)
