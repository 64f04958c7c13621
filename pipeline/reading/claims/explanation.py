"""What spoke for a choice: the features that set the chosen candidate apart from the next best one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.reading.claims.choosing import Proposal, Weights


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature with its value for the chosen candidate and for the runner-up, and what the difference is worth.

    `worth` is how much of the margin between the two scores goes when the chosen one has the runner-up's value.
    """

    feature: str
    chosen: float
    runner_up: float
    worth: float


def reasons(proposal: Proposal[object], weights: Weights, features: tuple[str, ...], most: int) -> list[Reason]:
    """The features that speak most for the best candidate against the next best, the weightiest first.

    Each feature is swapped by itself (an ablation, one at a time), so that reasons need not add up to the margin.
    """
    if len(proposal.values) < 2:
        return []
    order = np.argsort(-weights.trees.scores(proposal.rows), kind="stable")
    best, second = proposal.rows[order[0]], proposal.rows[order[1]]
    differing = np.flatnonzero(best != second)
    swapped = np.repeat(best[None, :], len(differing), axis=0)
    swapped[np.arange(len(differing)), differing] = second[differing]
    lost = weights.trees.scores(best[None, :])[0] - weights.trees.scores(swapped)
    ranked = [
        Reason(features[column], float(best[column]), float(second[column]), float(worth))
        for column, worth in sorted(zip(differing, lost, strict=True), key=lambda pair: -pair[1])
    ]
    return [reason for reason in ranked if reason.worth > 0][:most]
