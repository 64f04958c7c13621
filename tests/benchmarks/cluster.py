"""A Dask cluster that loses a worker, and two folders at once: whether their ledgers are those of a plain run.

    python -m tests.benchmarks.cluster [DOCUMENTS]        60 by default

PostgreSQL and the extra `dask` must be there. Claims are compared forty a shard, so that this is shared out too.
Of two folders that use one database one gets the ledger; the other is told so and runs again.
"""

from __future__ import annotations

import argparse
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.ledger import Ledger
from tests.postgresql import new_database, running_server

HELD = 3
SECONDS_UNTIL_LOST = 12.0
_SETTINGS = "compare: {claims_a_shard: 40}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("documents", nargs="?", type=int, default=60)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as name, running_server() as server:
        folder = Path(name)
        first, second = (_list(folder / part, part, count // 2, seed) for seed, part in enumerate(("north", "south")))
        plain = _home(folder / "plain", new_database(server))
        seconds = _timed(plain, first, second)
        expected = _found(plain)
        print(f"threads: {seconds:.0f} s, {[len(part) for part in expected]} claims, facts, conflicts", flush=True)
        with _cluster() as (address, workers):
            clustered = _home(folder / "clustered", new_database(server))
            run = _started(clustered, first, second, runner=address)
            time.sleep(SECONDS_UNTIL_LOST)
            workers[0].kill()
            status = run.wait()
        lost_well = status == 0 and _found(clustered) == expected
        print(f"dask, a worker lost: status {status}, {'the same' if lost_well else 'another'} ledger", flush=True)
        database = new_database(server)
        homes = [_home(folder / part, database) for part in ("one", "two")]
        runs = [_started(home, path) for home, path in zip(homes, (first, second), strict=True)]
        ended = [run.wait() for run in runs]
        for home, path, told in zip(homes, (first, second), ended, strict=True):
            if told == HELD:
                _started(home, path).wait()
        shared = _found(homes[0])
        is_same = shared[0] == expected[0] and shared[2] == expected[2]
        print(f"two folders at once: statuses {ended}, {'the same' if is_same else 'another'} ledger")
    return int(not (lost_well and is_same))


def _list(folder: Path, name: str, count: int, seed: int) -> Path:
    folder.mkdir()
    dice = random.Random(seed)
    lines = [f"name: {name}", "sources:"]
    for n in range(count):
        told = (
            f"In {dice.choice((2019, 2020, 2021))} the police {dice.choice(('rescued', 'identified'))} "
            f"{dice.choice((112, 211, 340, 1250))} {dice.choice(('children', 'women', 'victims'))} in "
            f"{dice.choice(('Lisbon', 'Porto', 'Peru', 'Kenya'))}."
            for _ in range(4)
        )
        (folder / f"{name}{n}.txt").write_text(f"House {name} {n}\n\n" + "\n\n".join(told) + "\n", "utf-8")
        lines += [f"  - id: {name}{n}", f"    path: {name}{n}.txt", '    published: "2022-03-01"']
    path = folder / "list.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _home(home: Path, database: str) -> Path:
    home.mkdir()
    (home / "settings.yaml").write_text(f"{_SETTINGS}ledger: {{url: '{database}'}}\n", "utf-8")
    return home


def _started(home: Path, *lists: Path, runner: str = "threads") -> subprocess.Popen[bytes]:
    arguments = ["run", *map(str, lists), "--ledger", str(home), "--quiet", "--runner", runner]
    return subprocess.Popen([sys.executable, "-m", "flows.cli", *arguments], stdout=subprocess.DEVNULL)


def _timed(home: Path, *lists: Path) -> float:
    began = time.monotonic()
    _started(home, *lists).wait()
    return time.monotonic() - began


def _found(home: Path) -> tuple[list[str], list[object], list[object]]:
    ledger = Ledger.open(home)
    claims, facts, conflicts = ledger.claims.find(), ledger.facts.find(), ledger.conflicts.find(unsure=None)
    ledger.close()
    return sorted(claim.id for claim in claims), list(facts), list(conflicts)


@contextmanager
def _cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask cluster of two workers, and these."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scheduler = ["-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1", "--no-nanny"]
    processes = [
        subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL)
        for arguments in (scheduler, [*worker, "--no-dashboard"], [*worker, "--no-dashboard"])
    ]
    try:
        yield f"dask://127.0.0.1:{port}", processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
