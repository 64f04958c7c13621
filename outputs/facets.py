"""Filters over facts, with how many facts each of their choices would show beside the others that are asked for.

Facets as in Hearst (2006), "Design recommendations for hierarchical faceted search interfaces": every choice is told
with its count under the rest of the view, so that none leads nowhere. A fact can have several values of a facet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from outputs.decisions import FactState
from pipeline.records.model import Fact

FacetName = Literal["vetted", "status", "doc", "publisher", "measure", "place", "year", "confidence", "kind"]
Choices = Mapping[str, Sequence[tuple[str, int]]]
Asked = Mapping[FacetName, str]
Mask = NDArray[np.bool_]

SURE, DOUBTFUL = 0.7, 0.4
READY = frozenset({"single", "agreed", "settled"})
"""Statuses of facts that can be accepted: no conflict stands against them, and their figures fit."""


@dataclass(frozen=True, slots=True)
class Column:
    """A facet's values, and pairs of a fact's place in the order and the place of a value that it has."""

    values: tuple[str, ...]
    facts: NDArray[np.intp]
    codes: NDArray[np.intp]

    def mask(self, value: str, count: int) -> Mask:
        """Which of `count` facts have the value."""
        held = np.zeros(count, dtype=np.bool_)
        if value in self.values:
            held[self.facts[self.codes == self.values.index(value)]] = True
        return held

    def counted(self, shown: Mask) -> list[tuple[str, int]]:
        """The values that shown facts have, each with how many."""
        counts = np.bincount(self.codes[shown[self.facts]], minlength=len(self.values))
        return [(value, int(count)) for value, count in zip(self.values, counts, strict=True) if count]

    def with_values(self, changed: Mapping[int, Sequence[str]]) -> Column:
        """The column in which these facts, by their places in the order, have these values and no others."""
        names = tuple(sorted({*self.values, *(value for values in changed.values() for value in values if value)}))
        code = {value: n for n, value in enumerate(names)}
        pairs = [(n, code[value]) for n, values in changed.items() for value in dict.fromkeys(values) if value]
        left = ~np.isin(self.facts, list(changed))
        codes = np.array([code[value] for value in self.values], np.intp)[self.codes[left]]
        facts = np.concatenate((self.facts[left], np.array([n for n, _ in pairs], np.intp)))
        return Column(names, facts, np.concatenate((codes, np.array([each for _, each in pairs], np.intp))))


def column(each: Iterable[Sequence[str]]) -> Column:
    """The column of facts that have these values, in their order; the values come in alphabetical order."""
    pairs = [(n, value) for n, values in enumerate(each) for value in dict.fromkeys(values) if value]
    names = sorted({value for _, value in pairs})
    code = {value: n for n, value in enumerate(names)}
    facts = np.fromiter((n for n, _ in pairs), np.intp, len(pairs))
    return Column(tuple(names), facts, np.fromiter((code[value] for _, value in pairs), np.intp, len(pairs)))


def fixed_columns(
    facts: Sequence[Fact], confidence: Callable[[str], float], publisher: Callable[[str], str]
) -> dict[FacetName, Column]:
    """What no decision changes; `confidence` of a claim by its id, `publisher` of a document by its id."""
    docs = [tuple(doc for value in fact.values for doc in value.docs) for fact in facts]
    return {
        "doc": column(docs),
        "publisher": column(tuple(map(publisher, each)) for each in docs),
        "measure": column((fact.measure,) for fact in facts),
        "place": column((fact.place or "",) for fact in facts),
        "year": column(((fact.end or fact.start or "")[:4],) for fact in facts),
        "confidence": column((confidence_band(least_confidence(fact, confidence)),) for fact in facts),
        "kind": column((fact.kind,) for fact in facts),
    }


def decided_columns(facts: Sequence[Fact], states: Mapping[str, FactState]) -> dict[FacetName, Column]:
    """Where decisions put the facts."""
    stand = [states[fact.id] for fact in facts]
    return {"status": column((state.status,) for state in stand), "vetted": column(map(_vetted, stand))}


def columns_after(columns: Mapping[FacetName, Column], states: Mapping[int, FactState]) -> dict[FacetName, Column]:
    """These columns after decisions on some facts, each with its place in the order."""
    return {
        "status": columns["status"].with_values({n: (state.status,) for n, state in states.items()}),
        "vetted": columns["vetted"].with_values({n: _vetted(state) for n, state in states.items()}),
    }


def shown_with_counts(columns: Mapping[FacetName, Column], asked: Asked, shown: Mask) -> tuple[Mask, Choices]:
    """Of the facts that are shown so far those that every facet asked for lets through, and the choices of each facet
    with how many facts they would show."""
    masks = {name: columns[name].mask(value, len(shown)) for name, value in asked.items() if value}
    total = shown.copy()
    for mask in masks.values():
        total &= mask
    choices: dict[str, list[tuple[str, int]]] = {}
    for name, each in columns.items():
        beside = total
        if name in masks:
            beside = shown.copy()
            for other, mask in masks.items():
                if other != name:
                    beside &= mask
        choices[name] = each.counted(beside)
    return total, choices


def least_confidence(fact: Fact, confidence: Callable[[str], float]) -> float:
    """How sure the least sure reading behind a fact is."""
    return min(map(confidence, fact.claims), default=0.0)


def confidence_band(value: float) -> str:
    """A confidence in a word, as lists are filtered by it."""
    return "sure" if value >= SURE else "likely" if value >= DOUBTFUL else "doubtful"


def _vetted(state: FactState) -> tuple[str, ...]:
    if state.vetted:
        return ("yes",)
    return ("no", "ready") if state.status in READY else ("no",)
