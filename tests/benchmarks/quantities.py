"""Quantities against the anchors and the peers: `python -m tests.benchmarks.quantities [--no-peers] [--gold]`.

Needs ../shared beside the checkout. newsquant is split in halves by id parity: the grammar was tuned on the even ids,
then on every second of the odd ones, too; those with id mod 4 = 3 have only ever been scored. The peers install
themselves on the first run (tests/benchmarks/peers.py).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.reading.quantities import find_quantities
from pipeline.records.model import Quantity
from tests.benchmarks.peers import PEERS, PeersMissingError, run_peer

SHARED = Path(__file__).resolve().parents[3] / "shared"
ANCHORS = SHARED / "anchors" / "quantities"
MEASURES = ("value", "bound", "unit", "all")
TARGETS: dict[str, dict[str, float]] = {
    "newsquant_dev": {"value": 93.5, "bound": 91, "unit": 92, "all": 89.5},
    "probe": {"value": 96, "all": 93},
    "recognizers_text_en": {"value": 75},
}
SPEED_TARGET = 15
Texts = list[dict[str, Any]]
Found = dict[str, list[dict[str, Any]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-peers", action="store_true", help="only Factledger")
    parser.add_argument("--gold", action="store_true", help="also the figures of the gold claims, document by document")
    args = parser.parse_args()
    if not ANCHORS.is_dir():
        print(f"{ANCHORS}: not found; the benchmark needs the anchors beside the checkout", file=sys.stderr)
        return 2
    scorer = _scorer()
    corpora = {name: _lines(ANCHORS / f"{name}.jsonl") for name in TARGETS}
    seconds = _seconds(corpora["newsquant_dev"])
    print(f"{'corpus':<20} {'reader':<22}" + "".join(f"{m:>8}" for m in MEASURES) + "   targets")
    for name, texts in corpora.items():
        found = {text["id"]: [_plain(q) for q in find_quantities(text["text"])] for text in texts}
        targets = TARGETS[name]
        scores = _f1(scorer, texts, found)
        verdict = ", ".join(f"{m} {t:g} {'met' if scores[m] >= t else 'MISSED'}" for m, t in targets.items())
        _row(name, "factledger", scores, verdict)
        if name == "newsquant_dev":
            _row(name, "  even ids (tuned)", _f1(scorer, _half(texts, 0), found))
            _row(name, "  odd ids", _f1(scorer, _half(texts, 1), found))
            _row(name, "  of these, only scored", _f1(scorer, [t for t in texts if _number(t) % 4 == 3], found))
        if name == "probe":
            hits = sum(len(found[text["id"]]) for text in texts if not text["quantities"])
            print(f"{'':<20} false hits on texts without quantities: {hits} (target 0)")
    if not args.no_peers:
        _peers(scorer, corpora, seconds)
    if args.gold:
        _gold()
    return 0


def _peers(scorer: ModuleType, corpora: dict[str, Texts], before: float) -> None:
    timed = corpora["newsquant_dev"]
    everything = [text for texts in corpora.values() for text in texts]
    for peer in PEERS:
        try:
            run = run_peer(peer, timed)
            scored = {**run.found, **run_peer(peer, [t for t in everything if t["id"] not in run.found]).found}
        except PeersMissingError as error:
            print(f"{peer}: could not be run: {error}", file=sys.stderr)
            continue
        for name, texts in corpora.items():
            _row(name, peer, _f1(scorer, texts, scored))
        ours = (before + _seconds(timed)) / 2
        target = f" (target {SPEED_TARGET})" if peer == "quantulum3" else ""
        print(f"{'speed':<20} {run.read_seconds / ours:.1f} times faster than {peer}{target}; sentences a CPU second:")
        print(
            f"{'':<20} {len(timed) / ours:,.0f} and {len(timed) / run.read_seconds:,.0f}; {peer} loads in "
            f"{run.load_seconds:.1f} s"
        )


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("anchor_score", ANCHORS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> Texts:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _half(texts: Texts, parity: int) -> Texts:
    return [text for text in texts if _number(text) % 2 == parity]


def _number(text: dict[str, Any]) -> int:
    return int(re.findall(r"\d+", text["id"])[-1])


def _plain(q: Quantity) -> dict[str, Any]:
    return {"value": q.value, "low": q.low, "high": q.high, "bound": q.bound, "unit": q.unit}


def _f1(scorer: ModuleType, texts: Texts, found: Found) -> dict[str, float]:
    total: Counter[str] = Counter()
    for text in texts:
        total += scorer.score(text["quantities"], found.get(text["id"], []))[0]
    return {m: 200 * total[m] / max(1, total["gold"] + total["found"]) for m in MEASURES}


def _row(corpus: str, reader: str, scores: dict[str, float], note: str = "") -> None:
    print(f"{corpus:<20} {reader:<22}" + "".join(f"{scores[m]:>8.1f}" for m in MEASURES) + f"   {note}")


def _seconds(texts: Texts) -> float:
    """CPU seconds to read the texts, the mean of three rounds after a first that loads."""
    for text in texts[:20]:
        find_quantities(text["text"])
    begin = time.process_time()
    for _ in range(3):
        for text in texts:
            find_quantities(text["text"])
    return (time.process_time() - begin) / 3


def _gold() -> None:
    """How many figures of the gold claims are found in the documents' texts, and how exactly, by half of the docs."""
    print(
        "\ngold claims: required figures found; of these with the exact words, bound and unit; other quantities found"
    )
    for corpus in ("dev", "seeds"):
        folder = SHARED / "gold" / corpus
        claims = _lines(folder / "claims.jsonl")
        docs = sorted({claim["doc"] for claim in claims})
        for half, name in ((docs[0::2], "tuned"), (docs[1::2], "held back")):
            tally: Counter[str] = Counter()
            for doc in half:
                text = (folder / "docs" / f"{doc}.txt").read_text("utf-8")
                _match(text, [claim for claim in claims if claim["doc"] == doc], tally)
            print(
                f"{corpus:<6} {name:<10} {tally['found']}/{tally['required']}  words {tally['surface']}"
                f"  bound {tally['bound']}  unit {tally['unit']}  others {tally['others']}"
            )


def _match(text: str, claims: Sequence[dict[str, Any]], tally: Counter[str]) -> None:
    quantities, used, position = find_quantities(text), set(), 0
    for claim in claims:
        begin = text.find(claim["quote"], position)
        begin = begin if begin >= 0 else text.find(claim["quote"])
        position = max(begin, 0)
        inside = [
            i
            for i, q in enumerate(quantities)
            if i not in used and begin <= q.start and q.end <= begin + len(claim["quote"]) and _same(claim, q)
        ]
        inside.sort(key=lambda i: (quantities[i].surface != claim["number"], quantities[i].unit != claim["unit"]))
        tally["required"] += claim["required"]
        if not inside:
            continue
        used.add(inside[0])
        if claim["required"]:
            q = quantities[inside[0]]
            tally["found"] += 1
            tally["surface"] += q.surface == claim["number"]
            tally["bound"] += q.bound == claim["bound"]
            tally["unit"] += q.unit == claim["unit"]
    tally["others"] += len(quantities) - len(used)


def _same(claim: dict[str, Any], q: Quantity) -> bool:
    if claim["value"] is None or q.value is None:
        return claim["value"] is q.value is None and (claim["low"], claim["high"]) == (q.low, q.high)
    return bool(abs(q.value - claim["value"]) <= max(0.006, 0.001 * abs(claim["value"])))


if __name__ == "__main__":
    sys.exit(main())
