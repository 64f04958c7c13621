"""How alike two claims are in what they count, where and when: one number, to rank who may be meant."""

from __future__ import annotations

from pipeline.comparing.pairs.features import Features
from pipeline.comparing.pairs.wordings import covered

_PLACE, _START, _END, _CLAUSE = 1.0, 0.5, 1.0, 0.5


def likeness(a: Features, b: Features) -> float:
    """A point for each counted word in common and off for each that the other's clause lacks; then place, time and
    clause. It is the same either way."""
    mine, theirs = a.counted, b.counted
    points = float(len(mine & theirs) - len(mine - theirs - b.clause) - len(theirs - mine - a.clause))
    points += _PLACE * (a.norm.place == b.norm.place)
    one, other = a.norm.claim, b.norm.claim
    points += _START * (one.start == other.start) + _END * (one.end == other.end)
    return points + _CLAUSE * covered(a.clause, b.clause)
