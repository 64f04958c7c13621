"""The commands in one application, and what becomes of an error."""

from __future__ import annotations

import typer

from flows.cli import (
    audit,
    backup,
    compare,
    decide,
    explain,
    export,
    forget,
    listings,
    log,
    read,
    renew,
    review,
    run,
    verify,
)
from flows.cli.faults import ErrorsAsStatus

app = typer.Typer(
    name="factledger",
    help="A ledger of dated, sourced figures: reads pages and PDFs, finds claims, shows where they disagree.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

for _command in (
    run.demo,
    run.run,
    run.check,
    listings.sources,
    listings.claims,
    listings.facts,
    listings.conflicts,
    explain.explain,
    read.read,
    compare.compare,
    audit.audit,
    review.review,
    decide.decide,
    log.log,
    log.disagreements,
    export.export,
    export.report,
    run.serve,
    renew.renew,
    forget.forget,
    verify.verify,
    backup.backup,
    backup.restore,
):
    app.command()(_command)


@app.command()
def version() -> None:
    """Print the program's version."""
    from importlib.metadata import version as installed

    typer.echo(f"factledger {installed('factledger')}")


def main() -> None:
    """Runs the command line; ends with the exit status that docs/commands.md names."""
    with ErrorsAsStatus():
        app()
