"""The Prefect flow from source lists to conflicts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.artifacts import leave_artifact
from flows.run import known_lists, run_lists
from flows.tasks import AsTasks
from outputs.notify import after_run
from pipeline.ledger import Ledger


@flow(name="ingest", persist_result=False)
def ingest(ledger_folder: str, lists: list[str]) -> State[Any]:
    """Reads the lists (without any, those that the ledger knows), extracts, reconciles, tells of new conflicts.

    Ends with a verdict: Completed, CompletedWithWarnings where sources could not be read, Failed where a fault of
    ours kept documents from being read. Raises what `run_lists` raises. What it did is in the ledger; the state's
    data is a list of the hooks that could not be told, each with its reason, or the fault.
    """
    ledger = Ledger.open(Path(ledger_folder))
    try:
        run = run_lists(ledger, [Path(path) for path in lists] or known_lists(ledger), AsTasks())
        leave_artifact(ledger, run)
        told = after_run(ledger, run.id)
    finally:
        ledger.close()
    untold = [f"{each.hook}: {each.reason}" for each in told if not each.ok]
    if run.faults:
        faults = ExceptionGroup("documents could not be read", run.faults)
        return Failed(message=str(faults), data=faults)
    if run.summary.has_warnings or untold:
        problems = [f"{each.source}: {each.reason}" for each in run.summary.failed] + untold
        return Completed(name="CompletedWithWarnings", message="; ".join(problems), data=untold)
    return Completed(data=untold)
