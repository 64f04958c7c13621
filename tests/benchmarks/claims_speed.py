"""How fast claims are read: `python -m tests.benchmarks.claims_speed [SHARED] [--no-peers]`.

Three figures, in CPU seconds: loading the model and our components once everything is imported, in a process of its
own; sentences of the gold texts read to claims a second, after a warm-up; and the same sentences given to CQE 2.0.3
and quantulum3 in the same run, which find quantities only (tests/benchmarks/peers.py makes their environment).
Exits with 1 where a target is missed, with 2 where SHARED is missing.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.documents.text import read_text
from pipeline.reading.claims.passages import passages
from tests.benchmarks.corpora import DEFAULT_SHARED, gold_texts, need_gold
from tests.benchmarks.peers import PeersMissingError, run_peer
from tests.gold.program import claims_of_texts
from tests.gold.records import GoldText

LOAD_TARGET = 1.0
CQE_TARGET = 12.0
REPEATS = 3
LOADING = """
import time
from pipeline.reading.claims import DocumentToRead
from tests.as_shipped import extract_many
from pipeline.reading.claims.parsing import pipeline_for
from pipeline.records.model import DocumentContext
from pipeline.documents.text import read_text
begin = time.process_time()
pipeline_for()
loaded = time.process_time()
text = read_text("In 2019 the police freed 40 girls in Kenya.")
assert list(extract_many([DocumentToRead("a", text, DocumentContext())]))[0]
print(loaded - begin, time.process_time() - loaded)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT_SHARED, metavar="SHARED")
    parser.add_argument("--no-peers", action="store_true", help="only Factledger")
    args = parser.parse_args()
    gold = need_gold(args.shared)
    texts = [text for name in ("seeds", "dev") for text in gold_texts(gold / name)]
    missed = print_loading()
    sentences = sentences_of(texts)
    ours = len(sentences) / reading_seconds(texts)
    row("sentences to claims, a CPU second", f"{ours:,.0f}", "")
    if not args.no_peers:
        missed += compare_with_peers(ours, sentences)
    return int(missed > 0)


def print_loading() -> int:
    """Prints the middle one of some loads, each in a process of its own; whether it took too long."""
    runs = [subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True) for _ in range(REPEATS)]
    for run in runs:
        if run.returncode:
            raise RuntimeError(run.stderr)
    load, first = (
        statistics.median(column) for column in zip(*(map(float, r.stdout.split()) for r in runs), strict=True)
    )
    row("spacy.load and our components, CPU s", f"{load:.2f}", f"<= {LOAD_TARGET}", load <= LOAD_TARGET)
    row("... and the first document on top (word lists), CPU s", f"{first:.2f}", "")
    return int(load > LOAD_TARGET)


def sentences_of(texts: Sequence[GoldText]) -> list[str]:
    """What the peers are given: every sentence, call-out and heading of the texts, boilerplate left out."""
    blocks = (block for text in texts for block in read_text(text.text).blocks if block.kept)
    return [passage.text for block in blocks for passage in passages(block)]


def reading_seconds(texts: Sequence[GoldText]) -> float:
    """CPU seconds from texts to claims, the best of some runs after a warm-up."""
    claims_of_texts(texts)
    best = float("inf")
    for _ in range(REPEATS):
        begin = time.process_time()
        claims_of_texts(texts)
        best = min(best, time.process_time() - begin)
    return best


def compare_with_peers(ours: float, sentences: Sequence[str]) -> int:
    rows = [{"id": str(n), "text": sentence} for n, sentence in enumerate(sentences)]
    missed = 0
    for peer, target in (("cqe", CQE_TARGET), ("quantulum3", None)):
        try:
            run = run_peer(peer, rows)
        except PeersMissingError as error:
            print(f"{peer}: not to be had here: {error}", file=sys.stderr)
            missed += 1
            continue
        theirs = len(sentences) / run.read_seconds
        name = f"times {peer} ({theirs:,.0f} a second, quantities only)"
        reached = target is None or ours / theirs >= target
        row(name, f"{ours / theirs:.1f}", f">= {target:g}" if target else "", reached)
        row(f"... its load, CPU s: {peer}", f"{run.load_seconds:.1f}", "")
        missed += not reached
    return missed


def row(name: str, value: str, target: str, reached: bool = True) -> None:
    print(f"{name:<56} {value:>8} {target:>8}{'' if reached else '  MISSED'}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
