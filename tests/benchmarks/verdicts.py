"""Comparing the claims of annotated corpora, scored by their own scorer: one row for each target.

    python -m tests.benchmarks.verdicts [SHARED] [--show]

SHARED holds gold/ with score_verdicts.py and one folder for each corpus; ../shared by default.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.comparing.reconcile import compare_all
from pipeline.records.model import FLAGGED
from pipeline.records.rows import read_claims, verdict_to_row
from pipeline.records.settings import default_settings
from tests.benchmarks.corpora import DEFAULT_SHARED, stop

_SHARES = {"agree": 0.88, "progression": 0.85, "scope": 0.92, "derived": 0.65, "period_conflict": 0.70}
_LEAST_PRECISION = 0.75


def scored(gold: Path, corpus: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the scorer says of one corpus, and the flagged rows."""
    rows = [verdict_to_row(verdict) for verdict in compare_all(read_claims(corpus / "claims.jsonl"), _settings())]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verdicts.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        command = [sys.executable, str(gold / "score_verdicts.py"), str(corpus), "--verdicts", str(path), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout), [row for row in rows if row["verdict"] in FLAGGED]


def _settings() -> Any:
    return default_settings().compare


def targets(result: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    """Name, figure, target, whether it is met."""
    hard, hit = result["hard"], result["hit"]
    yield "hard conflicts found", f"{hit} of {hard}", f"{hard - 1} of {hard}", hit >= hard - 1
    yield "flagged that are known to be fine", str(result["wrong"]), "0", result["wrong"] == 0
    precision = result["precision"]
    yield "precision of all flagged", f"{precision:.3f}", f"{_LEAST_PRECISION}", precision >= _LEAST_PRECISION
    for relation, least in _SHARES.items():
        right, count = result["relations"].get(relation, (0, 0))
        if count:
            yield relation, f"{right} of {count} ({right / count:.3f})", f"{least}", right / count >= least


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT_SHARED)
    parser.add_argument("--show", action="store_true", help="print each flagged row with its explanation")
    args = parser.parse_args()
    gold = args.shared / "gold"
    if not (gold / "score_verdicts.py").is_file():
        stop(f"{gold}: no score_verdicts.py there; name the folder that holds gold/ as SHARED")
    met = True
    for corpus in sorted(path.parent for path in gold.glob("*/relations.jsonl")):
        result, flagged = scored(gold, corpus)
        print(corpus.name)
        for name, figure, target, fine in targets(result):
            met = met and fine
            print(f"  {name:36}{figure:>18}   target {target:>9}   {'met' if fine else 'MISSED'}")
        if args.show:
            print(*(f"  {row['verdict']}: {row['explanation']}" for row in flagged), sep="\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
