"""Comparing anew only what a change bears on: the facts of its buckets, and the conflicts that it may change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.ledger import Ledger
from pipeline.ledger.bearing import Bearing
from pipeline.ledger.comparisons import Change
from pipeline.ledger.corrections import corrected
from pipeline.ledger.findings import bucket_id
from pipeline.ledger.in_force import EntriesInForce
from pipeline.ledger.stated_claims import StatedClaims, as_people_put_them, ever_regrouped_claims, regrouped_claims
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import BucketKey, Findings, Homes


def compare_changed(ledger: Ledger, in_force: EntriesInForce, change: Change) -> tuple[Findings, Change]:
    """The facts of the buckets that changed claims were in or are in, and of those that claims of their figures move
    between; and the conflicts that the change bears on. With them the change, filled in with what it came to.
    """
    from pipeline.ledger.joined_facts import moved_claims  # heavy

    settings, compared = ledger.compare_settings(), ledger.comparisons
    before = compared.buckets_of(change.documents)
    claims = _ClaimsNow(ledger, in_force, change.documents, before)
    reach = _reach(ledger, in_force, before, buckets_of(corrected(claims.held.values(), in_force).claims, settings))
    in_own = claims.stated(compared.claims_in(reach.own))
    moves = moved_claims(ledger, in_own, {*before, *reach.buckets}, reach.own, settings)
    touched = reach.own.union(moves.buckets)
    homes = moves.homes(compared.homes(compared.claims_in(touched), touched))
    found, conflicts = _found(ledger, claims, reach, touched, homes)
    found = replace(found, conflicts=tuple(each for each in found.conflicts if each[1].id in conflicts))
    changed_now = replace(change, buckets=reach.buckets, touched=touched, moved=moves.moved, conflicts=conflicts)
    return found, changed_now


class _ClaimsNow:
    """What is stated now, as people put it, under the ids that were asked for; the changed documents' claims always.

    `held`: the claims read so far, by id, as their documents state them. Claims that a changed document stated
    `before` and no longer states are not looked for.
    """

    def __init__(
        self, ledger: Ledger, in_force: EntriesInForce, documents: Collection[str], before: Collection[str]
    ) -> None:
        self._ledger = ledger
        self._in_force = in_force
        self._before = frozenset(before)
        self.held = {claim.id: claim for claim in ledger.claims.find(docs=documents)}

    def stated(self, ids: Collection[str]) -> StatedClaims:
        """What is stated under these ids, and all that was asked for before."""
        further = {*ids, *regrouped_claims(self._in_force)} - self._before - self.held.keys()
        self.held.update((claim.id, claim) for claim in self._ledger.claims.find(ids=further))
        return as_people_put_them(self.held.values(), self._in_force)


@dataclass(frozen=True, slots=True)
class _Reach:
    """What is known of a change before anything is compared.

    `buckets`: those that the changed documents' claims are in now, by claim; `own`: these, and those that they were
    in; `changed`: the ids of claims that count as changed, old and new; `conflicts`: those that these stood in.
    """

    buckets: Mapping[str, tuple[str, ...]]
    own: frozenset[str]
    changed: Collection[str]
    conflicts: frozenset[str]


def _reach(
    ledger: Ledger,
    in_force: EntriesInForce,
    before: Mapping[str, Collection[str]],
    buckets: Mapping[str, tuple[str, ...]],
) -> _Reach:
    own = frozenset(chain(*before.values(), *buckets.values()))
    changed = {*before, *buckets, *_counted_anew(ledger, in_force, own, before, buckets)}
    compared = ledger.comparisons
    conflicts = frozenset(chain(compared.derived_in(own), *compared.conflicts_of(changed).values()))
    return _Reach(buckets, own, changed, conflicts)


def _found(
    ledger: Ledger, claims: _ClaimsNow, reach: _Reach, touched: Collection[str], homes: Homes
) -> tuple[Findings, frozenset[str]]:
    """The facts of the touched buckets, and conflicts, with the ids of those that the change bears on.

    Where other buckets have a part in such a conflict, these are looked at too, but for that conflict alone; that may
    show that the change bears on more, until nothing new comes.
    """
    from pipeline.comparing.reconcile import Scope, find_in_buckets  # heavy

    compared = ledger.comparisons
    partners, beside, conflicts, facts = compared.partners_in(touched), frozenset(touched), reach.conflicts, None
    while True:
        beside = beside.union(*compared.buckets_making(conflicts).values())
        stated = claims.stated(compared.claims_in(beside) | homes.keys())
        bearing = Bearing(reach.changed, partners, compared.conflicts_of(claims.held.keys() | reach.changed), conflicts)
        is_first = facts is None
        scope = Scope(partial(_is_among, beside), partial(_is_among, touched if is_first else ()), bearing.wanted)
        found = find_in_buckets(
            stated.claims,
            ledger.compare_settings(),
            scope,
            regroupings=stated.regroupings,
            homes=homes if is_first else {},  # only facts ask for them
        )
        facts = found.facts if facts is None else facts
        news = {*bearing.news(found, reach.own)} - conflicts
        making = compared.buckets_making({*news, *bearing.lost_in})
        conflicts = conflicts.union(news, bearing.lost_in)
        if all(making[each] == bearing.lost_in.get(each) for each in making):
            return replace(found, facts=facts), conflicts


def _counted_anew(
    ledger: Ledger,
    in_force: EntriesInForce,
    touched: Collection[str],
    before: Mapping[str, Collection[str]],
    buckets: Mapping[str, Collection[str]],
) -> Iterator[str]:
    """Claims that count as changed though their documents are not: in buckets that grew large or are large no more,
    where other pairs are proposed, and in those where people split or merged facts."""
    most, said = ledger.compare_settings().paired_up_to, ever_regrouped_claims(in_force)
    come = Counter(chain(*buckets.values()))
    gone = Counter(chain(*before.values()))
    for bucket, members in ledger.comparisons.members(touched).items():
        size = len(members) - gone[bucket] + come[bucket]
        if (len(members) > most) != (size > most) or not said.isdisjoint(members):
            yield from members


def _is_among(buckets: Collection[str], key: BucketKey) -> bool:
    return bucket_id(key) in buckets


def buckets_of(claims: Sequence[Claim], settings: CompareSettings) -> dict[str, tuple[str, ...]]:
    """By claim the ids of the buckets that it is compared in."""
    from pipeline.comparing.gates import normalise  # heavy
    from pipeline.comparing.reconcile import bucket_keys

    return {claim.id: tuple(map(bucket_id, bucket_keys(normalise(claim, settings), settings))) for claim in claims}
