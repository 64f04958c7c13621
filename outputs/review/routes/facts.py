"""Facts looked through and accepted: one by one in the list, on a page of its own, or a whole view for one reason."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from outputs.decisions import DecisionError, StaleDecisionError
from outputs.review.context import Reviewing
from outputs.review.filters import read_filter
from outputs.review.routes.actions import Sent, refused, text_of, wants_row
from outputs.review.routes.fact_pages import (
    MOST_AT_ONCE,
    fact_context,
    fact_neighbours,
    fact_row,
    facts_context,
    ready_facts,
    view_token,
)
from pipeline.ledger import UnknownId

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/facts")
def facts(review: Reviewing, request: Request) -> HTMLResponse:
    held, asked = review.cache.state(), read_filter(request.query_params)
    return review.page(request, "facts.html", facts_context(review, held, asked))


@routes.get("/fact/{fact_id}")
def fact(review: Reviewing, request: Request, fact_id: str) -> HTMLResponse:
    return review.page(request, "fact.html", fact_context(review, fact_id, read_filter(request.query_params)))


@routes.post("/fact/{fact_id}/accept")
def accept(review: Reviewing, request: Request, sent: Sent, fact_id: str) -> Response:
    """In a list the answer is the row as it is now; on the fact's page the next fact of the view."""
    asked, in_list = read_filter(dict(parse_qsl(text_of(sent, "view")))), wants_row(request)
    _, following = fact_neighbours(review.cache.state(), fact_id, asked) if not in_list else (None, None)
    try:
        review.cache.decision_log.accept(
            fact_id,
            person=review.person_of(request),
            note=text_of(sent, "note"),
            based_on=text_of(sent, "based_on") or None,
        )
    except UnknownId:
        if in_list:
            return fact_row(review, request, fact_id, asked)
        raise
    except DecisionError as error:
        if in_list:
            return fact_row(review, request, fact_id, asked, str(error))
        return refused(review, request, "fact.html", fact_context(review, fact_id, asked), sent, error)
    if in_list:
        return fact_row(review, request, fact_id, asked)
    view = asked.query(page=1)
    if text_of(sent, "back") == "row":  # a list without scripts
        return RedirectResponse(f"/facts?{asked.query(page=asked.page)}", 303)
    return RedirectResponse(f"/fact/{quote(following or fact_id)}{'?' if view else ''}{view}", 303)


@routes.post("/facts/accept")
def accept_view(review: Reviewing, request: Request, sent: Sent) -> Response:
    """Accepts what of a view waits for nothing else, for one reason; nothing where anything changed meanwhile."""
    held, asked = review.cache.state(), read_filter(dict(parse_qsl(text_of(sent, "view"))))
    chosen = ready_facts(held, asked)
    try:
        if text_of(sent, "based_on") != view_token(held):
            raise StaleDecisionError(["a run or a decision came in between; look at the view again"])
        if len(chosen) > MOST_AT_ONCE:
            raise DecisionError(f"{len(chosen):,} facts are more than one reason covers; narrow the view")
        if not text_of(sent, "note"):
            raise DecisionError("accepting a whole view needs a reason, such as the source that you checked")
        review.cache.decision_log.accept_all(chosen, person=review.person_of(request), note=text_of(sent, "note"))
    except DecisionError as error:
        return refused(review, request, "facts.html", facts_context(review, review.cache.state(), asked), sent, error)
    return RedirectResponse(f"/facts?{asked.query(page=1)}", 303)
