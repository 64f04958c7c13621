"""What the report shows: conflicts with their figures, figures over time, agreement, news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outputs.decisions import ConflictState, DecisionLog, FactState
from outputs.frames import counts_frame, figures_frame
from outputs.links import live_link
from outputs.plots import COLOURS, Bars, Plot, history, number_line, stacked
from outputs.series import counted_over, series_of
from outputs.wording import dated, period
from pipeline.comparing.gates.wording import figure_text
from pipeline.ledger import Ledger
from pipeline.records.model import Claim, Conflict, Fact
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    import pandas as pd

CONFLICTS_SHOWN = 40
SERIES_SHOWN = 20
SERIES_LENGTH = 60
STATUSES = {"agreed": "agreed", "settled": "settled", "single": "one source", "mixed": "mixed", "open": "open"}
_COUNTS = ("total", "level")
_RANK = {"reopened": 0, "open": 0, "settled": 1}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure with its sentence and the way back to it."""

    words: str
    source: str
    published: str | None
    period: str
    quote: str
    link: str | None


@dataclass(frozen=True, slots=True)
class ConflictPart:
    conflict: Conflict
    state: ConflictState
    title: str
    quotes: tuple[Quoted, ...]
    plot: Plot | None


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a time, and all that tell it."""

    words: str
    period: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One thing, counted in one way at several dates."""

    title: str
    points: tuple[Point, ...]
    plot: Plot | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A publisher's claims, and of its facts those that agree with others and those that conflict."""

    publisher: str
    claims: int
    agreed: int
    conflicting: int


@dataclass(frozen=True)
class ReportContents:
    at: str
    claims: int
    facts: int
    vetted: int
    sources: int
    conflicts: int
    open: int
    news: tuple[ConflictPart, ...]
    shown: tuple[ConflictPart, ...]
    series: tuple[Series, ...]
    measures: Mapping[Hashable, Mapping[Hashable, int]]
    agreement: Bars | None
    publishers: tuple[SourceLine, ...]


def collect(ledger: Ledger) -> ReportContents:
    """The report's contents out of the ledger, with people's decisions and corrections applied."""
    log = DecisionLog(ledger)
    in_force = log.in_force()
    conflicts, facts = log.conflicts(in_force), ledger.facts.find()
    states = log.states(conflicts, in_force)
    fact_states = log.fact_states(facts, in_force, states)
    claims = {claim.id: claim for claim in log.corrected(ledger.claims.find()).claims}
    last = ledger.runs.last()
    new = {c.id for c in ledger.conflicts.find(first_run=last.id)} if last else set()
    by_id = {fact.id: fact for fact in facts}
    settings = ledger.settings.compare
    ordered = sorted(conflicts, key=lambda c: _RANK[states[c.id].status])
    counts = counts_frame((fact.measure, fact_states[fact.id].status) for fact in facts)
    parts = [_part(c, states[c.id], by_id, claims, settings) for c in ordered[:CONFLICTS_SHOWN]]
    return ReportContents(
        at=(last.finished_at or "") if last else "",
        claims=len(claims),
        facts=len(facts),
        vetted=sum(state.vetted for state in fact_states.values()),
        sources=len({claim.doc for claim in claims.values()}),
        conflicts=len(conflicts),
        open=sum(state.status != "settled" for state in states.values()),
        news=tuple(part for part in parts if part.conflict.id in new),
        shown=tuple(parts),
        series=tuple(_series(facts, claims, settings)),
        measures=counts.to_dict("index"),
        agreement=stacked(counts, tuple(STATUSES)),
        publishers=_publishers(facts, fact_states, claims),
    )


def title_of(fact: Fact) -> str:
    whole = f"{fact.part} of {fact.subject}" if fact.part else fact.subject
    return " · ".join(part for part in (fact.measure.replace("_", " ").capitalize(), whole, fact.place) if part)


def _part(
    conflict: Conflict,
    state: ConflictState,
    facts: Mapping[str, Fact],
    claims: Mapping[str, Claim],
    settings: CompareSettings,
) -> ConflictPart:
    about = next((facts[fact] for fact in conflict.facts if fact in facts), None)
    members = [claims[claim] for side in conflict.sides for claim in side if claim in claims]
    firsts = [next(claims[c] for c in side if c in claims) for side in conflict.sides if any(c in claims for c in side)]
    same_unit = len({claim.unit for claim in firsts}) == 1
    return ConflictPart(
        conflict,
        state,
        title_of(about) if about else conflict.kind.replace("_", " ").capitalize(),
        tuple(_quoted(claim) for claim in members[:8]),
        number_line(_figures(firsts, settings)) if same_unit else None,
    )


def _series(facts: Iterable[Fact], claims: Mapping[str, Claim], settings: CompareSettings) -> list[Series]:
    """Counts that are stated for several dates, the longest series first."""
    grouped: dict[tuple[str | None, ...], list[Fact]] = {}
    for fact in facts:
        if fact.kind in _COUNTS:
            grouped.setdefault(series_of(fact), []).append(fact)
    found = []
    for same in grouped.values():
        members = [claims[claim] for fact in same for claim in fact.claims if claim in claims]
        with_date = sorted((c for c in members if dated(c) is not None), key=lambda c: (dated(c) or 0.0, c.id))
        if len({dated(claim) for claim in with_date}) >= 2:
            title = f"{title_of(same[0])} · {counted_over(same[0])}"
            shown = with_date[:SERIES_LENGTH]
            found.append(Series(title, tuple(_points(shown)), history(_figures(shown, settings))))
    return sorted(found, key=lambda series: (-len(series.points), series.title))[:SERIES_SHOWN]


def _points(claims: Iterable[Claim]) -> Iterator[Point]:
    """Each figure of a time once, with all that tell it, however they write it ("three", "3")."""
    told: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        told.setdefault((claim.value, claim.low, claim.high, claim.bound, claim.unit, period(claim)), []).append(claim)
    for same in told.values():
        yield Point(figure_text(same[0]), period(same[0]), tuple(map(_quoted, same)))


def _publishers(
    facts: Iterable[Fact], states: Mapping[str, FactState], claims: Mapping[str, Claim]
) -> tuple[SourceLine, ...]:
    said = Counter(_publisher(claim) for claim in claims.values())
    agreed: Counter[str] = Counter()
    conflicting: Counter[str] = Counter()
    for fact in facts:
        publishers = {_publisher(claims[claim]) for claim in fact.claims if claim in claims}
        if states[fact.id].status == "agreed":
            agreed.update(publishers)
        if fact.conflicts:
            conflicting.update(publishers)
    lines = [SourceLine(name, count, agreed[name], conflicting[name]) for name, count in said.items()]
    return tuple(sorted(lines, key=lambda line: (-line.claims, line.publisher)))


def _publisher(claim: Claim) -> str:
    return claim.document.publisher or claim.doc


def _quoted(claim: Claim) -> Quoted:
    return Quoted(
        figure_text(claim), _publisher(claim), claim.document.published, period(claim), claim.quote, live_link(claim)
    )


def _figures(claims: Sequence[Claim], settings: CompareSettings) -> pd.DataFrame:
    """The claims' figures, a colour for each publisher as far as there are colours."""
    colours: dict[str, int] = {}
    for claim in claims:
        colours.setdefault(_publisher(claim), len(colours) % COLOURS + 1)
    return figures_frame(((claim, colours[_publisher(claim)]) for claim in claims), settings)
