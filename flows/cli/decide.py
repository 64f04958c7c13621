"""The command decide."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.faults import CallError
from flows.cli.options import DEFAULT_LEDGER, LedgerDir, Person, Quiet, existing_ledger
from flows.cli.output import say

if TYPE_CHECKING:
    from outputs.decisions import DecisionLog
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
    from outputs.decisions import DecisionLog, refresh

    with closing(existing_ledger(ledger)) as opened:
        log = DecisionLog(opened)
        if decision is Word.UNDO:
            entry = log.undo(target, person=person, note=note)
        elif decision is Word.SIGN_OFF:
            entry = log.sign_off(target, person=person, note=note)
        elif decision is Word.ACCEPT:
            entry = log.accept(target, person=person, note=note)
        else:
            entry = _about_claims(log, target, decision, side, claim or [], differs, field, value, note, person)
        refresh(opened)
    if not quiet:
        say(f"entry {entry.id}: {entry.decision} on {entry.target}, by {entry.person} at {entry.at}")


def _about_claims(
    log: DecisionLog,
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
            return log.correct(target, word, person=person, note=note, field=field, value=value)
        except UnknownId as error:
            raise CallError(f"{error}; for a conflict name the claim too: --claim ID") from error
    return log.decide(
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
