"""Which claims belong to one fact: those of one key, and those that are at home there (see `figures.py`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import BlockKey
from pipeline.comparing.reconcile.facts import all_meet
from pipeline.comparing.reconcile.filing import fact_key, figure_of
from pipeline.comparing.reconcile.keys import FactKey, Filed
from pipeline.comparing.reconcile.linkage import Homes
from pipeline.comparing.spread import running_count
from pipeline.records.settings import CompareSettings


@dataclass(slots=True)
class FactMembers:
    """The claims of a fact in the order of their ids; `joined`: the ids of those that were read otherwise."""

    told: list[NormalisedClaim] = field(default_factory=list)
    joined: set[str] = field(default_factory=set)


def at_home(filed: Iterable[Filed], homes: Homes, split_off: Collection[str], settings: CompareSettings) -> list[Filed]:
    """The claims, in the order given, under the keys of the facts that they belong to, and in the buckets of these.
    What people split off stands by itself, so that the figures of its key do not hang on it, nor it on them."""
    if not homes:
        return list(filed)
    moved = [_at_home(each, homes) for each in filed]
    free = [each for each in moved if each.norm.claim.id not in split_off]
    of_key: dict[FactKey, list[Filed]] = {}
    for each in free:
        of_key.setdefault(each.fact, []).append(each)
    other: dict[str, FactKey] = {}
    for key in {each.fact for each in free if each.norm.claim.id in homes}:
        other |= _parted(key, [each.norm for each in of_key[key]], homes, settings)
    if not other:
        return moved
    return [each._replace(fact=other[each.norm.claim.id]) if each.norm.claim.id in other else each for each in moved]


def _at_home(filed: Filed, homes: Homes) -> Filed:
    home = homes.get(filed.norm.claim.id)
    return filed if home is None else filed._replace(fact=home, bucket=home.block())


def _parted(
    key: FactKey, told: Sequence[NormalisedClaim], homes: Homes, settings: CompareSettings
) -> dict[str, FactKey]:
    """By id the claims of figures that others were joined to, under keys of their own: where the key has figures that
    do not meet these, unless they are a running count's."""
    joined = [norm for norm in told if norm.claim.id in homes]
    if running_count([norm.claim for norm in told if norm.claim.id not in homes]) or all_meet(told, settings):
        return {}
    figures = {figure_of(norm.claim) for norm in joined}
    found: dict[str, FactKey] = {}
    for norm in told:
        if (figure := figure_of(norm.claim)) in figures:
            found[norm.claim.id] = key.of_figure(figure)
    return found


def claims_by_fact(filed: Iterable[Filed], homes: Homes) -> dict[BlockKey, dict[FactKey, FactMembers]]:
    """By bucket the claims of each fact, which come in the order of their ids. One that is at home where it was filed
    after all, since its fact was joined with that of another figure, is not joined."""
    buckets: dict[BlockKey, dict[FactKey, FactMembers]] = {}
    for each in filed:
        members = buckets.setdefault(each.bucket, {}).setdefault(each.fact, FactMembers())
        members.told.append(each.norm)
        if each.norm.claim.id in homes and fact_key(each.norm) != each.fact:
            members.joined.add(each.norm.claim.id)
    return buckets
