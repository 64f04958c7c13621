"""The commands in one application, and what becomes of an error."""

from __future__ import annotations

import typer

from flows.cli import asking, deciding, running, texts
from flows.cli.faults import ErrorsAsStatus

app = typer.Typer(
    name="factledger",
    help="A ledger of dated, sourced figures: reads pages and PDFs, finds claims, shows where they do not fit.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

for _command in (
    running.demo,
    running.run,
    running.check,
    asking.sources,
    asking.claims,
    asking.facts,
    asking.conflicts,
    asking.explain,
    texts.read,
    texts.compare,
    deciding.review,
    deciding.decide,
    deciding.export,
    deciding.report,
    running.serve,
    deciding.forget,
    asking.version,
):
    app.command()(_command)


def main() -> None:
    """Runs the command line; ends with the exit status that docs/commands.md names."""
    with ErrorsAsStatus():
        app()
