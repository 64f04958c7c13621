"""From decisions to the vetted dataset, as a plain function."""

from __future__ import annotations

from pathlib import Path

from outputs.decisions import refresh
from pipeline.ledger import Ledger


def release_dataset(ledger: Ledger, directory: Path, *, every: bool = False) -> str:
    """Brings facts up to date with the decisions, writes the dataset, and says what it holds."""
    from outputs.dataset import export

    refresh(ledger)
    return str(export(ledger, directory, only_vetted=not every))
