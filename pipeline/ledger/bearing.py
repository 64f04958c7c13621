"""Which pairs of claims a change bears on: those of changed claims, and those of the conflicts that it may change.

What is said of two other claims is what it was: it hangs on what their own documents state. Only which pairs are
proposed hangs on all claims of a large bucket, so the pairs that were proposed there are kept from comparison to
comparison.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ledger.findings import bucket_id

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import BucketKey, Findings, Pairs, Partners

IdPair = tuple[str, str]


@dataclass(slots=True)
class Bearing:
    """`changed`: the ids of the claims that are not what they were, old and new. `partners`: by bucket the pairs that
    were proposed in large ones. `stood_in`: by claim the conflicts that it stood in. `conflicts`: those that the
    change may change, as far as that is known before; `lost_in`: further ones that are met with while pairs are chosen,
    each with the buckets in which a pair of theirs is no longer proposed; `new_pairs`: those that were not before.
    """

    changed: Collection[str]
    partners: Mapping[str, Partners]
    stood_in: Mapping[str, frozenset[str]]
    conflicts: frozenset[str]
    lost_in: dict[str, set[str]] = field(default_factory=dict)
    new_pairs: set[IdPair] = field(default_factory=set)

    def wanted(self, key: BucketKey, proposed: Pairs) -> Pairs:
        """The pairs to judge of those that are proposed in a bucket: what is told of the others is known."""
        open_here, new = self.conflicts, frozenset[IdPair]()
        bucket = bucket_id(key)
        if bucket in self.partners:
            before = self._kept(bucket)
            now = {(a.norm.claim.id, b.norm.claim.id) for a, b in proposed}
            new = frozenset(pair for pair in now - before if not self._is_of_changed(pair))
            lost = frozenset[str]().union(*map(self._told_of, before - now))
            self.new_pairs |= new
            for conflict in lost - self.conflicts:
                self.lost_in.setdefault(conflict, set()).add(bucket)
            open_here |= lost
        return [
            (a, b)
            for a, b in proposed
            if self._is_of_changed(pair := (a.norm.claim.id, b.norm.claim.id))
            or pair in new
            or not open_here.isdisjoint(self._told_of(pair))
        ]

    def news(self, found: Findings, touched: Collection[str]) -> Iterator[str]:
        """The conflicts among what was found that pairs of changed claims make, or pairs that were not proposed before,
        or that follow by arithmetic in buckets that the change touches, where one claim may stand for another."""
        for keys, conflict in found.conflicts:
            claims = frozenset(claim for side in conflict.sides for claim in side)
            follows = conflict.kind == "derived_conflict" and any(bucket_id(key) in touched for key in keys)
            if (
                follows
                or not claims.isdisjoint(self.changed)
                or any(claims.issuperset(pair) for pair in self.new_pairs)
            ):
                yield conflict.id

    def _kept(self, bucket: str) -> frozenset[IdPair]:
        pairs = ((first, second) for first, others in self.partners[bucket].items() for second in others)
        return frozenset(pair for pair in pairs if not self._is_of_changed(pair))

    def _is_of_changed(self, pair: IdPair) -> bool:
        return pair[0] in self.changed or pair[1] in self.changed

    def _told_of(self, pair: IdPair) -> frozenset[str]:
        """The conflicts that both claims stood in."""
        return self.stood_in.get(pair[0], _NONE) & self.stood_in.get(pair[1], _NONE)


_NONE: frozenset[str] = frozenset()
