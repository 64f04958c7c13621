"""From decisions to the vetted dataset, as a plain function."""

from __future__ import annotations

from pathlib import Path

from outputs.dataset import Exported, export
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh


def release_dataset(ledger: Ledger, directory: Path, *, every: bool = False) -> Exported:
    """Brings facts up to date with the decisions and writes the dataset; of a ledger that cannot be written, as it is.

    Raises ExportError.
    """
    if not ledger.is_read_only:
        refresh(ledger)
    return export(ledger, directory, only_vetted=not every)


def write_dataset(ledger_folder: str, directory: str, every: bool = False) -> None:
    """The same for a ledger by its folder, under its lock: no run changes it meanwhile."""
    ledger = Ledger.open(Path(ledger_folder), create=False)
    try:
        with ledger.lock("a release"):
            release_dataset(ledger, Path(directory), every=every)
    finally:
        ledger.close()
