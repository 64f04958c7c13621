"""Claims of a source that were misread as one was that a person corrected: looked through, and corrected alike."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, BackgroundTasks, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from outputs.decisions import DecisionError, StaleDecisionError
from outputs.decisions.alike import misread_alike
from outputs.review.context import Review, Reviewing
from outputs.review.routes.actions import Sent, bring_up_to_date, refused, text_of
from outputs.review.routes.details import NOTHING_TYPED
from pipeline.records.model import digest

_MOST = 400
"""Claims that one page lists; those after them are found when these are corrected."""

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/log/{entry_id}/alike")
def look(review: Reviewing, request: Request, entry_id: str) -> HTMLResponse:
    return review.page(request, "alike.html", _context(review, entry_id))


@routes.post("/log/{entry_id}/alike")
def correct_alike(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, entry_id: str) -> Response:
    """Corrects those that are ticked for one reason, as one entry; nothing where the list is not what was looked at."""
    context = _context(review, entry_id)
    ticked = [str(claim) for claim in sent.getlist("claims")]
    try:
        if text_of(sent, "listed") != context["listed"]:
            raise StaleDecisionError(["other claims are read alike now than were listed; look through them again"])
        if not ticked:
            raise DecisionError("tick the claims that were misread alike")
        if not text_of(sent, "note"):
            raise DecisionError("correcting several claims at once needs a reason, such as the table that they are of")
        first, *others = ticked
        entry = review.cache.decision_log.correct(
            first,
            "misread",
            person=review.person_of(request),
            note=text_of(sent, "note"),
            corrections=context["entry"].corrections,
            new_place=True,
            alike=others,
        )
    except DecisionError as error:
        return refused(review, request, "alike.html", context, sent, error)
    bring_up_to_date(review, entry.decision, after)
    return RedirectResponse(f"/claim/{quote(first)}", 303)


def _context(review: Review, entry_id: str) -> dict[str, Any]:
    """The correction, and the claims that it may be right for too. Raises HTTPException where none can be sought."""
    held = review.cache.state()
    entry = next((each for each in held.in_force.entries if each.id == entry_id), None)
    if entry is None or entry.decision != "misread" or entry_id in held.in_force.undone_by:
        raise HTTPException(404, f"There is no correction {entry_id} in force.")
    log = review.cache.decision_log
    try:
        found = misread_alike(review.cache.ledger, log, entry.claims[0], entry.corrections)
    except DecisionError as error:
        raise HTTPException(422, f"{error}.") from error
    views = review.views([claim.id for claim in found[:_MOST]], held)
    return {
        "entry": entry,
        "corrected": review.views(entry.claims[:1], held).get(entry.claims[0]),
        "views": [views[claim.id] for claim in found[:_MOST]],
        "found": len(found),
        "listed": digest(*(f"{claim.id} {claim.evidence()}" for claim in found)),
        "refused": None,
        "typed": dict(NOTHING_TYPED),
    }
