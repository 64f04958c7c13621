"""The Prefect flow from source lists to conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from prefect import flow, runtime
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.artifacts import leave_artifact
from flows.faults import kept_traceback, plain_reason
from flows.run import Run, known_lists, run_lists
from flows.tasks import AsTasks
from outputs.notify import Notified, after_failure, after_run
from pipeline.ledger import Ledger, utc_now
from sources.errors import HeldError, UserError


def run_name() -> str:
    """The lists and the number of the run, as Prefect shows the flow run."""
    given = runtime.flow_run.parameters
    folder, lists = Path(given["ledger_folder"]), given["lists"]
    names = ", ".join(Path(path).stem for path in lists) or "known lists"
    number = 1
    with suppress(UserError), closing(Ledger.open(folder, create=False)) as ledger:  # the flow says what is wrong
        number = ledger.runs.next_id()
    return f"{names} {number}"


@flow(name="ingest", flow_run_name=run_name, persist_result=False)
def ingest(ledger_folder: str, lists: list[str]) -> State[Any]:
    """Reads the lists (without any, those that the ledger knows), extracts, reconciles, tells of what is new or failed.

    Ends with a verdict: Completed, CompletedWithWarnings where sources could not be read, Failed where the run could
    not be done or a fault of ours kept documents from being read. What it did is in the ledger; the state's message
    says it in counts, and its data is a list of the hooks that failed, each with its reason, or the fault.
    A run that was started by a schedule prints the message too.
    """
    try:
        state = _ingested(Path(ledger_folder), [Path(path) for path in lists])
    except Exception as error:  # noqa: BLE001 - it is the state's data
        state = _failed(Path(ledger_folder), error)
    if runtime.deployment.id is not None:
        print(f"{utc_now()} {runtime.flow_run.name}: {state.name}: {state.message}", flush=True)
    return state


def _ingested(folder: Path, lists: Sequence[Path]) -> State[Any]:
    with closing(Ledger.open(folder)) as ledger:
        run = run_lists(ledger, lists or known_lists(ledger), AsTasks())
        leave_artifact(ledger, run)
        faults = ExceptionGroup("documents could not be read", run.faults) if run.faults else None
        untold = _untold(after_run(ledger, run.id, _told(faults) if faults else ""))
    message = f"{run.summary.in_a_line()}. Review: factledger review --ledger {folder}"
    if faults:
        return Failed(message=f"{message}; {_told(faults)}", data=faults)
    if run.summary.has_warnings or untold:
        told = "; ".join([message, *_problems(run), *untold])
        return Completed(name="CompletedWithWarnings", message=told, data=untold)
    return Completed(message=message, data=untold)


def _problems(run: Run) -> list[str]:
    failed = [f"{each.source}: {each.reason}" for each in run.summary.failed]
    return [*run.summary.notes, *failed, *(f"{doc}: not read by a fault of ours" for doc in run.summary.unread)]


def _failed(folder: Path, error: Exception) -> State[Any]:
    """Told by the ledger's hooks too, but where another run has the ledger: that one tells of itself."""
    reason = _told(error)
    if not isinstance(error, HeldError):
        after_failure(folder, reason)
    return Failed(message=reason, data=error)


def _told(error: Exception) -> str:
    plain = plain_reason(error)
    if plain is not None:
        return plain
    return f"a fault of ours: {type(error).__name__}: {error}; please report it with {kept_traceback(error)}"


def _untold(told: Sequence[Notified]) -> list[str]:
    return [f"{each.hook}: {each.reason}" for each in told if not each.ok]
