"""The scores on this corpus and what is wrong: `python -m tests.gold [--errors N]`."""

from __future__ import annotations

import argparse
from collections import Counter

from pipeline.records.rows import claim_to_row
from tests.gold.corpus import documents, found_claims, gold_claims
from tests.gold.scoring import score

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print up to N errors of each kind")
    shown_at_most = parser.parse_args().errors
    result = score(gold_claims(), [claim_to_row(claim) for claim in found_claims(documents())])
    for level, figures in result.levels.items():
        print(f"{level:<10} P {figures.precision:.3f}  R {figures.recall:.3f}  F1 {figures.f1:.3f}")
    shown: Counter[str] = Counter()
    for miss in result.misses:
        shown[miss.what] += 1
        if shown[miss.what] <= shown_at_most:
            print(miss)
