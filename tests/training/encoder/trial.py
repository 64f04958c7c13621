"""Try how the encoder learns, on a part of the corpus: how often it alone is right on groups that it has not seen.

    python -m tests.training.encoder.trial CORPUS --base FILE [--kept-at FILE] [--legs N]

Learns from some 850 documents and is asked about some 420 of other groups, both drawn by chance, after each leg: how
often kind, measure, period and place are right given their candidates, and the last three together. One trial is to be
held against another, and not against a network that learnt from the whole corpus. On two cores a pass takes three
minutes. CORPUS, `--base` and `--kept-at` are those of `python -m tests.training.encoder`.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from pipeline.reading.claims.encoder.network import CLASSED, Layout
from tests.training.encoder.go_on import asked_with_shipped
from tests.training.encoder.learning import FineTuning, learn
from tests.training.encoder.losses import period_scores, place_scores, rows_of
from tests.training.encoder.model import Encoder, layout_for, pretrained
from tests.training.encoder.questions import Asked, Candidates, labels_of
from tests.training.examples import Example, read_examples

_LEARNT, _ASKED = 850, 420
"""Documents, or a few more, since groups stay together."""
_TOGETHER = ("measure", "period", "place")

Flags = NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--kept-at", type=Path)
    parser.add_argument("--legs", type=int)
    given = parser.parse_args()
    examples = read_examples(given.corpus, given.kept_at)
    labels = labels_of(examples)
    learnt, unseen = (asked_with_shipped(some, labels) for some in _drawn(examples))
    layout, how, seed = layout_for(labels), FineTuning(), 0
    torch.manual_seed(seed)
    chance, drawn = random.Random(seed), np.random.default_rng(seed)
    encoder = pretrained(given.base, layout.width)
    for n, leg in enumerate(how.legs[: given.legs], 1):
        learn(encoder.train(), layout, learnt, leg, how, chance, drawn)
        shares = _shares_right(encoder.eval(), layout, unseen)
        print(f"after leg {n}: ", ", ".join(f"{field} {share:.3f}" for field, share in shares.items()), flush=True)


def _drawn(examples: Sequence[Example], seed: int = 5) -> tuple[list[Example], list[Example]]:
    """What is learnt from, and what is asked about afterwards."""
    of_group: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        of_group[example.group].append(example)
    groups = sorted(of_group)
    random.Random(seed).shuffle(groups)
    learnt: list[Example] = []
    unseen: list[Example] = []
    for group in groups:
        part = unseen if len(unseen) < _ASKED else learnt
        if len(learnt) < _LEARNT:
            part += of_group[group]
    return learnt, unseen


def _shares_right(encoder: Encoder, layout: Layout, documents: Sequence[Asked]) -> dict[str, float]:
    """How often each field's likeliest candidate is right, of required claims."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for document in documents:
        found = _right(encoder, layout, document)
        required = document.weight == 1.0
        placed = required & document.learns_places
        for field, flags in found.items():
            right[field] += flags[placed if field == "place" else required].tolist()
        together = np.logical_and.reduce([found[field] for field in _TOGETHER])
        right["together"] += together[placed].tolist()
    return {field: float(np.mean(flags)) for field, flags in right.items()}


def _right(encoder: Encoder, layout: Layout, document: Asked) -> Mapping[str, Flags]:
    """By field whether the encoder is right about each number."""
    with torch.no_grad():
        (rows,) = rows_of(encoder, [document])
        periods, places = period_scores(document, rows, layout), place_scores(document, rows, layout)
    classed = {
        field: rows.numbers[:, layout.block(field)].argmax(1).numpy() == document.classes[field]
        for field in sorted(CLASSED)
    }
    count = len(document.weight)
    return {
        **classed,
        "period": _first_right(periods, document.period, count),
        "place": _first_right(places, document.place, count),
    }


def _first_right(scores: Tensor, candidates: Candidates, count: int) -> Flags:
    """Whether the best of each number's candidates is right, the first of several."""
    best_last = np.argsort(-scores.numpy(), kind="stable")[::-1]
    right = np.zeros(count, np.bool_)
    right[candidates.number[best_last]] = candidates.right[best_last]
    return right


if __name__ == "__main__":
    main()
