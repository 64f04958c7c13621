"""How often an encoder alone is right about documents, given its candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from pipeline.reading.claims.encoder.network import CLASSED, Layout
from tests.training.encoder.asked import Asked, Candidates, Flags
from tests.training.encoder.batches import batch_of
from tests.training.encoder.learning import device
from tests.training.encoder.model import Encoder
from tests.training.encoder.scores import scored

_TOGETHER = ("measure", "period", "place")


def shares_right(encoder: Encoder, layout: Layout, documents: Sequence[Asked]) -> dict[str, float]:
    """How often each field's likeliest candidate is right, of required claims, and how often measure, period and place
    are right together."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for document in documents:
        found = _right(encoder, layout, document)
        required = document.weight == 1.0
        placed = document.place_weight == 1.0
        for field, flags in found.items():
            right[field] += flags[placed if field == "place" else required].tolist()
        together = np.logical_and.reduce([found[field] for field in _TOGETHER])
        right["together"] += together[placed].tolist()
    return {field: float(np.mean(flags)) for field, flags in right.items()}


def _right(encoder: Encoder, layout: Layout, document: Asked) -> Mapping[str, Flags]:
    """By field whether the encoder is right about each number."""
    batch = batch_of([document]).on(device())
    with torch.no_grad():
        said = scored(encoder, layout, batch, batch.ids)
    classed = {
        field: said.classes[field].argmax(1).cpu().numpy() == document.classes[field] for field in sorted(CLASSED)
    }
    count = len(document.weight)
    return {
        **classed,
        "period": _first_right(said.period, document.period, count),
        "place": _first_right(said.place, document.place, count),
    }


def _first_right(scores: Tensor, candidates: Candidates, count: int) -> Flags:
    """Whether the best of each number's candidates is right, the first of several."""
    best_last = np.argsort(-scores.cpu().numpy(), kind="stable")[::-1]
    right = np.zeros(count, np.bool_)
    right[candidates.number[best_last]] = candidates.right[best_last]
    return right
