"""The commands that list what the ledger holds: sources, claims, facts, conflicts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from flows.cli.filters import check_choice, check_source, check_year, tell_unknown
from flows.cli.options import (
    DEFAULT_LEDGER,
    Format,
    FormatOption,
    LedgerDir,
    Quiet,
    Severity,
    existing_ledger,
)
from flows.cli.output import print_frame, print_rows, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outputs.facets import FacetName
    from pipeline.ledger import Ledger, SourceStatus
    from pipeline.records.model import Fact

Measure = Annotated[str | None, typer.Option(metavar="MEASURE", help="Only of this measure, such as rescued.")]
PlaceOption = Annotated[str | None, typer.Option(metavar="PLACE", help="Only about this place, by its name.")]

Kind = Annotated[str | None, typer.Option(help="Only of this kind: total, level, share, …")]


_FREE: tuple[FacetName, ...] = ("measure", "place", "publisher", "year")
"""Filters of facts whose values the ledger's facts give."""


class Vetted(StrEnum):
    """What people vouch for, what not, and what waits for nothing but somebody who does."""

    YES = "yes"
    NO = "no"
    READY = "ready"


class Reading(StrEnum):
    """How sure a reading is."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


def sources(ledger: LedgerDir = DEFAULT_LEDGER, form: FormatOption = Format.TABLE) -> None:
    """List the sources: last read, last change, and what fails."""
    with closing(existing_ledger(ledger)) as opened:
        rows = [_source_row(status) for status in opened.sources.status()]
    print_rows(rows, form, ("id", "state", "last_read", "last_change", "claims", "problem"))


def claims(
    ledger: LedgerDir = DEFAULT_LEDGER,
    doc: Annotated[str | None, typer.Option(metavar="SOURCE", help="Only of this source.")] = None,
    measure: Measure = None,
    place: PlaceOption = None,
    kind: Kind = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="Show those that are no longer stated instead.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what the documents claim, as people have corrected it."""
    from outputs.decisions import DecisionLog
    from outputs.frames import claims_frame
    from outputs.wording import period
    from pipeline.comparing.gates.wording import unbounded_text
    from pipeline.records.claims import ClaimKind
    from pipeline.records.rows import claim_to_row

    check_choice("--kind", kind, get_args(ClaimKind))
    with closing(existing_ledger(ledger)) as opened:
        check_source(opened, doc)
        if measure or place:
            lines = list(opened.claims.lines())
            tell_unknown("--measure", measure, {line.measure for line in lines})
            tell_unknown("--place", place, {line.place for line in lines if line.place})
        found = opened.claims.find(doc=doc, measure=measure, place=place, kind=kind, stated=not withdrawn)
        counted = found if withdrawn else DecisionLog(opened).corrected(found).claims
    if form is Format.CSV:
        print_frame(claims_frame(counted))
        return
    rows = (claim_to_row(claim) for claim in counted)
    if form is Format.TABLE:
        rows = (claim_to_row(claim) | {"number": unbounded_text(claim), "period": period(claim)} for claim in counted)
    print_rows(rows, form, ("id", "doc", "number", "bound", "measure", "subject", "place", "period", "quote"))


def facts(
    ledger: LedgerDir = DEFAULT_LEDGER,
    measure: Measure = None,
    place: PlaceOption = None,
    status: Annotated[
        str | None, typer.Option(help="Only single, agreed, mixed, open, reopened or settled ones.")
    ] = None,
    vetted: Annotated[
        Vetted | None, typer.Option(help="Only vetted ones, others, or those ready to be accepted.")
    ] = None,
    doc: Annotated[str | None, typer.Option(metavar="SOURCE", help="Only of this source.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Only of this publisher.")] = None,
    year: Annotated[str | None, typer.Option(metavar="YEAR", help="Only those whose period ends in this year.")] = None,
    confidence: Annotated[
        Reading | None, typer.Option(help="Only those whose least certain reading is this certain.")
    ] = None,
    kind: Kind = None,
    ids: Annotated[bool, typer.Option("--ids", help="Print ids only, as `factledger decide -` takes them.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the facts: what is counted, and all that claims say."""
    from outputs.frames import facts_frame
    from outputs.wording import period
    from pipeline.records.claims import ClaimKind
    from pipeline.records.findings import FactStatus
    from pipeline.records.rows import fact_to_row

    asked: dict[FacetName, str | None] = {
        "vetted": vetted,
        "status": status,
        "doc": doc,
        "publisher": publisher,
        "measure": measure,
    }
    asked |= {"place": place, "year": year, "confidence": confidence, "kind": kind}
    check_choice("--status", status, get_args(FactStatus))
    check_choice("--kind", kind, get_args(ClaimKind))
    check_year("--year", year)
    with closing(existing_ledger(ledger)) as opened:
        check_source(opened, doc)
        found = _facts_asked_for(opened, asked)
        if ids:
            say("".join(f"{fact.id}\n" for fact in found), end="")
            return
        if form is not Format.JSONL:
            counted = opened.claims.find(ids=[claim for fact in found for claim in fact.claims], stated=None)
    if form is Format.JSONL:
        print_rows(map(fact_to_row, found), form)
        return
    table = facts_frame(found, counted)
    if form is Format.CSV:
        print_frame(table)
        return
    told = zip(found, table["values"], strict=True)
    rows = [fact_to_row(fact) | {"period": period(fact), "values": text} for fact, text in told]
    print_rows(rows, form, ("id", "status", "measure", "subject", "place", "period", "values", "witnesses"))


def conflicts(
    ledger: LedgerDir = DEFAULT_LEDGER,
    kind: Annotated[str | None, typer.Option(help="Only of this kind: conflict, regression, …")] = None,
    severity: Annotated[Severity | None, typer.Option(help="Only of this severity.")] = None,
    status: Annotated[str | None, typer.Option(help="Only open, settled or reopened ones.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Only those that the last run brought.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="Show those too unlikely to be flagged instead.")] = False,
    form: FormatOption = Format.TABLE,
    quiet: Quiet = False,
) -> None:
    """List the conflicts between claims, the worst first."""
    from flows.cli.summary import gists
    from outputs.decisions import DecisionLog
    from outputs.frames import conflict_row, conflicts_frame
    from pipeline.records.findings import ConflictKind

    check_choice("--kind", kind, get_args(ConflictKind))
    check_choice("--status", status, ("open", "settled", "reopened"))
    with closing(existing_ledger(ledger)) as opened:
        last, log = opened.runs.last(), DecisionLog(opened)
        found = opened.conflicts.find(unsure=True) if unsure else log.conflicts()
        brought = opened.conflicts.brought_by(last.id) if last else frozenset()
        found = [conflict for conflict in found if conflict.id in brought or not new]
        found = [conflict for conflict in found if kind in (None, conflict.kind)]
        found = [conflict for conflict in found if severity is None or severity.value == conflict.severity]
        states = log.states(found)
        found = [conflict for conflict in found if status in (None, states[conflict.id].status)]
        gist = gists(opened, found) if form is Format.TABLE else {}
    if form is Format.CSV:
        print_frame(conflicts_frame(found, {name: state.status for name, state in states.items()}))
        return
    rows = [conflict_row(conflict, states[conflict.id].status) for conflict in found]
    if form is Format.TABLE:
        rows = [row | {"figures": gist[row["id"]]} for row in rows]
    print_rows(rows, form, ("id", "severity", "status", "kind", "figures"))
    if rows and form is Format.TABLE and not quiet:
        say(f"\n{len(rows)} in all. `factledger explain {rows[0]['id']}` shows the quotes and the arithmetic.")


def _facts_asked_for(ledger: Ledger, asked: Mapping[FacetName, str | None]) -> list[Fact]:
    """The facts with the status that decisions give them, as the review application filters them."""
    import numpy as np

    from outputs.decisions import DecisionLog
    from outputs.facets import decided_columns, fixed_columns, shown_with_counts

    found, log = ledger.facts.find(), DecisionLog(ledger)
    states = log.fact_states(found)
    sure = {line.id: line.confidence for line in ledger.claims.lines()}
    publishers = {source.id: source.publisher or source.id for source in ledger.sources.status()}
    fixed = fixed_columns(found, lambda claim: sure.get(claim, 0.0), lambda doc: publishers.get(doc, doc))
    columns = {**fixed, **decided_columns(found, states)}
    given = {name: str(value) for name, value in asked.items() if value is not None}
    for name in _FREE:
        tell_unknown(f"--{name}", given.get(name), columns[name].values)
    shown, _ = shown_with_counts(columns, given, np.ones(len(found), dtype=np.bool_))
    chosen = [fact for fact, kept in zip(found, shown, strict=True) if kept]
    return [replace(fact, status=states[fact.id].status) for fact in log.as_counted(chosen)]


def _source_row(status: SourceStatus) -> dict[str, Any]:
    fault = status.fault
    problem = f"{fault.kind} since {fault.since}: {fault.reason} {fault.remedy}" if fault else None
    return {
        "id": status.id,
        "list": status.list_name,
        "url": status.url,
        "path": status.path,
        "publisher": status.publisher,
        "state": status.state,
        "last_read": status.last_read,
        "last_change": status.last_change,
        "claims": status.claims,
        "failing_since": fault.since if fault else None,
        "problem": problem,
    }
