"""Pages that list: overview, conflicts, facts, claims, sources, log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from outputs.decisions.agreement import agreements, disagreements
from outputs.review.cache import ConflictRow, ReviewState
from outputs.review.context import Review, Reviewing
from outputs.review.filters import (
    PER_PAGE,
    Filter,
    claims_shown,
    conflicts_shown,
    entries_shown,
    read_filter,
)
from outputs.review.index import Choices, ConflictLine
from outputs.review.views import SideView, sides_of
from pipeline.ledger import RunRow, SourceStatus

Row = TypeVar("Row")
_NEWS = 6


routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/")
def overview(review: Reviewing, request: Request) -> HTMLResponse:
    held = review.cache.state()
    waiting = held.waiting
    news = held.news
    by_severity: Counter[str] = Counter()
    for (_, severity), count in held.waiting_counts.items():
        by_severity[severity] += count
    sources = held.index.sources
    context = {
        "total": len(held.index.conflicts),
        "waiting": len(waiting),
        "by_severity": by_severity,
        "reopened": held.reopened,
        "table": _measure_table(held.waiting_counts),
        "news": len(news),
        "first_of_all": with_sides(review, held, (news or waiting)[:_NEWS]),
        "run": held.index.run,
        "brought": _brought(held.index.run),
        "sources": len(sources),
        "failing": [source for source in sources if source.state == "failing"],
        "facts": len(held.index.facts),
        "counts": held.fact_counts,
        "claims": len(held.index.claims),
        "first": waiting[0].conflict.id if waiting else None,
    }
    return review.page(request, "overview.html", context)


@routes.get("/conflicts")
def conflicts(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = conflicts_shown(held, asked)
    asked = within(asked, found)
    context = list_context(found, asked, held.index.conflict_choices) | {"unsure": len(held.unsure)}
    return review.page(request, "conflicts.html", context | {"rows": with_sides(review, held, page_of(found, asked))})


@routes.get("/claims")
def claims(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = claims_shown(held, asked)
    asked = within(asked, found)
    ids = [line.id for line in page_of(found, asked)]
    views = review.views(ids, held, excerpts=False)
    rows = [views[claim] for claim in ids if claim in views]
    return review.page(request, "claims.html", list_context(found, asked, held.index.claim_choices) | {"rows": rows})


@routes.get("/sources")
def sources(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = sources_shown(held, asked)
    asked = within(asked, found)
    return review.page(request, "sources.html", list_context(found, asked, {}) | {"rows": page_of(found, asked)})


@routes.get("/log")
def log(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = entries_shown(held, asked)
    asked = within(asked, found)
    context = list_context(found, asked, {}) | {
        "rows": page_of(found, asked),
        "in_force": held.in_force,
        "by_id": held.entries,
        "snapshot": held,
    }
    return review.page(request, "log.html", context)


@routes.get("/disagreements")
def disagreements_page(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = disagreements(held.in_force)
    asked = within(asked, found)
    context = list_context(found, asked, {}) | {
        "rows": [(each, held.conflict(each.target), held.fact(each.target)) for each in page_of(found, asked)],
        "agreements": agreements(held.in_force),
    }
    return review.page(request, "disagreements.html", context)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a run did, as it was summed up in the ledger."""

    read: tuple[str, ...]
    unchanged: int
    failed: int
    claims: int
    claims_before: int


def _brought(run: RunRow | None) -> Brought | None:
    """None where there was no run, or one whose summary does not say."""
    if run is None or not {f.name for f in fields(Brought)} <= set(run.summary):
        return None
    said = run.summary
    return Brought(tuple(said["read"]), said["unchanged"], len(said["failed"]), said["claims"], said["claims_before"])


def within(asked: Filter, found: Sized) -> Filter:
    """What was asked for, or the last page of what was found where the page lies behind it."""
    return replace(asked, page=min(asked.page, max(_pages(found), 1)))


def _pages(found: Sized) -> int:
    return -(-len(found) // PER_PAGE)


def page_of(found: Sequence[Row], asked: Filter) -> Sequence[Row]:
    """What of a list stands on the page that is asked for."""
    first = (asked.page - 1) * PER_PAGE
    return found[first : first + PER_PAGE]


def list_context(found: Sized, asked: Filter, choices: Choices) -> dict[str, Any]:
    """What every list shows."""
    return {"asked": asked, "found": len(found), "pages": _pages(found), "choices": choices}


def sources_shown(held: ReviewState, asked: Filter) -> list[SourceStatus]:
    """The sources whose id, publisher or address hold every word that was asked for."""
    words = asked.q.lower().split()
    told = (
        (source, " ".join(filter(None, (source.id, source.publisher, source.url)))) for source in held.index.sources
    )
    return [source for source, text in told if all(word in text.lower() for word in words)]


def with_sides(
    review: Review, held: ReviewState, lines: Sequence[ConflictLine]
) -> list[tuple[ConflictRow, tuple[SideView, ...]]]:
    """The conflicts, each with its sides; one claim of each is enough to say what a side is."""
    ids = [claim for line in lines for side in line.conflict.sides for claim in side[:1]]
    views = review.views(ids, held, excerpts=False)
    rows = [ConflictRow(line, held.states[line.conflict.id]) for line in lines]
    return [(row, sides_of(row.conflict, views)) for row in rows]


def _measure_table(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, dict[str, int], int]]:
    table: dict[str, Counter[str]] = {}
    for (measure, severity), count in counts.items():
        table.setdefault(measure, Counter())[severity] = count
    rows = [(measure, dict(counts), counts.total()) for measure, counts in table.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0]))
