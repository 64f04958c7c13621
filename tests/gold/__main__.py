"""Annotated corpora: look for faults, build them, and score the program on them.

    python -m tests.gold check FILE.ann …                faults of annotated documents, and numbers not marked
    python -m tests.gold build [FOLDER] OUT              annotated sources to docs.jsonl, claims.jsonl and so on
    python -m tests.gold score [GOLD …] --claims FILE    claims, conflicts or verdicts that the program printed
    python -m tests.gold measure [GOLD]                  runs the program: claims; conflicts, verdicts by group
    python -m tests.gold slips [GOLD …]                  are retellings with a slip flagged?
    python -m tests.gold own                             the plain documents of this folder, read and scored

GOLD is a corpus folder, by default the one that comes with the project (tests/gold/corpus). `score` and `measure` take
--fold K/N (every Nth group from the Kth on, in alphabetical order) and --not-fold K/N (the others).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.records.rows import claim_to_row, row_to_verdict
from pipeline.records.settings import default_settings
from tests.gold.annotations import AnnotationError, read_annotated
from tests.gold.conflict_scoring import ConflictScore, score_conflicts
from tests.gold.corpora import CORPUS, of_groups, read_corpus, read_rows, write_corpus
from tests.gold.groups import fold, not_fold
from tests.gold.own_documents import documents, found_claims, gold_claims
from tests.gold.program import claims_of_texts, conflict_rows, verdicts_of_gold
from tests.gold.records import Corpus, Row
from tests.gold.retellings import SlipScore, score_retellings
from tests.gold.scoring import Scored, in_their_documents, score
from tests.gold.verdict_scoring import NOTHING, VerdictScore, score_verdicts

_PARTS = ("claims", "conflicts", "verdicts")


def check(asked: argparse.Namespace) -> int:
    bad = 0
    for path in asked.files:
        document = read_annotated(path)
        bad += len(document.faults)
        print(*(f"FAULT {fault}" for fault in document.faults), sep="\n", end="\n" if document.faults else "")
        for claim in document.claims:
            print("  " + "  ".join(f"{name}={value}" for name, value in claim.items() if name not in {"doc", "quote"}))
        print(*(f"  not marked: {number}" for number in document.unmarked), sep="\n")
    return int(bad > 0)


def build(asked: argparse.Namespace) -> int:
    corpus = read_corpus(asked.folder)
    write_corpus(corpus, asked.out)
    required = sum(claim["required"] for claim in corpus.claims)
    relations = Counter(relation.name for relation in corpus.relations)
    told = ", ".join(f"{name} {count}" for name, count in relations.most_common())
    print(f"{len(corpus.docs)} documents, {len(corpus.claims)} claims ({required} required)")
    print(f"{relations.total()} relations: {told}")
    return 0


def score_files(asked: argparse.Namespace) -> int:
    corpus = _chosen(asked)
    if asked.claims:
        names = {text.doc for text in corpus.docs}
        found = [row for row in read_rows(asked.claims) if row["doc"] in names]
        scored = _score_claims(corpus, found)
        _print_claims(scored, asked.errors)
        if asked.conflicts:
            known = {row["id"] for row in found}
            rows = [row for row in read_rows(asked.conflicts) if known.issuperset(chain(*row["sides"]))]
            print(f"conflicts  {score_conflicts(corpus.relations, corpus.claims, rows, scored.pairs)}")
    if asked.verdicts:
        verdicts = map(row_to_verdict, read_rows(asked.verdicts))
        print(f"verdicts   {score_verdicts(corpus.relations, corpus.claims, verdicts)}")
    return 0


def measure(asked: argparse.Namespace) -> int:
    corpus = _chosen(asked)
    what = set(asked.what.split(","))
    groups = [of_groups(corpus, {name}) for name in sorted({text.group for text in corpus.docs})]
    result: dict[str, Any] = {"groups": len(groups), "documents": len(corpus.docs)}
    if what & {"claims", "conflicts"}:
        found = claims_of_texts(corpus.docs)
        scored = _score_claims(corpus, list(map(claim_to_row, found)))
        result["claims"] = {level: round(figures.f1, 4) for level, figures in scored.levels.items()}
        _print_claims(scored, asked.errors)
    if "conflicts" in what:
        total = ConflictScore(0, 0, 0, 0)
        for group in groups:
            names = {text.doc for text in group.docs}
            rows = conflict_rows(claim for claim in found if claim.doc in names)
            one = score_conflicts(group.relations, group.claims, rows, scored.pairs)
            total += one
            if asked.each:
                print(f"  conflicts {group.docs[0].group}: {one}")
        result["conflicts"] = {"asked": total.asked, "hit": total.hit, "rows": total.rows, "good": total.good}
        print(f"conflicts  {total}")
    if "verdicts" in what:
        result["verdicts"] = _measure_verdicts(groups, asked.each)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), "utf-8")
    return 0


def slips(asked: argparse.Namespace) -> int:
    corpora = [read_corpus(folder) for folder in asked.gold or [CORPUS]]
    together = Corpus(
        tuple(text for corpus in corpora for text in corpus.docs),
        tuple(claim for corpus in corpora for claim in corpus.claims),
        tuple(relation for corpus in corpora for relation in corpus.relations),
    )
    found: SlipScore = score_retellings(together, asked.pairs, asked.seed, default_settings().compare)
    print(found)
    return 0


def own(asked: argparse.Namespace) -> int:
    _print_claims(score(gold_claims(), list(map(claim_to_row, found_claims(documents())))), asked.errors)
    return 0


def _chosen(asked: argparse.Namespace) -> Corpus:
    corpus = read_corpus(asked.gold)
    groups = sorted({text.group for text in corpus.docs})
    if asked.fold:
        groups = fold(groups, asked.fold)
    if asked.not_fold:
        groups = not_fold(groups, asked.not_fold)
    if asked.groups:
        groups = sorted(set(groups) & set(asked.groups.split(",")))
    return of_groups(corpus, groups)


def _score_claims(corpus: Corpus, found: Sequence[Row]) -> Scored:
    return score(corpus.claims, in_their_documents(found, {text.doc: text.text for text in corpus.docs}))


def _measure_verdicts(groups: Sequence[Corpus], each: bool) -> dict[str, Any]:
    total: VerdictScore = NOTHING
    for group in groups:
        verdicts = verdicts_of_gold(group, default_settings().compare)
        one = score_verdicts(group.relations, group.claims, verdicts)
        total += one
        if each:
            print(f"  verdicts {group.docs[0].group}: {one}")
    print(f"verdicts   {total}")
    counts = {name: getattr(total, name) for name in ("flagged", "right", "wrong", "unknown", "hard", "hit")}
    return counts | {"relations": dict(total.relations)}


def _print_claims(scored: Scored, errors: int) -> None:
    print(f"required gold claims {scored.asked}, claims found (less the optional ones) {scored.counted}")
    for level, figures in scored.levels.items():
        print(f"{level:<10} P {figures.precision:.3f}  R {figures.recall:.3f}  F1 {figures.f1:.3f}")
    if scored.calibration_error is not None:
        print(f"confidence: expected calibration error {scored.calibration_error:.3f}")
    shown: Counter[str] = Counter()
    for miss in scored.misses:
        shown[miss.what] += 1
        if shown[miss.what] <= errors:
            print(miss)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name)
        added.set_defaults(run=run)
        return added

    command("check", check).add_argument("files", nargs="+", type=Path)
    building = command("build", build)
    building.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    building.add_argument("out", type=Path)
    scoring, measuring = command("score", score_files), command("measure", measure)
    for name in _PARTS:
        scoring.add_argument(f"--{name}", type=Path, help=f"what the program printed as {name} --format jsonl")
    measuring.add_argument("--what", default=",".join(_PARTS))
    measuring.add_argument("--each", action="store_true", help="a line for each group as well")
    measuring.add_argument("--json", type=Path, help="write the figures to this file, too")
    for one in (scoring, measuring):
        one.add_argument("gold", nargs="?", type=Path, default=CORPUS)
        one.add_argument("--fold", metavar="K/N")
        one.add_argument("--not-fold", metavar="K/N")
        one.add_argument("--groups", metavar="A,B,…")
        one.add_argument("--errors", type=int, default=0, metavar="N", help="print up to N errors of each kind")
    slipping = command("slips", slips)
    slipping.add_argument("gold", nargs="*", type=Path)
    slipping.add_argument("--pairs", type=int, default=150)
    slipping.add_argument("--seed", type=int, default=1)
    command("own", own).add_argument("--errors", type=int, default=0, metavar="N")
    return parser


def main() -> int:
    asked = _parser().parse_args()
    try:
        return int(asked.run(asked))
    except (AnnotationError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
