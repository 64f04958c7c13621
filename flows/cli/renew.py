"""The command renew."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from flows.cli.options import DEFAULT_LEDGER, LedgerDir, Quiet, existing_ledger
from flows.cli.output import say


def renew(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source's id.")],
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Accept what a source's address holds now. It replaces what was there before, whose claims are withdrawn."""
    with closing(existing_ledger(ledger)) as opened, opened.lock("renew"):
        reason = opened.documents.renew(source)
    if not quiet:
        say(f"{source}: {reason} The next run takes it as it is now.")
