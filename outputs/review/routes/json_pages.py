"""The lists and things of the application as JSON, by the addresses of their pages with `.json` behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from outputs.decisions.imports import entry_to_row
from outputs.frames import conflict_row
from outputs.review.cache import FactRow
from outputs.review.context import Reviewing
from outputs.review.filters import PER_PAGE, claims_shown, conflicts_shown, facts_shown, read_filter
from outputs.review.routes.lists import page_of
from pipeline.records.rows import claim_to_row, fact_to_row

routes = APIRouter(default_response_class=JSONResponse)


@routes.get("/conflicts.json")
def conflicts(review: Reviewing, request: Request) -> dict[str, Any]:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = conflicts_shown(held, asked)
    rows = (conflict_row(line.conflict, held.states[line.conflict.id].status) for line in page_of(found, asked))
    return _page(rows, len(found), asked.page)


@routes.get("/facts.json")
def facts(review: Reviewing, request: Request) -> dict[str, Any]:
    """With the choices of each facet and how many facts each would show."""
    held, asked = review.cache.state(), read_filter(request.query_params)
    found, choices = facts_shown(held, asked)
    table = held.index.fact_table
    rows = (_fact(held.fact(table.facts[n].id)) for n in page_of(found, asked))
    return _page(rows, len(found), asked.page) | {"facets": {name: dict(each) for name, each in choices.items()}}


@routes.get("/claims.json")
def claims(review: Reviewing, request: Request) -> dict[str, Any]:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = claims_shown(held, asked)
    views = review.views([line.id for line in page_of(found, asked)], held, excerpts=False)
    return _page((claim_to_row(view.counted) for view in views.values()), len(found), asked.page)


@routes.get("/log.json")
def log(review: Reviewing, request: Request) -> dict[str, Any]:
    asked = read_filter(request.query_params)
    newest = review.cache.state().in_force.entries[::-1]
    return _page(map(entry_to_row, page_of(newest, asked)), len(newest), asked.page)


@routes.get("/conflict/{conflict_id}.json")
def conflict(review: Reviewing, conflict_id: str) -> dict[str, Any]:
    row = review.cache.state().conflict(conflict_id)
    if row is None:
        raise HTTPException(404, f"There is no conflict {conflict_id} in this ledger.")
    return conflict_row(row.conflict, row.state.status)


@routes.get("/fact/{fact_id}.json")
def fact(review: Reviewing, fact_id: str) -> dict[str, Any]:
    return _fact(review.cache.state().fact(fact_id))


@routes.get("/claim/{claim_id}.json")
def claim(review: Reviewing, claim_id: str) -> dict[str, Any]:
    found = review.cache.ledger.claims.get(claim_id)
    return claim_to_row(review.viewer([found], review.cache.state()).claim(found).counted)


def _fact(row: FactRow | None) -> dict[str, Any]:
    if row is None:
        raise HTTPException(404, "There is no such fact in this ledger; a later run may have grouped it anew.")
    return fact_to_row(row.fact) | {"status": row.state.status, "vetted": row.state.vetted}


def _page(rows: Iterable[dict[str, Any]], found: int, page: int) -> dict[str, Any]:
    return {"found": found, "page": page, "pages": -(-found // PER_PAGE), "rows": list(rows)}
