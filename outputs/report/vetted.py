"""The report's first table: the figures that a person vouches for, each with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outputs.decisions import FactState
from outputs.report.sources import References
from outputs.wording import counted_thing, period, says
from pipeline.records.model import Claim, Fact

VETTED_SHOWN = 400


@dataclass(frozen=True, slots=True)
class VettedFigure:
    """A row: what is counted, where and when, the figure in words, the sources by number, who vouched for it."""

    measure: str
    subject: str
    place: str
    period: str
    figure: str
    sources: tuple[int, ...]
    person: str
    at: str
    note: str


def vetted_facts(facts: Iterable[Fact], states: Mapping[str, FactState]) -> list[Fact]:
    """The vetted facts by measure, place, subject and time."""
    vetted = (fact for fact in facts if states[fact.id].vetted)
    return sorted(vetted, key=lambda f: (f.measure, f.place or "", f.subject, f.end or f.start or "", f.id))


def vetted_figures(
    facts: Iterable[Fact],
    states: Mapping[str, FactState],
    claims: Mapping[str, Claim],
    references: References,
) -> list[VettedFigure]:
    """A row for each of these facts; `claims` are at least theirs, as they count now."""
    return [_row(fact, states[fact.id], claims, references) for fact in facts]


def _row(fact: Fact, state: FactState, claims: Mapping[str, Claim], references: References) -> VettedFigure:
    numbers = dict.fromkeys(references.number_of(claims[claim]) for claim in fact.claims if claim in claims)
    last = state.decisions[-1]
    return VettedFigure(
        fact.measure.replace("_", " "),
        counted_thing(fact),
        fact.place or "",
        period(fact),
        says(fact),
        tuple(sorted(numbers)),
        last.person,
        last.at[:10],
        last.note,
    )
