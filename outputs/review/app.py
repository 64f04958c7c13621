"""The review application: its routes behind the guard, and what it answers when something is not there."""

from __future__ import annotations

import getpass
import secrets
import threading

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from outputs.review.cache import ReviewCache
from outputs.review.context import STATIC, Review, review_of, warm_templates
from outputs.review.correcting import warm_words
from outputs.review.guard import Guard, csrf_token
from outputs.review.openapi import openapi_of
from outputs.review.routes import (
    actions,
    adding,
    alike,
    auditing,
    changes,
    details,
    evidence,
    facts,
    grouping,
    json_pages,
    lists,
    regions,
)
from pipeline.ledger import Ledger, UnknownId


def new_token() -> str:
    """A secret for one session of the application: 256 random bits."""
    return secrets.token_urlsafe(32)


def create_app(ledger: Ledger, token: str, *, person: str | None = None, cookie: str = "factledger") -> FastAPI:
    """The application over a ledger, for those who have the token.

    `person` is who decides where the browser names nobody; the login name unless given.
    """
    warming = threading.Thread(target=warm_words)  # beside the reading of the ledger
    warming.start()
    warm_templates()
    app = FastAPI(title="Factledger", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.openapi = lambda: openapi_of(app)  # type: ignore[method-assign]  # as FastAPI asks for it
    app.state.review = Review(ReviewCache(ledger), csrf_token(token), person or getpass.getuser())
    app.add_middleware(Guard, token=token, cookie=cookie)
    app.mount("/static", StaticFiles(directory=STATIC[0], packages=[("outputs.plots", "static")]), name="static")
    for part in (
        json_pages,
        lists,
        facts,
        grouping,
        adding,
        regions,
        alike,
        changes,
        details,
        actions,
        auditing,
        evidence,
    ):
        app.include_router(part.routes)
    warming.join()
    app.add_exception_handler(HTTPException, _said_no)
    app.add_exception_handler(404, _not_found)
    app.add_exception_handler(UnknownId, _not_found)
    return app


def _said_no(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error_page(request, error.status_code, str(error.detail))


def _not_found(request: Request, error: Exception) -> Response:
    reason = str(error.detail) if isinstance(error, HTTPException) else str(error)
    return _error_page(request, 404, "There is nothing at this address." if reason == "Not Found" else reason)


def _error_page(request: Request, status: int, reason: str) -> Response:
    title = {403: "Not allowed", 404: "Not found", 413: "Too large"}.get(status, "Nothing was changed")
    context = {"status": status, "title": title, "reason": reason, "back": "/"}
    return review_of(request).page(request, "error.html", context, status)
