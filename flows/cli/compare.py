"""The command compare: claims from anywhere."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.faults import CallError, unreadable
from flows.cli.options import Format, FormatOption, existing_ledger
from flows.cli.output import print_rows

if TYPE_CHECKING:
    from pipeline.records.settings import CompareSettings


def compare(
    claims: Annotated[list[Path], typer.Argument(metavar="CLAIMS…", help="Claims as JSON Lines; - is standard input.")],
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings to compare by; whatever FILE leaves out keeps its default."),
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Compare by the settings of this ledger.", show_default=False)
    ] = None,
    form: FormatOption = Format.JSONL,
) -> None:
    """Compare claims from any source. Prints a line for each pair or group: verdict, rule, arithmetic, explanation."""
    from pipeline.comparing.reconcile import compare_all
    from pipeline.records.rows import claims_from_jsonl, read_claims, verdict_to_row

    compare_settings = _settings(settings, ledger)
    given = []
    for path in claims:
        try:
            given += claims_from_jsonl(sys.stdin, name="standard input") if str(path) == "-" else read_claims(path)
        except (OSError, UnicodeDecodeError) as error:
            raise unreadable(path, error, "give a file of claims, one JSON object a line") from error
    ids = [claim.id for claim in given]
    if len(set(ids)) != len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise CallError(f"the id {twice!r} stands in more than one of the files; give each claim its own")
    rows = (verdict_to_row(verdict) for verdict in compare_all(given, compare_settings))
    print_rows(rows, form, ("verdict", "a", "b", "rule", "arithmetic"))


def _settings(file: Path | None, ledger: Path | None) -> CompareSettings:
    """Those of the file or of the ledger, as shipped where neither is named. Raises CallError, SettingsError."""
    from pipeline.records.settings import default_settings, load_settings

    if file and ledger:
        raise CallError("give either --settings FILE or --ledger DIR")
    if ledger:
        with closing(existing_ledger(ledger)) as opened:
            return opened.compare_settings()
    return (load_settings(file) if file else default_settings()).compare
