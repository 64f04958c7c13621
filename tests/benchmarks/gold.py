"""Claims against the shared gold corpora: `python -m tests.benchmarks.gold [SHARED] [--errors N]` (make measure).

Reads seeds and dev from plain text through the whole pipeline and has them judged by the corpora's own score.py: F1
of each level on seeds, dev, both, and the two halves of dev (documents by the parity of their order), and the
conflicts that come out end to end. Exits with 1 where a target is missed, with 2 where SHARED is not there.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.records.model import Claim
from pipeline.records.rows import claim_to_row, conflict_to_row
from tests.as_shipped import reconcile
from tests.benchmarks.corpora import (
    DEFAULT_SHARED,
    Row,
    claims_of_texts,
    gold_texts,
    need_gold,
    read_rows,
    stop,
    write_rows,
)

TARGETS = {
    "detected": 0.95,
    "amount": 0.92,
    "unit": 0.94,
    "measure": 0.88,
    "subject": 0.85,
    "kind": 0.88,
    "period": 0.83,
    "place": 0.86,
    "core": 0.74,
    "full": 0.60,
}
"""F1 on seeds and dev together."""
CONFLICT_TARGET = 0.6
"""Recall and precision of the conflicts flagged end to end, on each corpus."""
CORPORA = ("seeds", "dev")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT_SHARED, metavar="SHARED")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print up to N errors of each kind")
    args = parser.parse_args()
    gold = need_gold(args.shared)
    with tempfile.TemporaryDirectory() as folder:
        return measure(gold, Path(folder), args.errors)


def measure(gold: Path, work: Path, errors: int) -> int:
    claims = {name: claims_of_texts(gold_texts(gold / name)) for name in CORPORA}
    found = work / "claims.jsonl"
    write_rows(found, (claim_to_row(claim) for name in CORPORA for claim in claims[name]))
    halves = [half_of(gold / "dev", parity, work / f"dev-{parity}") for parity in (0, 1)]
    columns = {
        "seeds": [gold / "seeds"],
        "dev": [gold / "dev"],
        "both": [gold / name for name in CORPORA],
        "dev, even": halves[:1],
        "dev, odd": halves[1:],
    }
    tables = {name: score(gold, folders, found) for name, folders in columns.items()}
    missed = print_levels(tables)
    ends = {name: end_to_end(name, claims[name], work) for name in CORPORA}
    missed += print_conflicts({name: conflict_score(gold, name, ends[name]) for name in CORPORA})
    if errors:
        for name in CORPORA:
            own, flagged = ends[name]
            print(
                f"\n== {name}\n"
                + run_scorer(gold, [gold / name], own, "--conflicts", str(flagged), "--errors", str(errors))
            )
    return int(missed > 0)


def half_of(folder: Path, parity: int, target: Path) -> Path:
    """A gold folder with every second document of `folder`, from the first (0) or the second (1) on."""
    (target / "docs").mkdir(parents=True)
    docs = read_rows(folder / "docs.jsonl")[parity::2]
    names = {row["id"] for row in docs}
    write_rows(target / "docs.jsonl", docs)
    write_rows(target / "claims.jsonl", (row for row in read_rows(folder / "claims.jsonl") if row["doc"] in names))
    write_rows(target / "relations.jsonl", ())
    for name in names:
        shutil.copy(folder / "docs" / f"{name}.txt", target / "docs")
    return target


def run_scorer(gold: Path, folders: Sequence[Path], claims: Path, *options: str) -> str:
    command = [sys.executable, str(gold / "score.py"), *map(str, folders), "--claims", str(claims), *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        stop(f"{gold / 'score.py'} refused the claims:\n{done.stderr or done.stdout}")
    return done.stdout


def score(gold: Path, folders: Sequence[Path], claims: Path) -> dict[str, float]:
    rows = json.loads(run_scorer(gold, folders, claims, "--json"))["claims"]
    return {level: rows[level]["f1"] for level in TARGETS}


def end_to_end(name: str, claims: Sequence[Claim], work: Path) -> tuple[Path, Path]:
    """Files with the claims of one corpus and the conflicts that come of reconciling them by themselves."""
    own, flagged = work / f"{name}.claims.jsonl", work / f"{name}.conflicts.jsonl"
    write_rows(own, map(claim_to_row, claims))
    write_rows(flagged, map(conflict_to_row, reconcile(claims).conflicts))
    return own, flagged


def conflict_score(gold: Path, name: str, files: tuple[Path, Path]) -> Row:
    """Recall and precision of the flagged rows, as score.py counts them."""
    own, flagged = files
    scored: Row = json.loads(run_scorer(gold, [gold / name], own, "--conflicts", str(flagged), "--json"))
    return dict(scored["conflicts"])


def print_levels(tables: dict[str, dict[str, float]]) -> int:
    """The table of F1 scores; how many targets on both corpora are missed."""
    print(f"{'F1':<10}" + "".join(f"{name:>11}" for name in tables) + f"{'target':>10}")
    missed = 0
    for level, target in TARGETS.items():
        short = tables["both"][level] < target
        missed += short
        scores = "".join(f"{table[level]:>11.3f}" for table in tables.values())
        print(f"{level:<10}{scores}{target:>10.2f}{'  MISSED' if short else ''}")
    return missed


def print_conflicts(scores: dict[str, Row]) -> int:
    print(f"\n{'conflicts':<10}{'recall':>16}{'precision':>16}{'target':>10}")
    missed = 0
    for name, row in scores.items():
        short = min(row["recall"], row["precision"]) < CONFLICT_TARGET
        missed += short
        recall = f"{row['recall']:.2f} ({row['hit']}/{row['gold']})"
        precision = f"{row['precision']:.2f} (of {row['rows']})"
        print(f"{name:<10}{recall:>16}{precision:>16}{CONFLICT_TARGET:>10.2f}{'  MISSED' if short else ''}")
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
