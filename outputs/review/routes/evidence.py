"""Where a claim stands: the region of a PDF's page as a picture, and the bytes that were read."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from outputs.review.context import Review, Reviewing
from pipeline.documents.errors import DocumentError
from sources.media_types import sniffed
from sources.snapshots import SnapshotError

_BYTES_POLICY = "default-src 'none'; sandbox"
_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
KEEP = "private, max-age=86400, immutable"

routes = APIRouter(include_in_schema=False)


@routes.get("/claim/{claim_id}/crop.png")
def crop(review: Reviewing, claim_id: str) -> Response:
    """The claim's place on its page, with what is around it."""
    from pipeline.documents.pdf import render_crop  # heavy

    claim = review.cache.ledger.claims.get(claim_id)
    place, snapshot = claim.locator, claim.document.snapshot
    if place is None or place.page is None or place.box is None or snapshot is None:
        raise HTTPException(404, "This claim has no place on a page.")
    data = bytes_of(review, snapshot)
    try:
        picture = render_crop(data, place.page, place.box, claim.quote, review.cache.ledger.settings.documents.pdf)
    except DocumentError as error:
        raise HTTPException(404, f"The page cannot be drawn: {error.reason}") from error
    return Response(picture, media_type="image/png", headers={"Cache-Control": KEEP})


@routes.get("/snapshot/{sha256}")
def snapshot(review: Reviewing, sha256: str) -> Response:
    """The bytes as they were fetched: a PDF as it is, anything else as plain text, which no browser runs."""
    data = bytes_of(review, sha256)
    if sniffed(data).media_type == "application/pdf":
        return Response(data, media_type="application/pdf", headers={"Content-Security-Policy": _PDF_POLICY})
    headers = {"Content-Security-Policy": _BYTES_POLICY}
    return Response(data, media_type="text/plain; charset=utf-8", headers=headers)


def bytes_of(review: Review, sha256: str) -> bytes:
    """A snapshot's bytes. Raises HTTPException where it is not kept."""
    try:
        return review.cache.ledger.snapshots.get(sha256).data
    except (SnapshotError, ValueError) as error:  # not kept, or an address that is no digest
        raise HTTPException(404, "This snapshot is not kept; the source may have been forgotten.") from error
