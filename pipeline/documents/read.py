"""Documents of any kind to a reading: which reader it takes is told by the bytes, never by a name."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.documents.boilerplate import line_cue
from pipeline.documents.errors import DocumentError
from pipeline.documents.html.decode import decode
from pipeline.records.model import Block, Reading
from pipeline.records.settings import DocumentSettings

__all__ = ["DocumentError", "read_document"]

_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|span|table|article|section|main|h[1-6]|ul|ol|a\s|script|br)\b",
    re.I,
)
_SNIFFED = 8192
_BLANK = b"\xef\xbb\xbf\x00 \t\r\n\f"
_OTHER_KINDS = {
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "gzip-compressed data",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"RIFF": "a media file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"%!PS": "PostScript",
    b"{\\rtf": "a rich text document",
    b"BM": "a bitmap picture",
    b"7z\xbc\xaf": "a 7z archive",
    b"OggS": "a media file",
    b"\x00asm": "a program",
}


def read_document(
    data: bytes, settings: DocumentSettings, *, url: str | None = None, charset: str | None = None
) -> Reading:
    """The blocks of a page, a PDF or a plain text. `charset` is what an HTTP header said.

    Raises DocumentError (a kind, a reason and a remedy) for anything else, and for what cannot be read.
    """
    head = data[:1024].lstrip(_BLANK)
    if not head and not data.strip(_BLANK):
        raise DocumentError("empty", "the document is empty", "check the address or the file")
    if b"%PDF-" in data[:1024]:
        from pipeline.documents.pdf import read_pdf  # PDFium is loaded for PDFs only

        reading = read_pdf(data, settings.pdf)
        return replace(reading, blocks=tuple(map(_judged, reading.blocks)))
    for mark, what in _OTHER_KINDS.items():
        if head.startswith(mark) and not (mark in {b"BM", b"MZ"} and b"\x00" not in data[:512]):
            raise DocumentError("not_a_document", f"the bytes are {what}", "give a page, a PDF or a plain text")
    limit = settings.html.max_bytes
    if len(data) > limit:
        raise DocumentError(
            "too_large",
            f"the document has {len(data):,} bytes",
            f"at most {limit:,} are read (documents.html.max_bytes)",
        )
    text = decode(data[:_SNIFFED], charset)
    if _MARKUP.search(text):
        from pipeline.documents.html import read_html

        return read_html(data, settings.html, url=url, charset=charset)
    from pipeline.documents.text import read_text

    return read_text(decode(data, charset))


def _judged(block: Block) -> Block:
    """A PDF's block, dropped where its words are an appeal, a form, a contact: a leaflet has those too, and no mark-up
    that tells them."""
    cue = line_cue(block.text) if block.kept and block.kind in {"paragraph", "list_item"} else None
    return block if cue is None else replace(block, kept=False, label=cue.label, why=cue.rule)
