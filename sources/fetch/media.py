"""What a document is by its bytes: a page, a PDF, plain text, or nothing that can be read here."""

from __future__ import annotations

import codecs
import re

from sources.fetch.results import FetchError, MediaType

READABLE = "a web page, a PDF or plain text"
PDF_WITHIN = 1024
"""PDF readers accept the mark anywhere in the first 1,024 bytes."""
SNIFFED = 4096
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
NOISE = 0.01
"""The share of control characters from which bytes are no text in any encoding of the web."""
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h[1-6]|table|article|section|!--)\b", re.I)
MARKS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "a picture, sound or film"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
)
DATA_TYPES = ("application/json", "application/javascript", "text/javascript", "text/css", "image/svg+xml")
"""Text that is not prose."""


def media_type(data: bytes, declared: str | None, place: str) -> MediaType:
    """The type of a document; what the server declares only tells text from text. Raises FetchError."""
    if not data.strip():
        remedy = "Open the address in a browser; correct or remove the source if nothing is there."
        raise FetchError("empty", f"{place}: the document is empty", remedy)
    head = data[:SNIFFED]
    declared_type = (declared or "").partition(";")[0].strip().lower()
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "application/pdf"
    for mark, name in MARKS:
        if data.startswith(mark):
            raise _wrong_type(place, name)
    if head.startswith(WIDE_MARKS):
        head = head.decode("utf-16", errors="replace").encode()
    if len(CONTROLS.findall(head)) > NOISE * len(head):
        raise _wrong_type(place, "binary data")
    if declared_type in DATA_TYPES:
        raise _wrong_type(place, declared_type)
    if MARKUP.search(head) or declared_type in ("text/html", "application/xhtml+xml"):
        return "text/html"
    return "text/plain"


def _wrong_type(place: str, found: str) -> FetchError:
    remedy = "Give the address of the document itself, or keep a copy and name it with 'path:'."
    return FetchError("wrong_type", f"{place}: {found}, not {READABLE}", remedy)
