"""Fine-tuning: passes over the documents in batches of about as many pieces."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from pipeline.reading.claims.encoder.network import Layout
from tests.training.encoder.asked import Asked
from tests.training.encoder.batches import Batch, batch_of
from tests.training.encoder.hiding import partly_hidden, pieces_of_words
from tests.training.encoder.larger import larger_pretrained
from tests.training.encoder.losses import distance, loss_of
from tests.training.encoder.model import Encoder, pretrained
from tests.training.encoder.scores import scored
from tests.training.encoder.variants import names_in, varied

_JITTER = 40.0
"""How far from its place, in pieces, a document may come in the order by length, so that batches differ."""

_WORKERS = {"cpu": 0, "cuda": 3}
"""Processes that make batches ready, by the device that learns from them: two cores have enough to do with learning."""


_SAID_EVERY = 20
"""After how many steps the loss is said."""


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
    """How a network learns: by AdamW (Loshchilov and Hutter 2019), rates and moments begun anew with each leg (warm
    restarts: Loshchilov and Hutter 2017). `taught`: what counts, of the whole, what its teacher says, if it has one."""

    legs: tuple[Leg, ...]
    decay: float = 0.01
    rise: float = 0.08
    least: float = 0.02
    taught: float = 0.5


ALONE = FineTuning(
    (
        Leg(4, 3e-4, 1e-3),
        Leg(3, 2e-4, 5e-4),
        Leg(2, 2e-4, 4e-4, batch=1000, hidden=0.12),
        Leg(4, 2e-4, 4e-4, batch=1000, hidden=0.12, varied=True),
    )
)
"""How the network that ships learns from the annotation alone."""

AGAIN = FineTuning((Leg(4, 2e-4, 4e-4, hidden=0.12, varied=True),))
"""How it goes on, once it ships, for documents that are new."""

AS_TEACHER = FineTuning((Leg(12, 8e-5, 6e-4, batch=10_000, hidden=0.1, varied=True),))
AS_PUPIL = FineTuning((Leg(24, 3e-4, 1e-3, batch=4000, hidden=0.12, varied=True),))
"""How a larger network learns, and then the one that ships from it."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """A larger network that has learnt, and the documents without annotation that it talks about."""

    encoder: Encoder
    unannotated: Sequence[Asked]


def fine_tuned(documents: Sequence[Asked], layout: Layout, base: Path, seed: int = 0) -> Encoder:
    """An encoder that learned from documents, begun from pretrained weights (a file of safetensors)."""
    torch.manual_seed(seed)
    return _learnt(pretrained(base, layout.width), documents, layout, ALONE, seed)


def taught(
    documents: Sequence[Asked], unannotated: Sequence[Asked], layout: Layout, base: Path, larger: Path, seed: int = 0
) -> Encoder:
    """An encoder that learned from documents, and from what a larger one that did so says of variants of these and of
    others (distillation: Hinton et al. 2015); both begun from pretrained weights."""
    torch.manual_seed(seed)
    teacher = _learnt(larger_pretrained(larger, layout.width), documents, layout, AS_TEACHER, seed)
    return _learnt(pretrained(base, layout.width), documents, layout, AS_PUPIL, seed, Teacher(teacher, unannotated))


def went_on(encoder: Encoder, documents: Sequence[Asked], layout: Layout, seed: int = 0) -> Encoder:
    """An encoder that learned before and now goes through a leg again: the mean of its weights before and after, which
    reads unseen documents better than either (Wortsman et al. 2022)."""
    torch.manual_seed(seed)
    before = {name: weights.clone() for name, weights in encoder.state_dict().items()}
    learnt = _learnt(encoder, documents, layout, AGAIN, seed)
    after = learnt.cpu().state_dict()
    learnt.load_state_dict({name: (weights + before[name]) / 2 for name, weights in after.items()})
    return learnt


def _learnt(
    encoder: Encoder,
    documents: Sequence[Asked],
    layout: Layout,
    how: FineTuning,
    seed: int,
    teacher: Teacher | None = None,
) -> Encoder:
    encoder = encoder.to(device())
    for n, leg in enumerate(how.legs):
        print(f"leg {n + 1} of {len(how.legs)}", file=sys.stderr)
        learn(encoder.train(), layout, documents, leg, how, (seed, n), teacher)
    return encoder.eval()


def device() -> torch.device:
    """Where networks learn: on an accelerator if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def learn(
    encoder: Encoder,
    layout: Layout,
    documents: Sequence[Asked],
    leg: Leg,
    how: FineTuning,
    seed: tuple[int, ...],
    teacher: Teacher | None = None,
) -> None:
    """Take the encoder, in place, through a leg."""
    every = [*documents, *(teacher.unannotated if teacher else ())]
    lessons = _Lessons(every, leg, seed)
    optimizer, rates = _optimizer(encoder, leg, how)
    batches: DataLoader[Batch] = DataLoader(
        lessons, batch_size=None, collate_fn=_as_it_is, num_workers=_WORKERS[device().type]
    )
    for step, batch in enumerate(batches):
        slope = min(1.0, (step + 1) / (how.rise * len(lessons))) * max(how.least, 1.0 - step / len(lessons))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * slope
        loss = _loss(encoder, layout, batch.on(device()), how, teacher)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        if step % _SAID_EVERY == 0:
            print(f"\rstep {step} of {len(lessons)}: {loss.item():.2f}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _as_it_is(batch: Batch) -> Batch:
    return batch


def _loss(encoder: Encoder, layout: Layout, batch: Batch, how: FineTuning, teacher: Teacher | None) -> Tensor:
    said = scored(encoder, layout, batch, batch.shown)
    loss = loss_of(said, batch)
    if teacher is None:
        return loss
    with torch.no_grad():
        told = scored(teacher.encoder, layout, batch, batch.ids)
    return (1 - how.taught) * loss + how.taught * distance(said, told, batch)


def _optimizer(encoder: Encoder, leg: Leg, how: FineTuning) -> tuple[torch.optim.Optimizer, tuple[float, float]]:
    """What steps through the weights that learn, and the rates of its groups: of what was trained before and of the
    head."""
    named = [(name, weights) for name, weights in encoder.named_parameters() if weights.requires_grad]
    head = [weights for name, weights in named if name.startswith("head_")]
    body = [weights for name, weights in named if not name.startswith("head_")]
    groups = [{"params": some} for some in (body, head)]
    return torch.optim.AdamW(groups, weight_decay=how.decay, betas=(0.9, 0.98)), (leg.body_rate, leg.head_rate)


class _Lessons(Dataset[Batch]):
    """The batches of all passes of a leg: each is made when it is asked for, and always alike."""

    def __init__(self, documents: Sequence[Asked], leg: Leg, seed: tuple[int, ...]) -> None:
        self._documents, self._leg, self._seed = documents, leg, seed
        self._others, self._names = pieces_of_words(documents), names_in(documents)
        chance = random.Random(repr(seed))
        self._batches = [batch for _ in range(leg.passes) for batch in _batches(documents, leg.batch, chance)]

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, n: int) -> Batch:
        if n >= len(self):
            raise IndexError(n)
        chance = np.random.default_rng((*self._seed, n))
        documents: Sequence[Asked] = [self._documents[which] for which in self._batches[n]]
        if self._leg.varied:
            documents = [varied(one, self._names, chance) for one in documents]
        return batch_of(documents, [partly_hidden(one, self._leg.hidden, self._others, chance) for one in documents])


def _batches(documents: Sequence[Asked], most: int, chance: random.Random) -> Iterator[list[int]]:
    """The indices of documents in random batches of so many pieces at most, those of about the same length together."""
    by_length = sorted(range(len(documents)), key=lambda n: documents[n].longest + chance.uniform(-_JITTER, _JITTER))
    batches: list[list[int]] = [[]]
    for n in by_length:
        batch = [*batches[-1], n]
        size = max(documents[m].longest for m in batch) * sum(len(documents[m].windows) for m in batch)
        if batches[-1] and size > most:
            batches.append([n])
        else:
            batches[-1] = batch
    chance.shuffle(batches)
    yield from batches
