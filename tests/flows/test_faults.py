"""What went wrong, in plain lines: what a person can mend, a full disk, no network, a clock that was set back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flows.faults import kept_traceback, plain_reason
from flows.run import Directly, run_lists
from pipeline.ledger import Ledger, LedgerHeld
from pipeline.records.settings import SettingsError
from sources.errors import HeldError
from tests.conftest import Call
from tests.flows.test_flows import write


def full_disk() -> None:
    with open("/dev/full", "w") as file:
        file.write("x")


def full_database() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        for n in range(9):
            connection.execute(f"CREATE TABLE t{n} (x)")


@pytest.mark.parametrize("fault", [full_disk, full_database])
def test_a_full_disk_is_said_in_a_line_however_deep_it_lies(fault: Callable[[], None]) -> None:
    def wrapped() -> None:
        try:
            fault()
        except (OSError, sqlite3.Error) as error:
            raise ExceptionGroup("documents could not be read", [RuntimeError("a step")]) from error

    with pytest.raises(ExceptionGroup) as raised:
        wrapped()
    assert plain_reason(raised.value) == "the disk is full; make room, and the next run goes on from there"
    assert plain_reason(ExceptionGroup("several", [raised.value])) == plain_reason(raised.value)


def test_a_fault_of_ours_has_no_plain_reason() -> None:
    assert plain_reason(ZeroDivisionError("division by zero")) is None
    assert plain_reason(SettingsError("settings.yaml: compare: …")) == "settings.yaml: compare: …"
    assert issubclass(LedgerHeld, HeldError)


def test_the_traceback_of_a_fault_of_ours_is_kept_once() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        1 / 0  # noqa: B018
    kept = kept_traceback(raised.value)
    assert kept_traceback(raised.value) == kept
    assert "ZeroDivisionError: division by zero" in Path(kept).read_text("utf-8")
    Path(kept).unlink()


def test_two_lists_with_one_id_are_refused_before_a_ledger_is_made(tmp_path: Path, call: Call) -> None:
    lists = [tmp_path / "north.yaml", tmp_path / "south.yaml"]
    for path in lists:
        path.write_text(f"name: {path.stem}\nsources:\n  - {{id: quay, url: 'https://{path.stem}.example.org/'}}\n")
    answer = call("run", *lists, "--ledger", tmp_path / "ledger")
    assert answer.status == 2
    assert f"{lists[1]}:3: id: the id 'quay' is taken by {lists[0]}, line 3" in answer.err
    assert not (tmp_path / "ledger").exists()


def test_a_faulty_list_is_refused_without_the_reading_of_documents_being_loaded(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("name: N\ncolour: red\n")
    code = (
        "import sys; sys.argv = ['factledger', 'check', sys.argv[1]]\n"
        "from flows.cli import main\n"
        "try: main()\n"
        "finally: print([name for name in ('spacy', 'sqlalchemy', 'pipeline.reading') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "list.yaml"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "[]\n")
    assert "colour: there is no such key" in done.stderr


def test_no_network_is_said_once_and_not_for_each_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("In 2021 the trust rescued 112 children in Lisbon.")
    entries = [f"{{id: s{n}, url: 'http://nowhere-{n}.invalid/'}}" for n in range(5)] + ["{id: a, path: a.txt}"]
    fetch = "fetch: {retries: 0, pause_seconds: 0}"
    (tmp_path / "list.yaml").write_text(f"name: N\n{fetch}\nsources: [{', '.join(entries)}]\n")
    with closing(Ledger.open(tmp_path / "ledger")) as ledger:
        summary = run_lists(ledger, [tmp_path / "list.yaml"], Directly()).summary
    assert summary.notes == (
        "No network: none of the 5 sources on the web could be reached. Check this machine's network.",
    )
    assert (len(summary.failed), summary.read) == (5, ("a",))


def test_a_clock_that_was_set_back_is_said(tmp_path: Path, call: Call) -> None:
    path = write(tmp_path)
    with closing(Ledger.open(tmp_path / "ledger")) as ledger:
        ledger.runs.finish(ledger.runs.start([], "2096-03-02T06:00:00Z"), {}, "2096-03-02T06:09:00Z")
        run = run_lists(ledger, [path], Directly())
        (note,) = run.summary.notes
        assert "the last run ended at 2096-03-02T06:09:00Z" in note
        assert run.summary.has_warnings
