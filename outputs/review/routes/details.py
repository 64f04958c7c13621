"""Pages about one thing: a conflict, a claim, a source's document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from outputs.decisions import conflict_state
from outputs.review.cache import ReviewState
from outputs.review.context import Review, Reviewing
from outputs.review.evidence import block_pieces
from outputs.review.filters import Filter, conflicts_shown, order_of, read_filter
from outputs.review.index import ConflictLine
from outputs.review.views import readings, sides_of
from pipeline.ledger import StoredDocument, UnknownId
from pipeline.records.model import Claim

NOTHING_TYPED = dict.fromkeys(("decision", "side", "differs", "usual", "misread", "new_place", "note"), "")
_BLOCKS_PER_PAGE = 150
_FORMS_A_SIDE = 6

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/conflict/{conflict_id}")
def conflict(review: Reviewing, request: Request, conflict_id: str) -> HTMLResponse:
    return review.page(request, "conflict.html", conflict_context(review, conflict_id, request.query_params))


@routes.get("/claim/{claim_id}")
def claim(review: Reviewing, request: Request, claim_id: str) -> HTMLResponse:
    return review.page(request, "claim.html", claim_context(review, claim_id))


@routes.get("/document/{doc}")
def document(review: Reviewing, request: Request, doc: str) -> HTMLResponse:
    return review.page(request, "document.html", document_context(review, doc, request.query_params))


def conflict_context(review: Review, conflict_id: str, params: Mapping[str, str]) -> dict[str, Any]:
    """What the page of a conflict shows, in the view (filter) that the analyst is going through."""
    held, asked = review.cache.state(), read_filter(params)
    row = held.conflict(conflict_id)
    conflict = row.conflict if row else review.cache.ledger.conflicts.get(conflict_id)
    members = [claim for side in conflict.sides for claim in side]
    views = review.views(members, held)
    stated = {claim: view.claim for claim, view in views.items()}
    state = row.state if row else conflict_state(conflict, stated, held.in_force)
    sides = sides_of(conflict, views)
    gone = [change.before_id for change in state.changes if change.before_id and change.before_id not in views]
    in_view = conflicts_shown(held, asked)
    earlier, later = neighbours(in_view, row.line if row else None, asked)
    done = params.get("done")
    return {
        "conflict": conflict,
        "row": row,
        "state": state,
        "sides": sides,
        "facts": [each for fact in conflict.facts if (each := held.fact(fact))],
        "plot": review.viewer(stated.values(), held).line(sides),
        "rows": readings([side.claims[0] for side in sides if side.claims]),
        "shown_sides": [side for side in sides if side.claims],
        "old": {c.id: c for c in review.cache.ledger.claims.find(ids=gone, stated=None)} if gone else {},
        "entries": [entry for entry in held.in_force.entries if entry.target == conflict_id],
        "in_force": held.in_force,
        "token": review.cache.decision_log.token(conflict_id, members),
        "pick": review.pick_lists(dict.fromkeys(claim.doc for claim in stated.values()), held),
        "most_forms": _FORMS_A_SIDE,
        "asked": asked,
        "earlier": earlier,
        "later": later,
        "left": len(in_view),
        "done": next((e for e in reversed(held.in_force.entries) if e.id == done), None) if done else None,
        "refused": None,
        "typed": dict(NOTHING_TYPED),
    }


def claim_context(review: Review, claim_id: str) -> dict[str, Any]:
    """What the page of a claim shows: its place, its reading and how that changed, where it counts."""
    held = review.cache.state()
    found = review.cache.ledger.claims.get(claim_id)
    view = review.viewer([found], held).claim(found, review.blocks_of(found))
    return {
        "view": view,
        "gone": review.cache.ledger.claims.withdrawn([claim_id]).get(claim_id),
        "rows": readings([view]),
        "facts": held.facts_of(claim_id),
        "conflicts": held.conflicts_of(claim_id),
        "earlier": review.cache.ledger.claims.history(claim_id),
        "entries": held.in_force.by_claim.get(claim_id, ()),
        "token": review.cache.decision_log.token(claim_id, [claim_id]),
        "pick": review.pick_lists([found.doc], held),
        "refused": None,
        "typed": dict(NOTHING_TYPED),
    }


def document_context(review: Review, doc: str, params: Mapping[str, str]) -> dict[str, Any]:
    """What the page of a source shows: how it fares, and its kept text with the figures of its claims marked."""
    held = review.cache.state()
    source = next((each for each in held.index.sources if each.id == doc), None)
    if source is None:
        raise HTTPException(404, f"There is no source {doc} in this ledger.")
    claims = review.cache.ledger.claims.find(doc=doc)
    stored = _stored(review, doc, claims)
    blocks = [block for block in stored.reading.blocks if block.kept] if stored else []
    by_block: dict[int, list[Claim]] = {}
    for each in claims:
        if each.locator is not None:
            by_block.setdefault(each.locator.block, []).append(each)
    here = next((c.locator.block for c in claims if c.locator is not None and c.id == params.get("claim")), None)
    first = _first_block(params.get("from", "0"), [block.n for block in blocks], here)
    shown = blocks[first : first + _BLOCKS_PER_PAGE]
    return {
        "source": source,
        "doc": stored,
        "claims": claims,
        "blocks": [(block, block_pieces(block, by_block.get(block.n, []))) for block in shown],
        "of": len(blocks),
        "first": first,
        "per_page": _BLOCKS_PER_PAGE,
        "here": here,
        "disputed": {each.id for each in claims if _is_disputed(held, each.id)},
    }


def neighbours(
    in_view: Sequence[ConflictLine], line: ConflictLine | None, asked: Filter
) -> tuple[str | None, str | None]:
    """The conflicts of a view before and after one; round the corner where it is the first or last, or is no more."""
    others = [each for each in in_view if each is not line]
    if not others:
        return None, None
    order = order_of(asked)
    at = bisect_left(others, order(line), key=order) if line else 0
    return others[at - 1].conflict.id, others[at % len(others)].conflict.id


def _first_block(asked: str, numbers: list[int], here: int | None) -> int:
    if here is not None and here in numbers:
        return numbers.index(here) // _BLOCKS_PER_PAGE * _BLOCKS_PER_PAGE
    at = int(asked) if asked.isdecimal() and len(asked) < 9 else 0
    return min(at, max(len(numbers) - 1, 0)) // _BLOCKS_PER_PAGE * _BLOCKS_PER_PAGE


def _stored(review: Review, doc: str, claims: Sequence[Claim]) -> StoredDocument | None:
    """The document, also one in which no claim was found; None where nothing was read."""
    try:
        return review.document(doc, claims[0].document.snapshot if claims else None)
    except UnknownId:
        return None


def _is_disputed(held: ReviewState, claim: str) -> bool:
    return any(row.state.status in ("open", "reopened") for row in held.conflicts_of(claim))
