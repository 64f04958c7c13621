"""The commands that hand on what is in the ledger: export, report."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import DEFAULT_LEDGER, LedgerDir, Quiet, existing_ledger
from flows.cli.output import say


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write the dataset.")],
    every: Annotated[
        bool, typer.Option("--all", help="Export all facts with their status, not only vetted ones.")
    ] = False,
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Write the vetted dataset. CSV, Parquet, JSON Lines and SQLite, with a data package and release notes."""
    from flows.export import release_dataset

    with closing(existing_ledger(ledger)) as opened:
        written = release_dataset(opened, directory, every=every)
    if not quiet:
        say(str(written))
        if not written.facts and not every:
            say(
                "Nothing is vetted yet: accept facts or decide conflicts (factledger review), or export it all (--all)."
            )


def report(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write the report.")],
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Write the static report: a page to open, print and pass on."""
    from outputs.report import write_report

    with closing(existing_ledger(ledger)) as opened:
        page = write_report(opened, directory)
    if not quiet:
        say(str(page))
