"""How far the network's output is from the annotation: for each field the negative log-likelihood of what is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from pipeline.reading.claims.encoder.evidence import POINTER_SCALE, UNTOLD
from pipeline.reading.claims.encoder.network import Layout
from tests.training.encoder.model import Encoder
from tests.training.encoder.questions import CLASSES_LEARNT, IN_WORLD, NONE, UNNAMED, Asked, Candidates

SHARES = {"measure": 1.0, "period": 1.0, "place": 1.0, "kind": 0.7, "claimhood": 0.5, "modality": 0.3}
"""What each field's loss counts."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The mean rows of a document's numbers, dates and places."""

    numbers: Tensor
    dates: Tensor
    places: Tensor


def loss_of(encoder: Encoder, layout: Layout, documents: Sequence[Asked]) -> Tensor:
    """The mean loss for a claim of some documents, all fields together."""
    sums: dict[str, list[tuple[Tensor, Tensor]]] = {field: [] for field in SHARES}
    for document, rows in zip(documents, rows_of(encoder, documents), strict=True):
        for field, loss in _losses(document, rows, layout).items():
            sums[field].append(loss)
    total = torch.zeros(())
    for field, parts in sums.items():
        losses, weights = (torch.stack(some).sum() for some in zip(*parts, strict=True))
        total = total + SHARES[field] * losses / weights.clamp(min=1e-6)
    return total


def rows_of(encoder: Encoder, documents: Sequence[Asked]) -> list[Rows]:
    """What the network says of each document's numbers, dates and places."""
    windows = [torch.from_numpy(window) for document in documents for window in document.windows]
    ids = torch.nn.utils.rnn.pad_sequence(windows, batch_first=True)
    padding = torch.arange(ids.shape[1])[None] >= torch.tensor([len(window) for window in windows])[:, None]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        output = encoder(ids, padding)
    sums = functional.pad(output.float().cumsum(1), (0, 0, 1, 0))
    found, first = [], 0
    for document in documents:
        stretches = (document.numbers, document.dates, document.places)
        found.append(Rows(*(_means(sums, torch.from_numpy(some), first) for some in stretches)))
        first += len(document.windows)
    return found


def _means(sums: Tensor, stretches: Tensor, first: int) -> Tensor:
    window, start, end = stretches.T
    return (sums[first + window, end] - sums[first + window, start]) / (end - start)[:, None]


def _losses(document: Asked, rows: Rows, layout: Layout) -> dict[str, tuple[Tensor, Tensor]]:
    """By field the sum of the losses, and of what they count."""
    weight = torch.from_numpy(document.weight)
    losses = {"claimhood": _of_claimhood(document, rows, layout)}
    for field in CLASSES_LEARNT:
        scores = rows.numbers[:, layout.block(field)]
        each = functional.cross_entropy(scores, torch.from_numpy(document.classes[field]), reduction="none")
        losses[field] = ((each * weight).sum(), weight.sum())
    losses["period"] = _of_candidates(period_scores(document, rows, layout), document.period, weight)
    losses["place"] = _of_candidates(
        place_scores(document, rows, layout), document.place, weight * float(document.learns_places)
    )
    return losses


def _of_claimhood(document: Asked, rows: Rows, layout: Layout) -> tuple[Tensor, Tensor]:
    told = torch.from_numpy(document.is_claim >= 0)
    is_claim = torch.from_numpy(document.is_claim)[told].float()
    scores = rows.numbers[:, layout.block("claimhood")][told, 0]
    return functional.binary_cross_entropy_with_logits(scores, is_claim, reduction="sum"), told.sum().float()


def _of_candidates(scores: Tensor, candidates: Candidates, weight: Tensor) -> tuple[Tensor, Tensor]:
    """The loss where several candidates may be right, over the numbers that have a right one."""
    number, right = torch.from_numpy(candidates.number), torch.from_numpy(candidates.right)
    every = _log_of_sums(scores, number, len(weight))
    good = _log_of_sums(scores[right], number[right], len(weight))
    counts = weight * torch.zeros(len(weight)).index_fill(0, number[right], 1.0)
    return (torch.where(counts > 0, every - good, 0.0) * counts).sum(), counts.sum()


def period_scores(document: Asked, rows: Rows, layout: Layout) -> Tensor:
    """A score for each candidate of a period."""
    ways = document.ways
    candidate, form = torch.from_numpy(ways.candidate), torch.from_numpy(ways.form)
    number = torch.from_numpy(document.period.number)[candidate]
    scores = rows.numbers[:, layout.block("form")][number, form]
    if len(rows.dates):
        for side, mentions in (("date", ways.date), ("other_date", ways.other_date)):
            date = torch.from_numpy(mentions)
            pointing = _pointing(rows.numbers, rows.dates, layout, side)
            fitting = rows.dates[:, layout.block(f"{side}_form")]
            at = date.clamp(min=0)
            scores = scores + (date >= 0) * (pointing[number, at] + fitting[at, form])
    return _log_of_sums(scores, candidate, len(document.period.number))


def place_scores(document: Asked, rows: Rows, layout: Layout) -> Tensor:
    """A score for each candidate of a place."""
    own = rows.numbers[:, layout.block("place_class")]
    count = max(1, document.place_count)
    named = torch.full((len(own), count), UNTOLD)
    if len(rows.places):
        told = _pointing(rows.numbers, rows.places, layout, "place")
        told = told + rows.places[:, layout.block("place_alone")].T
        place_of = torch.from_numpy(document.place_of)
        named = torch.stack([_log_of_sums(row, place_of, count) for row in told])
    world = own[:, 1]
    if document.world >= 0:
        world = torch.logaddexp(world, named[:, document.world])
    number, which = torch.from_numpy(document.place.number), torch.from_numpy(document.named)
    of_name = torch.where(which == UNNAMED, UNTOLD, named[number, which.clamp(min=0)])
    scores = torch.maximum(of_name, own[number, 2])
    scores = torch.where(which == IN_WORLD, world[number], scores)
    return torch.where(which == NONE, own[number, 0], scores)


def _pointing(numbers: Tensor, mentions: Tensor, layout: Layout, what: str) -> Tensor:
    asking, telling = numbers[:, layout.block(f"{what}_asked")], mentions[:, layout.block(f"{what}_told")]
    return asking @ telling.T / POINTER_SCALE


def _log_of_sums(scores: Tensor, group: Tensor, count: int) -> Tensor:
    """The log of the sum of the exponentials of each group's scores, UNTOLD for a group without any."""
    most = torch.full((count,), UNTOLD).scatter_reduce(0, group, scores.detach(), "amax")
    sums = torch.zeros(count).index_add(0, group, torch.exp(scores - most[group]))
    return torch.where(sums > 0, most + torch.log(sums.clamp(min=1e-30)), UNTOLD)
