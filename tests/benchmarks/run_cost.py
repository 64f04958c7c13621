"""What `factledger run` costs on the demo's six documents, and where the time goes.

    python -m tests.benchmarks.run_cost [--repeat N]

Each row is the median of N runs in processes of their own, seconds of wall clock and of CPU; CPU is of the process and
of all that it started, the Prefect server among them. The parts are measured in a process that takes the same steps
one by one; the server boots while prefect and the reader are loaded.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIST = Path(__file__).parents[2] / "sources" / "lists" / "demo" / "demo.yaml"
PARTS = (
    "start the server",
    "import prefect",
    "import the flow",
    "load the reader",
    "wait for the server",
    "flow",
    "work",
)
TARGET = 6.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--parts-of", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.parts_of:
        print(json.dumps(_parts(given.parts_of)))
        return
    with tempfile.TemporaryDirectory() as folder:
        _table(Path(folder), given.repeat)


def _table(folder: Path, repeat: int) -> None:
    _run(folder / "warm")  # fills the template and the file cache
    rows = {
        "--help": [_timed(["-m", "flows.cli", "--help"]) for _ in range(repeat)],
        "run, fresh ledger": [_run(folder / f"fresh-{n}") for n in range(repeat)],
        "run, existing ledger, nothing new": [_run(folder / "warm") for _ in range(repeat)],
        "run, existing ledger, all read anew": [_run(_unread(folder / "warm")) for _ in range(repeat)],
    }
    print(f"{'':<38}{'wall':>7}{'CPU':>7}")
    for name, timings in rows.items():
        wall, cpu = (statistics.median(values) for values in zip(*timings, strict=True))
        print(f"{name:<38}{wall:>7.2f}{cpu:>7.2f}")
    print(f"{'target for a run, wall':<38}{TARGET:>7.2f}")
    again = ["-m", "tests.benchmarks.run_cost", "--parts-of"]
    parts = [json.loads(_output([*again, str(folder / f"parts-{n}")])) for n in range(repeat)]
    print("\nof a run on a fresh ledger, one after the other (wall)")
    for part in PARTS:
        print(f"  {part:<36}{statistics.median(each[part] for each in parts):>7.2f}")


def _run(home: Path) -> tuple[float, float]:
    return _timed(["-m", "flows.cli", "run", str(LIST), "--ledger", str(home), "--quiet"])


def _unread(home: Path) -> Path:
    """The ledger as if another version of the reader had filled it."""
    import sqlite3

    with sqlite3.connect(home / "ledger.sqlite") as connection:
        connection.execute("UPDATE versions SET stage = stage || '-old-' || id")
    connection.close()
    return home


def _timed(arguments: list[str]) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    _output(arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def _output(arguments: list[str]) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def _parts(home: Path) -> dict[str, float]:
    """The steps of `flows.launch.run_ingest`, timed; `work` is the same run without Prefect, all loaded."""
    laps: dict[str, float] = {}
    last = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal last
        laps[name], last = time.perf_counter() - last, time.perf_counter()

    from flows.prefect_server import importing, start_server

    server = start_server(home / "prefect")
    lap("start the server")
    with importing():
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        lap("import prefect")
        from flows.ingest import ingest
        from flows.runners import task_runner

        lap("import the flow")
        from pipeline.reading.claims import load_reader

        load_reader()
        lap("load the reader")
    server.wait()
    lap("wait for the server")
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        ingest.with_options(task_runner=task_runner("threads", 2))(str(home), [str(LIST)])
    lap("flow")
    from flows.run import Directly, run_lists
    from pipeline.ledger import Ledger

    ledger = Ledger.open(home / "again")
    last = time.perf_counter()
    run_lists(ledger, [LIST], Directly())
    lap("work")
    ledger.close()
    return laps


if __name__ == "__main__":
    main()
