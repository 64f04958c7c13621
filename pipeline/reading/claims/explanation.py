"""What spoke for a choice: the features that set the chosen candidate apart from the next best one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.choosing import Proposal, Weights
from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.fields import steps
from pipeline.reading.claims.found import DocumentToRead
from pipeline.records.model import ClaimPlace


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
    order = np.argsort(-weights.scores(proposal.rows), kind="stable")
    best, second = proposal.rows[order[0]], proposal.rows[order[1]]
    differing = np.flatnonzero(best != second)
    swapped = np.repeat(best[None, :], len(differing), axis=0)
    swapped[np.arange(len(differing)), differing] = second[differing]
    lost = weights.scores(best[None, :])[0] - weights.scores(swapped)
    ranked = [
        Reason(features[column], float(best[column]), float(second[column]), float(worth))
        for column, worth in sorted(zip(differing, lost, strict=True), key=lambda pair: -pair[1])
    ]
    return [reason for reason in ranked if reason.worth > 0][:most]


EXPLAINED = ("measure", "place", "period", "subject")
_MOST_REASONS = 3


def reasons_by_field(to_read: DocumentToRead, packs: tuple[str, ...], place: ClaimPlace) -> dict[str, list[Reason]]:
    """What spoke for the choices of the claim that stands at a place of a document, which is read again for it.

    By field, for the fields that a claim is compared by; empty where the document has no number there. Raises
    WeightsError and PackError as reading does.
    """
    (document,) = parsed_documents([to_read], packs)
    n = next((n for n, number in enumerate(document.numbers) if _stands_at(document, number, place)), None)
    if n is None:
        return {}
    return {
        step.name: reasons(step.proposals[n], step.weights, step.features, _MOST_REASONS)
        for step in steps(document, packs)
        if step.name in EXPLAINED and step.weights is not None
    }


def _stands_at(document: ParsedDocument, number: Number, place: ClaimPlace) -> bool:
    passage = document.sentence_of(number).passage
    return (passage.block.n, number.quantity.start + passage.shift) == (place.block, place.number_start)
