"""Commands on texts and claims from anywhere, without a ledger: read, compare."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.faults import CallError, Status
from flows.cli.options import Format, FormatOption, existing_ledger
from flows.cli.output import print_rows

if TYPE_CHECKING:
    from pipeline.records.settings import Settings


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
        typer.Argument(metavar="FILE|URL|-…", help="Files, addresses, - for standard input."),
    ] = None,
    show: Annotated[Show, typer.Option(help="What of them to show.")] = Show.CLAIMS,
    from_jsonl: Annotated[
        Path | None, typer.Option("--from-jsonl", metavar="FILE", help='Texts instead: {"id", "text" or "html", …}.')
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Documents without a ledger: their blocks, quantities, periods or claims."""
    from flows.reading import Unreadable, named_texts, texts_from_jsonl, view_rows
    from pipeline.records.settings import default_settings

    if bool(documents) == bool(from_jsonl):
        raise CallError("give either documents (FILE, URL or -) or --from-jsonl FILE")
    unreadable: list[Unreadable] = []
    texts = texts_from_jsonl(from_jsonl) if from_jsonl else named_texts(documents or [])
    rows = view_rows(texts, show.value, default_settings(), unreadable.append)
    print_rows(rows if form is Format.JSONL else _unfolded(rows, show), form, _COLUMNS[show])
    for each in unreadable:
        print(f"factledger: {each.name}: {each.reason} {each.remedy}", file=sys.stderr)
    raise typer.Exit(Status.SOME_UNREAD if unreadable else Status.WELL)


def compare(
    claims: Annotated[list[Path], typer.Argument(metavar="CLAIMS…", help="Claims as JSON Lines; - is standard input.")],
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Compare by these settings; what FILE leaves out is as shipped.")
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Compare by this ledger's settings.", show_default=False)
    ] = None,
    form: FormatOption = Format.JSONL,
) -> None:
    """Compare claims from any source: a line for each pair or group, with verdict, rule, arithmetic, explanation."""
    from pipeline.comparing.reconcile import compare_all
    from pipeline.records.rows import claims_from_jsonl, read_claims, verdict_to_row

    compare_settings = _settings(settings, ledger).compare
    given = []
    for path in claims:
        try:
            given += claims_from_jsonl(sys.stdin, name="standard input") if str(path) == "-" else read_claims(path)
        except (OSError, UnicodeDecodeError) as error:
            raise CallError(f"{path}: {error}; give a file of claims, one JSON object a line") from error
    ids = [claim.id for claim in given]
    if len(set(ids)) != len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise CallError(f"the id {twice!r} stands in more than one of the files; give each claim its own")
    rows = (verdict_to_row(verdict) for verdict in compare_all(given, compare_settings))
    print_rows(rows, form, ("verdict", "a", "b", "rule", "arithmetic"))


def _settings(file: Path | None, ledger: Path | None) -> Settings:
    """Those of the file or of the ledger, as shipped where neither is named. Raises CallError, SettingsError."""
    from pipeline.records.settings import default_settings, load_settings

    if file and ledger:
        raise CallError("give either --settings FILE or --ledger DIR")
    if ledger:
        with closing(existing_ledger(ledger)) as opened:
            return opened.settings
    try:
        return load_settings(file) if file else default_settings()
    except OSError as error:
        raise CallError(f"{error}; `factledger explain settings` prints what such a file holds") from error


def _unfolded(rows: Iterator[dict[str, Any]], show: Show) -> Iterator[dict[str, Any]]:
    """For a table: a row for each quantity or period, not for each text."""
    if show not in (Show.QUANTITIES, Show.PERIODS):
        yield from rows
        return
    for row in rows:
        for each in row[show.value]:
            yield {"id": row["id"], **each}
