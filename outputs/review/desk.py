"""What the pages list: conflicts, facts and claims of a ledger in memory, kept up to date with what is written."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from outputs.decisions import Book, ConflictState, FactState, Standing, standing_of
from pipeline.ledger import Ledger
from pipeline.ledger.glance import ClaimLine, Marks
from pipeline.model import Conflict, Decision, Fact


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict with where it stands, what it is about, and the words that a search finds it by."""

    conflict: Conflict
    state: ConflictState
    measure: str
    subject: str
    place: str | None
    new: bool
    text: str


@dataclass(frozen=True, slots=True)
class FactRow:
    fact: Fact
    state: FactState
    text: str


@dataclass(frozen=True)
class Snapshot:
    """The whole at one moment: conflicts worst first, facts and claims in the ledger's order."""

    marks: Marks
    conflicts: Mapping[str, ConflictRow]
    facts: Mapping[str, FactRow]
    claims: tuple[ClaimLine, ...]
    standing: Standing

    @cached_property
    def conflicts_of_claim(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.conflicts.values():
            for side in row.conflict.sides:
                for claim in side:
                    found.setdefault(claim, []).append(row.conflict.id)
        return found

    @cached_property
    def facts_of_claim(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.facts.values():
            for claim in row.fact.claims:
                found.setdefault(claim, []).append(row.fact.id)
        return found


class Desk:
    """Hands out the present snapshot. A decision renews the rows that it touches, a run the whole.

    On a large ledger a renewal after a run takes seconds: it is made beside the requests, which go on with the
    snapshot before it.
    """

    _SMALL = 5_000

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.book = Book(ledger)
        self._lock = threading.Lock()
        self._renewal: threading.Thread | None = None
        self._snapshot = self._read()

    def snapshot(self) -> Snapshot:
        marks = self.ledger.marks()
        with self._lock:
            if marks == self._snapshot.marks:
                return self._snapshot
            if (marks.reconciled, marks.run) == (self._snapshot.marks.reconciled, self._snapshot.marks.run):
                self._snapshot = self._with_decisions(marks)
            elif len(self._snapshot.claims) <= self._SMALL:
                self._snapshot = self._read()
            elif self._renewal is None or not self._renewal.is_alive():
                self._renewal = threading.Thread(target=self._renew, daemon=True)
                self._renewal.start()
            return self._snapshot

    def _renew(self) -> None:
        fresh = self._read()
        with self._lock:
            self._snapshot = fresh

    def _read(self) -> Snapshot:
        marks = self.ledger.marks()
        standing = self.book.standing()
        facts = self.ledger.facts()
        conflicts = self.ledger.conflicts()
        new = {conflict.id for conflict in self.ledger.conflicts(first_run=marks.run)}
        states = self.book.states(conflicts, standing)
        fact_states = self.book.fact_states(facts, standing, states)
        by_id = {fact.id: fact for fact in facts}
        return Snapshot(
            marks,
            {c.id: _conflict_row(c, states[c.id], by_id, c.id in new) for c in conflicts},
            {fact.id: FactRow(fact, fact_states[fact.id], _fact_text(fact)) for fact in facts},
            tuple(self.ledger.claim_lines()),
            standing,
        )

    def _with_decisions(self, marks: Marks) -> Snapshot:
        held = self._snapshot
        news = self.ledger.decisions_since(held.marks.decision)
        standing = standing_of((*held.standing.entries, *news))
        claims = _claims_touched(news, standing)
        touched = {c for claim in claims for c in held.conflicts_of_claim.get(claim, ())}
        states = self.book.states([held.conflicts[c].conflict for c in touched], standing)
        conflicts = dict(held.conflicts)
        for conflict, state in states.items():
            conflicts[conflict] = replace(conflicts[conflict], state=state)
        of_conflicts = {fact for conflict in touched for fact in held.conflicts[conflict].conflict.facts}
        of_claims = {fact for claim in claims for fact in held.facts_of_claim.get(claim, ())}
        rows = [held.facts[fact] for fact in sorted(of_conflicts | of_claims) if fact in held.facts]
        every_state = {c: conflicts[c].state for row in rows for c in row.fact.conflicts if c in conflicts}
        fact_states = self.book.fact_states([row.fact for row in rows], standing, every_state)
        facts = dict(held.facts)
        for row in rows:
            facts[row.fact.id] = replace(row, state=fact_states[row.fact.id])
        return Snapshot(marks, conflicts, facts, held.claims, standing)


def _claims_touched(news: Iterable[Decision], standing: Standing) -> set[str]:
    by_id = {entry.id: entry for entry in standing.entries}
    claims: set[str] = set()
    for entry in news:
        about: Decision | None = entry
        while about is not None:
            claims.update(claim for claim, _ in about.evidence)
            about = by_id.get(about.target)
    return claims


def _conflict_row(conflict: Conflict, state: ConflictState, facts: Mapping[str, Fact], new: bool) -> ConflictRow:
    about = next((facts[fact] for fact in conflict.facts if fact in facts), None)
    measure, subject, place = (about.measure, about.subject, about.place) if about else ("other", "", None)
    text = f"{conflict.explanation} {measure} {subject} {place or ''}".lower()
    return ConflictRow(conflict, state, measure, subject, place, new, text)


def _fact_text(fact: Fact) -> str:
    words = (fact.measure, fact.subject, fact.part or "", fact.place or "", *(value.text for value in fact.values))
    return " ".join(words).lower()
