"""The list of facts, a row of it, and the page of one fact: what each shows."""

from __future__ import annotations

from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse

from outputs.facets import READY, least_confidence
from outputs.review.cache import FactRow, ReviewState
from outputs.review.context import Review
from outputs.review.filters import Filter, facts_shown
from outputs.review.routes.details import NOTHING_TYPED
from outputs.review.routes.lists import list_context, page_of, within
from pipeline.records.model import Fact, digest

MOST_AT_ONCE = 2_000
"""Facts that one reason accepts."""
_SERIES_AT_MOST = 200


def facts_context(review: Review, held: ReviewState, asked: Filter) -> dict[str, Any]:
    """A page of a view, the choices of each facet, and what the whole view can be accepted on."""
    found, choices = facts_shown(held, asked)
    asked, table = within(asked, found), held.index.fact_table
    shown = [table.facts[n] for n in page_of(found, asked)]
    return list_context(found, asked, choices) | {
        "rows": review.fact_rows(shown, held),
        "tokens": review.cache.decision_log.tokens(shown, held.in_force),
        "confidence": {fact.id: _confidence(held, fact) for fact in shown},
        "ready": dict(choices["vetted"]).get("ready", 0) if asked.vetted in ("", "no", "ready") else 0,
        "view_token": view_token(held),
        "most_at_once": MOST_AT_ONCE,
        "refused": None,
        "typed": dict(NOTHING_TYPED),
    }


def fact_row(review: Review, request: Request, fact_id: str, asked: Filter, refused: str = "") -> HTMLResponse:
    """One row of the list as it is now, with why nothing was recorded where that is so; a word in its place where the
    fact is gone."""
    held = review.cache.state()
    if fact_id not in held.index.facts:
        return review.page(request, "_fact_row.html", {"row": None}, 404)
    row = _row(review, held, fact_id)
    context = {
        "row": row,
        "tokens": review.cache.decision_log.tokens([row.fact], held.in_force),
        "confidence": {fact_id: _confidence(held, row.fact)},
        "asked": asked,
        "refusal": refused,
    }
    return review.page(request, "_fact_row.html", context)


def fact_context(review: Review, fact_id: str, asked: Filter) -> dict[str, Any]:
    """A fact's claims, its conflicts, its series over time, and where it stands in the view."""
    held = review.cache.state()
    row = _row(review, held, fact_id)
    views = review.views(row.fact.claims, held)
    old = [change.before_id for change in row.state.changes if change.before_id and change.before_id not in views]
    series = held.index.series(row.fact)[:_SERIES_AT_MOST]
    of_series = {claim for each in series for claim in each.claims[:_SERIES_AT_MOST]}
    in_series = review.cache.ledger.claims.find(ids=of_series)
    other = {claim: 2 for each in series if each.id != fact_id for claim in each.claims}
    viewer = review.viewer(in_series, held)
    earlier, later = fact_neighbours(held, fact_id, asked)
    return {
        "row": row,
        "fact": row.fact,
        "views": [views[claim] for claim in row.fact.claims if claim in views],
        "conflicts": [each for conflict in row.fact.conflicts if (each := held.conflict(conflict))],
        "series": [held.fact(each.id) for each in series if each.id != fact_id],
        "plot": viewer.history(in_series, other),
        "spread": viewer.spread([claim for claim in in_series if claim.id in views]),
        "old": {c.id: c for c in review.cache.ledger.claims.find(ids=old, stated=None)} if old else {},
        "token": review.cache.decision_log.token(fact_id, row.fact.claims),
        "accepted": next((e for e in row.state.decisions if e.decision == "accept"), None),
        "asked": asked,
        "earlier": earlier,
        "later": later,
        "refused": None,
        "typed": dict(NOTHING_TYPED),
    }


def ready_facts(held: ReviewState, asked: Filter) -> list[Fact]:
    """The facts of a view that wait for nothing but somebody who vouches for them."""
    table = held.index.fact_table
    facts = [table.facts[n] for n in facts_shown(held, asked)[0]]
    stand = ((fact, held.fact_states[fact.id]) for fact in facts)
    return [fact for fact, state in stand if state.status in READY and not state.vetted]


def fact_neighbours(held: ReviewState, fact_id: str, asked: Filter) -> tuple[str | None, str | None]:
    """The facts before and after one in a view; the first of the view where it is not in it any more."""
    table, (found, _) = held.index.fact_table, facts_shown(held, asked)
    try:
        at = found.index(table.places.get(fact_id, -1))
    except ValueError:
        return None, table.facts[found[0]].id if found else None
    earlier = table.facts[found[at - 1]].id if at else None
    return earlier, table.facts[found[at + 1]].id if at + 1 < len(found) else None


def view_token(held: ReviewState) -> str:
    """What a whole view was looked at on: it changes with every run and every entry of the log."""
    return digest(held.marks.reconciled, held.marks.run, held.marks.decision)


def _row(review: Review, held: ReviewState, fact_id: str) -> FactRow:
    fact = held.index.facts.get(fact_id)
    if fact is None:
        raise HTTPException(404, f"There is no fact {fact_id} in this ledger; a later run may have grouped it anew.")
    return review.fact_rows([fact], held)[0]


def _confidence(held: ReviewState, fact: Fact) -> float:
    return least_confidence(fact, lambda claim: held.index.confidence.get(claim, 0.0))
