"""What a network says of a batch of documents: for each field a score for each number's candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from pipeline.reading.claims.encoder.evidence import POINTER_SCALE, UNTOLD
from pipeline.reading.claims.encoder.network import Layout
from tests.training.encoder.asked import IN_WORLD, NONE, UNNAMED
from tests.training.encoder.batches import Batch
from tests.training.encoder.model import Encoder


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores to which probabilities are in proportion, by the exponential: of a row of classes for each number, or of
    candidates, which the batch says the number of. `claimhood` are log-odds."""

    classes: Mapping[str, Tensor]
    claimhood: Tensor
    period: Tensor
    place: Tensor


@dataclass(frozen=True, slots=True)
class _Rows:
    """The mean rows of a batch's numbers, dates and mentions of places."""

    numbers: Tensor
    dates: Tensor
    places: Tensor


def scored(encoder: Encoder, layout: Layout, batch: Batch, ids: Tensor) -> Scored:
    """What an encoder says of a batch when it sees these pieces of its windows."""
    with torch.autocast(ids.device.type, dtype=torch.bfloat16):
        output = encoder(ids, batch.padding)
    sums = functional.pad(output.float().cumsum(1), (0, 0, 1, 0))
    rows = _Rows(*(_means(sums, some) for some in (batch.numbers, batch.dates, batch.places)))
    return Scored(
        {field: rows.numbers[:, layout.block(field)] for field in batch.classes},
        rows.numbers[:, layout.block("claimhood")][:, 0],
        _of_periods(batch, rows, layout),
        _of_places(batch, rows, layout),
    )


def _means(sums: Tensor, stretches: Tensor) -> Tensor:
    window, start, end = stretches.T
    return (sums[window, end] - sums[window, start]) / (end - start)[:, None]


def _of_periods(batch: Batch, rows: _Rows, layout: Layout) -> Tensor:
    number, form = batch.period_number[batch.way_candidate], batch.way_form
    scores = rows.numbers[:, layout.block("form")][number, form]
    for side, date in (("date", batch.way_date), ("other_date", batch.way_other_date)):
        among = torch.nonzero(date >= 0)[:, 0]
        at = date[among]
        pointing = _pointing(rows.numbers, rows.dates, number[among], at, layout, side)
        fitting = rows.dates[:, layout.block(f"{side}_form")][at, form[among]]
        scores = scores.index_add(0, among, pointing + fitting)
    return log_of_sums(scores, batch.way_candidate, len(batch.period_number))


def _of_places(batch: Batch, rows: _Rows, layout: Layout) -> Tensor:
    own = rows.numbers[:, layout.block("place_class")]
    numbers, mentions, slots = batch.pointing.T
    told = _pointing(rows.numbers, rows.places, numbers, mentions, layout, "place")
    told = told + rows.places[:, layout.block("place_alone")][mentions, 0]
    # One slot more, of what no slot stands for.
    pointed = functional.pad(log_of_sums(told, slots, batch.slots), (0, 1), value=UNTOLD)
    world = torch.logaddexp(own[:, 1], pointed[batch.world])
    number, named = batch.place_number, batch.named
    of_name = torch.where(named == UNNAMED, UNTOLD, pointed[named.clamp(min=-1)])
    scores = torch.maximum(of_name, own[number, 2])
    scores = torch.where(named == IN_WORLD, world[number], scores)
    return torch.where(named == NONE, own[number, 0], scores)


def _pointing(numbers: Tensor, mentions: Tensor, number: Tensor, mention: Tensor, layout: Layout, what: str) -> Tensor:
    """How much a number points to a mention, pair by pair."""
    asking, telling = numbers[:, layout.block(f"{what}_asked")], mentions[:, layout.block(f"{what}_told")]
    return (asking[number] * telling[mention]).sum(1) / POINTER_SCALE


def log_of_sums(scores: Tensor, group: Tensor, count: int) -> Tensor:
    """The log of the sum of the exponentials of each group's scores, UNTOLD for a group without any."""
    most = torch.full((count,), UNTOLD, device=scores.device).scatter_reduce(0, group, scores.detach(), "amax")
    sums = torch.zeros(count, device=scores.device).index_add(0, group, torch.exp(scores - most[group]))
    return torch.where(sums > 0, most + torch.log(sums.clamp(min=1e-30)), UNTOLD)
