"""What changed since a person last looked, and how two versions of a document differ."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from outputs.changes import Changes, Looked, changed_facts, changes_since, looked_now
from outputs.differences import claims_side_by_side, text_differences
from outputs.review.context import Review, Reviewing, keep_in_browser
from outputs.review.routes.actions import Sent
from outputs.review.routes.lists import with_sides
from pipeline.ledger import UnknownId

_COOKIE = "factledger_looked"
_SHOWN = 60

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/changes")
def changes(review: Reviewing, request: Request) -> HTMLResponse:
    """Since this person last looked, or since the run that the address names."""
    return review.page(request, "changes.html", changes_context(review, request))


def changes_context(review: Review, request: Request) -> dict[str, Any]:
    held, person = review.cache.state(), review.person_of(request)
    asked = _asked_for(review, request)
    looked = asked or _looked(request, person)
    found = changes_since(review.cache.ledger, looked, held.index.facts_of_claim) if looked.run else Changes((), ())
    new = [line for line in held.waiting if line.run > looked.run]
    entries = held.in_force.entries[looked.entry :]
    return {
        "looked": looked,
        "since_run": asked is not None,
        "new": with_sides(review, held, new[:_SHOWN]),
        "new_count": len(new),
        "reopened": with_sides(review, held, held.reopened_conflicts[:_SHOWN]),
        "reopened_facts": [row for fact in held.reopened_facts if (row := held.fact(fact))][:_SHOWN],
        "changes": found,
        "facts": [held.fact(fact.id) for fact in changed_facts(found, held.index.facts)],
        "others": [entry for entry in reversed(entries) if entry.person != person][:_SHOWN],
        "shown": _SHOWN,
        "runs": [run for run in reversed(review.cache.ledger.runs.all()) if run.finished_at][:30],
        "publishers": held.index.publishers,
        "by_id": held.entries,
        "snapshot": held,
    }


@routes.post("/changes/looked")
def looked(review: Reviewing, request: Request, sent: Sent) -> Response:
    """From here on only what comes later is news to this person."""
    now = looked_now(review.cache.ledger, len(review.cache.state().in_force.entries))
    answer = RedirectResponse("/changes", 303)
    keep_in_browser(answer, _COOKIE, f"{now.run}|{now.at}|{now.entry}|{review.person_of(request)}")
    return answer


@routes.get("/document/{doc}/versions")
def versions(review: Reviewing, request: Request, doc: str) -> HTMLResponse:
    return review.page(request, "versions.html", versions_context(review, request, doc))


def versions_context(review: Review, request: Request, doc: str) -> dict[str, Any]:
    """Two versions of a document side by side: the last two, or those that the address names."""
    ledger = review.cache.ledger
    stored = ledger.documents.get(doc)
    readable = [version for version in stored.versions if version.fault is None]
    if len(readable) < 2:
        raise HTTPException(404, f"There is only one version of {doc} that could be read.")
    asked = request.query_params
    older = _version(asked.get("from", ""), readable[-2].id)
    newer = _version(asked.get("to", ""), readable[-1].id)
    if not {older, newer} <= {version.id for version in readable}:
        raise UnknownId(f"document {doc!r} has no such version")
    before, after = (ledger.documents.reading_of(doc, version) for version in (older, newer))
    return {
        "doc": doc,
        "stored": stored,
        "versions": readable,
        "older": older,
        "newer": newer,
        "passages": text_differences(*([b.text for b in each.blocks if b.kept] for each in (before, after))),
        "claims": claims_side_by_side(*(ledger.claims.stated_by(doc, version) for version in (older, newer))),
        "facts_of_claim": review.cache.state().index.facts_of_claim,
    }


def _version(asked: str, otherwise: int) -> int:
    return int(asked) if asked.isdecimal() and len(asked) < 9 else otherwise


def _asked_for(review: Review, request: Request) -> Looked | None:
    """Up to the run that the address names; None where it names none."""
    asked = request.query_params.get("since", "")
    if not asked:
        return None
    run = review.cache.ledger.runs.get(_version(asked, 0))
    at = run.finished_at or run.started_at
    entries = review.cache.state().in_force.entries
    return Looked(run.id, at, sum(entry.at <= at for entry in entries))


def _looked(request: Request, person: str) -> Looked:
    """What the browser keeps of this person; of one who never looked, the ledger's beginning."""
    run, at, entry, *who = [*unquote(request.cookies.get(_COOKIE, "")).split("|", 3), "", "", "", ""][:4]
    if who == [person] and run.isdecimal() and entry.isdecimal() and len(run) < 12 and len(entry) < 12:
        return Looked(int(run), at, int(entry))
    return Looked(0, "", 0)
