"""What the buckets flag: the pairs that blocking proposes and the judge finds to contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple, TypeVar

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import BlockKey
from pipeline.comparing.pairs.close_figures import CloseKey
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.containment import CONTAINMENT, years_of
from pipeline.comparing.pairs.filed_apart import met_under
from pipeline.comparing.pairs.judge import Rules, contradictions
from pipeline.comparing.place_keys import place_containers
from pipeline.comparing.reconcile.keys import BucketKey, FactKey, Filed, SeriesKey
from pipeline.comparing.reconcile.proposals import proposed_across, proposed_pairs
from pipeline.comparing.reconcile.regrouping import set_apart
from pipeline.comparing.reconcile.scope import Pairs, Partners, WantedPairs, by_first
from pipeline.records.model import Verdict


class Flag(NamedTuple):
    """A verdict that is flagged, or unsure, with the facts and all the claims that it speaks of."""

    verdict: Verdict
    facts: tuple[FactKey, ...]
    claims: tuple[NormalisedClaim, ...]


Key = TypeVar("Key", bound=BucketKey)
Buckets = Mapping[Key, Sequence[Filed]]
"""By key, the claims of each in the order of their ids."""
_Asked = tuple[Key, Filed, Filed, Company]


def flagged_pairs(
    blocks: Buckets[BlockKey], rules: Rules, wanted: WantedPairs, partners: dict[BucketKey, Partners]
) -> Iterator[tuple[BlockKey, Flag]]:
    """The flagged and the unsure ones of the wanted pairs of blocks, each with the key of its block. All pairs that are
    proposed in large blocks, in which they hang on the other claims, are noted in `partners`."""
    return _flags(_proposed(blocks, rules, wanted, partners), rules)


def _proposed(
    blocks: Buckets[BlockKey], rules: Rules, wanted: WantedPairs, partners: dict[BucketKey, Partners]
) -> Iterator[_Asked[BlockKey]]:
    proposed = proposed_pairs(([filed.norm for filed in block] for block in blocks.values()), rules.settings)
    for key, asked in _wanted(blocks, proposed, rules, wanted, partners):
        block = blocks[key]
        company = Company.of(filed.norm for filed in block) if asked else Company.nobody()
        yield from ((key, a, b, company) for a, b in asked)


def _wanted(
    buckets: Buckets[Key],
    proposed: Iterable[Sequence[tuple[int, int]]],
    rules: Rules,
    wanted: WantedPairs,
    partners: dict[BucketKey, Partners],
) -> Iterator[tuple[Key, Pairs]]:
    """By bucket the wanted ones of the pairs of positions that are proposed in it."""
    for (key, members), positions in zip(buckets.items(), proposed, strict=True):
        pairs = [(members[i], members[j]) for i, j in positions]
        if len(members) > rules.settings.paired_up_to:
            partners[key] = by_first((_by_id(a), _by_id(b)) for a, b in pairs)
        yield key, wanted(key, pairs)


def parts_above_wholes(
    series: Buckets[SeriesKey], rules: Rules, wanted: WantedPairs
) -> Iterator[tuple[SeriesKey, Flag]]:
    """Among claims that count one thing in many places in one year: a part's count above its whole's. Claims that have
    several years in common are compared in the first of them."""
    return _flags(_across(series, lambda key, members: _parts_and_wholes(members, key.year), wanted), rules)


def _parts_and_wholes(members: Sequence[Filed], year: str) -> Iterator[tuple[Filed, Filed]]:
    by_place: dict[str, list[Filed]] = {}
    for filed in members:
        by_place.setdefault(filed.place, []).append(filed)
    for parts in by_place.values():
        for key in place_containers(parts[0].norm.place):
            for part, whole in product(parts, by_place.get(key, ())):
                if _may_be_above(part.norm, whole.norm) and year == _first_year(part.norm, whole.norm):
                    yield _in_order(part, whole)


def flagged_across_blocks(
    claims: Sequence[Filed],
    buckets: Mapping[CloseKey, Sequence[int]],
    rules: Rules,
    wanted: WantedPairs,
    partners: dict[BucketKey, Partners],
) -> Iterator[tuple[CloseKey, Flag]]:
    """Among close figures that may be of one measure and year: those of two blocks, each pair in the first bucket that
    it has in common. A measure's parts above their wholes are left to the buckets of their years.

    The claims come in the order of their ids; buckets are positions among them.
    """
    proposed = proposed_across([filed.norm for filed in claims], buckets.values(), rules.settings)
    members = {key: [claims[n] for n in positions] for key, positions in buckets.items()}

    def asked() -> Iterator[_Asked[CloseKey]]:
        for key, pairs in _wanted(members, proposed, rules, wanted, partners):
            company = Company.of(filed.norm for filed in members[key]) if pairs else Company.nobody()
            for a, b in pairs:
                if met_under(a.norm, b.norm, rules.settings) == key:
                    yield key, a, b, company

    return ((key, flag) for key, flag in _flags(asked(), rules) if not _is_left_to_series(flag))


def _is_left_to_series(flag: Flag) -> bool:
    one, other = flag.claims
    return flag.verdict.rule == CONTAINMENT and one.measure == other.measure


def _across(
    buckets: Buckets[Key],
    pairs_of: Callable[[Key, Sequence[Filed]], Iterable[tuple[Filed, Filed]]],
    wanted: WantedPairs,
) -> Iterator[_Asked[Key]]:
    """The wanted pairs of buckets whose claims are of several blocks."""
    for key, members in buckets.items():
        pairs: Pairs = list(pairs_of(key, members))
        if pairs:
            yield from ((key, a, b, Company.nobody()) for a, b in wanted(key, pairs))


def _may_be_above(part: NormalisedClaim, whole: NormalisedClaim) -> bool:
    return part.claim.unit != whole.claim.unit or whole.value.below(part.value)


def _first_year(a: NormalisedClaim, b: NormalisedClaim) -> str:
    return min(years_of(a) & years_of(b))


def _flags(asked: Iterable[_Asked[Key]], rules: Rules) -> Iterator[tuple[Key, Flag]]:
    rest = (each for each in asked if not set_apart(each[1], each[2]))
    while some := list(islice(rest, _AT_ONCE)):
        told = contradictions([(a.norm, b.norm, company) for _, a, b, company in some], rules)
        for (key, a, b, _), verdicts in zip(some, told, strict=True):
            for verdict in verdicts:
                yield key, Flag(verdict, (a.fact, b.fact), (a.norm, b.norm))


_AT_ONCE = 2000


def _in_order(a: Filed, b: Filed) -> tuple[Filed, Filed]:
    return (a, b) if _by_id(a) <= _by_id(b) else (b, a)


def _by_id(filed: Filed) -> str:
    return filed.norm.claim.id
