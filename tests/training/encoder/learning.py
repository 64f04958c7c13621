"""Fine-tuning: passes over the documents in batches of about as many pieces."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from pipeline.reading.claims.encoder.network import Layout
from tests.training.encoder.losses import loss_of
from tests.training.encoder.model import Encoder, pretrained
from tests.training.encoder.questions import Asked

_BATCH = 2000
"""Pieces of a batch, padding counted."""
_JITTER = 40.0
"""How far from its place, in pieces, a document may come in the order by length, so that batches differ."""


@dataclass(frozen=True, slots=True)
class FineTuning:
    """How the network learns: rates rise to these and fall to next to nothing (AdamW: Loshchilov and Hutter 2019)."""

    passes: int = 4
    body_rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    rise: float = 0.08
    least: float = 0.02


def fine_tuned(documents: Sequence[Asked], layout: Layout, base: Path, how: FineTuning, seed: int = 0) -> Encoder:
    """An encoder that learned from documents, begun from pretrained weights (a file of safetensors)."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    encoder = pretrained(base, layout.width)
    encoder.train()
    weights = _trainable(encoder)
    rates = {"body": how.body_rate, "head": how.head_rate}
    optimizer = torch.optim.AdamW(
        [{"params": weights[part], "lr": rate} for part, rate in rates.items()],
        weight_decay=how.decay, betas=(0.9, 0.98),
    )  # fmt: skip
    steps = how.passes * len(list(_batches(documents, chance)))
    step = 0
    for _ in range(how.passes):
        for batch in _batches(documents, chance):
            slope = min(1.0, (step + 1) / (how.rise * steps)) * max(how.least, 1.0 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates.values(), strict=True):
                group["lr"] = rate * slope
            loss = loss_of(encoder, layout, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            step += 1
            print(f"\rstep {step} of about {steps}: {loss.item():.2f}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return encoder.eval()


def _trainable(encoder: Encoder) -> Mapping[str, list[Tensor]]:
    """The weights that learn: those of the head, and those that were trained before."""
    named = [(name, weights) for name, weights in encoder.named_parameters() if weights.requires_grad]
    return {
        "head": [weights for name, weights in named if name.startswith("head_")],
        "body": [weights for name, weights in named if not name.startswith("head_")],
    }


def _batches(documents: Sequence[Asked], chance: random.Random) -> Iterator[list[Asked]]:
    """The documents in random batches, those of about the same length together."""
    by_length = sorted(documents, key=lambda one: _longest(one) + chance.uniform(-_JITTER, _JITTER))
    batches: list[list[Asked]] = [[]]
    for one in by_length:
        batch = [*batches[-1], one]
        size = max(map(_longest, batch)) * sum(len(each.windows) for each in batch)
        if batches[-1] and size > _BATCH:
            batches.append([one])
        else:
            batches[-1] = batch
    chance.shuffle(batches)
    yield from batches


def _longest(document: Asked) -> int:
    return max(map(len, document.windows))
