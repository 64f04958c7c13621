"""Fine-tuning: passes over the documents in batches of about as many pieces."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.reading.claims.encoder.network import Layout
from tests.training.encoder.hiding import partly_hidden, pieces_of_words
from tests.training.encoder.losses import loss_of
from tests.training.encoder.model import Encoder, pretrained
from tests.training.encoder.questions import Asked
from tests.training.encoder.variants import names_in, varied

_JITTER = 40.0
"""How far from its place, in pieces, a document may come in the order by length, so that batches differ."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Some passes over the documents, during which the rates rise to these and fall to next to nothing. `batch`: pieces
    of a batch, padding counted; `hidden`: the largest share of a window's pieces of words that are hidden; `varied`:
    whether each pass sees other variants of the documents."""

    passes: int
    body_rate: float
    head_rate: float
    batch: int = 2000
    hidden: float = 0.0
    varied: bool = False


@dataclass(frozen=True, slots=True)
class FineTuning:
    """How the network learns: by AdamW (Loshchilov and Hutter 2019), rates and moments begun anew with each leg (warm
    restarts: Loshchilov and Hutter 2017)."""

    legs: tuple[Leg, ...] = (
        Leg(4, 3e-4, 1e-3),
        Leg(3, 2e-4, 5e-4),
        Leg(2, 2e-4, 4e-4, batch=1000, hidden=0.12),
        Leg(4, 2e-4, 4e-4, batch=1000, hidden=0.12, varied=True),
    )
    decay: float = 0.01
    rise: float = 0.08
    least: float = 0.02


def fine_tuned(documents: Sequence[Asked], layout: Layout, base: Path, how: FineTuning, seed: int = 0) -> Encoder:
    """An encoder that learned from documents, begun from pretrained weights (a file of safetensors)."""
    torch.manual_seed(seed)
    return _learnt(pretrained(base, layout.width), documents, layout, how, seed)


def went_on(encoder: Encoder, documents: Sequence[Asked], layout: Layout, how: FineTuning, seed: int = 0) -> Encoder:
    """An encoder that learned before, and now goes through the last leg (again)."""
    torch.manual_seed(seed)
    return _learnt(encoder, documents, layout, replace(how, legs=how.legs[-1:]), seed)


def _learnt(encoder: Encoder, documents: Sequence[Asked], layout: Layout, how: FineTuning, seed: int) -> Encoder:
    chance = random.Random(seed)
    drawn = np.random.default_rng(seed)
    encoder.train()
    for n, leg in enumerate(how.legs, 1):
        print(f"leg {n} of {len(how.legs)}", file=sys.stderr)
        learn(encoder, layout, documents, leg, how, chance, drawn)
    return encoder.eval()


def learn(
    encoder: Encoder,
    layout: Layout,
    documents: Sequence[Asked],
    leg: Leg,
    how: FineTuning,
    chance: random.Random,
    drawn: np.random.Generator,
) -> None:
    """Take the encoder through a leg; `chance` orders the documents, `drawn` changes them and hides words."""
    others, names = pieces_of_words(documents), names_in(documents)
    weights = _trainable(encoder)
    rates = {"body": leg.body_rate, "head": leg.head_rate}
    optimizer = torch.optim.AdamW(
        [{"params": weights[part], "lr": rate} for part, rate in rates.items()],
        weight_decay=how.decay, betas=(0.9, 0.98),
    )  # fmt: skip

    def seen() -> Sequence[Asked]:
        return [varied(one, names, drawn) for one in documents] if leg.varied else documents

    steps = leg.passes * len(list(_batches(seen(), leg.batch, chance)))
    step = 0
    for _ in range(leg.passes):
        for batch in _batches(seen(), leg.batch, chance):
            slope = min(1.0, (step + 1) / (how.rise * steps)) * max(how.least, 1.0 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates.values(), strict=True):
                group["lr"] = rate * slope
            loss = loss_of(encoder, layout, [partly_hidden(one, leg.hidden, others, drawn) for one in batch])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            step += 1
            print(f"\rstep {step} of about {steps}: {loss.item():.2f}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _trainable(encoder: Encoder) -> Mapping[str, list[Tensor]]:
    """The weights that learn: those of the head, and those that were trained before."""
    named = [(name, weights) for name, weights in encoder.named_parameters() if weights.requires_grad]
    return {
        "head": [weights for name, weights in named if name.startswith("head_")],
        "body": [weights for name, weights in named if not name.startswith("head_")],
    }


def _batches(documents: Sequence[Asked], most: int, chance: random.Random) -> Iterator[list[Asked]]:
    """The documents in random batches of so many pieces at most, those of about the same length together."""
    by_length = sorted(documents, key=lambda one: _longest(one) + chance.uniform(-_JITTER, _JITTER))
    batches: list[list[Asked]] = [[]]
    for one in by_length:
        batch = [*batches[-1], one]
        size = max(map(_longest, batch)) * sum(len(each.windows) for each in batch)
        if batches[-1] and size > most:
            batches.append([one])
        else:
            batches[-1] = batch
    chance.shuffle(batches)
    yield from batches


def _longest(document: Asked) -> int:
    return max(map(len, document.windows))
