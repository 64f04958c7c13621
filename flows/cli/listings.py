"""The commands that list what the ledger holds: sources, claims, facts, conflicts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.options import DEFAULT_LEDGER, Format, FormatOption, LedgerDir, Quiet, Severity, existing_ledger
from flows.cli.output import print_frame, print_rows

if TYPE_CHECKING:
    from pipeline.ledger import SourceStatus

Measure = Annotated[str | None, typer.Option(metavar="MEASURE", help="Only of this measure, such as rescued.")]
PlaceOption = Annotated[str | None, typer.Option(metavar="PLACE", help="Only about this place, as it is named.")]


def sources(ledger: LedgerDir = DEFAULT_LEDGER, form: FormatOption = Format.TABLE) -> None:
    """Each source: last read, last change, failing since when and why."""
    with closing(existing_ledger(ledger)) as opened:
        rows = [_source_row(status) for status in opened.sources.status()]
    print_rows(rows, form, ("id", "state", "last_read", "last_change", "claims", "problem"))


def claims(
    ledger: LedgerDir = DEFAULT_LEDGER,
    doc: Annotated[str | None, typer.Option(metavar="SOURCE", help="Only of this source.")] = None,
    measure: Measure = None,
    place: PlaceOption = None,
    kind: Annotated[str | None, typer.Option(help="Only of this kind: total, level, share, …")] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Those that are no longer stated instead.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """What the documents claim, in document order, with people's corrections."""
    from outputs.decisions import DecisionLog
    from outputs.frames import claims_frame
    from outputs.wording import period
    from pipeline.records.rows import claim_to_row

    with closing(existing_ledger(ledger)) as opened:
        found = opened.claims.find(doc=doc, measure=measure, place=place, kind=kind, stated=not withdrawn)
        counted = found if withdrawn else DecisionLog(opened).corrected(found).claims
    if form is Format.CSV:
        print_frame(claims_frame(counted))
        return
    rows = (claim_to_row(claim) for claim in counted)
    if form is Format.TABLE:
        rows = (claim_to_row(claim) | {"period": period(claim)} for claim in counted)
    print_rows(rows, form, ("id", "doc", "number", "bound", "measure", "subject", "place", "period", "quote"))


def facts(
    ledger: LedgerDir = DEFAULT_LEDGER,
    measure: Measure = None,
    place: PlaceOption = None,
    status: Annotated[str | None, typer.Option(help="Only single, agreed, mixed, open, reopened, settled.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """The reconciled table: what each group of claims is about, and the spread of what they say."""
    from outputs.decisions import DecisionLog
    from outputs.frames import facts_frame
    from outputs.wording import period
    from pipeline.records.rows import fact_to_row

    with closing(existing_ledger(ledger)) as opened:
        found = opened.facts.find(measure=measure, place=place)
        states = DecisionLog(opened).fact_states(found)
        found = [replace(fact, status=states[fact.id].status) for fact in found]
        found = [fact for fact in found if status is None or fact.status == status]
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
    unsure: Annotated[bool, typer.Option("--unsure", help="Those too unlikely to be flagged instead.")] = False,
    form: FormatOption = Format.TABLE,
    quiet: Quiet = False,
) -> None:
    """Claims that do not fit, the worst first."""
    from flows.cli.summary import gists
    from outputs.decisions import DecisionLog
    from outputs.frames import conflict_row, conflicts_frame

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
        typer.echo(f"\n{len(rows)} in all. `factledger explain {rows[0]['id']}` shows the quotes and the arithmetic.")


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
