"""The command explain."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from flows.cli.options import DEFAULT_LEDGER, LedgerDir, existing_ledger
from flows.cli.output import say
from outputs.published_ids import ledger_id


def explain(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim, fact or conflict; or `settings`.")],
    ledger: LedgerDir = DEFAULT_LEDGER,
) -> None:
    """Explain a claim, fact or conflict, or print the settings. Shows quotes, their readings, the rule that applied."""
    from flows.cli.explanation import explanation

    with closing(existing_ledger(ledger)) as opened:
        say(explanation(opened, ledger_id(id)))
