"""What the pages show: what the last run left, where decisions put it, kept up to date with what is written."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from outputs.decisions import ConflictState, DecisionLog, FactState
from outputs.facets import Column, FacetName, columns_after, decided_columns
from outputs.review.index import ConflictLine, LedgerIndex, read_index
from pipeline.ledger import Ledger
from pipeline.ledger.change_marks import ChangeMarks
from pipeline.ledger.in_force import ABOUT_ENTRIES, EntriesInForce, entries_in_force
from pipeline.records.model import Conflict, Decision, Fact

_WAITING = frozenset({"open", "reopened"})


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
    """A fact with the state that decisions give it."""

    fact: Fact
    state: FactState


@dataclass(frozen=True)
class ReviewState:
    """Everything at one moment."""

    marks: ChangeMarks
    index: LedgerIndex
    states: Mapping[str, ConflictState]
    fact_states: Mapping[str, FactState]
    in_force: EntriesInForce
    gone: Sequence[Conflict]
    """The decided conflicts that the run flags no longer."""
    decided_columns: Mapping[FacetName, Column]
    """The facets of facts that decisions change."""

    def conflict(self, conflict_id: str) -> ConflictRow | None:
        """A conflict with what people said of it, a suppressed one too; None for an id that is not there."""
        line = self.index.conflicts.get(conflict_id) or self.index.unsure.get(conflict_id)
        return ConflictRow(line, self.states[conflict_id]) if line else None

    def fact(self, fact_id: str) -> FactRow | None:
        """A fact with what people said of it; None for an id that is not there."""
        fact = self.index.facts.get(fact_id)
        return FactRow(fact, self.fact_states[fact_id]) if fact else None

    def about(self, entry: Decision) -> ConflictRow | Fact | None:
        """The conflict or fact that an entry is about, or that its claims belong to now; None where all are gone."""
        while entry.decision in ABOUT_ENTRIES and entry.target in self.entries:
            entry = self.entries[entry.target]
        if conflict := self.conflict(entry.target):
            return conflict
        held = (self.index.facts.get(entry.target), *(f.fact for c, _ in entry.evidence for f in self.facts_of(c)))
        return next((fact for fact in held if fact), None)

    @cached_property
    def entries(self) -> Mapping[str, Decision]:
        """All entries of the log, by id."""
        return {entry.id: entry for entry in self.in_force.entries}

    def conflicts_of(self, claim: str) -> list[ConflictRow]:
        """The conflicts that a claim stands in."""
        return [row for c in self.index.conflicts_of_claim.get(claim, ()) if (row := self.conflict(c))]

    def facts_of(self, claim: str) -> list[FactRow]:
        """The facts that a claim is evidence for."""
        return [row for f in self.index.facts_of_claim.get(claim, ()) if (row := self.fact(f))]

    def warm(self) -> None:
        """Makes what the first pages need, so that they do not wait for it; their plots need pandas."""
        import pandas  # noqa: F401  heavy

        _ = self.waiting, self.settled, self.unsure, self.reopened, self.fact_counts

    @cached_property
    def waiting(self) -> list[ConflictLine]:
        """The conflicts that nobody has decided, or whose evidence changed since, those worth most first."""
        states = self.states
        return [line for key, line in self.index.conflicts.items() if states[key].status in _WAITING]

    @cached_property
    def settled(self) -> list[ConflictLine]:
        """The conflicts whose decision holds, those worth most first."""
        states, index = self.states, self.index
        every = (*index.conflicts.items(), *index.unsure.items())
        return [line for key, line in every if states[key].status == "settled"]

    @cached_property
    def unsure(self) -> list[ConflictLine]:
        """What is too unlikely to be flagged, and nobody has decided about."""
        states = self.states
        return [line for key, line in self.index.unsure.items() if states[key].status == "unsure"]

    @cached_property
    def news(self) -> list[ConflictLine]:
        """Of the conflicts that wait those that the last run brought."""
        return [line for line in self.waiting if line.new]

    @cached_property
    def waiting_counts(self) -> Mapping[tuple[str, str], int]:
        """How many conflicts wait, by measure and severity."""
        return Counter((line.measure, line.conflict.severity) for line in self.waiting)

    @cached_property
    def reopened_conflicts(self) -> list[ConflictLine]:
        """The conflicts whose evidence changed since they were decided."""
        return [line for line in self.waiting if self.states[line.conflict.id].status == "reopened"]

    @cached_property
    def reopened_facts(self) -> list[str]:
        """The facts that changed since a person decided about them."""
        return [fact for fact, state in self.fact_states.items() if state.status == "reopened"]

    @cached_property
    def reopened(self) -> int:
        return sum(state.status == "reopened" for state in self.states.values())

    @cached_property
    def fact_counts(self) -> Mapping[str, int]:
        """How many facts have each status, and how many are `vetted`."""
        counts: Counter[str] = Counter(state.status for state in self.fact_states.values())
        return {**counts, "vetted": sum(state.vetted for state in self.fact_states.values())}


class ReviewCache:
    """Hands out the present state. A decision renews what it touches, a run everything.

    On a large ledger a renewal after a run takes seconds: it is made beside the requests, which go on with the
    state before it.
    """

    _SMALL = 5_000

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = threading.Lock()
        self._renewal: threading.Thread | None = None
        self._state = self._read()
        self.decision_log = DecisionLog(ledger, in_force=lambda: self.state().in_force)

    def state(self) -> ReviewState:
        """The ledger as pages show it, read anew where it has changed; of a large one the last state is shown
        meanwhile."""
        marks = self.ledger.change_marks()
        with self._lock:
            if marks == self._state.marks:
                return self._state
            if (marks.reconciled, marks.run) == (self._state.marks.reconciled, self._state.marks.run):
                self._state = self._with_decisions(marks)
            elif len(self._state.index.claims) <= self._SMALL:
                self._state = self._read()
            elif self._renewal is None or not self._renewal.is_alive():
                self._renewal = threading.Thread(target=self._renew, daemon=True)
                self._renewal.start()
            return self._state

    def _renew(self) -> None:
        fresh = self._read()
        with self._lock:
            self._state = fresh

    def _read(self) -> ReviewState:
        log = DecisionLog(self.ledger)
        with _many_objects_that_stay():
            marks = self.ledger.change_marks()
            in_force = log.in_force()
            gone = log.gone_conflicts(in_force)
            index = read_index(self.ledger, marks.run, log.conflicts(in_force))
            every = (*index.conflicts.values(), *index.unsure.values())
            states = log.states([line.conflict for line in every], in_force)
            fact_states = log.fact_states(index.facts.values(), in_force, states, gone)
            columns = decided_columns(index.fact_table.facts, fact_states)
            fresh = ReviewState(marks, index, states, fact_states, in_force, gone, columns)
            fresh.warm()
        return fresh

    def _with_decisions(self, marks: ChangeMarks) -> ReviewState:
        held, log = self._state, DecisionLog(self.ledger)
        news = self.ledger.decisions.since(held.marks.decision)
        in_force = entries_in_force((*held.in_force.entries, *news))
        claims = _claims_touched(news, in_force)
        rows = {row.conflict.id: row.conflict for claim in claims for row in held.conflicts_of(claim)}
        states = {**held.states, **log.states(rows.values(), in_force)}
        facts = {row.fact.id: row.fact for claim in claims for row in held.facts_of(claim)}
        of_conflicts = (fact for conflict in rows.values() for fact in conflict.facts)
        facts |= {fact: held.index.facts[fact] for fact in of_conflicts if fact in held.index.facts}
        renewed = log.fact_states(facts.values(), in_force, states, held.gone)
        places = held.index.fact_table.places
        columns = columns_after(held.decided_columns, {places[fact]: state for fact, state in renewed.items()})
        fact_states = {**held.fact_states, **renewed}
        return ReviewState(marks, held.index, states, fact_states, in_force, held.gone, columns)


def _claims_touched(news: Iterable[Decision], in_force: EntriesInForce) -> set[str]:
    by_id = {entry.id: entry for entry in in_force.entries}
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
