"""Which claims are held against each other at all: blocking by key. It proposes pairs; the gates decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.place_keys import place_key


class BlockKey(NamedTuple):
    """What two claims must have in common to be told of one thing in one place."""

    measure: str
    unit: str
    kind: str
    per: str
    place: str


def block_key(slots: Slots) -> BlockKey:
    return BlockKey(slots.measure, slots.unit, slots.kind, slots.per or "", place_key(slots.place))


def companies(claims: Iterable[Slots]) -> Mapping[BlockKey, Company]:
    """The company of each block."""
    blocks: dict[BlockKey, list[Slots]] = {}
    for slots in claims:
        blocks.setdefault(block_key(slots), []).append(slots)
    return {key: Company.of(block) for key, block in blocks.items()}
