"""Periods against the TIMEX3 anchors: `python -m tests.benchmarks.periods [--show N]`, from a checkout with ../shared.

Texts are split in halves by their place in the file: the grammar is tuned on the even ones (from 0) only.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pipeline.reading.periods import dated, find_periods

ANCHORS = Path(__file__).resolve().parents[3] / "shared" / "anchors" / "periods"
TARGETS = {"te3": 0.86, "wikiwars": 0.88}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="print this many misses of the tuning half")
    parser.add_argument("--only", choices=sorted(TARGETS))
    args = parser.parse_args()
    if not ANCHORS.is_dir():
        print(f"{ANCHORS}: not found; the benchmark needs the anchors beside the checkout", file=sys.stderr)
        return 2
    words, seconds = 0, 0.0
    print(f"{'anchor':<10} {'half':<10} {'value F1':>9} {'target':>7}")
    for name, target in TARGETS.items():
        if args.only and name != args.only:
            continue
        texts = [json.loads(line) for line in (ANCHORS / f"{name}_dev.jsonl").read_text("utf-8").splitlines()]
        halves = {"tuned": texts[0::2], "held back": texts[1::2], "all": texts}
        for half, members in halves.items():
            begin = time.process_time()
            found = [_found(text) for text in members]
            seconds += time.process_time() - begin
            words += sum(len(text["text"].split()) for text in members)
            report = _score(members, found, args.show if half == "tuned" else 0)
            score = float(re.findall(r"value F1 ([\d.]+)", report)[-1])
            if args.show and half == "tuned":
                print(report)
            print(f"{name:<10} {half:<10} {score:>9.3f} {target:>7.2f}")
    print(f"words a CPU second: {words / seconds:,.0f} (target 50,000)")
    return 0


def _found(text: dict[str, Any]) -> dict[str, Any]:
    periods = dated(find_periods(text["text"], text["published"]))
    return {
        "id": text["id"],
        "periods": [
            {"surface": p.surface, "from": p.start, "to": p.end, "start": p.first, "end": p.last} for p in periods
        ],
    }


def _score(gold: list[dict[str, Any]], found: list[dict[str, Any]], show: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"]
        for path, rows in zip(paths, (gold, found), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        command = [sys.executable, str(ANCHORS / "score.py"), *map(str, paths), "--show", str(show)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    raise SystemExit(main())
