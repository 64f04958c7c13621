"""The command verify."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.faults import Status
from flows.cli.options import DEFAULT_LEDGER, Format, FormatOption, LedgerDir, Quiet, existing_ledger
from flows.cli.output import print_rows, say

if TYPE_CHECKING:
    from pipeline.ledger import Ledger


def verify(
    repair: Annotated[
        bool, typer.Option("--repair", help="Have the next run fetch, read and compare anew what is damaged.")
    ] = False,
    ledger: LedgerDir = DEFAULT_LEDGER,
    form: FormatOption = Format.TABLE,
    quiet: Quiet = False,
) -> None:
    """Check the ledger and its snapshots for damage. Bytes against their digests, records against their ids."""
    from outputs.decisions.verification import damages

    with closing(existing_ledger(ledger)) as opened, _held(opened):
        found = list(damages(opened))
        if repair and found:
            opened.integrity.mark_for_repair(found)
    if found or form is not Format.TABLE:
        print_rows(map(asdict, found), form, ("kind", "id", "doc", "problem", "remedy"))
    if form is Format.TABLE and not quiet:
        say(_said(len(found), repair))
    raise typer.Exit(Status.SOME_UNREAD if found else Status.WELL)


def _held(ledger: Ledger) -> AbstractContextManager[None]:
    """Against a run that changes rows between two looks; a ledger that cannot be written has none."""
    return nullcontext() if ledger.is_read_only else ledger.lock("verify")


def _said(count: int, repair: bool) -> str:
    if not count:
        return "all is as it was stored"
    damaged = f"{count} damaged"
    return f"{damaged}; what can be had again is marked: `factledger run` fetches and reads it" if repair else damaged
