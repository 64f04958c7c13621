"""The commands about what people decided: log, disagreements."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.filters import tell_unknown
from flows.cli.options import DEFAULT_LEDGER, Format, FormatOption, LedgerDir, existing_ledger
from flows.cli.output import print_rows, say
from outputs.published_ids import ledger_id

if TYPE_CHECKING:
    from pipeline.records.model import Decision


def log(
    ledger: LedgerDir = DEFAULT_LEDGER,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Only entries of this person.")] = None,
    target: Annotated[str | None, typer.Option(metavar="ID", help="Only about this conflict, fact or claim.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what people decided, in order. As jsonl it is complete, for `factledger decide --from` on another copy."""
    from outputs.decisions.imports import entry_to_row

    about = None if target is None else ledger_id(target)
    with closing(existing_ledger(ledger)) as opened:
        every = opened.decisions.entries()
    tell_unknown("--person", person, {entry.person for entry in every})
    entries = [entry for entry in every if person in (None, entry.person) and about in (None, entry.target)]
    rows = [entry_to_row(entry) for entry in entries]
    if form is Format.TABLE:
        rows = [row | {"what": _what(entry)} for row, entry in zip(rows, entries, strict=True)]
    print_rows(rows, form, ("id", "at", "person", "decision", "what", "target", "note"))


def disagreements(ledger: LedgerDir = DEFAULT_LEDGER, form: FormatOption = Format.TABLE) -> None:
    """List what people decided differently. Below the table, how far each two people agree (Cohen's kappa)."""
    from outputs.decisions import DecisionLog
    from outputs.decisions.agreement import agreements
    from outputs.decisions.agreement import disagreements as found_in

    with closing(existing_ledger(ledger)) as opened:
        in_force = DecisionLog(opened).in_force()
    rows = [
        {"target": each.target, "person": entry.person, "decision": entry.decision, "side": _side(entry.side)}
        | {"at": entry.at, "note": entry.note, "entry": entry.id}
        for each in found_in(in_force)
        for entry in each.entries
    ]
    print_rows(rows, form, ("target", "person", "decision", "side", "at", "note"))
    for each in agreements(in_force) if form is Format.TABLE else ():
        kappa = "" if each.kappa is None else f", Cohen's kappa {each.kappa:.2f}"
        say(f"{each.first} and {each.second}: {each.alike} of {each.both} alike{kappa}")


def _what(entry: Decision) -> str:
    """What was said beside the decision's name: which side, what differs, which fields are what."""
    side = "" if entry.side is None else f"side {_side(entry.side)}"
    corrected = (f"{field}: {value or 'nothing'}" for field, value in entry.corrections)
    return ", ".join(filter(None, (side, entry.differs, *corrected)))


def _side(side: int | None) -> int | None:
    """Sides count from 1 for people."""
    return None if side is None else side + 1
