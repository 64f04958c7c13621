"""Buckets dealt out to shards, each compared by itself, and conflicts that several shards have a part in.

All buckets of a measure lie in one shard, or in several of its own where it has too many claims; those of one figure,
which many measures state, are dealt out to all. What a document's figures make is looked at when claims are
filed under their keys, document by document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from pipeline.comparing.gates.normalised import normalise
from pipeline.comparing.reconcile.conflicts import make_conflicts
from pipeline.comparing.reconcile.filing import bucket_keys
from pipeline.comparing.reconcile.keys import BucketKey, DocumentKey, measure_of
from pipeline.comparing.reconcile.measure import Findings
from pipeline.comparing.reconcile.reconciler import as_people_said, what_follows
from pipeline.comparing.reconcile.regrouping import Regrouping
from pipeline.comparing.reconcile.scope import Wanted
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings


@dataclass(frozen=True, slots=True)
class Sharding:
    """`placed`: by measure its first shard and how many it has; `shards`: how many there are."""

    placed: Mapping[str, tuple[int, int]]
    shards: int

    def shard_of(self, key: BucketKey) -> int | None:
        """The shard that looks at the bucket, None for a document's. Buckets of several measures lie in any; a measure
        that had no claim when the shards were made goes to the first."""
        if isinstance(key, DocumentKey):
            return None
        measure = measure_of(key)
        first, parts = (0, self.shards) if measure is None else self.placed.get(measure, (0, 1))
        return first if parts == 1 else first + crc32(key.text().encode()) % parts

    def wanted(self, shard: int) -> Wanted:
        """Whether a bucket is one of the shard's."""
        return lambda key: self.shard_of(key) == shard


def deal_out(counts: Mapping[str, int], at_most: int) -> Sharding:
    """Shards of about `at_most` claims, by how many each measure has."""
    placed: dict[str, tuple[int, int]] = {}
    shards, room = 0, 0
    for measure, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        if count > at_most:
            placed[measure] = shards, math.ceil(count / at_most)
            shards += placed[measure][1]
            continue
        if count > room:
            shards, room = shards + 1, at_most
        placed[measure] = shards - 1, 1
        room -= count
    return Sharding(placed, max(shards, 1))


@dataclass(frozen=True, slots=True)
class FiledDocuments:
    """By claim the keys of its buckets, and what the buckets of the documents gave."""

    keys: Mapping[str, tuple[BucketKey, ...]]
    found: Findings


def file_documents(
    claims: Sequence[Claim], settings: CompareSettings, regroupings: Sequence[Regrouping]
) -> FiledDocuments:
    """Whole documents, filed and looked at each by itself."""
    read = {claim.id: normalise(claim, settings) for claim in claims}
    said = as_people_said(claims, read, settings, regroupings)
    groups = what_follows(claims, read, settings, lambda key: isinstance(key, DocumentKey), said)
    keys = {claim_id: bucket_keys(norm, settings) for claim_id, norm in read.items()}
    return FiledDocuments(keys, Findings((), tuple(make_conflicts(groups, settings))))


def contested(members: Iterable[tuple[str, bool, Collection[str]]]) -> list[str]:
    """Of a shard's claims (the id, whether the claim's fact lies there, its buckets there) those that the shard has to
    look at: a bucket of one claim gives nothing but a fact."""
    held = list(members)
    counts = Counter(bucket for _, _, buckets in held for bucket in buckets)
    return [claim for claim, has_fact, buckets in held if has_fact or any(counts[each] > 1 for each in buckets)]
