"""Documents that come wrapped: compressed by gzip, saved by a browser (MHTML), sent by e-mail, or kept by an archive
(WARC)."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime

from pipeline.documents.archive import malformed
from pipeline.documents.dates import possible_date
from pipeline.documents.errors import DocumentError
from pipeline.records.settings import ArchiveSettings
from sources.media_types import MediaType, charset_of, sniffed

_DEEPEST = 3
"""Wrappings within wrappings that are taken off: a WARC file in gzip is two."""
_MOST_RECORDS = 1_000
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The document itself; its address and character set, and of an e-mail its subject and day, where the wrapping
    names them."""

    data: bytes
    url: str | None
    charset: str | None
    subject: str | None = None
    sent: str | None = None


def unwrapped(data: bytes, settings: ArchiveSettings, *, url: str | None, charset: str | None) -> Unwrapped:
    """The document in its wrappings, or as it is. Raises DocumentError: too_large, malformed, not_a_document."""
    document = Unwrapped(data, url, charset)
    for _ in range(_DEEPEST):
        media_type: MediaType | None = sniffed(document.data).media_type
        if media_type == "application/gzip":
            document = Unwrapped(_decompressed(document.data, settings), document.url, document.charset)
        elif media_type == "multipart/related":
            document = _saved_page(document)
        elif media_type == "application/warc":
            document = _archived(document, settings)
        else:
            return document
    raise DocumentError("not_a_document", "the document is wrapped too many times", "give the document itself")


def _decompressed(data: bytes, settings: ArchiveSettings) -> bytes:
    """The bytes of all members of a gzip file, one after the other."""
    unpacked = bytearray()
    while data:
        inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            unpacked += inflater.decompress(data, settings.max_bytes + 1 - len(unpacked))
        except zlib.error as error:
            raise malformed(str(error)) from error
        if len(unpacked) > settings.max_bytes:
            raise _too_large(settings)
        if not inflater.eof:
            raise malformed("its compressed data is cut short")
        data = inflater.unused_data
    return bytes(unpacked)


def _saved_page(document: Unwrapped) -> Unwrapped:
    """The page of an MHTML file or an e-mail: the part that it names as its own, else the first page, else text."""
    message = message_from_bytes(document.data, policy=policy.default)
    parts = sorted(message.walk(), key=lambda part: not _is_root(part, message))
    for kinds in (_PAGES, frozenset({"text/plain"})):
        for part in parts:
            body = part.get_payload(decode=True) if part.get_content_type() in kinds else None
            if isinstance(body, bytes) and body.strip():
                address = part.get("Content-Location") or document.url
                return Unwrapped(body, str(address) if address else None, part.get_content_charset(), *_letter(message))
    raise DocumentError("not_a_document", "the saved page holds no page", "save it again, as one file")


def _is_root(part: Message, message: Message) -> bool:
    """Whether a saved page is this part; the others are its frames."""
    named = str(message.get_param("start") or "")
    at = message.get("Snapshot-Content-Location")
    return bool(named and part.get("Content-ID") == named) or (at is not None and part.get("Content-Location") == at)


def _letter(message: Message) -> tuple[str | None, str | None]:
    """Subject and day of an e-mail; a page's file has the day on which it was saved."""
    if not any(message.get(name) for name in ("To", "Received", "Message-ID")):
        return None, None
    try:
        written = parsedate_to_datetime(str(message.get("Date", "")))
        sent = possible_date(written.year, written.month, written.day)
    except (ValueError, OverflowError):
        sent = None
    return " ".join(str(message.get("Subject", "")).split()) or None, sent


def _archived(document: Unwrapped, settings: ArchiveSettings) -> Unwrapped:
    """The document of a WARC file: the answer of the address, else the first that is one; a text, as a site's rules for
    robots are, where there is nothing else."""
    from warcio.archiveiterator import ArchiveIterator  # few documents come so
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    # AttributeError is what warcio raises for a record that leaves its address out
    broken = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError, EOFError, ValueError, zlib.error)
    found: Unwrapped | None = None
    is_text = False
    try:
        for count, record in enumerate(ArchiveIterator(io.BytesIO(document.data))):
            if count == _MOST_RECORDS:
                break
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            if record.rec_type not in {"response", "resource"} or status != "200":
                continue
            body = record.content_stream().read(settings.max_bytes + 1)
            if len(body) > settings.max_bytes:
                raise _too_large(settings)
            headers = record.http_headers or record.rec_headers
            media_type = sniffed(body, headers.get_header("Content-Type")).media_type
            if media_type is None:
                continue
            address = record.rec_headers.get_header("WARC-Target-URI")
            held = Unwrapped(body, address, charset_of(headers.headers))
            if address == document.url:
                return held
            if found is None or (is_text and media_type != "text/plain"):
                found, is_text = held, media_type == "text/plain"
    except broken as error:
        raise malformed(str(error)) from error
    if found is None:
        raise DocumentError("not_a_document", "the archive holds no document", "give one that holds the page's answer")
    return found


def _too_large(settings: ArchiveSettings) -> DocumentError:
    allowed = f"at most {settings.max_bytes:,} bytes are read (documents.archive.max_bytes)"
    return DocumentError("too_large", f"the document unpacks to more than {settings.max_bytes:,} bytes", allowed)
