"""The commands backup and restore."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.faults import CallError, Status
from flows.cli.options import DEFAULT_LEDGER, LedgerDir, Quiet, existing_ledger
from flows.cli.output import say, warn


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, a tar archive.")],
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Copy the whole ledger into one file. Safe while a run is in progress."""
    from pipeline.ledger.backup import back_up

    with closing(existing_ledger(ledger)) as opened:
        missing = back_up(opened, file)
    for sha256 in missing:
        warn(f"the snapshot {sha256} is missing; see `factledger verify`")
    if not quiet:
        say(f"{file}: {file.stat().st_size:,} bytes")
    raise typer.Exit(Status.SOME_UNREAD if missing else Status.WELL)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `factledger backup` wrote.")],
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Restore a backup into a folder without a ledger. Then verifies it."""
    from flows.cli.verify import verify
    from pipeline.ledger.backup import restore as put_back

    if not file.is_file():
        raise CallError(f"there is no file {file}; give one that `factledger backup` wrote")
    put_back(file, ledger)
    verify(ledger=ledger, quiet=quiet)
