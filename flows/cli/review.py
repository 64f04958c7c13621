"""The command review."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from flows.cli.options import DEFAULT_LEDGER, LedgerDir, existing_ledger


def review(
    ledger: LedgerDir = DEFAULT_LEDGER,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on localhost; 0 takes any free one.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser", help="Open it in the browser at once.")] = False,
) -> None:
    """Start the web application for deciding about conflicts. It runs on localhost only."""
    from outputs.review import serve

    with closing(existing_ledger(ledger)) as opened:
        serve(opened, port=port, open_browser=browser)
