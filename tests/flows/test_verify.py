"""verify, backup and restore: what was altered is found and had again, what was kept comes back."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.run import Directly, run_lists
from outputs.decisions import DecisionLog
from outputs.decisions.verification import damages
from pipeline.ledger import Ledger, LedgerError
from pipeline.ledger.backup import back_up, restore
from pipeline.ledger.refresh import refresh
from tests.conftest import Call
from tests.flows.test_flows import write
from tests.ledger_samples import dump
from tests.sample_ledger import sample_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with decisions of each sort."""
    opened = sample_ledger(tmp_path / "ledger")
    log = DecisionLog(opened)
    conflict = opened.conflicts.find()[0]
    entry = log.decide(conflict.id, "both", person="Ana", differs=" place ", note=" as the map shows ")
    log.sign_off(entry.id, person="Bo")
    log.undo(entry.id, person="Ana", note="not so")
    claim = next(claim for claim in opened.claims.find() if claim.value == 300)
    log.correct(claim.id, "misread", person="Ana", corrections=[("subject", "crew"), ("start", "2012")])
    refresh(opened)
    yield opened
    opened.close()


def altered(ledger: Ledger, statement: str) -> None:
    """The database as if somebody had changed it with other means."""
    with sqlite3.connect(ledger.folder / "ledger.sqlite") as connection:
        assert connection.execute(statement).rowcount == 1
    connection.close()


def test_nothing_is_found_in_a_ledger_as_it_was_stored(ledger: Ledger, call: Call) -> None:
    answer = call("verify", "--ledger", ledger.folder)
    assert (answer.status, answer.out) == (0, "all is as it was stored\n")


ONE = "WHERE rowid = (SELECT min(rowid) FROM {})"


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("claim", "UPDATE claims SET record = json_set(record, '$.value', 907) " + ONE.format("claims")),
        ("claim", "UPDATE claims SET value = 907 " + ONE.format("claims")),
        ("document", "UPDATE claims SET record = json_set(record, '$.subject', 'ships') " + ONE.format("claims")),
        ("document", "DELETE FROM claims WHERE id = (SELECT max(id) FROM claims WHERE withdrawn_at IS NULL)"),
        ("document", "UPDATE versions SET reading = '{' WHERE id = 1"),
        ("fact", "UPDATE facts SET record = json_set(record, '$.high', 907) " + ONE.format("facts")),
        ("conflict", "UPDATE conflicts SET record = json_set(record, '$.explanation', 'x') " + ONE.format("conflicts")),
        ("decision", "UPDATE decisions SET record = json_set(record, '$.person', 'Eve') WHERE n = 1"),
        ("decision", "UPDATE decisions SET record = json_set(record, '$.decision', 'sign_off') WHERE n = 3"),
        ("decision", "DELETE FROM decisions WHERE n = 1"),
        ("decision", "UPDATE decisions SET target = 'elsewhere' WHERE n = 4"),
        ("fact", "UPDATE facts SET status = 'agreed' WHERE id = (SELECT max(id) FROM facts WHERE status = 'open')"),
        ("fact", "UPDATE facts SET place = 'Elsewhere' " + ONE.format("facts")),
        ("fact", "DELETE FROM fact_claims " + ONE.format("fact_claims")),
        ("conflict", "UPDATE conflicts SET status = 'unsure' " + ONE.format("conflicts")),
        ("conflict", "UPDATE conflicts SET severity = 'low' " + ONE.format("conflicts")),
        ("conflict", "UPDATE conflict_claims SET side = 7 " + ONE.format("conflict_claims")),
        ("conflict", "DELETE FROM conflict_facts " + ONE.format("conflict_facts")),
        ("conflict", "UPDATE conflicts SET withdrawn_at = '2026-03-02' " + ONE.format("conflicts")),
        ("comparison", "DELETE FROM claim_buckets " + ONE.format("claim_buckets")),
    ],
)
def test_altered_records_are_found(ledger: Ledger, kind: str, statement: str) -> None:
    altered(ledger, statement)
    assert kind in {damage.kind for damage in damages(ledger)}


def test_altered_columns_and_emptied_tables_are_made_anew_by_the_next_run(tmp_path: Path) -> None:
    compared = ("facts", "conflicts", "claim_buckets", "conflict_buckets", "fact_claims", "conflict_claims")
    path = write(tmp_path)
    with closing(Ledger.open(tmp_path / "ledger")) as ledger:
        run_lists(ledger, [path], Directly())
        before = {name: dump(ledger)[name] for name in compared}
        assert all(before.values())
        altered(ledger, "UPDATE facts SET status = 'settled' " + ONE.format("facts"))
        altered(ledger, "UPDATE conflicts SET status = 'unsure' " + ONE.format("conflicts"))
        with sqlite3.connect(ledger.folder / "ledger.sqlite") as connection:
            for table in compared[2:]:
                connection.execute(f"DELETE FROM {table}")
        connection.close()
        found = list(damages(ledger))
        assert {each.kind for each in found} == {"fact", "conflict", "comparison"}
        ledger.integrity.mark_for_repair(found)
        run_lists(ledger, [path], Directly())
        assert not list(damages(ledger))
        assert {name: dump(ledger)[name] for name in compared} == before


@pytest.mark.parametrize("table", ["facts", "conflicts"])
def test_what_is_missing_though_links_are_left_is_put_again_by_the_next_run(tmp_path: Path, table: str) -> None:
    path = write(tmp_path)
    with closing(Ledger.open(tmp_path / "ledger")) as ledger:
        run_lists(ledger, [path], Directly())
        before = ledger.facts.find(), ledger.conflicts.find()
        altered(ledger, f"DELETE FROM {table} " + ONE.format(table))
        ledger.integrity.mark_for_repair(damages(ledger))
        run_lists(ledger, [path], Directly())
        assert (ledger.facts.find(), ledger.conflicts.find()) == before
        assert list(damages(ledger)) == []


def test_altered_and_missing_bytes_are_found(ledger: Ledger, call: Call) -> None:
    first, second, *_ = ledger.integrity.snapshot_hashes()
    ledger.snapshots.path(first).write_bytes(b"something else")
    ledger.snapshots.path(second).unlink()
    answer = call("verify", "--ledger", ledger.folder, "--format", "jsonl")
    assert answer.status == 1
    assert [(row["kind"], row["id"]) for row in answer.rows] == [("snapshot", first), ("snapshot", second)]
    assert all("--repair" in str(row["remedy"]) for row in answer.rows)


def test_what_is_damaged_is_had_again_by_the_next_run(tmp_path: Path, call: Call) -> None:
    home, path = tmp_path / "ledger", write(tmp_path)
    ledger = Ledger.open(home)
    run_lists(ledger, [path], Directly())
    before = {name: getattr(ledger, name).find() for name in ("claims", "facts", "conflicts")}
    altered(ledger, "UPDATE claims SET record = json_set(record, '$.value', 907) " + ONE.format("claims"))
    altered(ledger, "UPDATE facts SET record = json_set(record, '$.low', 1) " + ONE.format("facts"))
    sha256 = ledger.fetches.last("quay")
    assert sha256 is not None
    ledger.snapshots.path(sha256.sha256).write_bytes(b"something else")
    assert "2 damaged; what can be had again" in call("verify", "--ledger", home, "--repair").out
    run_lists(ledger, [path], Directly())
    assert list(damages(ledger)) == []
    assert {name: getattr(ledger, name).find() for name in before} == before
    ledger.close()


def test_a_database_that_was_cut_to_nothing_is_refused(ledger: Ledger, call: Call) -> None:
    ledger.close()
    for name in ("-wal", "-shm"):
        (ledger.folder / f"ledger.sqlite{name}").unlink(missing_ok=True)
    os.truncate(ledger.folder / "ledger.sqlite", 0)
    answer = call("facts", "--ledger", ledger.folder)
    assert answer.status == 2
    assert "ledger.sqlite is empty" in answer.err
    assert "factledger restore" in answer.err
    with pytest.raises(LedgerError, match="is empty"):
        Ledger.open(ledger.folder)


class TestBackup:
    def test_restores_to_the_same_ledger(self, ledger: Ledger, tmp_path: Path, call: Call) -> None:
        (ledger.folder / "settings.yaml").write_text("compare: {flag_from: 0.6}")
        answer = call("backup", tmp_path / "kept.tar", "--ledger", ledger.folder)
        assert answer.status == 0, answer.err
        assert (tmp_path / "kept.tar").stat().st_mode & 0o77 == 0, "settings may hold passwords"
        back = call("restore", tmp_path / "kept.tar", "--ledger", tmp_path / "back")
        assert (back.status, back.out) == (0, "all is as it was stored\n")
        again = Ledger.open(tmp_path / "back", create=False)
        assert dump(again) == dump(ledger)
        assert again.settings.compare.flag_from == 0.6
        again.close()

    def test_is_of_one_moment_while_others_write(self, ledger: Ledger, tmp_path: Path) -> None:
        """Rows are written in pairs; a copy never has the one without the other."""
        stop = threading.Event()

        def write_on() -> None:
            other = Ledger.open(ledger.folder)
            while not stop.is_set():
                with other.runs._write() as connection:
                    for name in ("a", "b"):
                        values = f"SELECT '{name}' || count(*), 'm', 'x', 't' FROM second_readings"
                        connection.exec_driver_sql(f"INSERT INTO second_readings {values}")
            other.close()

        writer = threading.Thread(target=write_on)
        writer.start()
        try:
            for n in range(5):
                back_up(ledger, tmp_path / f"{n}.tar")
                restore(tmp_path / f"{n}.tar", tmp_path / f"back-{n}")
        finally:
            stop.set()
            writer.join()
        for n in range(5):
            again = Ledger.open(tmp_path / f"back-{n}", create=False)
            assert len(dump(again)["second_readings"]) % 2 == 0
            assert list(damages(again)) == []
            again.close()

    def test_overwrites_neither_a_file_nor_a_ledger(self, ledger: Ledger, tmp_path: Path) -> None:
        back_up(ledger, tmp_path / "kept.tar")
        with pytest.raises(LedgerError, match="is there already"):
            back_up(ledger, tmp_path / "kept.tar")
        with pytest.raises(LedgerError, match="holds a ledger already"):
            restore(tmp_path / "kept.tar", ledger.folder)

    def test_of_a_ledger_without_a_snapshot_names_it(self, ledger: Ledger, tmp_path: Path, call: Call) -> None:
        (sha256, *_) = ledger.integrity.snapshot_hashes()
        ledger.snapshots.path(sha256).unlink()
        answer = call("backup", tmp_path / "kept.tar", "--ledger", ledger.folder)
        assert (answer.status, sha256 in answer.err) == (1, True)
        assert call("restore", tmp_path / "kept.tar", "--ledger", tmp_path / "back").status == 1

    @pytest.mark.parametrize("name", ["../ledger.sqlite", "/tmp/x", "snapshots/../../x", "prefect/prefect.db"])
    def test_with_other_members_is_refused_before_anything_is_written(
        self, ledger: Ledger, tmp_path: Path, name: str
    ) -> None:
        with tarfile.open(tmp_path / "odd.tar", "w") as archive:
            archive.add(ledger.folder / "ledger.sqlite", "ledger.sqlite")
            archive.add(ledger.folder / "ledger.sqlite", name)
        with pytest.raises(LedgerError, match="no backup of a ledger"):
            restore(tmp_path / "odd.tar", tmp_path / "back")
        assert list((tmp_path / "back").iterdir()) == []

    def test_that_holds_no_tables_is_refused_before_anything_is_written(self, ledger: Ledger, tmp_path: Path) -> None:
        link, tables = tarfile.TarInfo("ledger.sqlite"), tarfile.TarInfo("ledger.sqlite")
        link.type, link.linkname, tables.size = tarfile.SYMTYPE, "/etc/hostname", 20
        for name, member in (("link.tar", link), ("text.tar", tables)):
            with tarfile.open(tmp_path / name, "w") as archive:
                archive.addfile(member, io.BytesIO(b"no tables, only text"))
        (tmp_path / "list.yaml").write_text("name: N\n")
        for name in ("link.tar", "text.tar", "list.yaml"):
            with pytest.raises(LedgerError, match="no backup of a ledger"):
                restore(tmp_path / name, tmp_path / "back")
        assert list((tmp_path / "back").iterdir()) == []
        back_up(ledger, tmp_path / "kept.tar")
        restore(tmp_path / "kept.tar", tmp_path / "back")

    def test_that_is_cut_short_is_told_in_a_line(self, ledger: Ledger, tmp_path: Path, call: Call) -> None:
        back_up(ledger, tmp_path / "kept.tar")
        os.truncate(tmp_path / "kept.tar", 20_000)
        answer = call("restore", tmp_path / "kept.tar", "--ledger", tmp_path / "back")
        assert answer.status == 2
        assert "kept.tar" in answer.err
        assert not (tmp_path / "back" / "ledger.sqlite").exists()

    def test_of_a_ledger_on_another_database_is_refused_with_the_remedy(self, tmp_path: Path) -> None:
        (tmp_path / "settings.yaml").write_text(f"ledger: {{url: 'sqlite:///{tmp_path}/elsewhere.sqlite'}}")
        ledger = Ledger.open(tmp_path)
        with pytest.raises(LedgerError, match="pg_dump"):
            back_up(ledger, tmp_path / "kept.tar")
        ledger.close()


class TestReadOnlyDisk:
    """As somebody who may not write there, whom root becomes by leaving off a capability."""

    @pytest.fixture
    def shelf(self, ledger: Ledger, tmp_path: Path) -> Iterator[Path]:
        ledger.engine.dispose()
        shutil.copytree(ledger.folder, tmp_path / "shelf" / "ledger")
        folders = [path for path in (tmp_path / "shelf" / "ledger").rglob("*") if path.is_dir()]
        folders.append(tmp_path / "shelf" / "ledger")
        for folder in folders:
            for path in folder.iterdir():
                path.chmod(0o555 if path.is_dir() else 0o444)
        folders[-1].chmod(0o555)
        yield tmp_path / "shelf"
        for folder in folders:
            folder.chmod(0o755)

    def called(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["setpriv", "--bounding-set=-dac_override", *command]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_its_ledger_is_listed_and_exported_elsewhere(self, shelf: Path, ledger: Ledger) -> None:
        for command in ("conflicts", "verify"):
            done = self.called(command, "--ledger", shelf / "ledger", "--format", "jsonl")
            assert (done.returncode, done.stderr) == (0, "")
        facts = self.called("facts", "--ledger", shelf / "ledger", "--format", "jsonl").stdout.splitlines()
        assert len(facts) == len(ledger.facts.find())
        done = self.called("export", shelf / "out" / "dataset", "--all", "--ledger", shelf / "ledger")
        assert done.returncode == 0, done.stderr
        assert (shelf / "out" / "dataset" / "facts.csv").stat().st_size > 0

    def test_its_ledger_is_not_written_and_says_so_in_a_line(self, shelf: Path, ledger: Ledger) -> None:
        fact = next(fact.id for fact in ledger.facts.find() if fact.status == "single")
        decided = self.called("decide", fact, "accept", "--person", "Ana", "--ledger", shelf / "ledger")
        assert (decided.returncode, len(decided.stderr.splitlines())) == (2, 1)
        assert "can be read but not written" in decided.stderr
        ran = self.called("run", "--ledger", shelf / "ledger")
        assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)
