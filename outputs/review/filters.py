"""Filters in the address: what a list shows, so that a view can be shared and come back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from outputs.review.desk import ConflictRow, FactRow
from pipeline.ledger.glance import ClaimLine

PER_PAGE = 50
_LONGEST = 200


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
    page: int = 1

    def query(self, **changes: str | int) -> str:
        """The filter as a query string, with changes; empty when nothing is asked for."""
        changed = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names are checked by replace
        held = {f.name: getattr(changed, f.name) for f in fields(changed)}
        return urlencode({name: value for name, value in held.items() if value not in ("", 1)})

    def asks(self) -> bool:
        """Whether anything but a page is asked for."""
        return bool(replace(self, page=1).query())


def read_filter(params: Mapping[str, str]) -> Filter:
    """The filter of a query string. What is not one of its fields, or no number, is left aside."""
    words = {f.name: params.get(f.name, "").strip()[:_LONGEST] for f in fields(Filter) if f.name != "page"}
    page = params.get("page", "1")
    return Filter(**words, page=min(max(int(page), 1), 10**6) if page.isdecimal() and len(page) < 9 else 1)


def conflicts_shown(rows: Iterable[ConflictRow], asked: Filter) -> list[ConflictRow]:
    """The conflicts that a filter shows, the worst first; without a status those that wait for a decision."""
    words = asked.q.lower().split()
    statuses = _statuses(asked.status)
    return [
        row
        for row in rows
        if row.state.status in statuses
        and asked.severity in ("", row.conflict.severity)
        and asked.kind in ("", row.conflict.kind)
        and asked.measure in ("", row.measure)
        and asked.place in ("", row.place)
        and (not asked.new or row.new)
        and (not asked.decision or (row.state.decision is not None and row.state.decision.decision == asked.decision))
        and all(word in row.text for word in words)
    ]


def facts_shown(rows: Iterable[FactRow], asked: Filter) -> list[FactRow]:
    """The facts that a filter shows; the status `vetted` stands beside those of a fact."""
    words = asked.q.lower().split()
    return [
        row
        for row in rows
        if (not asked.status or asked.status == row.state.status or (asked.status == "vetted" and row.state.vetted))
        and asked.measure in ("", row.fact.measure)
        and asked.place in ("", row.fact.place)
        and asked.kind in ("", row.fact.kind)
        and all(word in row.text for word in words)
    ]


def claims_shown(lines: Iterable[ClaimLine], asked: Filter) -> list[ClaimLine]:
    """The claims whose quote and subject hold every word that was asked for."""
    words = asked.q.lower().split()
    return [
        line
        for line in lines
        if asked.measure in ("", line.measure)
        and asked.place in ("", line.place)
        and asked.doc in ("", line.doc)
        and all(word in line.text for word in words)
    ]


def counted(values: Iterable[str | None]) -> list[tuple[str, int]]:
    """The distinct values with how often each occurs, in alphabetical order: the choices of a filter."""
    return sorted(Counter(value for value in values if value).items())


def _statuses(status: str) -> tuple[str, ...]:
    if status == "all":
        return ("open", "reopened", "settled")
    return (status,) if status else ("open", "reopened")
