"""A whole PDF to a Reading, in this process and without limits on its time."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.documents.errors import DocumentError
from pipeline.documents.hyphens import WordJoiner
from pipeline.documents.ocr import can_read_pictures
from pipeline.documents.pdf.broken_sentences import with_whole_sentences
from pipeline.documents.pdf.continued import with_carried_headers
from pipeline.documents.pdf.first_look import check_bytes
from pipeline.documents.pdf.furniture import label_furniture
from pipeline.documents.pdf.headings import HeadingChain, body_height, with_kinds
from pipeline.documents.pdf.metadata import pdf_metadata
from pipeline.documents.pdf.page_objects import bounds, objects_of, page_object
from pipeline.documents.pdf.pages import PageParts, page_parts, page_pieces
from pipeline.documents.pdf.pieces import Piece
from pipeline.documents.pdf.unread_pages import Unread, shows_writing, unread_problem
from pipeline.records.model import Block, BlockPlace, Reading
from pipeline.records.settings import PdfSettings

_SHAPES_OF_LETTERS = 200
_LONGEST_STAMP = 200
"""Characters that an archive or a court prints on the picture of a page; a caption is no longer either."""
_SCAN = 0.8
"""Share of a page that the picture of one covers."""

_FAILURES = {
    pdfium_c.FPDF_ERR_PASSWORD: ("encrypted", "the PDF asks for a password", "get a copy without a password"),
    pdfium_c.FPDF_ERR_SECURITY: ("encrypted", "the PDF is protected in a way that cannot be read", "get an open copy"),
    pdfium_c.FPDF_ERR_FORMAT: (
        "malformed",
        "the PDF is truncated or not well formed",
        "fetch it again, or save it anew",
    ),
    pdfium_c.FPDF_ERR_FILE: ("malformed", "the PDF is truncated or not well formed", "fetch it again, or save it anew"),
}


@contextmanager
def opened(data: bytes, settings: PdfSettings) -> Iterator[Any]:
    """The document as pypdfium2 opens it. Raises DocumentError: also encrypted, malformed, no_pages."""
    check_bytes(data, settings)
    _forget_last_error()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        kind, reason, remedy = _FAILURES.get(error.err_code, _FAILURES[pdfium_c.FPDF_ERR_FORMAT])
        raise DocumentError(kind, reason, remedy) from error
    with closing(document):
        if not len(document):
            raise DocumentError("no_pages", "the PDF has no pages; it may be truncated", "fetch it again")
        yield document


def _forget_last_error() -> None:
    """PDFium keeps the last error, also where a later failure gives none: a sure failure puts its own there."""
    pdfium_c.FPDF_LoadMemDocument(b"%", 1, None)


def read_pdf_inline(
    data: bytes,
    *,
    settings: PdfSettings,
    on_open: Callable[[int], None] = lambda pages: None,
    on_wait: Callable[[float], None] = lambda seconds: None,
) -> Reading:
    """The blocks of a PDF, read in this process. Raises DocumentError.

    `on_open` is told the number of pages, `on_wait` how many seconds another program may take from then on.
    """
    started = time.process_time()
    notes: list[str] = []
    unread = Unread([], [])
    with opened(data, settings) as document:
        with suppress(pdfium.PdfiumError):
            document.init_forms()
        count = len(document)
        on_open(count)
        parts: list[PageParts] = []
        characters = pictures_read = 0
        for number in range(1, min(count, settings.max_pages) + 1):
            if time.process_time() - started > settings.cpu_seconds + number * settings.cpu_seconds_per_page:
                notes.append(f"stopped before page {number} of {count}: its time was up")
                break
            page = _read_page(document, number, settings.max_characters - characters)
            part = page.parts
            if page.needs_ocr and pictures_read < settings.ocr_max_pages and can_read_pictures():
                shown = _read_picture(document, number, settings, on_wait)
                pictures_read += shown is not None
                part = shown or part
            read_by_ocr = part is not page.parts
            notes += page.notes(number, read_by_ocr=read_by_ocr)
            if not read_by_ocr:
                unread.note(number, is_writing=page.shows_writing, is_garbled=page.is_garbled)
            characters += page.characters
            if part is not None:
                parts.append(part)
            if characters >= settings.max_characters:
                notes.append(f"stopped in page {number} of {count}: more than {settings.max_characters:,} characters")
                break
        if count > settings.max_pages:
            notes.append(f"read {settings.max_pages} of {count} pages")
        info = {name: _info(document, name) for name in ("Title", "Author", "CreationDate", "ModDate")}
        language = _language(document)
    blocks = _blocks(list(with_carried_headers(parts)))
    metadata = pdf_metadata(info, language, blocks, count)
    problem = unread_problem(unread, count, in_part=any(block.kept for block in blocks))
    return Reading(tuple(blocks), metadata, "pdf", tuple(notes), problem)


@dataclass(frozen=True, slots=True)
class _PageRead:
    """What the text layer of a page gave; `is_picture` where there is none, but a picture."""

    parts: PageParts | None = None
    characters: int = 0
    broken: bool = False
    is_picture: bool = False
    shows_writing: bool = False

    @property
    def is_garbled(self) -> bool:
        return self.parts is not None and self.parts.is_garbled

    @property
    def needs_ocr(self) -> bool:
        return self.is_picture or self.is_garbled

    def notes(self, number: int, *, read_by_ocr: bool) -> list[str]:
        if self.broken:
            return [f"cannot be read: page {number}"]
        return [f"{'read by' if read_by_ocr else 'needs'} OCR: page {number}"] if self.needs_ocr else []


def _read_page(document: Any, number: int, limit: int) -> _PageRead:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return _PageRead(broken=True)
    with closing(page):
        parts, read = page_parts(page, number, limit)
        is_picture = _has_picture(page) if parts is None else _is_stamped_scan(page, parts, read)
        return _PageRead(parts, read, is_picture=is_picture, shows_writing=is_picture and shows_writing(page))


def _read_picture(
    document: Any, number: int, settings: PdfSettings, on_wait: Callable[[float], None]
) -> PageParts | None:
    """The parts of a page as its picture shows them, where it can be read."""
    from pipeline.documents.pdf.scanned import scanned_parts

    on_wait(settings.ocr_seconds_per_page)
    with closing(document[number - 1]) as page:
        return scanned_parts(page, number, settings)


def _is_stamped_scan(page: Any, parts: PageParts, characters: int) -> bool:
    """Whether the only text of a page is a stamp, a number or the like on the picture of a page of writing, which has
    no text layer."""
    if characters > _LONGEST_STAMP or parts.is_garbled or parts.tables:
        return False
    drawn = [(kind, page_object(at), matrix) for at, kind, matrix in objects_of(page)]
    if any(kind == pdfium_c.FPDF_PAGEOBJ_TEXT and _is_invisible(text) for kind, text, _ in drawn):
        return False
    width, height = page.get_size()
    pictures = (bounds(item, matrix) for kind, item, matrix in drawn if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE)
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in pictures)
    return covered >= _SCAN * width * height and shows_writing(page)


def _is_invisible(text: Any) -> bool:
    return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(text) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _has_picture(page: Any) -> bool:
    """Whether a page without text shows a picture, or so many drawn shapes that they may be letters."""
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _SHAPES_OF_LETTERS)
    kinds = {pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page.raw, index)) for index in range(count)}
    return count >= _SHAPES_OF_LETTERS or not kinds.isdisjoint(
        {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM}
    )


def _info(document: Any, name: str) -> str:
    """An entry of the document's information dictionary; empty where there is none."""
    key = name.encode()
    length = pdfium_c.FPDF_GetMetaText(document.raw, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDF_GetMetaText(document.raw, key, buffer, length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _language(document: Any) -> str | None:
    length = pdfium_c.FPDFCatalog_GetLanguage(document.raw, None, 0)
    buffer = (pdfium_c.FPDF_WCHAR * (length // 2))()
    pdfium_c.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    tag = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip()
    return tag.split("-")[0].lower() or None


def _blocks(parts: list[PageParts]) -> list[Block]:
    """The pages' parts as numbered blocks with what only the whole document tells: furniture, headings, split words."""
    joiner = WordJoiner([s.text for part in parts for group in part.groups for s in group.segments])
    pages: list[list[Piece]] = [page_pieces(part, joiner) for part in parts]
    body = body_height(piece for pieces in pages for piece in pieces)
    pages = label_furniture(pages, [part.size for part in parts], body)
    pages = with_whole_sentences(pages, joiner)
    chain = HeadingChain()
    blocks: list[Block] = []
    for part, pieces in zip(parts, pages, strict=True):
        for piece in with_kinds(pieces, body, part.marks):
            blocks.append(_block(piece, len(blocks), part, chain.over(piece)))
    return blocks


def _block(piece: Piece, n: int, part: PageParts, headings: tuple[str, ...]) -> Block:
    return Block(
        n=n,
        kind=piece.kind,
        text=piece.text,
        kept=piece.label == "content",
        label=piece.label,
        why=piece.why,
        headings=headings,
        place=BlockPlace(page=part.number, box=part.frame.to_shown(piece.box)),
        cells=piece.cells,
        by_ocr=piece.by_ocr,
    )
