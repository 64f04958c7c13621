"""The Prefect flow from decisions to the vetted dataset."""

from __future__ import annotations

from prefect import flow

from flows.export import write_dataset
from flows.tasks import as_task


@flow(name="release", persist_result=False)
def release(ledger_folder: str, directory: str, every: bool = False) -> None:
    """Writes the vetted dataset (`every`: all facts with their status) into `directory`.

    Raises LedgerError where there is no ledger, LedgerHeld while a run has it, ExportError where it cannot be written.
    """
    as_task(write_dataset).submit(ledger_folder, directory, every).result()
