"""Claims against the shared gold corpora: `python -m tests.benchmarks.gold [SHARED] [--errors N]` (make measure).

Reads seeds and dev from plain text through the whole pipeline: F1 of each level on seeds, dev, both, and the two
halves of dev (documents by the parity of their order), and the conflicts that come out end to end. Exits with 1 where
a target is missed, with 2 where SHARED is not there.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.records.rows import claim_to_row
from tests.benchmarks.corpora import DEFAULT_SHARED, need_gold
from tests.gold.conflict_scoring import ConflictScore, score_conflicts
from tests.gold.corpora import read_corpus
from tests.gold.program import claims_of_texts, conflict_rows
from tests.gold.records import Corpus, Row
from tests.gold.scoring import Scored, in_their_documents, score

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
    return measure(gold, args.errors)


def measure(gold: Path, errors: int) -> int:
    corpora = {name: read_corpus(gold / name) for name in CORPORA}
    claims = {name: claims_of_texts(corpus.docs) for name, corpus in corpora.items()}
    rows = {name: list(map(claim_to_row, found)) for name, found in claims.items()}
    scored = {name: score_of(corpus, rows[name]) for name, corpus in corpora.items()}
    tables = {
        **scored,
        "both": score_of(joined(corpora.values()), [row for found in rows.values() for row in found]),
        "dev, even": score_of(half_of(corpora["dev"], 0), rows["dev"]),
        "dev, odd": score_of(half_of(corpora["dev"], 1), rows["dev"]),
    }
    missed = print_levels(tables)
    ends = {
        name: score_conflicts(corpus.relations, corpus.claims, conflict_rows(claims[name]), scored[name].pairs)
        for name, corpus in corpora.items()
    }
    missed += print_conflicts(ends)
    for name in CORPORA if errors else ():
        print(f"\n== {name}")
        print_misses(scored[name], ends[name], errors)
    return int(missed > 0)


def half_of(corpus: Corpus, parity: int) -> Corpus:
    """Every second document of a corpus, from the first (0) or the second (1) on, without relations."""
    docs = corpus.docs[parity::2]
    names = {text.doc for text in docs}
    return Corpus(docs, tuple(claim for claim in corpus.claims if claim["doc"] in names), ())


def joined(corpora: Iterable[Corpus]) -> Corpus:
    several = list(corpora)
    return Corpus(
        tuple(text for corpus in several for text in corpus.docs),
        tuple(claim for corpus in several for claim in corpus.claims),
        (),
    )


def score_of(corpus: Corpus, found: Sequence[Row]) -> Scored:
    """The score of the claims found in a corpus's documents."""
    texts = {text.doc: text.text for text in corpus.docs}
    return score(corpus.claims, in_their_documents((row for row in found if row["doc"] in texts), texts))


def print_misses(scored: Scored, conflicts: ConflictScore, at_most: int) -> None:
    shown: Counter[str] = Counter()
    for miss in scored.misses:
        shown[miss.what] += 1
        if shown[miss.what] <= at_most:
            print(miss)
    for relation in conflicts.missed[:at_most]:
        print("[missed conflict]", relation.a, *relation.b)
    for row in conflicts.bad[:at_most]:
        print("[flagged, not in the gold]", row["kind"], row["explanation"])


def print_levels(tables: Mapping[str, Scored]) -> int:
    """The table of F1 scores; how many targets on both corpora are missed."""
    print(f"{'F1':<10}" + "".join(f"{name:>11}" for name in tables) + f"{'target':>10}")
    missed = 0
    for level, target in TARGETS.items():
        short = tables["both"].levels[level].f1 < target
        missed += short
        scores = "".join(f"{table.levels[level].f1:>11.3f}" for table in tables.values())
        print(f"{level:<10}{scores}{target:>10.2f}{'  MISSED' if short else ''}")
    return missed


def print_conflicts(scores: Mapping[str, ConflictScore]) -> int:
    print(f"\n{'conflicts':<10}{'recall':>16}{'precision':>16}{'target':>10}")
    missed = 0
    for name, each in scores.items():
        short = min(each.recall, each.precision) < CONFLICT_TARGET
        missed += short
        recall = f"{each.recall:.2f} ({each.hit}/{each.asked})"
        precision = f"{each.precision:.2f} (of {each.rows})"
        print(f"{name:<10}{recall:>16}{precision:>16}{CONFLICT_TARGET:>10.2f}{'  MISSED' if short else ''}")
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
