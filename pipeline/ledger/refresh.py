"""Facts and conflicts brought up to date with what documents state and with the corrections that people made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ledger import Ledger, utc_now
from pipeline.ledger.added import bring_added_in_line
from pipeline.ledger.compare_changed import buckets_of, compare_changed
from pipeline.ledger.compared_rows import ComparedAnew
from pipeline.ledger.comparisons import Basis, Change
from pipeline.ledger.in_force import CORRECTING, EntriesInForce, entries_in_force
from pipeline.ledger.stages import comparing_stage
from pipeline.ledger.stated_claims import as_people_put_them
from pipeline.records.model import REGROUPING, digest

if TYPE_CHECKING:
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


def made_anew(ledger: Ledger) -> ComparedAnew:
    """What all claims that are stated give; nothing is written."""
    from pipeline.comparing.reconcile import find_homes, find_in_buckets  # heavy
    from pipeline.comparing.reconcile.scope import every_bucket

    settings = ledger.compare_settings()
    stated = as_people_put_them(ledger.claims.find(), entries_in_force(ledger.decisions.entries()))
    homes = find_homes(stated.claims, settings, every_bucket, stated.regroupings)
    found = find_in_buckets(stated.claims, settings, regroupings=stated.regroupings, homes=homes)
    return ComparedAnew(found, buckets_of(stated.claims, settings), homes)


def shared_out(ledger: Ledger) -> Plan | None:
    """The plan by which all claims are to be compared anew, where that is due and too much for one part. `refresh`
    writes what the plan's parts gave, and what none has done yet it does itself."""
    in_force = entries_in_force(ledger.decisions.entries())
    bring_added_in_line(ledger, in_force)
    due = _due(ledger, in_force)
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
    found, change = compare_changed(ledger, in_force, due)
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
