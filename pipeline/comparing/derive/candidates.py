"""Counting how often arithmetic was tried around one figure, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.comparing.derive.equations import Equation, Family
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.intervals import Interval


class Candidate(NamedTuple):
    """The terms of an equation with the rule that ties them, and what they come out at without and with open ends."""

    rule: str
    terms: tuple[Figure, ...]
    near: Interval
    result: Interval


def equations(family: Family, follows: Figure, said: Interval, candidates: Iterable[Candidate]) -> Iterator[Equation]:
    """The candidates that come out."""
    ranked = sorted(candidates, key=lambda candidate: _spread(follows, candidate.terms))
    for n, (rule, terms, near, result) in enumerate(ranked, 1):
        if near.meets(said):
            yield Equation(family, rule, follows, terms, near, result, said, n)


def _spread(follows: Figure, terms: Sequence[Figure]) -> int:
    return max(abs(term.n - follows.n) for term in terms)


def within_reach(follows: Figure, figures: Sequence[Figure], reach: int) -> Sequence[Figure]:
    """The figures around one, those of its document in reading order."""
    return [other for other in figures[max(0, follows.n - reach) : follows.n + reach + 1] if other is not follows]
