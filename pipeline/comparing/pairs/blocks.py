"""Which claims are held against each other at all: blocking by key. It proposes pairs; the gates decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.place_keys import place_key


class BlockKey(NamedTuple):
    """What two claims must have in common to be of one thing in one place."""

    measure: str
    unit: str
    kind: str
    per: str
    place: str

    def text(self) -> str:
        return "|".join(self)


_COUNTED = frozenset({"level", "total"})


def comparable_kind(kind: str) -> str:
    """One word for kinds that may be of one thing: texts often leave open whether something is counted at a time or
    over one, and readers take the one for the other."""
    return "count" if kind in _COUNTED else kind


def block_key(norm: NormalisedClaim) -> BlockKey:
    """The block that a claim is filed in."""
    return BlockKey(norm.measure, norm.unit, comparable_kind(norm.kind), norm.per or "", place_key(norm.place))


def in_one_block(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    """As their keys are equal, most often told by the place alone."""
    return place_key(a.place) == place_key(b.place) and block_key(a) == block_key(b)


def companies(claims: Iterable[NormalisedClaim]) -> Mapping[BlockKey, Company]:
    """The company of each block."""
    blocks: dict[BlockKey, list[NormalisedClaim]] = {}
    for norm in claims:
        blocks.setdefault(block_key(norm), []).append(norm)
    return {key: Company.of(block) for key, block in blocks.items()}
