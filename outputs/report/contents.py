"""What the report shows: vetted figures, conflicts with their figures, figures over time, agreement, news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outputs.decisions import ConflictState, DecisionLog, FactState
from outputs.decisions.agreement import Agreement, agreements
from outputs.frames import counts_frame, figures_frame
from outputs.plots import COLOURS, Bars, Drawn, drawn, history, number_line, stacked
from outputs.report.sources import Quoted, Reference, References, publisher_of
from outputs.report.vetted import VETTED_SHOWN, VettedFigure, vetted_facts, vetted_figures
from outputs.series import counted_over, series_of
from outputs.wording import counted_thing, dated, period
from pipeline.comparing.gates.wording import figure_text
from pipeline.ledger import Ledger
from pipeline.ledger.corrections import corrected
from pipeline.ledger.in_force import EntriesInForce
from pipeline.records.model import Claim, Conflict, DocumentContext, Fact
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
class ConflictPart:
    """A conflict as the report shows it: its quotes and its plot."""

    conflict: Conflict
    state: ConflictState
    title: str
    quotes: tuple[Quoted, ...]
    plot: Drawn | None


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
    plot: Drawn | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A publisher's claims, and of its facts those that agree with others and those that conflict."""

    publisher: str
    claims: int
    agreed: int
    conflicting: int


@dataclass(frozen=True)
class ReportContents:
    """All that the report says; `at` is the time of the ledger, in ISO 8601."""

    at: str
    claims: int
    facts: int
    vetted: int
    figures: tuple[VettedFigure, ...]
    sources: int
    conflicts: int
    open: int
    news: tuple[ConflictPart, ...]
    shown: tuple[ConflictPart, ...]
    series: tuple[Series, ...]
    measures: Mapping[Hashable, Mapping[Hashable, int]]
    agreement: Bars | None
    publishers: tuple[SourceLine, ...]
    people: tuple[Agreement, ...]
    references: tuple[Reference, ...]


def collect(ledger: Ledger) -> ReportContents:
    """The report's contents out of the ledger, with people's decisions and corrections applied.

    Claims are read whole only where they are shown.
    """
    log = DecisionLog(ledger)
    in_force = log.in_force()
    conflicts, facts = log.conflicts(in_force), ledger.facts.find()
    states = log.states(conflicts, in_force)
    fact_states = log.fact_states(facts, in_force, states)
    last = ledger.runs.last()
    new = ledger.conflicts.brought_by(last.id) if last else set()
    shown = sorted(conflicts, key=lambda c: _RANK[states[c.id].status])[:CONFLICTS_SHOWN]
    vetted, series = log.as_counted(vetted_facts(facts, fact_states), in_force), _longest_series(facts)
    claims = _shown_claims(log, shown, [*vetted[:VETTED_SHOWN], *(fact for same in series for fact in same)])
    by_id, references = {fact.id: fact for fact in facts}, References()
    settings = ledger.settings.compare
    out = log.not_counting(claims, in_force)
    counted_claims = {name: claim for name, claim in claims.items() if name not in out}
    figures = vetted_figures(vetted[:VETTED_SHOWN], fact_states, counted_claims, references)
    parts = [_part(c, states[c.id], by_id, claims, settings, references) for c in shown]
    counts = counts_frame((fact.measure, fact_states[fact.id].status) for fact in facts)
    counted = _counted_claims(ledger, in_force)
    plotted = [_series(same, claims, settings, references) for same in series]
    return ReportContents(
        at=(last.finished_at or "") if last else "",
        claims=len(counted),
        facts=len(facts),
        vetted=len(vetted),
        figures=tuple(figures),
        sources=len(set(counted.values())),
        conflicts=len(conflicts),
        open=sum(state.status != "settled" for state in states.values()),
        news=tuple(part for part in parts if part.conflict.id in new),
        shown=tuple(parts),
        series=tuple(one for one in plotted if one is not None),
        measures=counts.to_dict("index"),
        agreement=stacked(counts, tuple(STATUSES)),
        publishers=_publishers(facts, fact_states, counted, ledger.documents.contexts()),
        people=tuple(agreements(in_force)),
        references=tuple(references.listed.values()),
    )


def title_of(fact: Fact) -> str:
    """What a fact is about, in a line."""
    measure = fact.measure.replace("_", " ").capitalize()
    return " · ".join(part for part in (measure, counted_thing(fact), fact.place) if part)


def _part(
    conflict: Conflict,
    state: ConflictState,
    facts: Mapping[str, Fact],
    claims: Mapping[str, Claim],
    settings: CompareSettings,
    references: References,
) -> ConflictPart:
    about = next((facts[fact] for fact in conflict.facts if fact in facts), None)
    members = [claims[claim] for side in conflict.sides for claim in side if claim in claims]
    firsts = [next(claims[c] for c in side if c in claims) for side in conflict.sides if any(c in claims for c in side)]
    same_unit = len({claim.unit for claim in firsts}) == 1
    return ConflictPart(
        conflict,
        state,
        title_of(about) if about else conflict.kind.replace("_", " ").capitalize(),
        tuple(references.quoted(claim) for claim in members[:8]),
        drawn(number_line, _figures(firsts, settings)) if same_unit else None,
    )


def _longest_series(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Counts that are stated for several times, those of most times first."""
    grouped: dict[tuple[str | None, ...], list[Fact]] = {}
    for fact in facts:
        if fact.kind in _COUNTS:
            grouped.setdefault(series_of(fact), []).append(fact)
    told = ((len({(fact.start, fact.end) for fact in same}), same) for same in grouped.values())
    several = [(times, same) for times, same in told if times > 1 or len(same[0].claims) > 1]
    several.sort(key=lambda each: (-each[0], _series_title(each[1][0]), each[1][0].id))
    return [same for _, same in several[:SERIES_SHOWN]]


def _series(
    same: Sequence[Fact], claims: Mapping[str, Claim], settings: CompareSettings, references: References
) -> Series | None:
    """The figures of a series over time; None where their pages give no two dates."""
    members = [claims[claim] for fact in same for claim in fact.claims if claim in claims]
    with_date = sorted((c for c in members if dated(c) is not None), key=lambda c: (dated(c) or 0.0, c.id))
    if len({dated(claim) for claim in with_date}) < 2:
        return None
    shown = with_date[:SERIES_LENGTH]
    return Series(_series_title(same[0]), tuple(_points(shown, references)), drawn(history, _figures(shown, settings)))


def _series_title(fact: Fact) -> str:
    return f"{title_of(fact)} · {counted_over(fact)}"


def _points(claims: Iterable[Claim], references: References) -> Iterator[Point]:
    """Each figure of a time once, with all that tell it, however they write it ("three", "3")."""
    told: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        told.setdefault((claim.value, claim.low, claim.high, claim.bound, claim.unit, period(claim)), []).append(claim)
    for same in told.values():
        yield Point(figure_text(same[0]), period(same[0]), tuple(map(references.quoted, same)))


def _publishers(
    facts: Iterable[Fact],
    states: Mapping[str, FactState],
    counted: Mapping[str, str],
    contexts: Mapping[str, DocumentContext],
) -> tuple[SourceLine, ...]:
    """`counted` are the documents of the claims that count, by claim."""
    publisher = {doc: (contexts[doc].publisher if doc in contexts else None) or doc for doc in set(counted.values())}
    said = Counter(publisher[doc] for doc in counted.values())
    agreed: Counter[str] = Counter()
    conflicting: Counter[str] = Counter()
    for fact in facts:
        agrees = states[fact.id].status == "agreed"
        if agrees or fact.conflicts:
            publishers = {publisher[counted[claim]] for claim in fact.claims if claim in counted}
            agreed.update(publishers if agrees else ())
            conflicting.update(publishers if fact.conflicts else ())
    lines = [SourceLine(name, count, agreed[name], conflicting[name]) for name, count in said.items()]
    return tuple(sorted(lines, key=lambda line: (-line.claims, line.publisher)))


def _shown_claims(log: DecisionLog, conflicts: Iterable[Conflict], facts: Iterable[Fact]) -> dict[str, Claim]:
    """The claims of what is shown, as they count now."""
    ids = dict.fromkeys(claim for conflict in conflicts for side in conflict.sides for claim in side)
    ids |= dict.fromkeys(claim for fact in facts for claim in fact.claims)
    return {claim.id: claim for claim in log.corrected(log.claims(ids).values()).claims}


def _counted_claims(ledger: Ledger, in_force: EntriesInForce) -> dict[str, str]:
    """The document of every claim that counts: stated, and not withdrawn by a person."""
    rejected = [
        claim for claim, entries in in_force.by_claim.items() if any(e.decision == "not_a_claim" for e in entries)
    ]
    withdrawn = corrected(ledger.claims.find(ids=rejected), in_force).withdrawn if rejected else {}
    return {claim: doc for claim, doc in ledger.claims.documents_of_all().items() if claim not in withdrawn}


def _figures(claims: Sequence[Claim], settings: CompareSettings) -> pd.DataFrame:
    """The claims' figures, a colour for each publisher as far as there are colours."""
    colours: dict[str, int] = {}
    for claim in claims:
        colours.setdefault(publisher_of(claim), len(colours) % COLOURS + 1)
    return figures_frame(((claim, colours[publisher_of(claim)]) for claim in claims), settings)
