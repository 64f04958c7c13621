"""Every page of the application as JSON, by its address with `.json` behind; `/openapi.json` describes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from outputs.decisions.agreement import agreements, disagreements
from outputs.decisions.imports import entry_to_row
from outputs.differences import ClaimPair
from outputs.frames import conflict_row
from outputs.review.cache import FactRow
from outputs.review.context import Reviewing
from outputs.review.filters import PER_PAGE, claims_shown, conflicts_shown, entries_shown, facts_shown, read_filter
from outputs.review.openapi import an_object, list_of, one_of
from outputs.review.routes.changes import changes_context, versions_context
from outputs.review.routes.details import document_context
from outputs.review.routes.grouping import grouping_context
from outputs.review.routes.lists import page_of, sources_shown
from pipeline.records.rows import claim_to_row, fact_to_row, verdict_to_row

routes = APIRouter(default_response_class=JSONResponse)
_OF_CONFLICTS = ("q", "status", "severity", "kind", "measure", "place", "doc", "decision", "new", "sort")
_OF_FACTS = ("q", "vetted", "status", "confidence", "publisher", "doc", "measure", "place", "year", "kind", "sort")


@routes.get("/overview.json", **an_object())
def overview(review: Reviewing) -> dict[str, Any]:
    """How much there is: claims, sources, facts by status, conflicts that wait, are settled, unsure or reopened."""
    held = review.cache.state()
    return {
        "claims": len(held.index.claims),
        "sources": len(held.index.sources),
        "facts": dict(held.fact_counts) | {"all": len(held.index.facts)},
        "conflicts": {
            "all": len(held.index.conflicts),
            "waiting": len(held.waiting),
            "settled": len(held.settled),
            "reopened": held.reopened,
            "unsure": len(held.unsure),
        },
        "first": held.waiting[0].conflict.id if held.waiting else None,
        "run": asdict(held.index.run) | {"summary": dict(held.index.run.summary)} if held.index.run else None,
    }


@routes.get("/conflicts.json", **list_of("conflict", _OF_CONFLICTS))
def conflicts(review: Reviewing, request: Request) -> dict[str, Any]:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = conflicts_shown(held, asked)
    rows = (conflict_row(line.conflict, held.states[line.conflict.id].status) for line in page_of(found, asked))
    return _page(rows, len(found), asked.page)


@routes.get("/facts.json", **list_of("fact", _OF_FACTS))
def facts(review: Reviewing, request: Request) -> dict[str, Any]:
    """With the choices of each facet and how many facts each would show."""
    held, asked = review.cache.state(), read_filter(request.query_params)
    found, choices = facts_shown(held, asked)
    table = held.index.fact_table
    rows = map(_fact, review.fact_rows([table.facts[n] for n in page_of(found, asked)], held))
    return _page(rows, len(found), asked.page) | {"facets": {name: dict(each) for name, each in choices.items()}}


@routes.get("/claims.json", **list_of("claim", ("q", "measure", "place", "doc")))
def claims(review: Reviewing, request: Request) -> dict[str, Any]:
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = claims_shown(held, asked)
    views = review.views([line.id for line in page_of(found, asked)], held, excerpts=False)
    return _page((claim_to_row(view.counted) for view in views.values()), len(found), asked.page)


@routes.get("/sources.json", **list_of("", ("q",)))
def sources(review: Reviewing, request: Request) -> dict[str, Any]:
    """Each source with its state, when it was read and changed, and since when it fails."""
    asked = read_filter(request.query_params)
    found = sources_shown(review.cache.state(), asked)
    return _page((asdict(source) for source in page_of(found, asked)), len(found), asked.page)


@routes.get("/log.json", **list_of("decision", ("q",)))
def log(review: Reviewing, request: Request) -> dict[str, Any]:
    asked = read_filter(request.query_params)
    found = entries_shown(review.cache.state(), asked)
    return _page(map(entry_to_row, page_of(found, asked)), len(found), asked.page)


@routes.get("/disagreements.json", **list_of("", ()))
def disagreements_page(review: Reviewing, request: Request) -> dict[str, Any]:
    """Each target with the last entry of each person, and how far each two people agree."""
    held, asked = review.cache.state(), read_filter(request.query_params)
    found = disagreements(held.in_force)
    rows = ({"target": d.target, "entries": [entry_to_row(e) for e in d.entries]} for d in page_of(found, asked))
    return _page(rows, len(found), asked.page) | {"agreements": [asdict(each) for each in agreements(held.in_force)]}


@routes.get("/changes.json", **an_object("since"))
def changes(review: Reviewing, request: Request) -> dict[str, Any]:
    """What came after a run: new conflicts, claims by source before and after, facts, conflicts that went away."""
    context = changes_context(review, request)
    return {
        "since": asdict(context["looked"]),
        "conflicts": [conflict_row(row.conflict, row.state.status) for row, _ in context["new"]],
        "sources": [{"doc": s.doc, "claims": _pairs(s.claims), "facts": s.facts} for s in context["changes"].sources],
        "gone": [conflict_row(conflict, "withdrawn") for conflict in context["changes"].gone],
        "others": [entry_to_row(entry) for entry in context["others"]],
    }


@routes.get("/conflict/{conflict_id}.json", **one_of("conflict"))
def conflict(review: Reviewing, conflict_id: str) -> dict[str, Any]:
    row = review.cache.state().conflict(conflict_id)
    if row is None:
        raise HTTPException(404, f"There is no conflict {conflict_id} in this ledger.")
    return conflict_row(row.conflict, row.state.status)


@routes.get("/fact/{fact_id}.json", **one_of("fact"))
def fact(review: Reviewing, fact_id: str) -> dict[str, Any]:
    held = review.cache.state()
    if fact_id not in held.index.facts:
        raise HTTPException(404, "There is no such fact in this ledger; a later run may have grouped it anew.")
    return _fact(review.fact_rows([held.index.facts[fact_id]], held)[0])


@routes.get("/fact/{fact_id}/grouping.json", **an_object())
def grouping(review: Reviewing, fact_id: str) -> dict[str, Any]:
    """The parts of its claims' keys, the verdict on each two of them, and the facts that it can be merged with."""
    context = grouping_context(review, fact_id)
    return {
        "claims": [view.claim.id for view in context["shown"]],
        "key": [asdict(part) for part in context["why"].parts],
        "verdicts": [verdict_to_row(verdict) for verdict in context["why"].verdicts],
        "candidates": [row.fact.id for row in context["candidates"]],
    }


@routes.get("/claim/{claim_id}.json", **one_of("claim"))
def claim(review: Reviewing, claim_id: str) -> dict[str, Any]:
    found = review.cache.ledger.claims.get(claim_id)
    return claim_to_row(review.viewer([found], review.cache.state()).claim(found).counted)


@routes.get("/document/{doc}.json", **an_object("from"))
def document(review: Reviewing, request: Request, doc: str) -> dict[str, Any]:
    """How the source fares, a part of its kept text block by block, and its claims."""
    context = document_context(review, doc, request.query_params)
    return {
        "source": asdict(context["source"]),
        "blocks": [{"n": block.n, "kind": block.kind, "text": block.text} for block, _ in context["blocks"]],
        "first": context["first"],
        "of": context["of"],
        "claims": [claim_to_row(each) for each in context["claims"]],
    }


@routes.get("/document/{doc}/versions.json", **an_object("from", "to"))
def versions(review: Reviewing, request: Request, doc: str) -> dict[str, Any]:
    """Two versions of a document: passages and claims before and after."""
    context = versions_context(review, request, doc)
    return {
        "versions": [{"id": version.id, "read_at": version.read_at} for version in context["versions"]],
        "older": context["older"],
        "newer": context["newer"],
        "passages": [asdict(passage) for passage in context["passages"]],
        "claims": _pairs(context["claims"]),
    }


def _pairs(pairs: Iterable[ClaimPair]) -> list[dict[str, Any]]:
    return [
        {
            "what": pair.what,
            "before": claim_to_row(pair.before) if pair.before else None,
            "after": claim_to_row(pair.after) if pair.after else None,
        }
        for pair in pairs
    ]


def _fact(row: FactRow) -> dict[str, Any]:
    return fact_to_row(row.fact) | {"status": row.state.status, "vetted": row.state.vetted}


def _page(rows: Iterable[dict[str, Any]], found: int, page: int) -> dict[str, Any]:
    return {"found": found, "page": page, "pages": -(-found // PER_PAGE), "rows": list(rows)}
