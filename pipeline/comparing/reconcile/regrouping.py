"""What people said of which claims are of one thing: claims split off a fact, and facts merged into one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import BlockKey
from pipeline.comparing.reconcile.filing import file_claim
from pipeline.comparing.reconcile.keys import FactKey, Filed, SplitSide


@dataclass(frozen=True, slots=True)
class Regrouping:
    """`split`: the claims are a fact of their own and never meet the `rest` of the one that they stood in. `merge`: the
    claims are of one fact, and so are others of their keys. `name` tells splits apart."""

    name: str
    what: Literal["split", "merge"]
    claims: tuple[str, ...]
    rest: tuple[str, ...] = ()


def claims_spoken_of(regroupings: Iterable[Regrouping]) -> frozenset[str]:
    """The claims that people's words name, by id: no other is set apart from any."""
    return frozenset(claim for each in regroupings for claim in (*each.claims, *each.rest))


def claims_split_off(regroupings: Iterable[Regrouping]) -> frozenset[str]:
    """The claims that people said are of another thing than their fact, by id."""
    return frozenset(claim for each in regroupings if each.what == "split" for claim in each.claims)


def claims_merged(regroupings: Iterable[Regrouping]) -> frozenset[str]:
    """The claims that people said are of one thing, by id."""
    return frozenset(claim for each in regroupings if each.what == "merge" for claim in each.claims)


def filed_as_said(spoken_of: Iterable[NormalisedClaim], regroupings: Sequence[Regrouping]) -> dict[str, Filed]:
    """The claims that people's words name, whatever their buckets, under the keys that these give them, by id."""
    by_bucket: dict[BlockKey, list[Filed]] = {}
    for filed in map(file_claim, spoken_of):
        by_bucket.setdefault(filed.bucket, []).append(filed)
    told = (filed for bucket in by_bucket.values() for filed in regrouped(bucket, regroupings))
    return {filed.norm.claim.id: filed for filed in told}


def regrouped(bucket: Sequence[Filed], regroupings: Iterable[Regrouping]) -> list[Filed]:
    """The claims of a bucket under the keys that people's words give them, one after the other; in the order given."""
    held = {filed.norm.claim.id: filed for filed in bucket}
    for each in regroupings:
        members = [claim for claim in each.claims if claim in held]
        if each.what == "merge":
            _merge(held, members)
            continue
        for claim in members:
            filed = held[claim]
            apart = filed.apart | {SplitSide(each.name, True)}
            held[claim] = filed._replace(fact=_of_its_own(filed.fact, each.name), apart=apart)
        for claim in each.rest:
            if claim in held:
                held[claim] = held[claim]._replace(apart=held[claim].apart | {SplitSide(each.name, False)})
    return list(held.values())


def set_apart(a: Filed, b: Filed) -> bool:
    """Whether a person said that the two are not of one thing."""
    return bool(a.apart and b.apart) and any(SplitSide(name, not off) in b.apart for name, off in a.apart)


def _merge(held: dict[str, Filed], members: Collection[str]) -> None:
    keys = {held[claim].fact for claim in members}
    for claim, filed in held.items():
        if filed.fact in keys:
            held[claim] = filed._replace(fact=min(keys, key=FactKey.text), apart=frozenset())


def _of_its_own(key: FactKey, split: str) -> FactKey:
    return key._replace(thing=key.thing._replace(splits=(*key.thing.splits, split)))
