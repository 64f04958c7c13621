"""Comparing the claims of annotated corpora: one row for each target.

    python -m tests.benchmarks.verdicts [SHARED] [--show]

SHARED holds gold/ with one folder for each corpus; ../shared by default. Nobody has judged pairs across the groups of
a corpus: `python -m tests.gold measure --what verdicts` scores those that have groups.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.records.model import FLAGGED, Verdict
from pipeline.records.settings import default_settings
from tests.benchmarks.corpora import DEFAULT_SHARED, stop
from tests.gold.corpora import read_corpus
from tests.gold.program import verdicts_of_gold
from tests.gold.verdict_scoring import VerdictScore, score_verdicts

_SHARES = {"agree": 0.88, "progression": 0.85, "scope": 0.92, "derived": 0.65, "period_conflict": 0.70}
_LEAST_PRECISION = 0.75


def scored(folder: Path) -> tuple[VerdictScore, list[Verdict]]:
    """The score of one corpus, and the flagged verdicts."""
    corpus = read_corpus(folder)
    verdicts = verdicts_of_gold(corpus, default_settings().compare)
    flagged = [verdict for verdict in verdicts if verdict.verdict in FLAGGED]
    return score_verdicts(corpus.relations, corpus.claims, verdicts), flagged


def targets(result: VerdictScore) -> Iterator[tuple[str, str, str, bool]]:
    """Name, figure, target, whether it is met."""
    hard, hit = result.hard, result.hit
    yield "hard conflicts found", f"{hit} of {hard}", f"{hard - 1} of {hard}", hit >= hard - 1
    yield "flagged that are known to be fine", str(result.wrong), "0", result.wrong == 0
    precision = result.precision
    yield "precision of all flagged", f"{precision:.3f}", f"{_LEAST_PRECISION}", precision >= _LEAST_PRECISION
    for relation, least in _SHARES.items():
        right, count = result.relations.get(relation, (0, 0))
        if count:
            yield relation, f"{right} of {count} ({right / count:.3f})", f"{least}", right / count >= least


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT_SHARED)
    parser.add_argument("--show", action="store_true", help="print each flagged row with its explanation")
    args = parser.parse_args()
    gold = args.shared / "gold"
    if not gold.is_dir():
        stop(f"{gold}: no gold corpora there; name the folder that holds gold/ as SHARED")
    met = True
    for corpus in sorted(path.parent for path in gold.glob("*/relations.jsonl")):
        result, flagged = scored(corpus)
        print(corpus.name)
        for name, figure, target, fine in targets(result):
            met = met and fine
            print(f"  {name:36}{figure:>18}   target {target:>9}   {'met' if fine else 'MISSED'}")
        if args.show:
            print(*(f"  {each.verdict}: {each.explanation}" for each in flagged), sep="\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
