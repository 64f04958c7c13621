"""What changes something: decide, undo, sign off, correct, and one's own name."""

from __future__ import annotations

from typing import Annotated, Any, cast, get_args
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from outputs.decisions import DecisionError, StaleDecisionError
from outputs.decisions.entries import LONGEST
from outputs.review.context import PERSON_COOKIE, Review, Reviewing, keep_in_browser, on_one_line
from outputs.review.correcting import corrections_sent
from outputs.review.filters import conflicts_shown, read_filter
from outputs.review.guard import is_same
from outputs.review.routes.details import NOTHING_TYPED, claim_context, conflict_context, neighbours
from outputs.review.routes.fact_pages import fact_row
from pipeline.ledger import UnknownId
from pipeline.ledger.corrections import corrected
from pipeline.ledger.in_force import CORRECTING
from pipeline.ledger.refresh import refresh
from pipeline.records.model import REGROUPING, DecisionName

_AT_ONCE = 5_000
_MOST_FIELDS = 1_000

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


async def _form(review: Reviewing, request: Request) -> FormData:
    """The form, when it carries the token that our own pages put there."""
    sent = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    if not is_same(text_of(sent, "csrf"), review.csrf):
        raise HTTPException(403, "This form did not come from one of Factledger's own pages; nothing was changed.")
    return sent


Sent = Annotated[FormData, Depends(_form)]


@routes.post("/conflict/{conflict_id}/decide")
def decide(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, conflict_id: str) -> Response:
    asked = read_filter(dict(parse_qsl(text_of(sent, "view"))))
    held = review.cache.state()
    row = held.conflict(conflict_id)
    _, following = neighbours(conflicts_shown(held, asked), row.line if row else None, asked)
    decision = _decision(sent)
    try:
        entry = review.cache.decision_log.decide(
            conflict_id,
            decision,
            person=review.person_of(request),
            note=text_of(sent, "note"),
            based_on=text_of(sent, "based_on") or None,
            **_particulars(review, decision, sent),
        )
    except DecisionError as error:
        context = conflict_context(review, conflict_id, dict(parse_qsl(asked.query())))
        return refused(review, request, "conflict.html", context, sent, error)
    bring_up_to_date(review, decision, after)
    view = asked.query(page=1)
    return RedirectResponse(f"/conflict/{following or conflict_id}?{view}{'&' if view else ''}done={entry.id}", 303)


@routes.post("/claim/{claim_id}/correct")
def correct(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, claim_id: str) -> Response:
    decision = _decision(sent)
    try:
        review.cache.decision_log.correct(
            claim_id,
            decision,
            person=review.person_of(request),
            note=text_of(sent, "note"),
            corrections=_corrections(review, claim_id, sent) if decision == "misread" else (),
            new_place=bool(text_of(sent, "new_place")),
            based_on=text_of(sent, "based_on") or None,
        )
    except DecisionError as error:
        return refused(review, request, "claim.html", claim_context(review, claim_id), sent, error)
    bring_up_to_date(review, decision, after)
    return RedirectResponse(f"/claim/{quote(claim_id)}", 303)


@routes.post("/log/{entry_id}/undo")
def undo(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, entry_id: str) -> Response:
    return _about(review, request, sent, after, entry_id)


@routes.post("/log/{entry_id}/sign-off")
def sign_off(review: Reviewing, request: Request, sent: Sent, after: BackgroundTasks, entry_id: str) -> Response:
    return _about(review, request, sent, after, entry_id, signs=True)


@routes.post("/person")
def person(request: Request, sent: Sent) -> Response:
    answer = RedirectResponse("/", 303)
    keep_in_browser(answer, PERSON_COOKIE, on_one_line(text_of(sent, "person")))
    return answer


def _about(
    review: Review, request: Request, sent: FormData, after: BackgroundTasks, entry_id: str, signs: bool = False
) -> Response:
    """Undo or sign-off of an entry; back to what the entry is about, or to the log."""
    record = review.cache.decision_log.sign_off if signs else review.cache.decision_log.undo
    entry = next((e for e in review.cache.state().in_force.entries if e.id == entry_id), None)
    try:
        record(entry_id, person=review.person_of(request))
    except DecisionError as error:
        context = {"status": 409, "title": "Nothing was changed", "reason": str(error), "back": "/log"}
        return review.page(request, "error.html", context, 409)
    if entry is not None and not signs:
        bring_up_to_date(review, entry.decision, after)
    if wants_row(request) and entry is not None:
        return fact_row(review, request, entry.target, read_filter({}))
    if text_of(sent, "back") == "conflict" and entry is not None:
        return RedirectResponse(f"/conflict/{quote(entry.target)}", 303)
    return RedirectResponse("/log", 303)


def bring_up_to_date(review: Review, decision: DecisionName, after: BackgroundTasks) -> None:
    """A correction counts wherever the claim does, and a split or merge changes facts: at once on a small ledger, on a
    large one beside the pages."""
    if decision not in CORRECTING | REGROUPING | {"add"}:
        return
    if len(review.cache.state().index.claims) <= _AT_ONCE:
        refresh(review.cache.ledger)
    else:
        after.add_task(refresh, review.cache.ledger)


def refused(
    review: Review, request: Request, page: str, context: dict[str, Any], sent: FormData, error: DecisionError
) -> Response:
    """The page again as it is now, with why nothing was recorded and what had been typed."""
    context["refused"] = error
    context["typed"] = dict(NOTHING_TYPED) | {name: str(value)[:LONGEST] for name, value in sent.items()}
    return review.page(request, page, context, 409 if isinstance(error, StaleDecisionError) else 422)


def _decision(sent: FormData) -> DecisionName:
    word = text_of(sent, "decision")
    if word not in get_args(DecisionName):
        raise HTTPException(422, "Choose a decision first; nothing was recorded.")
    return cast(DecisionName, word)


def _corrections(review: Review, claim_id: str, sent: FormData) -> tuple[tuple[str, str], ...]:
    """What the form has otherwise than the claim as it counts now."""
    try:
        claim = review.cache.ledger.claims.get(claim_id)
    except UnknownId:
        return ()
    counted = corrected([claim], review.cache.state().in_force).claims or (claim,)
    return corrections_sent(counted[0], {name: text_of(sent, name) for name in sent})


def _particulars(review: Review, decision: DecisionName, sent: FormData) -> dict[str, Any]:
    """Of all that the form holds, what belongs to this decision."""
    match decision:
        case "right":
            side = text_of(sent, "side")
            return {"side": int(side) if side.isdecimal() and len(side) < 4 else None}
        case "both":
            return {"differs": text_of(sent, "differs") or text_of(sent, "usual")}
        case "misread":
            return {
                "claims": [claim] if (claim := text_of(sent, "misread")) else [],
                "corrections": _corrections(review, claim, sent),
                "new_place": bool(text_of(sent, "new_place")),
            }
        case "not_a_claim" | "outdated":
            return {"claims": [str(claim) for claim in sent.getlist("claims")]}
    return {}


def wants_row(request: Request) -> bool:
    """Whether a row of a list asks, by script, for itself as it is now."""
    return request.headers.get("hx-target", "").startswith("f-")


def text_of(sent: FormData, name: str) -> str:
    """A field of a form; empty where it is not there."""
    value = sent.get(name, "")
    return value.strip()[:LONGEST] if isinstance(value, str) else ""
