"""Whether decisions, facts and conflicts are still what was stored: by their ids, and by comparing all claims anew."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from outputs.decisions.entries import entry_id
from pipeline.ledger import Ledger
from pipeline.ledger.compared_rows import row_damages
from pipeline.ledger.in_force import ABOUT_ENTRIES
from pipeline.ledger.integrity import FROM_A_BACKUP, Damage
from pipeline.ledger.refresh import is_up_to_date, made_anew


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
    for name in ledger.decisions.misfiled():
        yield Damage("decision", name, "the entry is filed under another id or target than its own", FROM_A_BACKUP)
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
    anew = made_anew(ledger)
    with ledger.engine.connect() as connection:
        yield from row_damages(connection, anew)
