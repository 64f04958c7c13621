"""Opening a ledger: other databases, the tables, the settings, the lock."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateTable

from pipeline.ledger import Ledger, LedgerError, LedgerHeld, schema
from pipeline.ledger.engine import address_of, connect
from pipeline.records.settings import LedgerSettings
from tests.ledger_samples import AT, claim, dump, put, write_list


def test_a_ledger_that_is_opened_again_is_the_same(tmp_path: Path) -> None:
    first = Ledger.open(tmp_path)
    first.lists.put(write_list(tmp_path, {"north": "https://north.example/"}), AT)
    put(first, first.runs.start([], AT), "north", [claim("north", "90", 90)])
    before = dump(first)
    first.close()
    again = Ledger.open(tmp_path, create=False)
    assert dump(again) == before
    again.close()


def test_there_has_to_be_one_where_none_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="factledger run LIST"):
        Ledger.open(tmp_path / "nothing", create=False)
    assert not (tmp_path / "nothing").exists()


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(LedgerError, match=r"no ledger's .recipes"):
        Ledger.open(tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("not a database, and long enough to be taken for one " * 20)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite cannot be opened"):
        Ledger.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path / "file" / "ledger")


def test_the_tables_are_postgresql_too() -> None:
    for table in schema.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect())).strip().startswith("CREATE TABLE")


def test_the_address_is_a_setting(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere.sqlite"
    home.mkdir()
    (home / "settings.yaml").write_text(f"ledger:\n  url: sqlite:///{elsewhere}\n")
    ledger = Ledger.open(home)
    ledger.lists.put(write_list(tmp_path, {"north": "https://north.example/"}), AT)
    ledger.close()
    assert elsewhere.exists()
    assert not (home / "ledger.sqlite").exists()


@pytest.mark.parametrize("text", ["ledger: {url: 'no address'}", "ledger: {colour: red}", "ledger: ["])
def test_broken_settings_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.yaml").write_text(text)
    with pytest.raises(LedgerError, match=r"url|colour|YAML"):
        Ledger.open(tmp_path)


def test_an_address_that_is_none_is_not_told_again_since_it_may_hold_a_password(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("ledger: {url: 'ada:s3cret at the harbour'}")
    with pytest.raises(LedgerError, match=r"ledger\.url") as raised:
        Ledger.open(tmp_path)
    assert "s3cret" not in str(raised.value)


def test_the_password_may_come_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = LedgerSettings(url="postgresql+psycopg://ada@host/name", password_variable="HARBOUR_PASSWORD")
    with pytest.raises(LedgerError, match="HARBOUR_PASSWORD"):
        address_of(Path("anywhere"), settings)
    monkeypatch.setenv("HARBOUR_PASSWORD", "s3cret")
    address = address_of(Path("anywhere"), settings)
    assert (address.username, address.password) == ("ada", "s3cret")
    assert "s3cret" not in str(address)


def test_a_driver_that_is_missing_is_named() -> None:
    with pytest.raises(LedgerError, match=r"oracledb|cx_Oracle"):
        connect(make_url("oracle://user@host/name"))


HOLDER = """
import sys, time
from pathlib import Path
from pipeline.ledger import Ledger
with Ledger.open(Path(sys.argv[1])).lock("the holder"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_process_holds_the_ledger_and_its_death_frees_it(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LedgerHeld, match=rf"the holder \(process {holder.pid}, since"), ledger.lock("us"):
            pass
        assert ledger.claims.find() == [], "reading goes on"
        holder.kill()
    with ledger.lock("us"):
        assert f"us (process {os.getpid()}" in (tmp_path / "ledger.lock").read_text()
    assert (tmp_path / "ledger.lock").read_text() == ""
    ledger.close()
