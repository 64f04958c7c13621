"""What a user would do instead: a pandas group-by on measure, place and year that flags unequal values.

    python -m tests.benchmarks.baseline_groupby [SHARED]

Beside it the comparison of claims as it is, on the same annotated claims: hard conflicts found and missed, flagged
pairs that the annotation knows to be fine, and flagged pairs that it does not know.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.comparing.reconcile import compare_all
from pipeline.records.model import FLAGGED, Claim
from pipeline.records.rows import read_claims
from pipeline.records.settings import default_settings
from tests.benchmarks.corpora import DEFAULT_SHARED, stop
from tests.gold.corpora import read_rows

Group = frozenset[str]
_HARD = FLAGGED - {"period_conflict"}


def group_by(claims: Sequence[Claim]) -> set[Group]:
    """Pairs of unequal values in groups of one measure, place and year, the page's year where none is named."""
    table = pd.DataFrame(
        {
            "id": [claim.id for claim in claims],
            "measure": [claim.measure for claim in claims],
            "unit": [claim.unit for claim in claims],
            "place": [(claim.place or "").lower() for claim in claims],
            "year": [(claim.end or claim.start or claim.document.published or "")[:4] for claim in claims],
            "value": [claim.value for claim in claims],
        }
    ).dropna(subset=["value"])
    flagged: set[Group] = set()
    for _, group in table.groupby(["measure", "unit", "place", "year"]):
        rows = list(zip(group["id"], group["value"], strict=True))
        flagged |= {frozenset((a, b)) for (a, first), (b, second) in combinations(rows, 2) if first != second}
    return flagged


def compared(claims: Sequence[Claim]) -> set[Group]:
    verdicts = compare_all(claims, default_settings().compare)
    return {frozenset((each.a, *each.b)) for each in verdicts if each.verdict in FLAGGED}


def members(relation: dict[str, Any]) -> Group:
    b = relation["b"]
    return frozenset((relation["a"], *(b if isinstance(b, list) else [b])))


def row(name: str, flagged: set[Group], relations: Iterable[dict[str, Any]]) -> str:
    known = {members(relation): relation["relation"] for relation in relations if relation["relation"] not in FLAGGED}
    hard = {members(relation) for relation in relations if relation["relation"] in _HARD}
    wanted = {members(relation) for relation in relations if relation["relation"] in FLAGGED}
    found = {group for group in hard if group in flagged or (len(group) > 2 and any(group <= each for each in flagged))}
    fine = {group for group in flagged if group in known and group not in wanted}
    unknown = flagged - wanted - set(known)
    return f"  {name:22}{len(flagged):9}{len(found):9}{len(hard - found):9}{len(fine):14}{len(unknown):15}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT_SHARED)
    args = parser.parse_args()
    corpora = sorted(path.parent for path in (args.shared / "gold").glob("*/relations.jsonl"))
    if not corpora:
        stop(f"{args.shared}/gold: no corpora with relations.jsonl there; name the folder that holds gold/ as SHARED")
    for corpus in corpora:
        claims, relations = read_claims(corpus / "claims.jsonl"), read_rows(corpus / "relations.jsonl")
        print(f"{corpus.name:24}{'flagged':>9}{'hard hit':>9}{'missed':>9}{'known as fine':>14}{'not annotated':>15}")
        print(row("group-by in pandas", group_by(claims), relations))
        print(row("comparison of claims", compared(claims), relations))
    return 0


if __name__ == "__main__":
    sys.exit(main())
