"""Every benchmark there is, one after the other: `python -m tests.benchmarks [SUBJECT…]`.

A benchmark is a module of this folder with a `main()` and no arguments that it needs. Each runs in a process of its
own and prints its table; at the end stands how each one ended. The status is 1 where any missed a target or could not
run.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).parent
NOT_MEASURING = frozenset({"__main__", "train_pages"})
MAIN = re.compile(r"^def main\(\) ->", re.MULTILINE)


def main() -> int:
    there = subjects()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(there)}; without any, all")
    wanted = parser.parse_args().subjects or there
    unknown = sorted(set(wanted) - set(there))
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(there)}")
    ended = {subject: run(subject) for subject in wanted}
    print("\n== summary")
    for subject, (status, seconds) in ended.items():
        outcome = f"short of targets, or could not run (status {status})" if status else "done"
        print(f"{subject:<20} {outcome:<56} {seconds:>6.0f} s")
    return int(any(status for status, _ in ended.values()))


def subjects() -> list[str]:
    return [
        path.stem
        for path in sorted(FOLDER.glob("*.py"))
        if path.stem not in NOT_MEASURING and MAIN.search(path.read_text("utf-8"))
    ]


def run(subject: str) -> tuple[int, float]:
    print(f"\n== {subject}", flush=True)
    begin = time.monotonic()
    status = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{subject}"]).returncode
    return status, time.monotonic() - begin


if __name__ == "__main__":
    raise SystemExit(main())
