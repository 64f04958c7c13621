"""A draft dropped into the application: what of its figures contradicts itself or the ledger. Nothing of it is kept."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from outputs.audit import Draft, Finding, audit, claims_beside, finding_to_row, read_drafts
from outputs.review.context import Review, Reviewing
from outputs.review.guard import is_same
from pipeline.documents.read import DocumentError, read_document
from pipeline.records.model import Problem

MOST_BYTES = 64 * 1024 * 1024
"""Of a draft with its form around it."""
_LONGEST_NAME = 120
_one_at_a_time = threading.Lock()

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


async def _dropped(review: Reviewing, request: Request) -> tuple[str, bytes]:
    """Name and bytes of the file in the form, when it carries the token that our own pages put there."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise HTTPException(413, f"A draft has at most {MOST_BYTES // 1024**2} MiB, and says how long it is.")
    async with request.form(max_files=1, max_fields=10) as sent:
        token, draft = sent.get("csrf", ""), sent.get("draft")
        if not isinstance(token, str) or not is_same(token, review.csrf):
            raise HTTPException(403, "This form did not come from one of Factledger's own pages; nothing was read.")
        if not isinstance(draft, UploadFile) or not draft.filename:
            raise HTTPException(422, "Choose a file first: a page, a PDF or a text.")
        return draft.filename[:_LONGEST_NAME], await draft.read()


Dropped = Annotated[tuple[str, bytes], Depends(_dropped)]


@routes.get("/audit")
def ask(review: Reviewing, request: Request) -> HTMLResponse:
    return review.page(request, "audit.html", {"name": "", "rows": None, "claims": 0, "fault": ""})


@routes.post("/audit")
def check(review: Reviewing, request: Request, dropped: Dropped) -> HTMLResponse:
    name, data = dropped
    try:
        with _one_at_a_time:
            draft, findings = _audited(review, name, data)
    except DocumentError as error:
        fault = _told(error.as_problem())
        return review.page(request, "audit.html", {"name": name, "rows": None, "claims": 0, "fault": fault}, 422)
    problem = draft.reading.problem
    context = {"name": name, "claims": len(draft.claims), "fault": _told(problem) if problem else ""}
    is_read = problem is None or problem.in_part
    rows = [finding_to_row(finding) for finding in findings] if is_read else None
    return review.page(request, "audit.html", context | {"rows": rows}, 200 if is_read else 422)


def _told(problem: Problem) -> str:
    return f"{problem.reason} {problem.remedy}"


def _audited(review: Review, name: str, data: bytes) -> tuple[Draft, list[Finding]]:
    """The draft, and what was found."""
    ledger = review.cache.ledger
    settings = replace(ledger.settings, compare=ledger.compare_settings())
    reading = read_document(data, settings.documents)
    today = date.today().isoformat()
    (draft,) = read_drafts([(name, reading)], settings, published=today, packs=ledger.lists.packs())
    return draft, audit([draft], claims_beside(ledger, draft.claims), settings)
