"""A claim that the reader missed: selected in its document, filled in as the grammars propose, written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, BackgroundTasks, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from outputs.decisions import DecisionError
from outputs.review.context import Review, Reviewing
from outputs.review.correcting import form_name
from outputs.review.evidence import excerpt
from outputs.review.proposing import NoFigureError, proposed_claim
from outputs.review.routes.actions import Sent, bring_up_to_date, refused, text_of
from outputs.review.routes.details import NOTHING_TYPED
from pipeline.ledger.corrections import CORRECTABLE, apply_corrections, parse_value
from pipeline.records.model import Claim

_LONGEST = 400

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/document/{doc}/add")
def ask(review: Reviewing, request: Request, doc: str, block: str = "", selected: str = "") -> HTMLResponse:
    return review.page(request, "add.html", _context(review, doc, block, selected))


@routes.post("/document/{doc}/add")
def add(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, doc: str) -> Response:
    context = _context(review, doc, text_of(sent, "block"), text_of(sent, "selected"))
    claim: Claim = context["claim"]
    try:
        entry = review.cache.decision_log.add(
            _as_written(claim, {name: text_of(sent, form_name(claim, name)) for name in CORRECTABLE}),
            person=review.person_of(request),
            note=text_of(sent, "note"),
            new_place=bool(text_of(sent, "new_place")),
        )
    except DecisionError as error:
        return refused(review, request, "add.html", context, sent, error)
    bring_up_to_date(review, "add", after)
    return RedirectResponse(f"/claim/{quote(entry.target)}", 303)


def _as_written(claim: Claim, typed: dict[str, str]) -> Claim:
    """The proposal with what stands in the form. Raises DecisionError for what a field does not take."""
    try:
        values = {name: parse_value(name, text) for name, text in typed.items()}
    except ValueError as error:
        raise DecisionError(str(error)) from error
    changed = {name: value for name, value in values.items() if value != getattr(claim, name)}
    return replace(apply_corrections(claim, changed), reading=claim.reading)


def _context(review: Review, doc: str, block: str, selected: str) -> dict[str, Any]:
    """The form for the selected words. Raises HTTPException where they hold no figure."""
    held = review.cache.state()
    beside = review.cache.ledger.claims.find(doc=doc)
    stored = review.document(doc, beside[0].document.snapshot if beside else None)
    n = int(block) if block.isdecimal() and len(block) < 9 else -1
    chosen = next((each for each in stored.reading.blocks if each.n == n and each.kept), None)
    if chosen is None or not selected.strip():
        raise HTTPException(422, "Select the figure in its document first, with the words that it counts.")
    try:
        claim = proposed_claim(doc, chosen, selected.strip()[:_LONGEST], beside, stored.context)
    except NoFigureError as error:
        raise HTTPException(422, str(error)) from error
    return {
        "doc": doc,
        "claim": claim,
        "excerpt": excerpt(claim, stored.reading.blocks),
        "already": next((each.id for each in beside if each.id == claim.id), None),
        "hidden": {"block": str(n), "selected": selected},
        "pick": review.pick_lists([doc], held),
        "back": f"/document/{quote(doc)}?{urlencode({'from': 0})}#b{n}",
        "refused": None,
        "typed": dict(NOTHING_TYPED),
    }
