"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.ledger import Ledger


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Severity(StrEnum):
    """How severe a conflict is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


LedgerDir = Annotated[
    Path,
    typer.Option("--ledger", metavar="DIR", envvar="FACTLEDGER_HOME", help="The ledger's folder.", show_default=True),
]
FormatOption = Annotated[Format, typer.Option("--format", help="A table to read, jsonl or csv for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print data only: no progress, no hints.")]
Person = Annotated[
    str, typer.Option("--person", envvar="FACTLEDGER_PERSON", metavar="NAME", help="Who decides; recorded in the log.")
]
DEFAULT_LEDGER = Path("ledger")


def existing_ledger(folder: Path) -> Ledger:
    """The ledger in this folder. Raises LedgerError where there is none."""
    from pipeline.ledger import Ledger

    return Ledger.open(folder, create=False)
