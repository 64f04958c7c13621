"""Conflicts end to end, of claims by choosers that had not seen a group, compared group by group.

    python -m tests.training.conflicts CORPUS --kept-at FILE --choices FILE

The files are those of `python -m tests.training CORPUS --kept-at FILE --choices FILE`.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from pathlib import Path

from pipeline.comparing.reconcile import reconcile
from pipeline.records.model import Claim
from pipeline.records.rows import claim_to_row, conflict_to_row
from pipeline.records.settings import default_settings
from tests.gold.conflict_scoring import ConflictScore, score_conflicts
from tests.gold.corpora import of_groups, read_corpus
from tests.gold.groups import fold
from tests.gold.scoring import score
from tests.training.evaluation import claims_on_unseen_groups
from tests.training.examples import read_examples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kept-at", type=Path, required=True)
    parser.add_argument("--choices", type=Path, required=True)
    asked = parser.parse_args()
    corpus, settings = read_corpus(asked.corpus), default_settings()
    examples, chosen = read_examples(asked.corpus, asked.kept_at), pickle.loads(asked.choices.read_bytes())
    halves = claims_on_unseen_groups(examples, chosen, settings.claims)
    claims = [claim for half in halves.values() for claim in half]
    pairs = score([dict(claim) for claim in corpus.claims], [claim_to_row(claim) for claim in claims]).pairs
    group_of = {text.doc: text.group for text in corpus.docs}
    of_group: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_group[group_of[claim.doc]].append(claim)
    read = set(fold(group_of.values(), "1/2"))
    for label, names in (("all", set(of_group)), ("read", read), ("only scored", set(of_group) - read)):
        total = ConflictScore(0, 0, 0, 0)
        for name in sorted(names):
            some = of_groups(corpus, {name})
            found = reconcile(of_group[name], settings.compare).conflicts
            rows = [conflict_to_row(conflict) for conflict in found if conflict.status == "open"]
            one = score_conflicts(some.relations, some.claims, rows, pairs)
            total += one
        print(f"{label:12} {total}")


if __name__ == "__main__":
    main()
