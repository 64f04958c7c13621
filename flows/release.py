"""The Prefect flow from decisions to the vetted dataset."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.releasing import release_dataset
from flows.tasks import as_task
from pipeline.ledger import Ledger


@flow(name="release", persist_result=False)
def release(ledger_home: str, directory: str, every: bool = False, ledger_url: str | None = None) -> None:
    """Writes the vetted dataset (`every`: all facts with their status) into `directory`.

    Raises LedgerError where there is no ledger, LedgerHeld while a run has it.
    """
    as_task(write_dataset).submit(ledger_home, directory, every, ledger_url).result()


def write_dataset(ledger_home: str, directory: str, every: bool, ledger_url: str | None) -> None:
    ledger = Ledger.open(Path(ledger_home), url=ledger_url, create=False)
    try:
        with ledger.lock("a release"):
            release_dataset(ledger, Path(directory), every=every)
    finally:
        ledger.close()
