"""The command read: documents without a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli.faults import CallError, Status
from flows.cli.options import Format, FormatOption
from flows.cli.output import print_rows, warn


class Show(StrEnum):
    """What of a document is shown."""

    BLOCKS = "blocks"
    QUANTITIES = "quantities"
    PERIODS = "periods"
    CLAIMS = "claims"


_COLUMNS = {
    Show.BLOCKS: ("n", "kind", "kept", "why", "text"),
    Show.QUANTITIES: ("id", "surface", "value", "low", "high", "bound", "unit"),
    Show.PERIODS: ("id", "surface", "start", "end"),
    Show.CLAIMS: ("doc", "number", "bound", "unit", "measure", "subject", "kind", "place", "start", "end", "quote"),
}


def read(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|URL|-…", help="Files or addresses; - is standard input."),
    ] = None,
    show: Annotated[Show, typer.Option(help="What to show of them.")] = Show.CLAIMS,
    from_jsonl: Annotated[
        Path | None,
        typer.Option("--from-jsonl", metavar="FILE", help='Read texts from JSON Lines: {"id", "text" or "html", …}.'),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Read documents without a ledger. Shows their blocks, quantities, periods or claims."""
    from flows.access import access
    from flows.read_texts import Unreadable, named_texts, texts_from_jsonl, view_rows
    from pipeline.records.settings import default_settings

    if bool(documents) == bool(from_jsonl):
        raise CallError("give either documents (FILE, URL or -) or --from-jsonl FILE")
    unreadable: list[Unreadable] = []
    settings = default_settings()
    opened = access(None, settings.fetch)
    texts = texts_from_jsonl(from_jsonl) if from_jsonl else named_texts(documents or [], opened)
    rows = view_rows(texts, show.value, settings, unreadable.append)
    print_rows(rows if form is Format.JSONL else _unfolded(rows, show), form, _COLUMNS[show])
    for each in unreadable:
        warn(f"{each.name}: {each.reason} {each.remedy}")
    raise typer.Exit(Status.SOME_UNREAD if unreadable else Status.WELL)


def _unfolded(rows: Iterator[dict[str, Any]], show: Show) -> Iterator[dict[str, Any]]:
    """For a table: a row for each quantity or period, not for each text."""
    if show not in (Show.QUANTITIES, Show.PERIODS):
        yield from rows
        return
    for row in rows:
        for each in row[show.value]:
            yield {"id": row["id"], **each}
