"""What comparing gives: verdicts on pairs and groups of claims, facts, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from pipeline.records.claims import ClaimKind, Direction

FactBound = Literal["exact", "about", "min", "max", "range", "mixed"]
VerdictName = Literal[
    "agree", "compatible", "derived", "progression", "scope", "unknown",
    "conflict", "regression", "derived_conflict", "period_conflict",
]  # fmt: skip
ConflictKind = Literal["conflict", "regression", "derived_conflict", "period_conflict"]
FactStatus = Literal["single", "agreed", "mixed", "open", "settled", "reopened"]
Severity = Literal["high", "medium", "low"]
Slip = Literal["scale", "one digit", "neighbouring digits", "two digits"]
"""How one figure comes of another by a slip of the pen."""
WIDEST_GAP = 1000.0
FLAGGED: frozenset[str] = frozenset({"conflict", "regression", "derived_conflict", "period_conflict"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a claim with another, or with a group, says: the rule that spoke and its arithmetic."""

    a: str
    b: tuple[str, ...]
    verdict: VerdictName
    rule: str
    arithmetic: str
    explanation: str = ""
    notes: tuple[str, ...] = ()
    """What a person should know besides, in words."""
    probability: float | None = None
    """Of a flag, or of what is too unlikely to be flagged: how likely a person would call it a real contradiction."""
    inferred: bool = False
    """Whether a time was inferred from the dates of the pages."""
    gap: float | None = None
    """Of a derived conflict: how many times the lesser figure the greater one is."""
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class DistinctValue:
    """One value of a fact as it was said: which claims, sources and independent witnesses stand behind it."""

    text: str
    low: float | None
    high: float | None
    claims: tuple[str, ...]
    docs: tuple[str, ...]
    witnesses: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What a group of claims is about, and the spread of what they say.

    `low` and `high` are the least and the greatest figure; None where a figure is open to that side. `bound` is that
    of all its figures, `mixed` where they have several, and `says` gives them in words. A running count says what the
    latest of its claims say: `as_of` when they count, `latest` the figure itself.
    """

    id: str
    measure: str
    subject: str
    part: str | None
    unit: str
    kind: ClaimKind
    direction: Direction | None
    place: str | None
    start: str | None
    end: str | None
    low: float | None
    high: float | None
    bound: FactBound
    says: str
    as_of: str | None
    latest: float | None
    values: tuple[DistinctValue, ...]
    claims: tuple[str, ...]
    witnesses: int
    status: FactStatus
    conflicts: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    """Those of the claims that were read otherwise, in measure, kind, subject, place or time: they state a figure of
    the fact, or round one or are its rounding, and are likely of the same thing. The fact is about what the surest
    reading of that figure says."""

    def with_conflicts(self, ids: Iterable[str]) -> Fact:
        """The fact with the conflicts that it is part of, open where there are any."""
        found = tuple(sorted(ids))
        return replace(self, conflicts=found, status="open") if found else self


def weightiest_first(fact: Fact) -> tuple[int, int, float, str, str, str, str, str]:
    """Orders facts: most independent witnesses, most conflicts, the greatest figure the most times the least one; then
    by measure, subject, place and time."""
    apart = fact.high / fact.low if fact.low and fact.high else 1.0
    when = fact.end or fact.start or ""
    named = fact.measure, fact.subject, fact.place or "", when, fact.id
    return -fact.witnesses, -len(fact.conflicts), -apart, *named


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that do not fit, in sides; one for a kind and a group of facts, so that it is decided once.

    For a derived conflict the first side holds the claim that should follow, the second those it follows from.
    """

    id: str
    kind: ConflictKind
    sides: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...]
    severity: Severity
    status: Literal["open", "unsure", "settled", "reopened", "withdrawn"]
    explanation: str
    verdicts: tuple[Verdict, ...] = ()
    score: float = 0.0
    """Orders conflicts of one severity, the worst first: size of gap, witnesses, certainty."""
    probability: float | None = None
    """How likely a person would call the surest pair a real contradiction; None where arithmetic or dates say so."""
    gap: float = 1.0
    """How many times the one figure of the surest pair is the other, at their nearer ends: at most `WIDEST_GAP`, and 1
    where only dates differ."""
    witnesses: int = 0
    """Independent witnesses of all sides together."""

    def with_facts(self, fact_of: Mapping[str, str]) -> Conflict:
        """The conflict with the facts that hold its claims, given by claim; as it is where one of them is not given.

        A bucket that flags claims need not hold all that their facts are joined from: it names those of their keys.
        """
        claims = [claim for side in self.sides for claim in side]
        if any(claim not in fact_of for claim in claims):
            return self
        return replace(self, facts=tuple(sorted({fact_of[claim] for claim in claims})))


def severities_from(least: Severity) -> tuple[Severity, ...]:
    """The severities that are no lighter than this one, the worst first."""
    every: tuple[Severity, ...] = get_args(Severity)
    return every[: every.index(least) + 1]


def worst_first(conflict: Conflict) -> tuple[int, float, str]:
    """Orders conflicts: by severity, then by score."""
    return get_args(Severity).index(conflict.severity), -conflict.score, conflict.id
