"""How far what a network says of documents is from the annotation, and from what a larger one says."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from tests.training.encoder.batches import Batch
from tests.training.encoder.scores import Scored, log_of_sums

SHARES = {"measure": 1.0, "period": 1.0, "place": 1.0, "kind": 0.7, "claimhood": 0.5, "modality": 0.3}
"""What each field's loss counts."""

_TEMPERATURE = 2.0
"""What a teacher's scores and its pupil's are divided by, so that what comes second counts too (Hinton et al. 2015)."""
_LEAST_CLAIM = 0.2
"""How likely a number of an unannotated document has to be a claim, after the teacher, for its fields to count."""

_Parts = Mapping[str, tuple[Tensor, Tensor]]
"""By field the sum of the losses, and of what they count."""


def loss_of(said: Scored, batch: Batch) -> Tensor:
    """The mean loss for a claim, all fields together: the negative log-likelihood of what is right."""
    parts = {field: _of_classes(scores, batch.classes[field], batch.weight) for field, scores in said.classes.items()}
    return _together(
        {
            **parts,
            "claimhood": _of_claimhood(said.claimhood, batch),
            "period": _of_candidates(said.period, batch.period_number, batch.period_right, batch.weight),
            "place": _of_candidates(said.place, batch.place_number, batch.place_right, batch.place_weight),
        }
    )


def _together(parts: _Parts) -> Tensor:
    return sum(
        (SHARES[field] * losses / weights.clamp(min=1e-6) for field, (losses, weights) in parts.items()),
        torch.zeros(()),
    )


def _of_classes(scores: Tensor, right: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    each = functional.cross_entropy(scores, right, reduction="none")
    return (each * weight).sum(), weight.sum()


def _of_claimhood(scores: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    told = batch.is_claim >= 0
    each = functional.binary_cross_entropy_with_logits(scores, batch.is_claim.clamp(min=0).float(), reduction="none")
    return (each * told).sum(), told.sum().float()


def _of_candidates(scores: Tensor, number: Tensor, right: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    """The loss where several candidates may be right, over the numbers that have a right one."""
    every = log_of_sums(scores, number, len(weight))
    good = log_of_sums(scores[right], number[right], len(weight))
    counts = weight * torch.zeros_like(weight).index_fill(0, number[right], 1.0)
    return (torch.where(counts > 0, every - good, 0.0) * counts).sum(), counts.sum()


def distance(said: Scored, taught: Scored, batch: Batch) -> Tensor:
    """How far a pupil's probabilities are from its teacher's, for a claim, all fields together: their cross-entropy at
    the same temperature, times its square."""
    likely = torch.sigmoid(taught.claimhood)
    guessed = torch.where(likely > _LEAST_CLAIM, likely, 0.0)
    weight = torch.where(batch.annotated, batch.weight, guessed)
    parts = {field: _between_classes(some, taught.classes[field], weight) for field, some in said.classes.items()}
    place_weight = torch.where(batch.annotated, batch.place_weight, guessed)
    told = torch.sigmoid(taught.claimhood / _TEMPERATURE)
    hood = functional.binary_cross_entropy_with_logits(said.claimhood / _TEMPERATURE, told, reduction="sum")
    parts |= {
        "claimhood": (hood, torch.ones_like(hood) * len(told)),
        "period": _between_candidates(said.period, taught.period, batch.period_number, weight),
        "place": _between_candidates(said.place, taught.place, batch.place_number, place_weight),
    }
    return _together(parts) * _TEMPERATURE**2


def _between_classes(scores: Tensor, taught: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    each = functional.cross_entropy(
        scores / _TEMPERATURE, functional.softmax(taught / _TEMPERATURE, 1), reduction="none"
    )
    return (each * weight).sum(), weight.sum()


def _between_candidates(scores: Tensor, taught: Tensor, number: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    told = torch.exp(_logs(taught / _TEMPERATURE, number, len(weight)))
    each = torch.where(told > 0, -told * _logs(scores / _TEMPERATURE, number, len(weight)), 0.0)
    counts = weight * torch.zeros_like(weight).index_fill(0, number, 1.0)
    return (each * weight[number]).sum(), counts.sum()


def _logs(scores: Tensor, number: Tensor, count: int) -> Tensor:
    """The logs of the probabilities of each number's candidates."""
    return scores - log_of_sums(scores, number, count)[number]
