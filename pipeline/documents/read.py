"""Documents of any kind to a reading: which reader it takes is told by the bytes, never by a name."""

from __future__ import annotations

from dataclasses import replace

from pipeline.documents.boilerplate import line_cue
from pipeline.documents.errors import DocumentError
from pipeline.documents.html.decode import decode
from pipeline.records.model import Block, Reading
from pipeline.records.settings import DocumentSettings
from sources.media_types import EMPTY, READABLE, sniffed

__all__ = ["DocumentError", "read_document"]


def read_document(
    data: bytes, settings: DocumentSettings, *, url: str | None = None, charset: str | None = None
) -> Reading:
    """The blocks of a page, a PDF or a plain text. `charset` is what an HTTP header said.

    Raises DocumentError (a kind, a reason and a remedy) for anything else, and for what cannot be read.
    """
    found = sniffed(data)
    if found == EMPTY:
        raise DocumentError("empty", "the document is empty", "check the address or the file")
    if found.media_type is None:
        raise DocumentError("not_a_document", f"the bytes are {found.what}", f"give {READABLE}")
    if found.media_type == "application/pdf":
        from pipeline.documents.pdf import read_pdf  # PDFium is loaded for PDFs only

        reading = read_pdf(data, settings.pdf)
        return replace(reading, blocks=tuple(map(_judged, reading.blocks)))
    limit = settings.html.max_bytes
    if len(data) > limit:
        raise DocumentError(
            "too_large",
            f"the document has {len(data):,} bytes",
            f"at most {limit:,} are read (documents.html.max_bytes)",
        )
    if found.media_type == "text/html":
        from pipeline.documents.html import read_html

        return read_html(data, settings.html, url=url, charset=charset)
    from pipeline.documents.text import read_text

    return read_text(decode(data, charset))


def _judged(block: Block) -> Block:
    """A PDF's block, dropped where its words are an appeal, a form, a contact: a leaflet has those too, and no mark-up
    that tells them."""
    cue = line_cue(block.text) if block.kept and block.kind in {"paragraph", "list_item"} else None
    return block if cue is None else replace(block, kept=False, label=cue.label, why=cue.rule)
