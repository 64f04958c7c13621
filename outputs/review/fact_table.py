"""The facts as a table that can be filtered, counted, searched and put in order by a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outputs.facets import Asked, Choices, Column, FacetName, fixed_columns, least_confidence, shown_with_counts
from pipeline.records.model import Fact

Order = NDArray[np.intp]
_LAST = "\uffff"


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts in the ledger's order, what no decision changes of their facets, the words that a search finds each by, and
    the order of each column that one can sort by."""

    facts: tuple[Fact, ...]
    columns: Mapping[FacetName, Column]
    texts: tuple[str, ...]
    orders: Mapping[str, Order]
    places: Mapping[str, int]

    def shown(
        self, decided: Mapping[FacetName, Column], asked: Asked, words: Sequence[str], sort: str
    ) -> tuple[list[int], Choices]:
        """The places of the facts that are asked for, in the order asked for, and the choices of each facet. `sort` is
        a column's name, with a minus the other way round; the ledger's order for any other."""
        mask = np.ones(len(self.facts), dtype=np.bool_)
        if words:
            longest = sorted(words, key=len, reverse=True)
            mask = np.fromiter((all(word in text for word in longest) for text in self.texts), np.bool_, len(mask))
        mask, choices = shown_with_counts({**decided, **self.columns}, asked, mask)
        order = self.orders.get(sort.removeprefix("-"))
        if order is None:
            return np.flatnonzero(mask).tolist(), choices
        order = order[::-1] if sort.startswith("-") else order
        return order[mask[order]].tolist(), choices


def fact_table(facts: tuple[Fact, ...], confidence: Mapping[str, float], publishers: Mapping[str, str]) -> FactTable:
    """The table; `confidence` is by claim, `publishers` by document."""

    def sure(claim: str) -> float:
        return confidence.get(claim, 0.0)

    keys: Mapping[str, Callable[[Fact], tuple[object, ...]]] = {
        "measure": lambda fact: (fact.measure, fact.subject),
        "subject": lambda fact: (fact.subject.lower(), fact.measure),
        "place": lambda fact: (fact.place or _LAST, fact.measure),
        "figure": lambda fact: (fact.low if fact.low is not None else fact.high or 0.0,),
        "period": lambda fact: (fact.end or fact.start or _LAST, fact.start or ""),
        "sources": lambda fact: (fact.witnesses, len(fact.claims)),
        "confidence": lambda fact: (least_confidence(fact, sure),),
    }
    return FactTable(
        facts,
        fixed_columns(facts, sure, lambda doc: publishers.get(doc, doc)),
        tuple(map(_text, facts)),
        {name: _order(facts, key) for name, key in keys.items()},
        {fact.id: n for n, fact in enumerate(facts)},
    )


def _order(facts: Sequence[Fact], key: Callable[[Fact], tuple[object, ...]]) -> Order:
    values = [key(fact) for fact in facts]
    return np.array(sorted(range(len(facts)), key=lambda n: values[n]), dtype=np.intp)


def _text(fact: Fact) -> str:
    words = (fact.measure, fact.subject, fact.part or "", fact.place or "", *(value.text for value in fact.values))
    return " ".join(words).lower()
