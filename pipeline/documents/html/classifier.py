"""How likely each leaf is content: oblivious decision trees, boosted, in two stages; weights in model.npz.

The first stage sees what features.py tells of a leaf; the second sees besides what the first said of the leaves
around it and of those in the elements that it stands in. tests/benchmarks/train_pages.py makes the trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.html.features import Matrix, features
from pipeline.documents.html.frames import Leaf
from pipeline.documents.html.position import containers, signature
from pipeline.records.trees import Trees, trees_of

_STEPS = (1, 2, 3)
_WINDOWS = (2, 5, 12, 30)


@dataclass(frozen=True, slots=True)
class Model:
    """Both stages and the probability from which a leaf is kept."""

    first: Trees
    second: Trees
    keep: float


@cache
def _model() -> Model:
    with as_file(files("pipeline.documents.html").joinpath("model.npz")) as path, np.load(path) as arrays:
        stages = [trees_of(arrays, f"{stage}_") for stage in ("first", "second")]
        return Model(stages[0], stages[1], float(arrays["keep"]))


def content_probabilities(leaves: Sequence[Leaf]) -> NDArray[np.float64]:
    """The probability that each leaf is content."""
    if not leaves:
        return np.zeros(0)
    rows = features(leaves)
    first = _model().first.probabilities(rows)
    return _model().second.probabilities(second_stage(leaves, rows, first))


def keep_from() -> float:
    """The probability from which a leaf is kept."""
    return _model().keep


def second_stage(leaves: Sequence[Leaf], rows: Matrix, first: NDArray[np.float64]) -> Matrix:
    """The features of the second stage: those of the first, and what it said of each leaf and those around it."""
    chars = np.array([len(leaf.text) for leaf in leaves], np.float64)
    return np.concatenate([np.stack(_surroundings(leaves, first, np.sqrt(chars)), axis=1), rows], axis=1).astype(
        np.float32
    )


def _surroundings(
    leaves: Sequence[Leaf], first: NDArray[np.float64], weight: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    count = len(leaves)
    columns = [first]
    for step in _STEPS:
        columns += [_shifted(first, step), _shifted(first[::-1], step)[::-1]]
    weighted = np.concatenate([[0.0], np.cumsum(first * weight)])
    weights = np.concatenate([[0.0], np.cumsum(weight)])
    index = np.arange(count)
    for size in _WINDOWS:
        start, end = np.maximum(index - size, 0), np.minimum(index + size + 1, count)
        columns.append((weighted[end] - weighted[start]) / np.maximum(weights[end] - weights[start], 1e-9))
    columns += [_mean_by(keys, first, weight) for keys in _groups(leaves)]
    columns.append(np.full(count, weighted[-1] / max(weights[-1], 1e-9)))
    columns += [np.maximum.accumulate(first), np.maximum.accumulate(first[::-1])[::-1]]
    return columns


def _shifted(values: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    return np.concatenate([np.zeros(min(step, len(values))), values[:-step]])[: len(values)]


def _groups(leaves: Sequence[Leaf]) -> list[NDArray[np.int64]]:
    """For each leaf the number of each of its containers, of its signature and of the heading that it stands under."""
    page = sum(len(leaf.text) for leaf in leaves)
    ids: dict[int, int] = {}
    signatures: dict[str, int] = {}
    held: dict[int, list[int]] = {}
    around, signs, headings = [], [], []
    heading = 0
    for index, leaf in enumerate(leaves):
        key = id(leaf.frame)
        if key not in held:
            held[key] = [ids.setdefault(id(outer), len(ids)) for outer in containers(leaf.frame, page)]
        around.append(held[key])
        signs.append(signatures.setdefault(signature(leaf.frame), len(signatures)))
        heading = index + 1 if leaf.frame.level else heading
        headings.append(heading)
    columns = np.array(around, np.int64)
    return [*(columns[:, place] for place in range(columns.shape[1])), np.array(signs), np.array(headings)]


def _mean_by(keys: NDArray[np.int64], values: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    sums = np.bincount(keys, values * weight) / np.maximum(np.bincount(keys, weight), 1e-9)
    return np.asarray(sums[keys])
