"""One real flow and one real scheduled run, and what a Prefect server of ours does when its parent dies.

These start servers and take seconds; everything else about runs is tested on plain functions in test_flows.py.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from sqlalchemy.engine import make_url

from pipeline.ledger import Ledger
from tests.flows.test_flows import write
from tests.postgresql import ledger_folder

pytestmark = pytest.mark.prefect
PATIENCE = 240


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder for the template of Prefect's database, made by the first test and used by the others."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def environment(cache: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "FACTLEDGER"))}
    return {**kept, "XDG_CACHE_HOME": str(cache)}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder to run in, whose packages are called as ours are; none of their code is ever run."""
    folder, proof = tmp_path / "elsewhere", tmp_path / "executed"
    for package in ("flows", "sources", "pipeline", "outputs"):
        (folder / package).mkdir(parents=True)
        for module in ("__init__", "prefect_child", "ingest", "steps", "catalog"):
            code = f"open({str(proof)!r}, 'a').write({package + '.' + module!r})\n"
            (folder / package / f"{module}.py").write_text(code)
    (folder / "prefect.toml").write_text("[logging]\nconfig_path = 'logging.yml'\n")
    (folder / "logging.yml").write_text(
        f"version: 1\nformatters: {{made: {{(): builtins.open, file: {str(proof)!r}, mode: w}}}}\n"
    )
    yield folder
    assert not proof.exists(), proof.read_text()


def command(*arguments: object) -> list[str]:
    """The command line as its console script runs it: the current folder is not on the import path."""
    return [sys.executable, "-P", "-m", "flows.cli", *map(str, arguments)]


def waited_for(found: Callable[[], object]) -> bool:
    """Whether it comes true while we have patience."""
    end = time.monotonic() + PATIENCE
    while not found():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def flow_runs(home: Path) -> list[tuple[str, str]]:
    """Name and state of the flow runs that Prefect has on record."""
    with sqlite3.connect(f"file:{home / 'prefect' / 'prefect.db'}?mode=ro", uri=True) as connection:
        query = "SELECT flow.name, flow_run.state_name FROM flow_run JOIN flow ON flow.id = flow_run.flow_id"
        runs = connection.execute(query).fetchall()
    connection.close()
    return runs


def said_in_prefect(home: Path) -> dict[str, str]:
    """By the names of the flow runs the first words of what they ended with."""
    with sqlite3.connect(f"file:{home / 'prefect' / 'prefect.db'}?mode=ro", uri=True) as connection:
        query = "SELECT flow_run.name, message FROM flow_run JOIN flow_run_state ON flow_run_state.id = state_id"
        said = {name: str(message)[:30] for name, message in connection.execute(query)}
    connection.close()
    return said


def finished_runs(home: Path) -> int:
    if not (home / "ledger.sqlite").exists():
        return 0
    ledger = Ledger.open(home)
    count = sum(run.finished_at is not None for run in ledger.runs.all())
    ledger.close()
    return count


def test_a_real_flow_and_a_second_one(
    tmp_path: Path, environment: dict[str, str], cache: Path, elsewhere: Path
) -> None:
    home, path = tmp_path / "ledger", write(tmp_path)
    (tmp_path / "quay.txt").unlink()
    first = subprocess.run(
        command("run", path, "--ledger", home),
        env=environment,
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert first.returncode == 1, first.stderr
    assert "3 sources: 2 read, 1 failed" in first.stdout
    assert "failed  quay: " in first.stdout
    assert "million – " in first.stdout, "the conflict with both figures"
    assert flow_runs(home) == [("ingest", "CompletedWithWarnings")]
    assert said_in_prefect(home) == {"list 1": "3 sources (2 read, 1 failed); "}
    assert list(cache.glob("factledger/prefect-*.db")), "the template for fresh ledgers is kept"

    write(tmp_path)
    failing = subprocess.run(
        command("run", "--ledger", home, "--fail-on", "low", "--quiet", "--runner", "processes"),
        env=environment,
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (failing.returncode, failing.stdout, failing.stderr) == (0, "", "")
    assert sorted(flow_runs(home)) == [("ingest", "Completed"), ("ingest", "CompletedWithWarnings")]


def test_fail_on_and_the_template(tmp_path: Path, environment: dict[str, str]) -> None:
    home, path = tmp_path / "ledger", write(tmp_path)
    done = subprocess.run(
        command("run", path, "--ledger", home, "--fail-on", "low", "--quiet"),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert flow_runs(home) == [("ingest", "Completed")], "nothing of another ledger's runs is in the template"


def test_the_databases_password_stays_out_of_prefect(
    tmp_path: Path, environment: dict[str, str], database: str
) -> None:
    address = make_url(database).set(password="s3cret-of-the-harbour").render_as_string(hide_password=False)
    home = ledger_folder(tmp_path / "ledger", address)
    arguments = command("run", write(tmp_path), "--ledger", home, "--quiet", "--runner", "processes")
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert flow_runs(home) == [("ingest", "Completed")]
    assert not [path for path in home.glob("prefect/**/*") if path.is_file() and b"s3cret" in path.read_bytes()]


def test_the_server_ends_with_its_parent(tmp_path: Path, environment: dict[str, str]) -> None:
    run = subprocess.Popen(command("run", write(tmp_path), "--ledger", tmp_path / "ledger"), env=environment)
    parent = psutil.Process(run.pid)
    assert waited_for(parent.children)
    (server,) = parent.children()
    run.kill()
    run.wait()
    assert waited_for(lambda: not server.is_running() or server.status() == psutil.STATUS_ZOMBIE)


def test_a_server_that_cannot_start_is_told_of(tmp_path: Path, environment: dict[str, str]) -> None:
    home = tmp_path / "ledger"
    (home / "prefect").mkdir(parents=True)
    (home / "prefect" / "prefect.db").write_bytes(b"no database" * 100)
    arguments = command("run", write(tmp_path), "--ledger", home)
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f"did not start; its log is {home / 'prefect' / 'server.log'}")


def test_a_folder_that_takes_no_log_is_told_of(tmp_path: Path, environment: dict[str, str]) -> None:
    log = tmp_path / "ledger" / "prefect" / "server.log"
    log.mkdir(parents=True)  # as on a disk that can be read only: a user who may do all may write in any folder
    arguments = command("run", write(tmp_path), "--ledger", tmp_path / "ledger")
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "fault of ours" not in done.stderr


@pytest.fixture
def served(
    tmp_path: Path, environment: dict[str, str], elsewhere: Path
) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    home = tmp_path / "ledger"
    arguments = command("serve", write(tmp_path), "--cron", "* * * * *", "--ledger", home)
    process = subprocess.Popen(
        arguments,
        env=environment,
        cwd=elsewhere,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield process, home
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_real_scheduled_run(served: tuple[subprocess.Popen[str], Path]) -> None:
    process, home = served
    assert process.stdout is not None
    assert "runs at '* * * * *' (UTC)" in process.stdout.readline()
    assert waited_for(lambda: finished_runs(home))
    assert waited_for(lambda: ("ingest", "Completed") in flow_runs(home))
    ledger = Ledger.open(home)
    assert {claim.doc for claim in ledger.claims.find()} == {"lantern", "harbour", "quay"}
    ledger.close()
    assert " list 1: Completed: 3 sources (3 read); " in process.stdout.readline()
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert process.stdout.read() == "", "it stops without a word, a warning among them"


def test_a_cron_that_is_none_is_told(tmp_path: Path, environment: dict[str, str]) -> None:
    arguments = command("serve", write(tmp_path), "--cron", "now and then", "--ledger", tmp_path / "ledger")
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--cron 'now and then'" in done.stderr
