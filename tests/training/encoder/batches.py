"""Documents laid end to end, so that the network and the losses go through all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tests.training.encoder.asked import NONE, Asked, Ints

_NONE_OF_IT = -1


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents as one.

    `ids` are their windows, `shown` the same with some pieces hidden, both padded where `padding` says so. `numbers`,
    `dates` and `places` are stretches of these windows, rows of window, start and end; what counts numbers, dates or
    mentions of places counts those of the whole batch.

    A slot is a number with one of the places that its document names: `pointing` has a row of number, mention and slot
    for each mention that a number may point to, of `slots` in all; `world` is each number's slot of the world, and
    `named` the slot of each candidate of a place, or one of the codes below zero.
    """

    ids: Tensor
    shown: Tensor
    padding: Tensor
    numbers: Tensor
    dates: Tensor
    places: Tensor
    annotated: Tensor
    weight: Tensor
    place_weight: Tensor
    is_claim: Tensor
    classes: Mapping[str, Tensor]
    period_number: Tensor
    period_right: Tensor
    way_candidate: Tensor
    way_form: Tensor
    way_date: Tensor
    way_other_date: Tensor
    place_number: Tensor
    place_right: Tensor
    pointing: Tensor
    slots: int
    world: Tensor
    named: Tensor

    def on(self, device: torch.device) -> Batch:
        """The batch, on a device."""
        moved: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Tensor):
                moved[each.name] = value.to(device, non_blocking=True)
            elif isinstance(value, Mapping):
                moved[each.name] = {field: some.to(device, non_blocking=True) for field, some in value.items()}
            else:
                moved[each.name] = value
        return Batch(**moved)


def batch_of(documents: Sequence[Asked], shown: Sequence[Asked] | None = None) -> Batch:
    """Documents as one; `shown` are the same with some pieces hidden."""
    ids, padding = _padded(documents)
    windows = _starts([len(one.windows) for one in documents])
    numbers = _starts([len(one.numbers) for one in documents])
    dates = _starts([len(one.dates) for one in documents])
    mentions = _starts([len(one.places) for one in documents])
    candidates = _starts([len(one.period.number) for one in documents])
    slots = _starts([len(one.numbers) * one.place_count for one in documents])
    every = list(enumerate(documents))

    def laid(arrays: Sequence[np.ndarray]) -> Tensor:
        return torch.from_numpy(np.concatenate(arrays))

    def stretches(which: str) -> Tensor:
        return laid([getattr(one, which) + np.array([[windows[d], 0, 0]]) for d, one in every])

    return Batch(
        ids=ids,
        shown=ids if shown is None else _padded(shown)[0],
        padding=padding,
        numbers=stretches("numbers"),
        dates=stretches("dates"),
        places=stretches("places"),
        annotated=laid([np.full(len(one.numbers), one.annotated) for one in documents]),
        weight=laid([one.weight for one in documents]),
        place_weight=laid([one.place_weight for one in documents]),
        is_claim=laid([one.is_claim for one in documents]),
        classes={field: laid([one.classes[field] for one in documents]) for field in documents[0].classes},
        period_number=laid([one.period.number + numbers[d] for d, one in every]),
        period_right=laid([one.period.right for one in documents]),
        way_candidate=laid([one.ways.candidate + candidates[d] for d, one in every]),
        way_form=laid([one.ways.form for one in documents]),
        way_date=laid([_moved(one.ways.date, dates[d]) for d, one in every]),
        way_other_date=laid([_moved(one.ways.other_date, dates[d]) for d, one in every]),
        place_number=laid([one.place.number + numbers[d] for d, one in every]),
        place_right=laid([one.place.right for one in documents]),
        pointing=laid([_pointing(one) + np.array([[numbers[d], mentions[d], slots[d]]]) for d, one in every]),
        slots=slots[-1],
        world=laid([_moved(_slots_of_world(one), slots[d]) for d, one in every]),
        named=laid([_moved(_named(one), slots[d]) for d, one in every]),
    )


def _padded(documents: Sequence[Asked]) -> tuple[Tensor, Tensor]:
    """The documents' windows, and what is padding there."""
    windows = [torch.from_numpy(window) for one in documents for window in one.windows]
    ids = torch.nn.utils.rnn.pad_sequence(windows, batch_first=True)
    return ids, torch.arange(ids.shape[1])[None] >= torch.tensor([len(window) for window in windows])[:, None]


def _starts(lengths: Sequence[int]) -> list[int]:
    """Where each of some parts begins when they are laid end to end, and behind them where the last one ends."""
    return [0, *np.cumsum(lengths).tolist()]


def _moved(indices: Ints, by: int) -> Ints:
    """Indices moved on, the codes below zero as they are."""
    return np.where(indices < 0, indices, indices + by)


def _pointing(one: Asked) -> Ints:
    """Number, mention and slot of each mention of a place that each number may point to."""
    number, mention = np.divmod(np.arange(len(one.numbers) * len(one.places)), max(1, len(one.places)))
    return np.stack([number, mention, number * one.place_count + one.place_of[mention]], 1)


def _slots_of_world(one: Asked) -> Ints:
    number = np.arange(len(one.numbers))
    return np.where(one.world < 0, _NONE_OF_IT, number * one.place_count + one.world)


def _named(one: Asked) -> Ints:
    """The slot of each candidate of a place, the codes below zero as they are."""
    return np.where(one.named <= NONE, one.named, one.place.number * one.place_count + one.named)
