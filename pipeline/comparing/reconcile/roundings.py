"""Facts of one bucket of which one tells the other's figure in fewer digits ("more than 1,200" and 1,243).

They are joined after the claims of one figure are, so that what is joined follows from the claims of the bucket and
those at home in it alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, product
from operator import itemgetter
from typing import NamedTuple

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.intervals import last_unit
from pipeline.comparing.pairs.blocks import BlockKey
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.joining import rounded_pair, rounding_probabilities
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.pairs.values import rounding_between
from pipeline.comparing.reconcile.facts import all_meet
from pipeline.comparing.reconcile.filing import figure_of
from pipeline.comparing.reconcile.keys import FactKey, Filed
from pipeline.comparing.reconcile.linkage import ClaimsOfKeys, Homes, linked_keys, surest_first
from pipeline.comparing.spread import running_count
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings


class _Told(NamedTuple):
    """A figure that claims of a fact state, by one of these."""

    size: float
    key: FactKey
    claim: Claim


class Retold(NamedTuple):
    """By id the claims that round a figure of another fact, or are rounded there, with that fact's key (`homes`), and
    those whose figure others join, with the key of a fact of its own where theirs has figures that do not meet it
    (`parted`)."""

    homes: Homes
    parted: Mapping[str, FactKey]


def find_roundings(filed: Iterable[Filed], rules: Rules, split_off: Collection[str], merged: Collection[str]) -> Retold:
    """What facts round others of their bucket, given the claims of whole buckets under the keys of their facts. Of each
    fact the `most_partners` claims that are read most surely are held against others. What people split off stays where
    it is."""
    buckets: dict[BlockKey, dict[FactKey, list[NormalisedClaim]]] = {}
    for each in filed:
        if each.norm.claim.id not in split_off:
            buckets.setdefault(each.bucket, {}).setdefault(each.fact, []).append(each.norm)
    found, parted = dict[str, FactKey](), dict[str, FactKey]()
    likely = partial(rounding_probabilities, rules=rules)
    for keys in buckets.values():
        proposed = list(_proposed_in(keys, rules.settings)) if len(keys) > 1 else []
        if proposed:
            parts = _parts_of({each.key for pair in proposed for each in pair}, keys, rules.settings)
            surest = {key: surest_first(told, merged)[: rules.settings.most_partners] for key, told in parts.items()}
            pairs = _rounded_pairs(proposed, surest, rules.settings)
            homes = linked_keys(surest, pairs, likely, merged, rules.settings)
            found.update((norm.claim.id, home) for key, home in homes.items() for norm in parts[key])
            taken = {home for home in homes.values() if home not in keys}
            parted.update((norm.claim.id, home) for home in taken for norm in parts[home])
    return Retold(found, parted)


def _proposed_in(keys: ClaimsOfKeys, settings: CompareSettings) -> Iterator[tuple[_Told, _Told]]:
    return (pair for told in _held_together(keys, settings) for pair in _proposed(told, settings))


def _parts_of(wanted: Iterable[FactKey], keys: ClaimsOfKeys, settings: CompareSettings) -> ClaimsOfKeys:
    """The facts with their claims, and in place of one whose figures do not meet each of its figures. A running count
    stays one."""
    found: dict[FactKey, list[NormalisedClaim]] = {}
    for key in sorted(wanted, key=FactKey.text):
        told = keys[key]
        is_one = running_count([norm.claim for norm in told]) or all_meet(told, settings)
        for norm in told:
            found.setdefault(key if is_one else key.of_figure(figure_of(norm.claim)), []).append(norm)
    return found


def _rounded_pairs(
    proposed: Iterable[tuple[_Told, _Told]], parts: ClaimsOfKeys, settings: CompareSettings
) -> Iterator[Pair]:
    """The pairs of claims of every two parts of which one may round the other."""

    def part_of(told: _Told) -> FactKey:
        return told.key if told.key in parts else told.key.of_figure(figure_of(told.claim))

    asked = {frozenset(two): two for two in ((part_of(one), part_of(other)) for one, other in proposed)}
    for one, other in asked.values():
        for a, b in product(parts[one], parts[other]):
            pair = rounded_pair(a, b, settings)
            if pair is None:
                break
            yield pair


def _held_together(keys: ClaimsOfKeys, settings: CompareSettings) -> Iterator[Sequence[_Told]]:
    """The unlike figures of the facts, the smallest first; where there are many, those of each period by themselves."""
    figures: Mapping[tuple[FactKey, float, str], Claim] = {
        (key, norm.claim.value, norm.claim.number): norm.claim
        for key, told in keys.items()
        for norm in told
        if norm.claim.value is not None
    }
    told = sorted((_Told(abs(value), key, claim) for (key, value, _), claim in figures.items()), key=itemgetter(0))
    if len(told) <= settings.paired_up_to:
        yield told
        return
    of_period: dict[str, list[_Told]] = {}
    for each in told:
        of_period.setdefault(each.key.time(), []).append(each)
    yield from of_period.values()


def _proposed(told: Sequence[_Told], settings: CompareSettings) -> Iterator[tuple[_Told, _Told]]:
    """Of figures in the order of their size every two of two facts of which one rounds the other; each is held against
    the first few that it rounds."""
    sizes = [each.size for each in told]
    for coarse in told:
        unit = last_unit(coarse.size, coarse.claim.number)
        near = told[bisect_left(sizes, coarse.size - unit) : bisect_right(sizes, coarse.size + unit)]
        others = (each for each in near if each.key != coarse.key)
        rounded = (each for each in others if rounding_between(coarse.claim, each.claim) is not None)
        yield from ((coarse, fine) for fine in islice(rounded, settings.most_partners))
