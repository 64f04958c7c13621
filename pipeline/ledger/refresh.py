"""Facts and conflicts brought up to date with what documents state and with the corrections that people made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.ledger import Ledger, utc_now
from pipeline.ledger.added import bring_added_in_line
from pipeline.ledger.bearing import Bearing
from pipeline.ledger.comparisons import Basis, Change
from pipeline.ledger.corrections import corrected
from pipeline.ledger.findings import bucket_id
from pipeline.ledger.in_force import CORRECTING, EntriesInForce, entries_in_force
from pipeline.ledger.stages import comparing_stage
from pipeline.ledger.stated_claims import (
    StatedClaims,
    as_people_put_them,
    ever_regrouped_claims,
    regrouped_claims,
)
from pipeline.records.model import REGROUPING, Claim, digest
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import BucketKey, Findings
    from pipeline.ledger.sharded import Plan


def refresh(ledger: Ledger, run_id: int | None = None) -> bool:
    """Compares anew what a change bears on; False when facts and conflicts were up to date already.

    A run passes its own id; without one what is found is recorded as the last run's. Nothing is done on a ledger
    that no run has filled.
    """
    bring_added_in_line(ledger, entries_in_force(ledger.decisions.entries()))
    if run_id is None:
        last = ledger.runs.last()
        if last is None:
            return False
        run_id = last.id
    while (done := _refreshed(ledger, run_id)) is None:
        pass  # somebody else's comparison came in between: what it has left is looked at again
    return done


def is_up_to_date(ledger: Ledger) -> bool:
    """Whether facts and conflicts were made from what is stated now, under the corrections in force, by this stage."""
    last = ledger.comparisons.last()
    if last is None or last.stage != comparing_stage(ledger.compare_settings()):
        return False
    corrections = _corrections(ledger, entries_in_force(ledger.decisions.entries()))
    return not ledger.comparisons.changed_documents(corrections)


def made_anew(ledger: Ledger) -> Findings:
    """The facts and conflicts of all claims that are stated; nothing is written."""
    from pipeline.comparing.reconcile import find_in_buckets  # heavy

    stated = as_people_put_them(ledger.claims.find(), entries_in_force(ledger.decisions.entries()))
    return find_in_buckets(stated.claims, ledger.compare_settings(), regroupings=stated.regroupings)


def shared_out(ledger: Ledger) -> Plan | None:
    """The plan by which all claims are to be compared anew, where that is due and too much for one part. `refresh`
    writes what the plan's parts gave, and what none has done yet it does itself."""
    bring_added_in_line(ledger, entries_in_force(ledger.decisions.entries()))
    due = _due(ledger, entries_in_force(ledger.decisions.entries()))
    if not isinstance(due, Basis):
        return None
    from pipeline.ledger.sharded import plan_for  # heavy

    plan = plan_for(ledger, due)
    return None if plan.is_whole else plan


def _refreshed(ledger: Ledger, run_id: int) -> bool | None:
    """Whether there was anything to do; None where another comparison was written meanwhile."""
    in_force = entries_in_force(ledger.decisions.entries())
    due = _due(ledger, in_force)
    if due is None:
        return False
    if isinstance(due, Basis):
        from pipeline.ledger.sharded import plan_for, write_all  # heavy

        return write_all(ledger, run_id, plan_for(ledger, due), due) or None
    found, change = _compare_changed(ledger, in_force, due)
    return ledger.comparisons.put(run_id, found, change, utc_now()) or None


def _due(ledger: Ledger, in_force: EntriesInForce) -> Basis | Change | None:
    """What is to be compared anew: all, for the first time, by another stage, or since more has changed than is looked
    at at once; what has changed; or nothing."""
    last, settings = ledger.comparisons.last(), ledger.compare_settings()
    stage, corrections = comparing_stage(settings), _corrections(ledger, in_force)
    after = last.key if last else None
    if last is not None and last.stage == stage:
        changed = ledger.comparisons.changed_documents(corrections)
        if ledger.claims.count(docs=changed) <= settings.claims_a_shard:
            return Change(after, stage, changed, corrections, {}, (), {}, ()) if changed else None
    return Basis(after, stage, ledger.comparisons.stated_documents(), corrections)


def _corrections(ledger: Ledger, in_force: EntriesInForce) -> dict[str, str]:
    """By document a digest of what is in force that corrects its claims, or says which facts they belong to."""
    correcting = {
        claim: [entry.id for entry in entries if entry.decision in CORRECTING | REGROUPING]
        for claim, entries in in_force.by_claim.items()
    }
    by_document: dict[str, set[str]] = {}
    for claim, doc in ledger.claims.documents([claim for claim, entries in correcting.items() if entries]).items():
        by_document.setdefault(doc, set()).update(correcting[claim])
    return {doc: digest(*sorted(entries), length=64) for doc, entries in by_document.items()}


def _compare_changed(ledger: Ledger, in_force: EntriesInForce, change: Change) -> tuple[Findings, Change]:
    """The facts of the buckets that changed claims were in or are in, and of those that claims of their figures move
    between; and the conflicts that the change bears on.

    Where other buckets have a part in such a conflict, these are looked at too, but for that conflict alone.
    """
    from pipeline.comparing.reconcile import Findings, Scope, find_in_buckets  # heavy
    from pipeline.ledger.joined_facts import moved_claims  # heavy

    settings, compared = ledger.compare_settings(), ledger.comparisons
    held = {claim.id: claim for claim in ledger.claims.find(docs=change.documents)}
    buckets = buckets_of(corrected(held.values(), in_force).claims, settings)
    before = compared.buckets_of(change.documents)
    own = frozenset(chain(*before.values(), *buckets.values()))
    changed = {*before, *buckets, *_counted_anew(ledger, in_force, own, before, buckets)}
    conflicts = frozenset(chain(compared.derived_in(own), *compared.conflicts_of(changed).values()))

    def stated_now(ids: Collection[str]) -> StatedClaims:
        """What is stated under these ids, and all that was asked for before, the changed documents' claims among it."""
        further = {*ids, *regrouped_claims(in_force)} - before.keys() - held.keys()
        held.update((claim.id, claim) for claim in ledger.claims.find(ids=further))
        return as_people_put_them(held.values(), in_force)

    moves = moved_claims(ledger, stated_now(compared.claims_in(own)), {*before, *buckets}, own, settings)
    touched = own.union(moves.buckets)
    homes = moves.homes(compared.homes(compared.claims_in(touched), touched))
    partners, beside, facts = compared.partners_in(touched), touched, None
    while True:
        beside = beside.union(*compared.buckets_making(conflicts).values())
        stated = stated_now(compared.claims_in(beside) | homes.keys())
        bearing = Bearing(changed, partners, compared.conflicts_of(held.keys() | changed), conflicts)
        is_first = facts is None
        scope = Scope(partial(_is_among, beside), partial(_is_among, touched if is_first else ()), bearing.wanted)
        found = find_in_buckets(
            stated.claims,
            settings,
            scope,
            regroupings=stated.regroupings,
            homes=homes if is_first else {},  # only facts ask for them
        )
        facts = found.facts if facts is None else facts
        news = {*bearing.news(found, own)} - conflicts
        making = compared.buckets_making({*news, *bearing.lost_in})
        conflicts = conflicts.union(news, bearing.lost_in)
        if not any(making[each] != bearing.lost_in.get(each) for each in making):
            break
    told = tuple(each for each in found.conflicts if each[1].id in conflicts)
    changed_now = replace(change, buckets=buckets, touched=touched, moved=moves.moved, conflicts=conflicts)
    return Findings(facts, told, found.partners), changed_now


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
