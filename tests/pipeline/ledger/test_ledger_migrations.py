"""Older ledgers are taken over: the steps between schema versions, and what two older programs left.

`samples/schema_N.sql` is the ledger of three short texts about ferries that the last program with schema version N
made and a person decided in, as SQLite's `.dump` writes it.
"""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger, LedgerError, schema
from pipeline.ledger.migrations import STEPS, migrate
from pipeline.ledger.refresh import refresh
from tests.ledger_samples import AT, dump, write_list

SAMPLES = Path(__file__).parent / "samples"
NEWEST = max(path.stem[1:5] for path in (STEPS / "versions").glob("s*.py"))
CLAIMS = ["79b885e75b24", "111b4212fb13", "76838e0c1102", "d58dbf0a5940", "a38b7500d200", "4901f4170855"]
FACTS = {"90de291b5383": "settled", "bcbc5cb751ae": "single", "f94fed14e1d6": "open"}
CONFLICTS = {"3a84daabbeca": "settled", "3b14b28beb44": "open"}
DECISIONS = {1: ["ab3298f0e9d4", "110976cc055b"], 2: ["078cdfca798b", "a7723796a5e5"]}


def older(folder: Path, version: int) -> Path:
    """A folder with the ledger that a program with this schema version left."""
    with sqlite3.connect(folder / "ledger.sqlite") as connection:
        connection.executescript((SAMPLES / f"schema_{version}.sql").read_text("utf-8"))
    connection.close()
    return folder


def next_steps(folder: Path, upgrade: str) -> Path:
    """The steps, and one more."""
    steps = folder / "steps"
    shutil.copytree(STEPS, steps)
    head = ["from alembic import op", f'revision, down_revision = "9999", "{NEWEST}"', "def upgrade() -> None:"]
    body = [f"    {line}" for line in upgrade.splitlines()]
    (steps / "versions" / "s9999_next.py").write_text("\n".join([*head, *body]))
    return steps


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_ledger_keeps_its_claims_facts_conflicts_and_decisions(tmp_path: Path, version: int) -> None:
    ledger = Ledger.open(older(tmp_path, version), create=False)
    log = DecisionLog(ledger)
    facts, conflicts = ledger.facts.find(), ledger.conflicts.find()
    assert [claim.id for claim in ledger.claims.find()] == CLAIMS
    assert {fact_id: state.status for fact_id, state in log.fact_states(facts).items()} == FACTS
    assert {conflict_id: state.status for conflict_id, state in log.states(conflicts).items()} == CONFLICTS
    assert [entry.id for entry in ledger.decisions.entries()] == DECISIONS[version]
    assert ledger.documents.get("coast").context.publisher == "Coast Guard"
    ledger.close()


@pytest.mark.parametrize("version", [1, 2])
def test_the_facts_of_an_older_ledger_tell_their_open_ends(tmp_path: Path, version: int) -> None:
    ledger = Ledger.open(older(tmp_path, version), create=False)
    arrested = ledger.facts.get("90de291b5383")
    assert (arrested.says, arrested.low, arrested.high, arrested.bound) == ("19; at least 25", 19.0, None, "mixed")
    assert ledger.facts.get("bcbc5cb751ae").high == 60.0
    ledger.close()


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_ledger_can_be_compared_anew(tmp_path: Path, version: int) -> None:
    ledger = Ledger.open(older(tmp_path, version))
    assert refresh(ledger)
    assert not refresh(ledger), "now it is up to date"
    assert {conflict.id for conflict in ledger.conflicts.find()} == set(CONFLICTS)
    assert {fact.id for fact in ledger.facts.find()} == set(FACTS)
    ledger.close()


def test_the_steps_lead_to_the_tables_of_today(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    with ledger.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    ledger.close()


def test_an_older_ledger_gets_the_tables_of_today(tmp_path: Path) -> None:
    for version in (1, 2):
        folder = tmp_path / str(version)
        folder.mkdir()
        ledger = Ledger.open(older(folder, version))
        with ledger.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        ledger.close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    Ledger.open(tmp_path).close()
    database = tmp_path / "ledger.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.close()
    before = database.read_bytes()
    with pytest.raises(LedgerError, match=rf"schema version 99, this program knows up to {int(NEWEST)}; use the newer"):
        Ledger.open(tmp_path)
    assert database.read_bytes() == before


@pytest.mark.parametrize("version", ["27c6a30d7c24", "0001a"])
def test_the_database_of_another_program_that_uses_alembic_is_refused_and_left_alone(
    tmp_path: Path, version: str
) -> None:
    database = tmp_path / "ledger.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
        connection.execute("CREATE TABLE users (name TEXT)")
    connection.close()
    with pytest.raises(LedgerError, match=r"holds tables that are no ledger's \(alembic_version, users …\)"):
        Ledger.open(tmp_path)
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]
    connection.close()


def test_a_ledger_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / f".ledger.sqlite.{os.getpid()}").mkdir()
    with pytest.raises(LedgerError, match="cannot be made"):
        Ledger.open(tmp_path)


def test_a_step_is_taken_once(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.lists.put(write_list(tmp_path, {"north": "https://north.example/"}), AT)
    steps = next_steps(tmp_path, """op.execute("INSERT INTO lists VALUES ('new', '', '[]', 9)")""")
    for _ in range(2):
        migrate(ledger.engine, "here", steps)
    with ledger.engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM lists ORDER BY position")).scalars().all()[1:] == ["new"]
    ledger.close()


def test_a_step_that_breaks_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    before = dump(ledger)
    steps = next_steps(tmp_path, "op.drop_table('releases')\nraise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        migrate(ledger.engine, "here", steps)
    assert dump(ledger) == before
    ledger.close()
