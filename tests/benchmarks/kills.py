"""Runs that are killed at random moments and started again: whether their ledgers end as if nothing had happened.

    python -m tests.benchmarks.kills [KILLS]        100 by default

Each ledger is killed up to four times, then a run is let through and its tables are held against those of a run that
was left alone, but for the moments at which rows were written. Claims are compared one a shard, so that the comparison
can be cut short too.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.runs_to_kill import normalised, run

KILLS = 100
EACH = 4
SETTINGS = "compare: {claims_a_shard: 1}\n"
TEXTS = {
    "lantern": "The Lantern Trust\n\nIn 2021 the trust rescued 112 children in Lisbon.\n\n"
    "In 2021, two million children were sexually exploited worldwide.\n",
    "harbour": "Harbour Aid\n\nIn 2021, one million children were sexually exploited worldwide.\n",
    "quay": "The Quay\n\nPolice arrested 44 suspects in Porto in 2020, and 31 of them were convicted.\n",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kills", nargs="?", type=int, default=KILLS)
    wanted = parser.parse_args().kills
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["tests.runs_to_kill"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source_list = _list(folder)

        def ended(home: Path, after: float | None = None) -> int | None:
            """The status of a run, killed after so many seconds; negative where the kill was in time."""
            process = forks.Process(target=run, args=(str(home), str(source_list)))
            process.start()
            process.join(after)
            process.kill()
            process.join()
            return process.exitcode

        for first in ("warm", "whole"):  # the one that warms up starts the fork server too
            began = time.monotonic()
            ended(_home(folder / first))
        seconds = time.monotonic() - began
        expected = normalised(folder / "whole")
        chance, killed, ledgers, unlike = random.Random(11), 0, 0, 0
        while killed < wanted:
            home = _home(folder / f"killed-{ledgers}")
            killed += sum(ended(home, chance.uniform(0.05, 1.0) * seconds) == -9 for _ in range(EACH))
            ended(home)
            found = normalised(home)
            unlike += found | {"runs": found["runs"][:1]} != expected
            ledgers += 1
    print(
        f"{killed} kills of runs of {seconds:.1f} s in {ledgers} ledgers: {unlike} of them unlike that of a whole run"
    )
    return int(unlike > 0)


def _home(home: Path) -> Path:
    home.mkdir()
    (home / "settings.yaml").write_text(SETTINGS, "utf-8")
    return home


def _list(folder: Path) -> Path:
    lines = ["name: Three houses", "sources:"]
    for source_id, text in TEXTS.items():
        (folder / f"{source_id}.txt").write_text(text, "utf-8")
        lines += [f"  - id: {source_id}", f"    path: {source_id}.txt", '    published: "2022-03-01"']
    path = folder / "list.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
