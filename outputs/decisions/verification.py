"""Whether decisions, facts and conflicts are still what was stored: by their ids, and by comparing all claims anew."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from outputs.decisions.entries import entry_id
from pipeline.ledger import Ledger
from pipeline.ledger.in_force import ABOUT_ENTRIES
from pipeline.ledger.integrity import COMPARED_AGAIN, FROM_A_BACKUP, Damage
from pipeline.ledger.refresh import is_up_to_date, made_anew
from pipeline.records.model import Conflict, Fact


def damages(ledger: Ledger) -> Iterator[Damage]:
    """What is wrong with the ledger, from its bytes to its decisions.

    Facts and conflicts are made anew and held against the stored ones, which takes as long as the first comparison
    did; where documents or decisions have changed since the last one, the next run makes them anyway.
    """
    found = list(ledger.integrity.damages())
    yield from found
    yield from _decision_damages(ledger)
    if not any(each.kind in ("database", "document", "claim") for each in found):
        yield from _finding_damages(ledger)


def _decision_damages(ledger: Ledger) -> Iterator[Damage]:
    try:
        entries = ledger.decisions.entries()
    except ValidationError:
        yield Damage("decision", "log", "an entry of the log is damaged", FROM_A_BACKUP)
        return
    last: dict[str, str] = {}
    ids = {entry.id for entry in entries}
    for entry in entries:
        if entry.decision in ABOUT_ENTRIES and entry.target not in ids:
            yield Damage("decision", entry.target, f"it is missing, though {entry.id} is about it", FROM_A_BACKUP)
        if entry.id != entry_id(entry, last.get(entry.target)):
            yield Damage("decision", entry.id, "the entry is not what its id was made from", FROM_A_BACKUP)
        last[entry.target] = entry.id


def _finding_damages(ledger: Ledger) -> Iterator[Damage]:
    if not is_up_to_date(ledger):
        return
    try:
        facts = {fact.id: fact for fact in ledger.facts.find()}
        conflicts = {each.id: each for each in ledger.conflicts.find(unsure=None)}
    except ValidationError:
        yield Damage("fact", "all", "a record of a fact or a conflict is damaged", COMPARED_AGAIN)
        return
    found = made_anew(ledger)
    fact_of = {claim: fact.id for _, fact in found.facts for claim in fact.claims}
    made = {conflict.id: conflict.with_facts(fact_of) for _, conflict in found.conflicts}
    flagged: dict[str, list[str]] = {}
    for conflict in made.values():
        if conflict.status != "unsure":
            for fact_id in conflict.facts:
                flagged.setdefault(fact_id, []).append(conflict.id)
    whole = {fact.id: fact.with_conflicts(flagged.get(fact.id, ())) for _, fact in found.facts}
    for name in sorted(facts.keys() | whole.keys()):
        if facts.get(name) != whole.get(name):
            yield Damage("fact", name, _said(facts.get(name), whole.get(name)), COMPARED_AGAIN)
    for name in sorted(conflicts.keys() | made.keys()):
        if conflicts.get(name) != made.get(name):
            yield Damage("conflict", name, _said(conflicts.get(name), made.get(name)), COMPARED_AGAIN)


def _said(stored: Fact | Conflict | None, made: Fact | Conflict | None) -> str:
    if stored is None:
        return "it is missing, though its claims give it"
    return "its claims do not give it" if made is None else "it is not what its claims give"
