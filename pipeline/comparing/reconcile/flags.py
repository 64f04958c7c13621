"""What the buckets flag: the pairs that blocking proposes and the judge finds to contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.containment import CONTAINMENT, told_years
from pipeline.comparing.pairs.judge import Rules, contradictions
from pipeline.comparing.pairs.nearby import are_close, same_but_for_place
from pipeline.comparing.pairs.values import point_of
from pipeline.comparing.place_keys import place_containers
from pipeline.comparing.reconcile.keys import Filed
from pipeline.comparing.reconcile.proposals import proposed_pairs
from pipeline.records.model import Verdict


class Flag(NamedTuple):
    """A verdict that is flagged, or unsure, with the facts and all the claims that it speaks of."""

    verdict: Verdict
    facts: tuple[str, ...]
    claims: tuple[Slots, ...]


def flagged_pairs(blocks: Sequence[Sequence[Filed]], rules: Rules) -> Iterator[Iterator[Flag]]:
    """For each block its flagged and its unsure pairs; the claims of a block come in the order of their ids."""
    proposed = proposed_pairs(([filed.slots for filed in block] for block in blocks), rules.settings)
    for block, pairs in zip(blocks, proposed, strict=True):
        company = Company.of(filed.slots for filed in block) if pairs else Company.nobody()
        yield (flag for i, j in pairs for flag in _flags(block[i], block[j], company, rules))


def parts_above_wholes(members: Sequence[Filed], year: str, rules: Rules) -> Iterator[Flag]:
    """Among claims that count one thing in many places in one year: a part's count above its whole's. Claims that have
    several years in common are compared in the first of them."""
    by_place: dict[str, list[Filed]] = {}
    for filed in members:
        by_place.setdefault(filed.place, []).append(filed)
    for parts in by_place.values():
        for key in place_containers(parts[0].slots.place):
            for part, whole in product(parts, by_place.get(key, ())):
                if _may_be_above(part.slots, whole.slots) and year == _first_year(part.slots, whole.slots):
                    a, b = sorted((part, whole), key=_by_id)
                    yield from _flags(a, b, Company.nobody(), rules)


def told_nearby_apart(members: Sequence[Filed], rules: Rules) -> Iterator[Flag]:
    """Among claims of one period in all places: close figures that two documents give to a place and to one around it.

    Claims are gone through by size, so that each is held against the close ones above it only. Parts above their wholes
    are left to the buckets of their years.
    """
    by_size = sorted(members, key=lambda filed: (abs(point_of(filed.slots.claim)), _by_id(filed)))
    for n, one in enumerate(by_size):
        for other in by_size[n + 1 :]:
            if not are_close(point_of(one.slots.claim), point_of(other.slots.claim), rules.settings):
                break
            if one.place != other.place and same_but_for_place(one.slots, other.slots):
                a, b = sorted((one, other), key=_by_id)
                yield from (flag for flag in _flags(a, b, Company.nobody(), rules) if flag.verdict.rule != CONTAINMENT)


def _may_be_above(part: Slots, whole: Slots) -> bool:
    return part.claim.unit != whole.claim.unit or whole.value.below(part.value)


def _first_year(a: Slots, b: Slots) -> str:
    return min(told_years(a) & told_years(b))


def _flags(a: Filed, b: Filed, company: Company, rules: Rules) -> Iterator[Flag]:
    for verdict in contradictions(a.slots, b.slots, company, rules):
        yield Flag(verdict, (a.fact, b.fact), (a.slots, b.slots))


def _by_id(filed: Filed) -> str:
    return filed.slots.claim.id
