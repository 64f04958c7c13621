"""How alike two claims are in what they count, where and when: one number, to rank who may be meant."""

from __future__ import annotations

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.pairs.wordings import clause_words, counted_words, covered

_PLACE, _START, _END, _CLAUSE = 1.0, 0.5, 1.0, 0.5


def likeness(a: Slots, b: Slots) -> float:
    """A point for each counted word in common and off for each that the other's clause lacks; then place, time and
    clause."""
    mine, theirs = counted_words(a), counted_words(b)
    my_clause, their_clause = clause_words(a), clause_words(b)
    points = float(len(mine & theirs) - len(mine - theirs - their_clause) - len(theirs - mine - my_clause))
    points += _PLACE * (a.place == b.place)
    points += _START * (a.claim.start == b.claim.start) + _END * (a.claim.end == b.claim.end)
    return points + _CLAUSE * covered(my_clause, their_clause)
