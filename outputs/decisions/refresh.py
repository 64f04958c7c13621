"""Facts and conflicts brought up to date with the corrections that people made."""

from __future__ import annotations

from outputs.decisions.corrections import corrected
from outputs.decisions.standing import CORRECTING, standing_of
from pipeline.ledger import Ledger, utc_now
from pipeline.ledger.stages import comparing_stage


def refresh(ledger: Ledger, run_id: int | None = None) -> bool:
    """Compares the stated claims, corrected, anew; False when facts and conflicts were up to date already.

    A run passes its own id; without one what is found is put down to the last run. Nothing is done on a ledger
    that no run has filled.
    """
    if run_id is None:
        last = ledger.last_run()
        if last is None:
            return False
        run_id = last.id
    standing = standing_of(ledger.decisions())
    every_entry = (entry for entries in standing.by_target.values() for entry in entries)
    in_force = sorted(entry.id for entry in every_entry if entry.decision in CORRECTING)
    key = ledger.reconcile_key(comparing_stage(ledger.settings), *in_force)
    if ledger.is_reconciled(key):
        return False
    from pipeline.reconcile import reconcile  # heavy

    claims = corrected(ledger.claims(), standing).claims
    ledger.put_reconciled(run_id, reconcile(claims, ledger.settings), key, utc_now())
    return True
