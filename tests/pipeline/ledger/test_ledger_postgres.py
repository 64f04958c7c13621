"""The same ledger on PostgreSQL, where a server is installed."""

import threading
from pathlib import Path

from outputs.decisions.refresh import refresh
from pipeline.ledger import Ledger, LedgerStale
from pipeline.records.model import Decision
from tests.ledger_samples import AT, LATER, anew, claim, dump, failure, findings, put, reconciled, write_list
from tests.postgresql import ledger_folder


def lived(ledger: Ledger, folder: Path) -> list[object]:
    """A ledger's life in short; what it answered on the way."""
    ledger.lists.put(write_list(folder), AT)
    first = ledger.runs.start(["Two shelters"], AT)
    (north,) = put(ledger, first, "north", [claim("north", "90", 90)])
    south = put(ledger, first, "south", [claim("south", "40", 40), claim("south", "7", 7, place=None)])
    ledger.comparisons.put(first, reconciled(north, south[0]), anew(ledger), AT)
    ledger.decisions.append(Decision("d1", "c1", "right", "Ada", AT, side=0), after=None)
    ledger.runs.finish(first, {"read": 2}, AT)
    second = ledger.runs.start(["Two shelters"], LATER)
    put(ledger, second, "south", [claim("south", "41", 41)], at=LATER)
    refresh(ledger, second)
    put(ledger, second, "south", [claim("south", "90", 90)], at=LATER)
    refresh(ledger, second)
    compared = [ledger.facts.find(), ledger.conflicts.find()]
    ledger.fetches.put_failure(second, failure("north", LATER))
    ledger.comparisons.put(second, findings(), anew(ledger, "other"), LATER)
    ledger.releases.put("out", {"facts": 1}, LATER)
    answers = [ledger.claims.find(), ledger.claims.find(stated=False), ledger.conflicts.find(withdrawn=True)]
    answers.append(ledger.sources.status())
    ledger.takedowns.forget("north", LATER, "asked")
    left = [ledger.claims.find(), ledger.takedowns.marks(), ledger.decisions.entries(), ledger.change_marks()]
    return [*compared, *answers, *left, dump(ledger)]


def test_it_lives_as_on_sqlite(database: str, tmp_path: Path) -> None:
    here = Ledger.open(tmp_path / "sqlite")
    there = Ledger.open(ledger_folder(tmp_path / "postgresql", database))
    assert lived(there, tmp_path) == lived(here, tmp_path)
    again = Ledger.open(tmp_path / "postgresql", create=False)
    assert dump(again) == dump(here)
    for ledger in (here, there, again):
        ledger.close()


def test_of_two_who_decide_at_once_one_is_told(database: str, tmp_path: Path) -> None:
    ledger = Ledger.open(ledger_folder(tmp_path / "postgresql", database))
    told: list[str] = []

    def decide(name: str) -> None:
        try:
            ledger.decisions.append(Decision(name, "both-at-once", "right", name, AT, side=0), after=None)
        except LedgerStale:
            told.append(name)

    people = [threading.Thread(target=decide, args=(name,)) for name in ("Ada", "Bea", "Cid", "Dov")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(told) == 3
    assert len(ledger.decisions.entries("both-at-once")) == 1
    ledger.close()
