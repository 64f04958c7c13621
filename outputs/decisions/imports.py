"""A colleague's decisions taken over: entries of another copy of the ledger, held against the evidence of this one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import ValidationError

from outputs.decisions.agreement import answer_of
from outputs.decisions.entries import DecisionError, entry_id
from pipeline.ledger import Ledger
from pipeline.ledger.codec import loaded
from pipeline.ledger.in_force import ABOUT_ENTRIES, entries_in_force
from pipeline.records.model import Decision
from pipeline.records.validation import first_fault


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of entries: taken over, known already, refused with the reason, and those that say otherwise than
    somebody here did."""

    taken: tuple[Decision, ...]
    known: int
    refused: tuple[str, ...]
    contrary: tuple[tuple[Decision, Decision], ...]


def read_entries(lines: Iterable[str], name: str) -> list[Decision]:
    """Entries as `factledger log --format jsonl` prints them. Raises DecisionError, naming file and line."""
    entries = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entries.append(loaded(Decision, line))
        except ValidationError as error:
            place, reason = first_fault(error, "entry")
            raise DecisionError(
                f"{name}, line {number}: {place}: {reason}; give what `factledger log --format jsonl` prints"
            ) from error
    return entries


def take_over(ledger: Ledger, entries: Iterable[Decision]) -> Imported:
    """Appends entries that are not in the log, with their people and times, in their order.

    One is refused where it was made on other evidence than this ledger has, or is about an entry that is not here. Its
    id is made anew, from the entry on the same target that comes before it here: ids tell whether a log is whole.
    """
    taken: list[Decision] = []
    ids_here: dict[str, str] = {}
    refused: list[str] = []
    contrary: list[tuple[Decision, Decision]] = []
    known = 0
    for told in entries:
        in_force = entries_in_force(ledger.decisions.entries())
        entry = replace(told, target=ids_here.get(told.target, told.target))
        same = next((each for each in in_force.entries if replace(each, id=entry.id) == entry), None)
        if same is not None:
            known += 1
            ids_here[told.id] = same.id
            continue
        if reason := _not_fitting(ledger, entry, {each.id for each in in_force.entries}):
            refused.append(f"{entry.decision} on {entry.target} by {entry.person}: {reason}")
            continue
        before = in_force.latest(entry.target)
        if before is not None and before.person != entry.person and answer_of(before) != answer_of(entry):
            contrary.append((before, entry))
        last = in_force.last_on.get(entry.target)
        after = last.id if last else None
        entry = replace(entry, id=entry_id(entry, after))
        ids_here[told.id] = entry.id
        ledger.decisions.append(entry, after=after)
        taken.append(entry)
    return Imported(tuple(taken), known, tuple(refused), tuple(contrary))


def _not_fitting(ledger: Ledger, entry: Decision, here: set[str]) -> str | None:
    if entry.decision in ABOUT_ENTRIES:
        return None if entry.target in here else f"entry {entry.target} is not in this log"
    if entry.decision == "add":
        return "a claim that was added comes with its document; add it here"
    if not entry.evidence:
        return "it names no evidence"
    claims = {claim.id: claim for claim in ledger.claims.find(ids=[claim for claim, _ in entry.evidence])}
    for claim, evidence in entry.evidence:
        if claim not in claims:
            return f"claim {claim} is not stated here"
        if claims[claim].evidence() != evidence:
            return f"claim {claim} says something else here"
    return None


def entry_to_row(entry: Decision) -> dict[str, object]:
    """An entry as JSON has it, whole: what `read_entries` takes."""
    from pipeline.ledger.codec import dumped

    row: dict[str, object] = json.loads(dumped(Decision, entry))
    return row
