"""Documents of any kind to a reading: which reader it takes is told by the bytes, never by a name."""

from __future__ import annotations

from dataclasses import replace

from pipeline.documents.boilerplate import line_cue
from pipeline.documents.errors import DocumentError
from pipeline.documents.html.decode import decode
from pipeline.documents.language import in_english
from pipeline.documents.printable import printable
from pipeline.documents.wrapped import Unwrapped, unwrapped
from pipeline.records.model import Block, Problem, Reading, Stated
from pipeline.records.settings import DocumentSettings
from sources.media_types import EMPTY, FEED, READABLE, MediaType, sniffed

__all__ = ["DocumentError", "read_document"]


def read_document(
    data: bytes, settings: DocumentSettings, *, url: str | None = None, charset: str | None = None
) -> Reading:
    """The blocks of a document of any kind that is read here, without control characters. `charset` is what an HTTP
    header said.

    The reading has a `problem` where the bytes are not, or not wholly, the document that was asked for. Raises
    DocumentError (a kind, a reason and a remedy) for anything else, and for what cannot be read.
    """
    document = unwrapped(data, settings.archive, url=url, charset=charset)
    reading = _with_letter(printable(_read(document.data, settings, document.url, document.charset)), document)
    if reading.problem is None and not any(block.kept for block in reading.blocks):
        return replace(reading, problem=_NO_TEXT)
    return reading


_NO_TEXT = Problem(
    "no_text",
    "Nothing in the document was taken for its text.",
    "See `factledger read --show blocks`; give the address of a page that holds the text, or remove the source.",
)


WORD: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEETS: frozenset[MediaType] = frozenset(
    {
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)


def _read(data: bytes, settings: DocumentSettings, url: str | None, charset: str | None) -> Reading:
    found = sniffed(data)
    if found == EMPTY:
        raise DocumentError("empty", "the document is empty", "check the address or the file")
    if found.media_type == FEED:
        raise DocumentError("feed", "the bytes are a feed or sitemap", "name it with 'feed:' in a source list")
    if found.media_type is None:
        raise DocumentError("not_a_document", f"the bytes are {found.what}", f"give {READABLE}")
    if found.media_type == "application/pdf":
        from pipeline.documents.pdf import read_pdf  # PDFium is loaded for PDFs only

        reading = read_pdf(data, settings.pdf)
        judged = replace(reading, blocks=tuple(map(_judged, reading.blocks)))
        return judged if judged.problem else in_english(judged)
    limit = settings.html.max_bytes
    if len(data) > limit:
        raise DocumentError(
            "too_large",
            f"the document has {len(data):,} bytes",
            f"at most {limit:,} are read (documents.html.max_bytes)",
        )
    if found.media_type == WORD:
        from pipeline.documents.docx import read_docx

        return in_english(read_docx(data, settings))
    if found.media_type in SHEETS:
        from pipeline.documents.sheets import read_sheets

        return in_english(read_sheets(data, found.media_type, settings, charset=charset))
    if found.media_type == "text/html":
        from pipeline.documents.html import read_html

        return read_html(data, settings.html, url=url, charset=charset)
    from pipeline.documents.text import read_text

    return read_text(decode(data, charset))


def _with_letter(reading: Reading, document: Unwrapped) -> Reading:
    """The reading of an e-mail with its subject and day, where its page says nothing of the kind."""
    said = reading.metadata
    subject = Stated(document.subject, "e-mail") if document.subject else None
    sent = Stated(document.sent, "e-mail") if document.sent else None
    return replace(reading, metadata=replace(said, title=said.title or subject, published=said.published or sent))


def _judged(block: Block) -> Block:
    """A PDF's block, dropped where its words are an appeal, a form, a contact: a leaflet has those too, and no mark-up
    that tells them."""
    cue = line_cue(block.text) if block.kept and block.kind in {"paragraph", "list_item"} else None
    return block if cue is None else replace(block, kept=False, label=cue.label, why=cue.rule)
