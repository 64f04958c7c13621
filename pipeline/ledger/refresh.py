"""Facts and conflicts brought up to date with what documents state and with the corrections that people made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pipeline.ledger import Ledger, utc_now
from pipeline.ledger.added import bring_added_in_line
from pipeline.ledger.comparisons import Change
from pipeline.ledger.corrections import corrected
from pipeline.ledger.findings import bucket_id
from pipeline.ledger.in_force import CORRECTING, REGROUPING, EntriesInForce, entries_in_force
from pipeline.ledger.stages import comparing_stage
from pipeline.records.model import Claim, digest
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import BucketKey, Findings, Regrouping


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
    in_force = entries_in_force(ledger.decisions.entries())
    return _compare_all(ledger, in_force, Change(None, "", {}, {}, {}, None))[0]


def _refreshed(ledger: Ledger, run_id: int) -> bool | None:
    """Whether there was anything to do; None where another comparison was written meanwhile."""
    last = ledger.comparisons.last()
    in_force = entries_in_force(ledger.decisions.entries())
    stage, corrections = comparing_stage(ledger.compare_settings()), _corrections(ledger, in_force)
    if last is None or last.stage != stage:
        after = last.key if last else None
        found, change = _compare_all(ledger, in_force, Change(after, stage, {}, corrections, {}, None))
    else:
        changed = ledger.comparisons.changed_documents(corrections)
        if not changed:
            return False
        found, change = _compare_changed(ledger, in_force, Change(last.key, stage, changed, corrections, {}, ()))
    return ledger.comparisons.put(run_id, found, change, utc_now()) or None


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


def _compare_all(ledger: Ledger, in_force: EntriesInForce, change: Change) -> tuple[Findings, Change]:
    from pipeline.comparing.reconcile import find_in_buckets  # heavy

    stated = ledger.comparisons.stated_documents()
    as_read = ledger.claims.find()
    claims = corrected(as_read, in_force).claims
    found = find_in_buckets(claims, ledger.compare_settings(), regroupings=_regroupings(as_read, in_force))
    return found, replace(change, documents=stated, buckets=buckets_of(claims, ledger.compare_settings()))


def _compare_changed(ledger: Ledger, in_force: EntriesInForce, change: Change) -> tuple[Findings, Change]:
    from pipeline.comparing.reconcile import Findings, find_in_buckets  # heavy

    changed, found = change.documents, Findings((), ())
    as_read = ledger.claims.find(docs=changed)
    come = corrected(as_read, in_force).claims
    settings = ledger.compare_settings()
    buckets = buckets_of(come, settings)
    touched, further = frozenset[str](), ledger.comparisons.buckets_of(changed).union(*buckets.values())
    while further:  # a conflict may be made by several buckets: then these are looked at with each other
        touched |= further
        beside = ledger.claims.find(ids=ledger.comparisons.claims_in(touched))
        others = [claim for claim in beside if claim.doc not in changed]
        claims = (*corrected(others, in_force).claims, *come)
        regroupings = _regroupings((*others, *as_read), in_force)
        found = find_in_buckets(claims, settings, partial(_is_among, touched), regroupings)
        further = ledger.comparisons.buckets_beside(touched, [conflict.id for _, conflict in found.conflicts]) - touched
    return found, replace(change, buckets=buckets, touched=touched)


def _regroupings(as_read: Iterable[Claim], in_force: EntriesInForce) -> list[Regrouping]:
    """What people said of which claims are of one thing, in order; it holds for a claim as long as that says what it
    said, as a correction does."""
    from pipeline.comparing.reconcile import Regrouping  # heavy

    said = [e for e in in_force.entries if e.decision in REGROUPING and e.id not in in_force.undone_by]
    if not said:
        return []
    now = {claim.id: claim.evidence() for claim in as_read}
    found = []
    for entry in said:
        holds = [claim for claim, evidence in entry.evidence if now.get(claim) == evidence]
        if entry.decision == "merge":
            found.append(Regrouping(entry.id, "merge", tuple(holds)))
        else:
            off = tuple(claim for claim in holds if claim in entry.claims)
            found.append(Regrouping(entry.id, "split", off, tuple(claim for claim in holds if claim not in off)))
    return found


def _is_among(buckets: Collection[str], key: BucketKey) -> bool:
    return bucket_id(key) in buckets


def buckets_of(claims: Sequence[Claim], settings: CompareSettings) -> dict[str, tuple[str, ...]]:
    """By claim the ids of the buckets that it is compared in."""
    from pipeline.comparing.gates import normalise  # heavy
    from pipeline.comparing.reconcile import bucket_keys

    return {claim.id: tuple(map(bucket_id, bucket_keys(normalise(claim, settings)))) for claim in claims}
