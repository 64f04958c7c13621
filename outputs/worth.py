"""What a decision about a conflict is worth: how likely it is one, how wide, how well witnessed, how long it waits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pipeline.records.data import load_yaml
from pipeline.records.model import Conflict


@dataclass(frozen=True, slots=True)
class _Weights:
    """What worth.yaml holds."""

    widest_gap: float
    least_gap: float
    most_witnesses: int
    aging_days: float


def worth_of(conflict: Conflict, since: str, now: str) -> float:
    """The product of four factors: the probability that it is a contradiction (1 where arithmetic or dates say so), its
    gap on a log scale, its witnesses, and its age; the first three are at most 1.

    `since` and `now` are times of the ledger (ISO 8601): when the conflict came up, and of the last run.
    """
    weights = _weights()
    likely = 1.0 if conflict.probability is None else conflict.probability
    width = math.log(max(conflict.gap, 1.0)) / math.log(weights.widest_gap)
    gap = weights.least_gap + (1 - weights.least_gap) * min(width, 1.0)
    witnesses = min(conflict.witnesses, weights.most_witnesses) / weights.most_witnesses
    return likely * gap * witnesses * (1 + _days(since, now) / weights.aging_days)


def _days(since: str, now: str) -> float:
    return max((datetime.fromisoformat(now) - datetime.fromisoformat(since)).total_seconds() / 86_400, 0.0)


@cache
def _weights() -> _Weights:
    return _Weights(**load_yaml("outputs", "worth.yaml"))
