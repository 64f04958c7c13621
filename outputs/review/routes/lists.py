"""Pages that list: overview, conflicts, facts, claims, sources, log."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from outputs.review.context import Review, Reviewing
from outputs.review.desk import ConflictRow, Snapshot
from outputs.review.filters import (
    PER_PAGE,
    Filter,
    claims_shown,
    conflicts_shown,
    counted,
    facts_shown,
    read_filter,
)
from outputs.review.views import sides_of

Row = TypeVar("Row")
_NEWS = 6
_LOG_PER_PAGE = 100


routes = APIRouter(default_response_class=HTMLResponse)


@routes.get("/")
def overview(review: Reviewing, request: Request) -> HTMLResponse:
    held = review.desk.snapshot()
    rows = list(held.conflicts.values())
    waiting = [row for row in rows if row.state.status != "settled"]
    news = [row for row in waiting if row.new]
    sources = review.desk.ledger.sources()
    return review.page(
        request,
        "overview.html",
        {
            "rows": rows,
            "waiting": waiting,
            "by_severity": Counter(row.conflict.severity for row in waiting),
            "reopened": sum(row.state.status == "reopened" for row in rows),
            "table": _measure_table(waiting),
            "news": len(news),
            "worst": _with_sides(review, held, (news or waiting)[:_NEWS]),
            "run": review.desk.ledger.last_run(),
            "sources": sources,
            "failing": [source for source in sources if source.state == "failing"],
            "facts": Counter(row.state.status for row in held.facts.values()),
            "vetted": sum(row.state.vetted for row in held.facts.values()),
            "claims": len(held.claims),
            "first": waiting[0].conflict.id if waiting else None,
        },
    )


@routes.get("/conflicts")
def conflicts(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.desk.snapshot(), read_filter(request.query_params)
    rows = list(held.conflicts.values())
    shown, pages = _page(found := conflicts_shown(rows, asked), asked)
    choices = {
        "measure": counted(row.measure for row in rows),
        "place": counted(row.place for row in rows),
        "kind": counted(row.conflict.kind for row in rows),
    }
    return review.page(
        request,
        "conflicts.html",
        {
            "asked": asked,
            "found": len(found),
            "pages": pages,
            "choices": choices,
            "rows": _with_sides(review, held, shown),
        },
    )


@routes.get("/facts")
def facts(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.desk.snapshot(), read_filter(request.query_params)
    rows = list(held.facts.values())
    shown, pages = _page(found := facts_shown(rows, asked), asked)
    choices = {
        "measure": counted(row.fact.measure for row in rows),
        "place": counted(row.fact.place for row in rows),
        "kind": counted(row.fact.kind for row in rows),
    }
    context = {"asked": asked, "found": len(found), "pages": pages, "choices": choices, "rows": shown}
    return review.page(request, "facts.html", context)


@routes.get("/claims")
def claims(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.desk.snapshot(), read_filter(request.query_params)
    shown, pages = _page(found := claims_shown(held.claims, asked), asked)
    choices = {
        "measure": counted(line.measure for line in held.claims),
        "place": counted(line.place for line in held.claims),
        "doc": counted(line.doc for line in held.claims),
    }
    views = review.views((line.id for line in shown), held, excerpts=False)
    return review.page(
        request,
        "claims.html",
        {
            "asked": asked,
            "found": len(found),
            "pages": pages,
            "choices": choices,
            "rows": [views[line.id] for line in shown if line.id in views],
        },
    )


@routes.get("/sources")
def sources(review: Reviewing, request: Request) -> HTMLResponse:
    return review.page(request, "sources.html", {"rows": review.desk.ledger.sources()})


@routes.get("/log")
def log(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.desk.snapshot(), read_filter(request.query_params)
    newest = held.standing.entries[::-1]
    first = (asked.page - 1) * _LOG_PER_PAGE
    context: dict[str, Any] = {
        "asked": asked,
        "found": len(newest),
        "pages": -(-len(newest) // _LOG_PER_PAGE),
        "rows": newest[first : first + _LOG_PER_PAGE],
        "standing": held.standing,
        "by_id": {entry.id: entry for entry in newest},
        "snapshot": held,
    }
    return review.page(request, "log.html", context)


def _page(rows: list[Row], asked: Filter) -> tuple[list[Row], int]:
    first = (asked.page - 1) * PER_PAGE
    return rows[first : first + PER_PAGE], -(-len(rows) // PER_PAGE)


def _with_sides(review: Review, held: Snapshot, rows: list[ConflictRow]) -> list[tuple[ConflictRow, Any]]:
    """The rows, each with its sides; a claim or two of each side is enough to say what they are."""
    ids = [claim for row in rows for side in row.conflict.sides for claim in side[:1]]
    views = review.views(ids, held, excerpts=False)
    return [(row, sides_of(row.conflict, views)) for row in rows]


def _measure_table(rows: list[ConflictRow]) -> list[tuple[str, dict[str, int], int]]:
    table: dict[str, Counter[str]] = {}
    for row in rows:
        table.setdefault(row.measure, Counter())[row.conflict.severity] += 1
    lines = [(measure, dict(counts), counts.total()) for measure, counts in table.items()]
    return sorted(lines, key=lambda line: (-line[2], line[0]))
