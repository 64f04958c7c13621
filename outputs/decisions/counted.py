"""Facts as decisions leave them: what those of their claims say that still count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from pipeline.comparing.spread import spread_of
from pipeline.records.model import Claim, Fact
from pipeline.records.settings import CompareSettings


def as_counted(fact: Fact, claims: Mapping[str, Claim], out: Collection[str], settings: CompareSettings) -> Fact:
    """The fact with the spread of its claims that are not `out`; as it is where none of them is, or all are.

    `claims` are as they count now. What is out stays among its values and claims.
    """
    counting = [claims[each] for each in fact.claims if each in claims and each not in out]
    if not counting or len(counting) == len(fact.claims):
        return fact
    spread = spread_of(counting, fact.joined, fact.values, fact.unit, settings)
    return replace(
        fact,
        low=spread.low,
        high=spread.high,
        bound=spread.bound or fact.bound,
        says=spread.says,
        as_of=spread.as_of,
        latest=spread.latest,
    )
