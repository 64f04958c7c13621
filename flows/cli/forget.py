"""The command forget."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from flows.cli.faults import CallError
from flows.cli.options import DEFAULT_LEDGER, LedgerDir, Quiet, existing_ledger
from flows.cli.output import say
from pipeline.records.text import counted


def forget(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source's id.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason; kept in the mark that remains.")],
    lift: Annotated[bool, typer.Option("--lift", help="Allow a forgotten source to be read again instead.")] = False,
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Remove a source's texts, claims and snapshots for good. For takedowns; a mark that it was done remains."""
    from pipeline.ledger import utc_now
    from pipeline.ledger.refresh import refresh

    if not why.strip():
        raise CallError("--why is empty; say who asked for it, or the reason, since this is for good")
    with closing(existing_ledger(ledger)) as opened, opened.lock("forget"):
        if lift:
            opened.takedowns.lift(source, utc_now(), why)
            said = f"{source} may be read again: the next run will"
        else:
            mark = opened.takedowns.forget(source, utc_now(), why)
            refresh(opened)
            said = (
                f"{source} is forgotten: {counted(mark.claims, 'claim')}, its texts and snapshots are gone, and it "
                "will not be read again. Datasets and reports written before still hold them."
            )
    if not quiet:
        say(said)
