"""The facts and conflicts of one measure's claims: all but what follows by arithmetic, which crosses measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from pipeline.comparing.gates.normalised import NormalisedClaim, normalise
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.reconcile.conflicts import ConflictGroups, make_conflicts, note_flags
from pipeline.comparing.reconcile.facts import make_fact
from pipeline.comparing.reconcile.flags import filed_apart, flagged_pairs, parts_above_wholes
from pipeline.comparing.reconcile.grouping import claims_by_fact
from pipeline.comparing.reconcile.keys import Filed, file_claim
from pipeline.records.model import Claim, Conflict, Fact
from pipeline.records.settings import CompareSettings

Wanted = Callable[[str], bool]
"""Whether the bucket of this key is to be looked at."""


def every_bucket(key: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Findings:
    """What buckets gave: each fact, without its conflicts, by the bucket that holds it, and each conflict with the
    buckets whose claims make it."""

    facts: tuple[tuple[str, Fact], ...]
    conflicts: tuple[tuple[tuple[str, ...], Conflict], ...]


def read_in_order(
    claims: Iterable[Claim], settings: CompareSettings, known: Mapping[str, NormalisedClaim]
) -> list[NormalisedClaim]:
    """The claims in the order of their ids, read where they are not known yet."""
    return [known.get(claim.id) or normalise(claim, settings) for claim in sorted(claims, key=lambda claim: claim.id)]


def find_in_measure(told: Sequence[NormalisedClaim], rules: Rules, wanted: Wanted, with_facts: Wanted) -> Findings:
    """What the wanted buckets give, and the facts of those that are wanted with them; the claims come in the order of
    their ids."""
    by_bucket, series, places = (dict[str, list[Filed]]() for _ in range(3))
    for filed in map(file_claim, told):
        by_bucket.setdefault(filed.bucket, []).append(filed)
        for key in filed.series:
            series.setdefault(key, []).append(filed)
        if filed.places:
            places.setdefault(filed.places, []).append(filed)
    groups: ConflictGroups = {}
    facts: list[tuple[str, Fact]] = []
    for key, bucket in by_bucket.items():
        if wanted(key) and with_facts(key):
            facts += [(key, make_fact(*told, rules.settings)) for told in claims_by_fact(bucket, rules).items()]
    for find, buckets in ((flagged_pairs, by_bucket), (parts_above_wholes, series), (filed_apart, places)):
        contested = {key: bucket for key, bucket in buckets.items() if len(bucket) > 1 and wanted(key)}
        for key, told_of in groupby(find(contested, rules), key=itemgetter(0)):
            note_flags(groups, key, (flag for _, flag in told_of))
    return Findings(tuple(facts), tuple(make_conflicts(groups, rules.settings)))
