"""Commands for deciding and handing on: review, decide, export, report, forget."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.faults import CallError
from flows.cli.options import DEFAULT_LEDGER, LedgerDir, Person, Quiet, existing_ledger

if TYPE_CHECKING:
    from outputs.decisions import Book
    from pipeline.records.model import Decision, DecisionName


class Word(StrEnum):
    """What can be decided."""

    RIGHT = "right"
    BOTH = "both"
    MISREAD = "misread"
    NOT_A_CLAIM = "not_a_claim"
    OUTDATED = "outdated"
    UNSETTLED = "unsettled"
    ACCEPT = "accept"
    SIGN_OFF = "sign_off"
    UNDO = "undo"


def review(
    ledger: LedgerDir = DEFAULT_LEDGER,
    port: Annotated[int, typer.Option(help="The port on localhost; 0 takes any that is free.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser", help="Open it in the browser at once.")] = False,
) -> None:
    """The web application for deciding about conflicts, on localhost."""
    from outputs.review import ServeError, serve

    with closing(existing_ledger(ledger)) as opened:
        try:
            serve(opened, port=port, open_browser=browser)
        except ServeError as error:
            raise CallError(str(error)) from error


def decide(
    target: Annotated[str, typer.Argument(metavar="ID", help="A conflict; a fact to accept; a claim; a log entry.")],
    decision: Annotated[Word, typer.Argument(metavar="DECISION", help=" · ".join(Word))],
    side: Annotated[int | None, typer.Option(help="right, outdated: which side, from 1 in the order shown.")] = None,
    claim: Annotated[list[str] | None, typer.Option(metavar="ID", help="misread, not_a_claim: which claim.")] = None,
    differs: Annotated[str | None, typer.Option(metavar="WHAT", help="both: what differs, such as place.")] = None,
    field: Annotated[str | None, typer.Option(help="misread: the field that was read wrongly.")] = None,
    value: Annotated[str | None, typer.Option(help="misread: its right value.")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    person: Person = "",
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Record a decision: about a conflict, a fact (accept), a claim (misread, not_a_claim) or an entry (undo,
    sign_off)."""
    from outputs.decisions import Book, refresh

    with closing(existing_ledger(ledger)) as opened:
        book = Book(opened)
        if decision is Word.UNDO:
            entry = book.undo(target, person=person, note=note)
        elif decision is Word.SIGN_OFF:
            entry = book.sign_off(target, person=person, note=note)
        elif decision is Word.ACCEPT:
            entry = book.accept(target, person=person, note=note)
        else:
            entry = _about_claims(book, target, decision, side, claim or [], differs, field, value, note, person)
        refresh(opened)
    if not quiet:
        typer.echo(f"entry {entry.id}: {entry.decision} on {entry.target}, by {entry.person} at {entry.at}")


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the dataset is written.")],
    every: Annotated[bool, typer.Option("--all", help="All facts with their status, not only vetted ones.")] = False,
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """The vetted dataset: CSV, Parquet, JSON Lines, with a data package and release notes."""
    from flows.releasing import release_dataset
    from outputs.dataset import ExportError

    with closing(existing_ledger(ledger)) as opened:
        try:
            written = release_dataset(opened, directory, every=every)
        except ExportError as error:
            raise CallError(str(error)) from error
    if not quiet:
        typer.echo(written)


def report(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the report is written.")],
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """The static report: a page to open, print and pass on."""
    from outputs.report import ReportError, write_report

    with closing(existing_ledger(ledger)) as opened:
        try:
            page = write_report(opened, directory)
        except ReportError as error:
            raise CallError(str(error)) from error
    if not quiet:
        typer.echo(page)


def forget(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source's id.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason; stands in the mark that is left.")],
    lift: Annotated[bool, typer.Option("--lift", help="Let a forgotten source be read again instead.")] = False,
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Remove a source's texts, claims and snapshots for good, for takedowns; leaves a mark that it did."""
    from outputs.decisions import refresh
    from pipeline.ledger import utc_now

    with closing(existing_ledger(ledger)) as opened, opened.lock("forget"):
        if lift:
            opened.takedowns.lift(source, utc_now(), why)
            said = f"{source} may be read again: the next run will"
        else:
            mark = opened.takedowns.forget(source, utc_now(), why)
            refresh(opened)
            said = (
                f"{source} is forgotten: {mark.claims} claims, its texts and snapshots are gone, and it will not be "
                "read again. Datasets and reports that were written before still hold them."
            )
    if not quiet:
        typer.echo(said)


def _about_claims(
    book: Book,
    target: str,
    decision: Word,
    side: int | None,
    claims: list[str],
    differs: str | None,
    field: str | None,
    value: str | None,
    note: str,
    person: str,
) -> Decision:
    from pipeline.ledger import UnknownId

    word: DecisionName = decision.value
    from_nought = None if side is None else side - 1
    if decision in (Word.MISREAD, Word.NOT_A_CLAIM) and not claims:
        try:
            return book.correct(target, word, person=person, note=note, field=field, value=value)
        except UnknownId as error:
            raise CallError(f"{error}; for a conflict name the claim too: --claim ID") from error
    return book.decide(
        target,
        word,
        person=person,
        note=note,
        side=from_nought,
        claims=claims,
        differs=differs,
        field=field,
        value=value,
    )
