"""What a run left behind, in memory, with the indexes that make every page quick; decisions change nothing of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from outputs.review.fact_table import FactTable, fact_table
from outputs.series import Series, series_of
from outputs.worth import worth_of
from pipeline.ledger import Ledger, RunRow, SourceStatus
from pipeline.ledger.claims import ClaimLine
from pipeline.records.model import NO_MEASURE, Conflict, Fact

Choices = Mapping[str, Sequence[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict, its place in the queue, among the worst and among the newest, which run brought it, what it is about,
    and the words that a search finds it by."""

    conflict: Conflict
    n: int
    worst: int
    newest: int
    run: int
    measure: str
    subject: str
    place: str | None
    new: bool
    text: str


@dataclass(frozen=True)
class LedgerIndex:
    """Conflicts in the order of what a decision about them is worth, those too unlikely to be flagged apart; facts and
    claims in the ledger's order, sources in the lists'."""

    conflicts: Mapping[str, ConflictLine]
    unsure: Mapping[str, ConflictLine]
    facts: Mapping[str, Fact]
    claims: tuple[ClaimLine, ...]
    sources: tuple[SourceStatus, ...]
    run: RunRow | None

    @cached_property
    def conflicts_of_claim(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for line in (*self.conflicts.values(), *self.unsure.values()):
            for side in line.conflict.sides:
                for claim in side:
                    found[claim].append(line.conflict.id)
        return dict(found)

    @cached_property
    def facts_of_claim(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for fact in self.facts.values():
            for claim in fact.claims:
                found[claim].append(fact.id)
        return dict(found)

    @cached_property
    def _series(self) -> Mapping[Series, list[Fact]]:
        found: defaultdict[Series, list[Fact]] = defaultdict(list)
        for fact in self.facts.values():
            found[series_of(fact)].append(fact)
        return dict(found)

    def series(self, fact: Fact) -> list[Fact]:
        """The facts of the same thing counted in the same way at other times, this one among them."""
        return self._series.get(series_of(fact), [])

    @cached_property
    def claim_texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.claims)

    @cached_property
    def conflict_choices(self) -> Choices:
        lines = self.conflicts.values()
        return {
            "measure": counted(line.measure for line in lines),
            "place": counted(line.place for line in lines),
            "kind": counted(line.conflict.kind for line in lines),
            "doc": counted(doc for docs in self.docs_of_conflict.values() for doc in docs),
        }

    @cached_property
    def fact_table(self) -> FactTable:
        return fact_table(tuple(self.facts.values()), self.confidence, self.publishers)

    @cached_property
    def confidence(self) -> Mapping[str, float]:
        """How sure the reading of each claim is."""
        return {line.id: line.confidence for line in self.claims}

    @cached_property
    def publishers(self) -> Mapping[str, str]:
        """The publisher of each source; its id where none is known."""
        return {source.id: source.publisher or source.id for source in self.sources}

    @cached_property
    def docs_of_conflict(self) -> Mapping[str, frozenset[str]]:
        """The sources whose claims stand in each conflict."""
        doc = {line.id: line.doc for line in self.claims}
        return {
            line.conflict.id: frozenset(doc[claim] for side in line.conflict.sides for claim in side if claim in doc)
            for line in (*self.conflicts.values(), *self.unsure.values())
        }

    @cached_property
    def claim_choices(self) -> Choices:
        return {
            "measure": counted(line.measure for line in self.claims),
            "place": counted(line.place for line in self.claims),
            "doc": counted(line.doc for line in self.claims),
        }

    @cached_property
    def words(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The units and the places that facts are in, the commonest first."""
        facts = self.facts.values()
        units, places = Counter(fact.unit for fact in facts), Counter(fact.place for fact in facts if fact.place)
        return tuple(unit for unit, _ in units.most_common()), tuple(place for place, _ in places.most_common())

    def warm(self) -> None:
        """Builds the indexes now, so that the first page does not wait for them."""
        for name, member in type(self).__dict__.items():
            if isinstance(member, cached_property):
                getattr(self, name)


def read_index(ledger: Ledger, run: int, conflicts: Iterable[Conflict]) -> LedgerIndex:
    """The whole as the run left it; `conflicts` are those to look at, the worst first."""
    facts = {fact.id: fact for fact in ledger.facts.find()}
    last = ledger.runs.last()
    known = list(conflicts)
    apart = {conflict.id for conflict in known}
    unsure = [each for each in ledger.conflicts.find(unsure=True) if each.id not in apart]
    lines = _Lines(facts, ledger.conflicts.since(), run, last.started_at if last else "")
    index = LedgerIndex(
        lines.by_worth(known),
        lines.by_worth(unsure),
        facts,
        tuple(ledger.claims.lines()),
        tuple(ledger.sources.status()),
        last,
    )
    index.warm()
    return index


def counted(values: Iterable[str | None]) -> list[tuple[str, int]]:
    """The distinct values with how often each occurs, in alphabetical order: the choices of a filter."""
    return sorted(Counter(value for value in values if value).items())


@dataclass(frozen=True, slots=True)
class _Lines:
    """What lines of conflicts are made from: the facts, since when each conflict is one, and the last run."""

    facts: Mapping[str, Fact]
    since: Mapping[str, tuple[int, str]]
    run: int
    now: str

    def by_worth(self, worst_first: Sequence[Conflict]) -> dict[str, ConflictLine]:
        """A line for each, by id, those whose decision is worth most first."""
        worth = [worth_of(conflict, self._since(conflict)[1], self.now) for conflict in worst_first]
        order = sorted(range(len(worst_first)), key=lambda worst: (-worth[worst], worst))
        place = {worst: n for n, worst in enumerate(order)}
        by_age = sorted(order, key=lambda worst: (-self._since(worst_first[worst])[0], place[worst]))
        newest = {worst: n for n, worst in enumerate(by_age)}
        return {
            (conflict := worst_first[worst]).id: self._line(conflict, n, worst, newest[worst])
            for n, worst in enumerate(order)
        }

    def _since(self, conflict: Conflict) -> tuple[int, str]:
        return self.since.get(conflict.id, (0, self.now))

    def _line(self, conflict: Conflict, n: int, worst: int, newest: int) -> ConflictLine:
        facts = self.facts
        about = next((facts[fact] for fact in conflict.facts if fact in facts), None)
        measure, subject, place = (about.measure, about.subject, about.place) if about else (NO_MEASURE, "", None)
        text = f"{conflict.explanation} {measure} {subject} {place or ''}".lower()
        run, _ = self._since(conflict)
        return ConflictLine(conflict, n, worst, newest, run, measure, subject, place, run == self.run, text)
