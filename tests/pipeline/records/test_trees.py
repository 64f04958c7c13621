"""Boosted trees kept as arrays score rows as the trees say."""

from __future__ import annotations

import numpy as np

from pipeline.records.trees import BranchingTrees

INFINITE = np.inf


def test_each_node_of_a_branching_tree_asks_its_own_question() -> None:
    # root: is feature 0 above 1? below: nothing more to ask; above: is feature 1 above 5?
    trees = BranchingTrees(
        np.array([[0, 0, 1]], np.int32), np.array([[1.0, INFINITE, 5.0]], np.float32),
        np.array([[10.0, 0.0, 20.0, 30.0]], np.float32), 0.5,
    )  # fmt: skip
    rows = np.array([[1, 9], [2, 5], [2, 6]], np.float32)
    assert trees.scores(rows).tolist() == [10.5, 20.5, 30.5]


def test_the_values_of_several_trees_add_up() -> None:
    trees = BranchingTrees(
        np.array([[0], [1]], np.int32), np.array([[0.0], [0.0]], np.float32),
        np.array([[1.0, 2.0], [10.0, 20.0]], np.float32), 0.0,
    )  # fmt: skip
    assert trees.scores(np.array([[1, -1], [-1, 1]], np.float32)).tolist() == [12.0, 21.0]
