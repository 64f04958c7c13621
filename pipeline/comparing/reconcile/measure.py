"""The facts and conflicts of one measure's claims: all but what follows by arithmetic, which crosses measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from pipeline.comparing.gates.normalised import NormalisedClaim, normalise
from pipeline.comparing.pairs.blocks import BlockKey
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.reconcile.conflicts import ConflictGroups, note_flags
from pipeline.comparing.reconcile.facts import make_fact
from pipeline.comparing.reconcile.flags import Flag, Key, flagged_pairs, parts_above_wholes
from pipeline.comparing.reconcile.grouping import at_home, claims_by_fact
from pipeline.comparing.reconcile.keys import BucketKey, Filed, SeriesKey
from pipeline.comparing.reconcile.linkage import Homes
from pipeline.comparing.reconcile.regrouping import (
    Regrouping,
    claims_merged,
    claims_split_off,
    claims_spoken_of,
    regrouped,
)
from pipeline.comparing.reconcile.roundings import find_roundings
from pipeline.comparing.reconcile.scope import Partners, Scope, Wanted
from pipeline.records.model import Claim, Conflict, Fact
from pipeline.records.settings import CompareSettings


@dataclass(frozen=True, slots=True)
class Findings:
    """What buckets gave: each fact, without its conflicts, by the bucket that holds it, and each conflict with the
    buckets whose claims make it. `partners`: by large bucket all pairs that were proposed in it."""

    facts: tuple[tuple[BucketKey, Fact], ...]
    conflicts: tuple[tuple[tuple[BucketKey, ...], Conflict], ...]
    partners: tuple[tuple[BucketKey, Partners], ...] = ()


@dataclass(frozen=True, slots=True)
class Flagged:
    """What is flagged while buckets are gone through: the groups that become conflicts, and by large bucket all pairs
    that were proposed in it."""

    groups: ConflictGroups = field(default_factory=dict)
    partners: dict[BucketKey, Partners] = field(default_factory=dict)

    def note(self, found: Iterable[tuple[Key, Flag]]) -> None:
        """Puts what buckets flag, one bucket after the other, to the groups that it belongs to."""
        for key, told_of in groupby(found, key=itemgetter(0)):
            note_flags(self.groups, key, (flag for _, flag in told_of))


def read_in_order(
    claims: Iterable[Claim], settings: CompareSettings, known: Mapping[str, NormalisedClaim]
) -> list[NormalisedClaim]:
    """The claims in the order of their ids, read where they are not known yet."""
    return [known.get(claim.id) or normalise(claim, settings) for claim in sorted(claims, key=lambda claim: claim.id)]


def find_in_measure(
    measure: str,
    filed: Sequence[Filed],
    arrived: Sequence[Filed],
    rules: Rules,
    scope: Scope,
    regroupings: Sequence[Regrouping],
    homes: Homes,
    flagged: Flagged,
) -> list[tuple[BucketKey, Fact]]:
    """The facts in scope of a measure's claims, which come in the order of their ids; what their blocks flag is noted
    in `flagged`. `arrived` are claims of other measures that are at home in facts of this one."""
    blocks: dict[BlockKey, list[Filed]] = {}
    series: dict[SeriesKey, list[Filed]] = {}
    for each in _as_said(filed, regroupings):
        blocks.setdefault(each.bucket, []).append(each)
        for key in each.series:
            series.setdefault(key, []).append(each)
    flagged.note(flagged_pairs(_contested(blocks, scope.buckets), rules, scope.pairs, flagged.partners))
    flagged.note(parts_above_wholes(_contested(series, scope.buckets), rules, scope.pairs))
    if arrived:
        filed = sorted((*filed, *arrived), key=lambda each: each.norm.claim.id)
    split_off, merged = claims_split_off(regroupings), claims_merged(regroupings)
    at_homes = at_home(filed, homes, split_off, rules.settings)
    here = [each for each in at_homes if scope.buckets(each.bucket) and scope.facts(each.bucket)]
    retold = find_roundings(here, rules, split_off, merged)
    keys = {**retold.parted, **retold.homes}
    here = [each._replace(fact=keys.get(each.norm.claim.id, each.fact)) for each in here]
    return [
        (block, make_fact(key, members.told, members.joined, rules.settings))
        for block, some in claims_by_fact(_as_said(here, regroupings), {**homes, **retold.homes}).items()
        for key, members in some.items()
        if block.measure == measure
    ]


def _as_said(filed: Sequence[Filed], regroupings: Sequence[Regrouping]) -> Sequence[Filed]:
    """The claims in the order given, under other keys where people said what is of one thing."""
    if not regroupings:
        return filed
    named = claims_spoken_of(regroupings)
    by_bucket: dict[BlockKey, list[Filed]] = {}
    for each in filed:
        by_bucket.setdefault(each.bucket, []).append(each)
    touched = {each.bucket for each in filed if each.norm.claim.id in named}
    other = {each.norm.claim.id: each for key in touched for each in regrouped(by_bucket[key], regroupings)}
    return [other.get(each.norm.claim.id, each) for each in filed]


def _contested(buckets: Mapping[Key, Sequence[Filed]], wanted: Wanted) -> dict[Key, Sequence[Filed]]:
    """The wanted buckets of more than one claim."""
    return {key: members for key, members in buckets.items() if len(members) > 1 and wanted(key)}
