"""What spoke for a choice: the features that set the chosen candidate apart from the next best one, and the encoder."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.choosing import Choice, Proposal, Weights
from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.encoder.network import shipped_network
from pipeline.reading.claims.encoder.pooling import Pool, evidence_for, logs, opinion, pooled, shipped_pools
from pipeline.reading.claims.fields import steps
from pipeline.reading.claims.found import DocumentToRead
from pipeline.records.model import ClaimPlace


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature with its value for the chosen candidate and for the runner-up, and what the difference is worth.

    `worth` is how much of the margin between the two scores goes when the chosen one has the runner-up's value; of the
    encoder, how much its opinion adds to that margin, about: what the odds of the chooser change is left out.
    """

    feature: str
    chosen: float
    runner_up: float
    worth: float


def reasons(
    proposal: Proposal[object], weights: Weights, features: tuple[str, ...], choice: Choice[object]
) -> list[Reason]:
    """The features that speak for the first candidate of a choice against the second.

    Each feature is swapped by itself (an ablation, one at a time), so that reasons need not add up to the margin.
    """
    if len(choice.values) < 2:
        return []
    best, second = (proposal.rows[proposal.values.index(value)] for value in choice.values[:2])
    differing = np.flatnonzero(best != second)
    swapped = np.repeat(best[None, :], len(differing), axis=0)
    swapped[np.arange(len(differing)), differing] = second[differing]
    lost = weights.scores(best[None, :])[0] - weights.scores(swapped)
    return [
        Reason(features[column], float(best[column]), float(second[column]), float(worth))
        for column, worth in zip(differing, lost, strict=True)
        if worth > 0
    ]


def reasons_of_encoder(said: Choice[object], pool: Pool, weights: Weights, choice: Choice[object]) -> list[Reason]:
    """The encoder, where it speaks for the first candidate of a choice against the second; `said` is its opinion."""
    if len(choice.values) < 2:
        return []
    first, second = (said.probabilities[said.values.index(value)] for value in choice.values[:2])
    margin = float(np.subtract(*logs(np.array([first, second]))))
    worth = margin * pool.encoder / pool.chooser * weights.temperature
    return [Reason(_ENCODER, first, second, worth)] if worth > 0 else []


EXPLAINED = ("measure", "place", "period", "subject")
_MOST_REASONS = 3
_ENCODER = "the encoder's probability"


def reasons_by_field(to_read: DocumentToRead, packs: tuple[str, ...], place: ClaimPlace) -> dict[str, list[Reason]]:
    """What spoke for the choices of the claim that stands at a place of a document, which is read again for it.

    By field, for the fields that a claim is compared by; empty where the document has no number there. Raises
    WeightsError and PackError as reading does.
    """
    (document,) = parsed_documents([to_read], packs)
    n = next((n for n, number in enumerate(document.numbers) if _stands_at(document, number, place)), None)
    if n is None:
        return {}
    taken = list(steps(document, packs))
    choices = {step.name: step.choices for step in taken}
    evidence = evidence_for(document, choices, shipped_network())
    pools = shipped_pools()
    final = pooled(choices, evidence, pools)
    found = {}
    for step in taken:
        if step.name not in EXPLAINED or step.weights is None:
            continue
        choice = final[step.name][n]
        spoke = reasons(step.proposals[n], step.weights, step.features, choice)
        if step.name in pools:
            said = replace(step.choices[n], probabilities=tuple(opinion(evidence[step.name][n]).tolist()))
            spoke += reasons_of_encoder(said, pools[step.name], step.weights, choice)
        found[step.name] = sorted(spoke, key=lambda reason: -reason.worth)[:_MOST_REASONS]
    return found


def _stands_at(document: ParsedDocument, number: Number, place: ClaimPlace) -> bool:
    passage = document.sentence_of(number).passage
    return (passage.block.n, number.quantity.start + passage.shift) == (place.block, place.number_start)
