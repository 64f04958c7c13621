"""The same ledger on PostgreSQL, where a server is installed."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.ledger import Ledger, LedgerHeld, LedgerStale
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Decision
from tests.ledger_samples import (
    AT,
    LATER,
    basis_now,
    claim,
    dump,
    failure,
    findings,
    put,
    put_after,
    put_anew,
    reconciled,
    write_list,
)
from tests.postgresql import ledger_folder


def lived(ledger: Ledger, folder: Path) -> list[object]:
    """A ledger's life in short; what it answered on the way."""
    ledger.lists.put(write_list(folder), AT)
    first = ledger.runs.start(["Two shelters"], AT)
    (north,) = put(ledger, first, "north", [claim("north", "90", 90)])
    south = put(ledger, first, "south", [claim("south", "40", 40), claim("south", "7", 7, place=None)])
    put_anew(ledger, first, reconciled(north, south[0]), AT)
    ledger.decisions.append(Decision("d1", "c1", "right", "Ada", AT, side=0), after=None)
    ledger.runs.finish(first, {"read": 2}, AT)
    second = ledger.runs.start(["Two shelters"], LATER)
    put(ledger, second, "south", [claim("south", "41", 41)], at=LATER)
    refresh(ledger, second)
    put(ledger, second, "south", [claim("south", "90", 90)], at=LATER)
    refresh(ledger, second)
    compared = [ledger.facts.find(), ledger.conflicts.find()]
    ledger.fetches.put_failure(second, failure("north", LATER))
    put_anew(ledger, second, findings(), LATER, "other")
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


def test_two_folders_with_one_database_are_held_apart(database: str, tmp_path: Path) -> None:
    here, there = (Ledger.open(ledger_folder(tmp_path / name, database)) for name in ("here", "there"))
    with (
        here.lock("a run"),
        pytest.raises(LedgerHeld, match=r"a run \(process \d+ on .+, since 20"),
        there.lock("forget"),
    ):
        pass
    with there.lock("forget"), pytest.raises(LedgerHeld, match="forget"), here.lock("a run"):
        pass
    for ledger in (here, there):
        ledger.close()


def _hold_and_die(folder: Path, ready: object) -> None:
    with Ledger.open(folder).lock("a run"):
        ready.set()  # type: ignore[attr-defined]
        threading.Event().wait()


def test_a_holder_that_is_killed_holds_nothing(database: str, tmp_path: Path) -> None:
    with closing(Ledger.open(ledger_folder(tmp_path / "here", database))) as here:
        processes = multiprocessing.get_context("spawn")
        ready = processes.Event()
        other = processes.Process(target=_hold_and_die, args=(ledger_folder(tmp_path / "there", database), ready))
        other.start()
        assert ready.wait(60)
        with pytest.raises(LedgerHeld), here.lock("a run"):
            pass
        other.kill()
        other.join()
        for _ in range(100):
            try:
                with here.lock("a run"):
                    return
            except LedgerHeld:
                threading.Event().wait(0.1)
        pytest.fail("the lock of a dead process is still held")


def test_the_tables_are_made_once_by_whoever_comes_first(database: str, tmp_path: Path) -> None:
    folders = [ledger_folder(tmp_path / f"folder-{n}", database) for n in range(6)]
    start = threading.Barrier(len(folders))

    def opened(folder: Path) -> bool:
        start.wait()
        with closing(Ledger.open(folder)) as ledger:
            return ledger.runs.all() == []

    with ThreadPoolExecutor(len(folders)) as pool:
        assert all(pool.map(opened, folders))


def test_of_two_first_comparisons_one_is_written(database: str, tmp_path: Path) -> None:
    ledgers = [Ledger.open(ledger_folder(tmp_path / name, database)) for name in ("here", "there")]
    ledgers[0].lists.put(write_list(tmp_path), AT)
    run = ledgers[0].runs.start(["Two shelters"], AT)
    (north,) = put(ledgers[0], run, "north", [claim("north", "90", 90)])
    (south,) = put(ledgers[0], run, "south", [claim("south", "40", 40)])
    basis, start = basis_now(ledgers[0]), threading.Barrier(2)

    def compared(ledger: Ledger) -> bool:
        start.wait()
        return put_after(ledger, run, reconciled(north, south), AT, basis)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(compared, ledgers)) == [False, True]
    for ledger in ledgers:
        ledger.close()


def test_runs_from_two_folders_at_once_leave_a_row_each(database: str, tmp_path: Path) -> None:
    """The second waits outside; none takes the other's open run for one that was cut short."""
    start = threading.Barrier(2)

    def ran(name: str) -> tuple[str, ...]:
        (tmp_path / name).mkdir()
        source_list = write_list(tmp_path / name, {name: f"https://{name}.example/"}, name=name)
        with closing(Ledger.open(ledger_folder(tmp_path / name, database))) as ledger:
            start.wait()
            while True:
                try:
                    with ledger.lock("a run"):
                        ledger.lists.put(source_list, AT)
                        run = ledger.runs.start([name], AT)
                        put(ledger, run, name, [claim(name, "90", 90)])
                        refresh(ledger, run)
                        ledger.runs.finish(run, {}, AT)
                        return ledger.runs.get(run).lists
                except LedgerHeld:
                    threading.Event().wait(0.05)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ran, ("north", "south"))) == [("north",), ("south",)]
    with closing(Ledger.open(tmp_path / "north", create=False)) as ledger:
        assert sorted(run.lists for run in ledger.runs.all()) == [("north",), ("south",)]
        assert {each.doc for each in ledger.claims.find()} == {"north", "south"}
