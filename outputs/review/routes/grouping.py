"""Why claims are one fact; a fact split into two, and facts merged into one."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, BackgroundTasks, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from outputs.decisions import DecisionError
from outputs.grouping import MOST_COMPARED, why_one_fact
from outputs.review.cache import ReviewState
from outputs.review.context import Review, Reviewing
from outputs.review.routes.actions import Sent, bring_up_to_date, refused, text_of
from outputs.review.routes.details import NOTHING_TYPED
from pipeline.records.model import REGROUPING, Decision, Fact

_CANDIDATES = 30
_PAIRS = 60

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/fact/{fact_id}/grouping")
def grouping(review: Reviewing, request: Request, fact_id: str) -> HTMLResponse:
    return review.page(request, "grouping.html", grouping_context(review, fact_id))


def grouping_context(review: Review, fact_id: str) -> dict[str, Any]:
    """The key of a fact's claims part by part, how each two of them compare, and facts that it can be merged with."""
    held, ledger = review.cache.state(), review.cache.ledger
    row = held.fact(fact_id)
    if row is None:
        raise HTTPException(404, f"There is no fact {fact_id} in this ledger; a later run may have grouped it anew.")
    views = [view for view in review.views(row.fact.claims, held, excerpts=False).values() if view.now]
    shown = views[:MOST_COMPARED]
    why = why_one_fact([view.counted for view in shown], ledger.compare_settings())
    beside = sorted(ledger.facts.beside(fact_id), key=lambda other: _nearest_first(row.fact, other))
    return {
        "row": row,
        "fact": row.fact,
        "views": views,
        "shown": shown,
        "why": why,
        "verdicts": why.verdicts[:_PAIRS],
        "view_of": {view.claim.id: view for view in views},
        "candidates": [each for other in beside[:_CANDIDATES] if (each := held.fact(other.id))],
        "entries": [e for e in _regrouping(held, row.fact) if e.id not in held.in_force.undone_by],
        "token": review.cache.decision_log.token(fact_id, row.fact.claims),
        "refused": None,
        "typed": dict(NOTHING_TYPED),
    }


@routes.post("/fact/{fact_id}/split")
def split(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, fact_id: str) -> Response:
    claims = [str(claim) for claim in sent.getlist("claims")]
    return _recorded(review, request, sent, after, fact_id, claims=claims)


@routes.post("/fact/{fact_id}/merge")
def merge(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, fact_id: str) -> Response:
    return _recorded(review, request, sent, after, fact_id, others=[str(fact) for fact in sent.getlist("facts")])


def _recorded(
    review: Review,
    request: Request,
    sent: Any,
    after: BackgroundTasks,
    fact_id: str,
    *,
    claims: list[str] | None = None,
    others: list[str] | None = None,
) -> Response:
    log, held = review.cache.decision_log, review.cache.state().fact(fact_id)
    said: dict[str, Any] = {
        "person": review.person_of(request),
        "note": text_of(sent, "note"),
        "based_on": text_of(sent, "based_on") or None,
    }
    try:
        entry = log.split(fact_id, claims, **said) if claims is not None else log.merge(fact_id, others or [], **said)
    except DecisionError as error:
        return refused(review, request, "grouping.html", grouping_context(review, fact_id), sent, error)
    bring_up_to_date(review, entry.decision, after)
    stays = next((claim for claim in (held.fact.claims if held else ()) if claim not in entry.claims), None)
    facts = review.cache.state().facts_of(stays) if stays else []
    return RedirectResponse(f"/fact/{quote(facts[0].fact.id if facts else fact_id)}/grouping", 303)


def _regrouping(held: ReviewState, fact: Fact) -> list[Decision]:
    """What people said of which facts these claims belong to, the latest first."""
    told = {e.id: e for claim in fact.claims for e in held.in_force.by_claim.get(claim, ())}
    return sorted((e for e in told.values() if e.decision in REGROUPING), key=lambda e: e.at, reverse=True)


def _nearest_first(fact: Fact, other: Fact) -> tuple[bool, bool, int]:
    """Facts of the same time before others, those of the same subject first."""
    words = set(fact.subject.lower().split())
    return (
        (fact.start, fact.end) != (other.start, other.end),
        not words & set(other.subject.lower().split()),
        -len(other.claims),
    )
