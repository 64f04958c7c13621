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
from collections.abc import Sequence
from pathlib import Path

import torch

from tests.training.encoder.go_on import asked_with_shipped
from tests.training.encoder.judging import shares_right
from tests.training.encoder.learning import ALONE, device, learn
from tests.training.encoder.model import layout_for, pretrained
from tests.training.encoder.questions import labels_of
from tests.training.examples import Example, learnt_from, read_examples

_LEARNT, _ASKED = 850, 420
"""Documents, or a few more, since groups stay together."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--kept-at", type=Path)
    parser.add_argument("--legs", type=int)
    given = parser.parse_args()
    examples = learnt_from(read_examples(given.corpus, given.kept_at))
    labels = labels_of(examples)
    learnt, unseen = (asked_with_shipped(some, labels) for some in _drawn(examples))
    layout, seed = layout_for(labels), 0
    torch.manual_seed(seed)
    encoder = pretrained(given.base, layout.width).to(device())
    for n, leg in enumerate(ALONE.legs[: given.legs]):
        learn(encoder.train(), layout, learnt, leg, ALONE, (seed, n))
        shares = shares_right(encoder.eval(), layout, unseen)
        print(f"after leg {n + 1}: ", ", ".join(f"{field} {share:.3f}" for field, share in shares.items()), flush=True)


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


if __name__ == "__main__":
    main()
