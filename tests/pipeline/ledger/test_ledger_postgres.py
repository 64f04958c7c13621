"""The same ledger on PostgreSQL, where a server is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from pipeline.ledger import Ledger, LedgerStale
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Decision
from tests.ledger_samples import AT, LATER, anew, claim, dump, failure, findings, put, reconciled, write_list

PROGRAMS = os.pathsep.join([os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])
pytest.importorskip("psycopg", reason="needs the extra 'postgres'")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A fresh server on a socket in a folder of its own; not run by root, which PostgreSQL refuses."""
    if not shutil.which("initdb", path=PROGRAMS):
        pytest.skip("PostgreSQL is not installed")
    user = "nobody" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="factledger-pg-") as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        if user:
            for path in (folder, data):
                shutil.chown(path, user)
        initdb, postgres = (str(shutil.which(each, path=PROGRAMS)) for each in ("initdb", "postgres"))
        subprocess.run(
            [initdb, "-D", data, "-U", "tester", "-A", "trust", "-N"], user=user, check=True, capture_output=True
        )
        server = subprocess.Popen(
            [postgres, "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            user=user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"postgresql+psycopg://tester@/postgres?host={folder}"
        _wait(address)
        yield address
        server.send_signal(signal.SIGINT)  # at once, whoever is connected
        server.wait()


def _wait(address: str) -> None:
    engine = create_engine(address)
    for _ in range(300):
        try:
            engine.connect().close()
        except OperationalError:
            time.sleep(0.1)
        else:
            break
    engine.dispose()


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


def test_it_lives_as_on_sqlite(url: str, tmp_path: Path) -> None:
    here = Ledger.open(tmp_path / "sqlite")
    there = Ledger.open(tmp_path / "postgresql", url=url)
    assert lived(there, tmp_path) == lived(here, tmp_path)
    again = Ledger.open(tmp_path / "postgresql", url=url, create=False)
    assert dump(again) == dump(here)
    for ledger in (here, there, again):
        ledger.close()


def test_of_two_who_decide_at_once_one_is_told(url: str, tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "postgresql", url=url)
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
