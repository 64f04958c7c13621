"""What the pages show: what the last run left, where decisions put it, kept up to date with what is written."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from outputs.decisions import Book, ConflictState, FactState, Standing, standing_of
from outputs.review.whole import ConflictLine, Whole, read_whole
from pipeline.ledger import Ledger
from pipeline.ledger.change_marks import ChangeMarks
from pipeline.records.model import Conflict, Decision, Fact


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict with what it is about and where it stands."""

    line: ConflictLine
    state: ConflictState

    @property
    def conflict(self) -> Conflict:
        return self.line.conflict

    @property
    def measure(self) -> str:
        return self.line.measure

    @property
    def subject(self) -> str:
        return self.line.subject

    @property
    def place(self) -> str | None:
        return self.line.place

    @property
    def new(self) -> bool:
        return self.line.new


@dataclass(frozen=True, slots=True)
class FactRow:
    fact: Fact
    state: FactState


@dataclass(frozen=True)
class Snapshot:
    """Everything at one moment."""

    marks: ChangeMarks
    whole: Whole
    states: Mapping[str, ConflictState]
    fact_states: Mapping[str, FactState]
    standing: Standing

    def conflict(self, conflict_id: str) -> ConflictRow | None:
        line = self.whole.conflicts.get(conflict_id)
        return ConflictRow(line, self.states[conflict_id]) if line else None

    def fact(self, fact_id: str) -> FactRow | None:
        fact = self.whole.facts.get(fact_id)
        return FactRow(fact, self.fact_states[fact_id]) if fact else None

    def conflicts_of(self, claim: str) -> list[ConflictRow]:
        return [row for c in self.whole.conflicts_of_claim.get(claim, ()) if (row := self.conflict(c))]

    def facts_of(self, claim: str) -> list[FactRow]:
        return [row for f in self.whole.facts_of_claim.get(claim, ()) if (row := self.fact(f))]

    def warm(self) -> None:
        """Makes what the first pages need, so that they do not wait for it."""
        _ = self.waiting, self.settled, self.reopened, self.fact_counts

    @cached_property
    def waiting(self) -> list[ConflictLine]:
        """The conflicts that nobody has decided, or whose evidence changed since, the worst first."""
        states = self.states
        return [line for key, line in self.whole.conflicts.items() if states[key].status != "settled"]

    @cached_property
    def settled(self) -> list[ConflictLine]:
        """The conflicts whose decision holds, the worst first."""
        states = self.states
        return [line for key, line in self.whole.conflicts.items() if states[key].status == "settled"]

    @cached_property
    def reopened(self) -> int:
        return sum(state.status == "reopened" for state in self.states.values())

    @cached_property
    def fact_counts(self) -> Mapping[str, int]:
        """How many facts have each status, and how many are `vetted`."""
        counts: Counter[str] = Counter(state.status for state in self.fact_states.values())
        return {**counts, "vetted": sum(state.vetted for state in self.fact_states.values())}


class Desk:
    """Hands out the present snapshot. A decision renews the states that it touches, a run the whole.

    On a large ledger a renewal after a run takes seconds: it is made beside the requests, which go on with the
    snapshot before it.
    """

    _SMALL = 5_000

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = threading.Lock()
        self._renewal: threading.Thread | None = None
        self._snapshot = self._read()
        self.book = Book(ledger, standing=lambda: self.snapshot().standing)

    def snapshot(self) -> Snapshot:
        marks = self.ledger.change_marks()
        with self._lock:
            if marks == self._snapshot.marks:
                return self._snapshot
            if (marks.reconciled, marks.run) == (self._snapshot.marks.reconciled, self._snapshot.marks.run):
                self._snapshot = self._with_decisions(marks)
            elif len(self._snapshot.whole.claims) <= self._SMALL:
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
        book = Book(self.ledger)
        with _many_objects_that_stay():
            marks = self.ledger.change_marks()
            whole = read_whole(self.ledger, marks.run)
            standing = book.standing()
            states = book.states([line.conflict for line in whole.conflicts.values()], standing)
            fact_states = book.fact_states(whole.facts.values(), standing, states)
            fresh = Snapshot(marks, whole, states, fact_states, standing)
            fresh.warm()
        return fresh

    def _with_decisions(self, marks: ChangeMarks) -> Snapshot:
        held, book = self._snapshot, Book(self.ledger)
        news = self.ledger.decisions.since(held.marks.decision)
        standing = standing_of((*held.standing.entries, *news))
        claims = _claims_touched(news, standing)
        rows = {row.conflict.id: row.conflict for claim in claims for row in held.conflicts_of(claim)}
        states = {**held.states, **book.states(rows.values(), standing)}
        facts = {row.fact.id: row.fact for claim in claims for row in held.facts_of(claim)}
        of_conflicts = (fact for conflict in rows.values() for fact in conflict.facts)
        facts |= {fact: held.whole.facts[fact] for fact in of_conflicts if fact in held.whole.facts}
        fact_states = {**held.fact_states, **book.fact_states(facts.values(), standing, states)}
        return Snapshot(marks, held.whole, states, fact_states, standing)


def _claims_touched(news: Iterable[Decision], standing: Standing) -> set[str]:
    by_id = {entry.id: entry for entry in standing.entries}
    claims: set[str] = set()
    for entry in news:
        about: Decision | None = entry
        while about is not None:
            claims.update(claim for claim, _ in about.evidence)
            about = by_id.get(about.target)
    return claims


@contextmanager
def _many_objects_that_stay() -> Iterator[None]:
    """Keeps the garbage collector from walking them, now and with every page after: a third of the time otherwise."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
