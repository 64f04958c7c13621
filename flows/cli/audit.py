"""The command audit: a spell-checker for figures."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.faults import CallError, Status
from flows.cli.options import Format, existing_ledger
from flows.cli.output import print_rows, say, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outputs.audit import Finding
    from pipeline.ledger import Ledger


class Shape(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


def audit(
    drafts: Annotated[list[str], typer.Argument(metavar="FILE|URL|-…", help="Drafts: pages, PDFs, texts.")],
    ledger: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also compare them with this ledger.", show_default=False)
    ] = None,
    published: Annotated[
        str, typer.Option(metavar="DATE", help="Date of drafts that state none; today by default.", show_default=False)
    ] = "",
    form: Annotated[
        Shape, typer.Option("--format", help="A table to read, jsonl for programs, or html.")
    ] = Shape.TABLE,
) -> None:
    """Check the figures of drafts. Shows what contradicts itself in them and what contradicts a ledger, and exits with
    status 4 if anything does."""
    day = published or date.today().isoformat()
    if ledger is None:
        findings, unread = _findings(drafts, None, day)
    else:
        with closing(existing_ledger(ledger)) as opened:
            findings, unread = _findings(drafts, opened, day)
    _print(findings, form)
    if findings:
        raise typer.Exit(Status.CONFLICTS)
    raise typer.Exit(Status.SOME_UNREAD if unread else Status.WELL)


def _findings(names: Sequence[str], ledger: Ledger | None, day: str) -> tuple[list[Finding], int]:
    """What was found, and how many drafts could not be read, each told."""
    from flows.access import access
    from flows.read_texts import Unreadable, named_texts, readings
    from outputs.audit import audit as audited
    from outputs.audit import claims_beside, read_drafts
    from pipeline.records.settings import default_settings
    from sources.calendar_dates import check_date

    try:
        check_date(day)
    except ValueError as error:
        raise CallError(f"--published takes a date as 2012, 2012-05 or 2012-05-31, not {day!r} ({error})") from error
    settings = replace(ledger.settings, compare=ledger.compare_settings()) if ledger else default_settings()
    unreadable: list[Unreadable] = []
    texts = named_texts(names, access(None, settings.fetch))
    given = [(each.name, reading) for each, reading in readings(texts, settings, unreadable.append)]
    drafts = read_drafts(given, settings, published=day, packs=ledger.lists.packs() if ledger else ())
    for each in unreadable:
        warn(f"{each.name}: {each.reason} {each.remedy}")
    beside = claims_beside(ledger, [claim for draft in drafts for claim in draft.claims]) if ledger else []
    return audited(drafts, beside, settings), len(unreadable)


def _print(findings: Sequence[Finding], form: Shape) -> None:
    from outputs.audit import audit_page, finding_to_row

    if form is Shape.HTML:
        say(audit_page(findings))
        return
    rows = [finding_to_row(finding) for finding in findings]
    if form is Shape.JSONL:
        print_rows(rows, Format.JSONL)
        return
    for row in rows:
        others = "; ".join(map(_told, row["others"]))
        say(f"{row['file']}, {row['place']}: {row['figure']} against {others}")
        say(f"    “{' '.join(row['quote'].split())}”")
        say(f"    {row['arithmetic']}")
        for url in dict.fromkeys(other["url"] for other in row["others"] if other["url"]):
            say(f"    {url}")
    if not rows and sys.stdout.isatty():
        say("No figure contradicts another.")


def _told(other: dict[str, Any]) -> str:
    where = ", ".join(part for part in (other["source"], other["place"], other["published"]) if part)
    return f"{other['figure']} ({where})"
