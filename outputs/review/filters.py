"""Filters in the address: what a list shows, so that a view can be shared and come back to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TypeVar, get_args
from urllib.parse import urlencode

from outputs.facets import Asked, Choices, FacetName
from outputs.review.cache import ReviewState
from outputs.review.index import ConflictLine
from pipeline.ledger.claims import ClaimLine
from pipeline.records.model import Decision

PER_PAGE = 50
_LONGEST = 200
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for; an empty value asks for nothing. `page` counts from 1."""

    q: str = ""
    status: str = ""
    severity: str = ""
    kind: str = ""
    measure: str = ""
    place: str = ""
    doc: str = ""
    decision: str = ""
    new: str = ""
    vetted: str = ""
    publisher: str = ""
    year: str = ""
    confidence: str = ""
    sort: str = ""
    page: int = 1

    def query(self, **changes: str | int) -> str:
        """The filter as a query string, with changes; empty when nothing is asked for."""
        changed = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names are checked by replace
        held = {f.name: getattr(changed, f.name) for f in fields(changed)}
        return urlencode({name: value for name, value in held.items() if value not in ("", 1)})

    def asks(self) -> bool:
        """Whether anything but a page is asked for."""
        return bool(self.query())


def read_filter(params: Mapping[str, str]) -> Filter:
    """The filter of a query string. What is not one of its fields, or no number, is left aside."""
    words = {f.name: params.get(f.name, "").strip()[:_LONGEST] for f in fields(Filter) if f.name != "page"}
    page = params.get("page", "1")
    return Filter(**words, page=min(max(int(page), 1), 10**6) if page.isdecimal() and len(page) < 9 else 1)


def conflicts_shown(held: ReviewState, asked: Filter) -> list[ConflictLine]:
    """The conflicts that a filter shows, in the order asked for; without a status those that wait for a decision."""
    lines: Iterable[ConflictLine] = held.waiting
    states = held.states
    if asked.status == "settled" or asked.decision:
        lines = held.settled
    elif asked.status == "all":
        lines = held.index.conflicts.values()
    elif asked.status == "unsure":
        lines = held.unsure
    elif asked.status:
        lines = (line for line in held.waiting if states[line.conflict.id].status == asked.status)
    tests: list[Callable[[ConflictLine], bool]] = []
    if asked.severity:
        tests.append(lambda line: line.conflict.severity == asked.severity)
    if asked.kind:
        tests.append(lambda line: line.conflict.kind == asked.kind)
    if asked.measure:
        tests.append(lambda line: line.measure == asked.measure)
    if asked.place:
        tests.append(lambda line: line.place == asked.place)
    if asked.doc:
        tests.append(lambda line: asked.doc in held.index.docs_of_conflict[line.conflict.id])
    if asked.new:
        tests.append(lambda line: line.new)
    if asked.decision:
        tests.append(lambda line: _said(held, line) == asked.decision)
    tests += map(_with_word, asked.q.lower().split())
    found = _passing(lines, tests)
    return sorted(found, key=_ORDERS[asked.sort]) if asked.sort in _ORDERS else found


_ORDERS: Mapping[str, Callable[[ConflictLine], int]] = {
    "worst": attrgetter("worst"),
    "newest": attrgetter("newest"),
}
"""Orders of conflicts beside that of what a decision is worth."""


def order_of(asked: Filter) -> Callable[[ConflictLine], int]:
    """What the conflicts of a view are in order of."""
    return _ORDERS.get(asked.sort, attrgetter("n"))


def facts_shown(held: ReviewState, asked: Filter) -> tuple[list[int], Choices]:
    """The facts that a filter shows, as places in the table, in the order asked for; and what else each facet would
    show."""
    facets: Asked = {name: getattr(asked, name) for name in get_args(FacetName)}
    return held.index.fact_table.shown(held.decided_columns, facets, asked.q.lower().split(), asked.sort)


def claims_shown(held: ReviewState, asked: Filter) -> list[ClaimLine]:
    """The claims whose quote and subject hold every word that was asked for."""
    index = held.index
    lines: Iterable[ClaimLine] = index.claims
    words = sorted(asked.q.lower().split(), key=len, reverse=True)
    if words:
        lines = [line for line, text in zip(index.claims, index.claim_texts, strict=True) if words[0] in text]
    tests: list[Callable[[ClaimLine], bool]] = []
    if asked.measure:
        tests.append(lambda line: line.measure == asked.measure)
    if asked.place:
        tests.append(lambda line: line.place == asked.place)
    if asked.doc:
        tests.append(lambda line: line.doc == asked.doc)
    tests += map(_with_word, words[1:])
    return _passing(lines, tests)


def entries_shown(held: ReviewState, asked: Filter) -> list[Decision]:
    """The entries of the log, the newest first, that hold every word that was asked for: in who decided what and why,
    in its id, or in what it is about."""
    words = asked.q.lower().split()
    newest = held.in_force.entries[::-1]
    return [entry for entry in newest if _holds(held, entry, words)] if words else list(newest)


def _holds(held: ReviewState, entry: Decision, words: Sequence[str]) -> bool:
    about = held.about(entry)
    told = [about.measure, about.subject, about.place] if about else []
    corrections = (text for correction in entry.corrections for text in correction)
    told += [entry.id, entry.target, entry.person, entry.decision, entry.note, entry.differs, *corrections]
    text = " ".join(each for each in told if each).lower()
    return all(word in text for word in words)


def _with_word(word: str) -> Callable[[ConflictLine | ClaimLine], bool]:
    return lambda line: word in line.text


def _passing(items: Iterable[Item], tests: Iterable[Callable[[Item], bool]]) -> list[Item]:
    """One pass for each test that is asked for, over what the one before let through."""
    left = list(items)
    for test in tests:
        left = [item for item in left if test(item)]
    return left


def _said(held: ReviewState, line: ConflictLine) -> str | None:
    decision = held.states[line.conflict.id].decision
    return decision.decision if decision else None
