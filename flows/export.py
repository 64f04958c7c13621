"""From decisions to the vetted dataset, as a plain function."""

from __future__ import annotations

from pathlib import Path

from outputs.dataset import Exported, export
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh


def release_dataset(ledger: Ledger, directory: Path, *, every: bool = False) -> Exported:
    """Brings facts up to date with the decisions and writes the dataset. Raises ExportError."""
    refresh(ledger)
    return export(ledger, directory, only_vetted=not every)


def write_dataset(ledger_folder: str, directory: str, every: bool = False, ledger_url: str | None = None) -> None:
    """The same for a ledger by its place, under its lock: no run changes it meanwhile."""
    ledger = Ledger.open(Path(ledger_folder), url=ledger_url, create=False)
    try:
        with ledger.lock("a release"):
            release_dataset(ledger, Path(directory), every=every)
    finally:
        ledger.close()
