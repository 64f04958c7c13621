"""A claim that was missed in a PDF: a region of a page's picture, whose words fill the form of a new claim."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from outputs.review.context import Review, Reviewing
from outputs.review.regions import selected_in
from outputs.review.routes.evidence import KEEP, bytes_of
from pipeline.documents.errors import DocumentError
from pipeline.ledger import StoredDocument
from pipeline.records.model import Box

_SIDES = ("left", "top", "right", "bottom")

routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@routes.get("/document/{doc}/page/{page}.png")
def picture(review: Reviewing, doc: str, page: int) -> Response:
    from pipeline.documents.pdf import render_page  # heavy

    stored = _pdf(review, doc)
    settings = review.cache.ledger.settings.documents.pdf
    try:
        drawn = render_page(bytes_of(review, stored.sha256), page, settings)
    except DocumentError as error:
        raise HTTPException(404, f"The page cannot be drawn: {error.reason}") from error
    return Response(drawn, media_type="image/png", headers={"Cache-Control": KEEP})


@routes.get("/document/{doc}/page/{page}")
def page_of_pdf(review: Reviewing, request: Request, doc: str, page: int) -> HTMLResponse:
    stored = _pdf(review, doc)
    pages = sorted({each.place.page for each in stored.reading.blocks if each.kept and each.place.page})
    if page not in pages:
        raise HTTPException(404, f"No text is kept of page {page}.")
    context: dict[str, Any] = {"doc": doc, "page": page, "pages": pages, "sides": _SIDES, "sha256": stored.sha256}
    return review.page(request, "page.html", context)


@routes.get("/document/{doc}/page/{page}/region")
def select(review: Reviewing, request: Request, doc: str, page: int) -> Response:
    """On to the form of a new claim with the words that stand in the region; it is given in hundredths of the page."""
    from pipeline.documents.pdf import words_in_region  # heavy

    stored = _pdf(review, doc)
    region = _region(request)
    settings = review.cache.ledger.settings.documents.pdf
    try:
        found = words_in_region(bytes_of(review, stored.sha256), page, region, settings)
    except DocumentError as error:
        raise HTTPException(422, f"The page cannot be read: {error.reason}") from error
    if not found.lines:
        raise HTTPException(422, "No words stand in this region; what is a picture there has to be read by OCR.")
    chosen = selected_in(stored.reading.blocks, page, found.box, found.lines)
    if chosen is None:
        told = " ".join(found.lines)[:120]
        raise HTTPException(
            422, f"No kept text of the document says \u201c{told}\u201d; select the figure and its words."
        )
    block, selected = chosen
    return RedirectResponse(f"/document/{quote(doc)}/add?{urlencode({'block': block.n, 'selected': selected})}", 303)


def _pdf(review: Review, doc: str) -> StoredDocument:
    claims = review.cache.ledger.claims.find(doc=doc)
    stored = review.document(doc, claims[0].document.snapshot if claims else None)
    if stored.reading.kind != "pdf":
        raise HTTPException(404, f"{doc} is no PDF; select the figure in its text.")
    return stored


def _region(request: Request) -> Box:
    try:
        left, top, right, bottom = (float(request.query_params.get(side, "")) / 100 for side in _SIDES)
    except ValueError:
        raise HTTPException(422, "Draw a region on the page, or give its four sides in hundredths.") from None
    if not all(map(math.isfinite, (left, top, right, bottom))) or not (
        0 <= left < right <= 1 and 0 <= top < bottom <= 1
    ):
        raise HTTPException(
            422, "The region's sides are hundredths of the page, left before right and top before bottom."
        )
    return left, top, right, bottom
