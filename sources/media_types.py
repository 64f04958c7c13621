"""What a document is by its bytes: a page, a PDF, a spreadsheet, plain text, or nothing that can be read here.

The one place that tells it, for fetching, reading and showing alike; media_types.yaml has the marks.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from sources.delimited import delimiter_of

MediaType = Literal[
    "text/html",
    "application/pdf",
    "text/plain",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/gzip",
    "application/feed+xml",
    "application/warc",
    "multipart/related",
]
FEED: MediaType = "application/feed+xml"
"""RSS, Atom and sitemaps alike; it names documents and is none."""
READABLE = "a web page, a PDF, a spreadsheet, a Word document or plain text"
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)
_BLANK = b"\x00 \t\r\n\f"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ZEROS_WITHIN = 512
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The media type, None where nothing here reads it; and in words what the bytes are: "a PNG picture"."""

    media_type: MediaType | None
    what: str


EMPTY = Sniffed(None, "nothing but white space")


def sniffed(data: bytes, declared: str | None = None) -> Sniffed:
    """What the bytes are; what a server `declared` (its Content-Type) only tells text from text."""
    known = _known()
    head = data[: known.markup_within].removeprefix(codecs.BOM_UTF8)
    if not head.strip(_BLANK) and not data.removeprefix(codecs.BOM_UTF8).strip(_BLANK):
        return EMPTY
    if known.pdf_mark in data[: known.pdf_within]:
        return Sniffed("application/pdf", "a PDF")
    if head.startswith(known.gzip_mark):
        return Sniffed("application/gzip", "a gzip archive")
    if head.lstrip(_BLANK).startswith(known.zip_mark):
        return _packed(data, known)
    for mark, what in known.marks:
        if head.lstrip(_BLANK).startswith(mark) or head.startswith(mark):
            return Sniffed(None, what)
    for mark, what in known.marks_with_zeros:
        if head.startswith(mark) and b"\x00" in head[:_ZEROS_WITHIN]:
            return Sniffed(None, what)
    return _text(utf8(head), (declared or "").partition(";")[0].strip().lower(), known)


def utf8(data: bytes) -> bytes:
    """UTF-16 as UTF-8, with or without its mark: there every other byte of most texts is zero."""
    if data.startswith(_WIDE_MARKS):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    even, odd = data[0:200:2], data[1:200:2]
    if odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.1 * len(even):
        return data.decode("utf-16-le", "replace").encode("utf-8", "replace")
    if even.count(0) > 0.8 * len(even) and odd.count(0) < 0.1 * len(odd):
        return data.decode("utf-16-be", "replace").encode("utf-8", "replace")
    return data


def charset_of(headers: Iterable[tuple[str, str]]) -> str | None:
    """The character set that a response's headers name for its text."""
    declared = next((value for name, value in headers if name.lower() == "content-type"), "")
    found = _CHARSET.search(declared)
    return found.group(1) if found else None


def _packed(data: bytes, known: _Known) -> Sniffed:
    """What a ZIP archive is by the part that only its kind has."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            first = archive.read("mimetype")[:_ZEROS_WITHIN].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return Sniffed(None, "a damaged ZIP archive")
    for media_type, part, what in known.packed:
        if part in names and (part != "content.xml" or first.startswith(media_type)):
            return Sniffed(media_type, what)
    return Sniffed(None, "a ZIP archive or an office document")


def _text(head: bytes, declared: str, known: _Known) -> Sniffed:
    if head.startswith(known.warc_mark):
        return Sniffed("application/warc", "a web archive")
    sample = head[: known.noise_within]
    if len(_CONTROLS.findall(sample)) > known.noise * len(sample):
        return Sniffed(None, "binary data")
    if known.saved.match(head):
        return Sniffed("multipart/related", "a saved web page or e-mail")
    if known.json.match(head):
        return Sniffed(None, "JSON, data for programs")
    if known.feed.match(head):
        return Sniffed(FEED, "a feed or sitemap")
    if declared in known.data_types:
        return Sniffed(None, declared)
    if declared in known.page_types or known.markup.search(head):
        return Sniffed("text/html", "a web page")
    if delimiter_of(_whole_lines(head)) is not None:
        return Sniffed("text/csv", "delimited data")
    return Sniffed("text/plain", "plain text")


def _whole_lines(head: bytes) -> str:
    """The text up to its last line end, as far as that can be told before its encoding is."""
    return (head[: head.rfind(b"\n")] if b"\n" in head else head).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Known:
    pdf_mark: bytes
    pdf_within: int
    marks: tuple[tuple[bytes, str], ...]
    marks_with_zeros: tuple[tuple[bytes, str], ...]
    gzip_mark: bytes
    zip_mark: bytes
    packed: tuple[tuple[MediaType, str, str], ...]
    warc_mark: bytes
    saved: re.Pattern[bytes]
    json: re.Pattern[bytes]
    feed: re.Pattern[bytes]
    markup: re.Pattern[bytes]
    markup_within: int
    noise: float
    noise_within: int
    data_types: frozenset[str]
    page_types: frozenset[str]


@cache
def _known() -> _Known:
    loaded: dict[str, Any] = yaml.safe_load(files("sources").joinpath("media_types.yaml").read_text("utf-8"))
    return _Known(
        pdf_mark=loaded["pdf_mark"].encode("latin-1"),
        pdf_within=loaded["pdf_within"],
        marks=_marks(loaded["marks"]),
        marks_with_zeros=_marks(loaded["marks_with_zeros"]),
        gzip_mark=loaded["gzip_mark"].encode("latin-1"),
        zip_mark=loaded["zip_mark"].encode("latin-1"),
        packed=tuple((entry["type"], entry["part"], entry["what"]) for entry in loaded["packed"]),
        warc_mark=loaded["warc_mark"].encode("latin-1"),
        saved=re.compile(loaded["saved"].encode(), re.IGNORECASE | re.DOTALL),
        json=re.compile(loaded["json"].encode()),
        feed=re.compile(loaded["feed"].encode(), re.IGNORECASE),
        markup=re.compile(rf"<(?:{'|'.join(loaded['tags'])})\b".encode(), re.IGNORECASE),
        markup_within=loaded["markup_within"],
        noise=loaded["noise"],
        noise_within=loaded["noise_within"],
        data_types=frozenset(loaded["data_types"]),
        page_types=frozenset(loaded["page_types"]),
    )


def _marks(loaded: dict[str, str]) -> tuple[tuple[bytes, str], ...]:
    return tuple((mark.encode("latin-1"), what) for mark, what in loaded.items())
