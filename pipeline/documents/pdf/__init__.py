"""PDF to blocks with page and box: columns, call-outs, tables, footnote marks, running heads out."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from pipeline.documents.pdf import isolation
from pipeline.documents.pdf.first_look import check_bytes
from pipeline.records.model import Box, Reading
from pipeline.records.settings import PdfSettings

__all__ = ["read_pdf", "read_pdf_inline", "render_crop", "render_page", "words_in_region"]


@dataclass(frozen=True, slots=True)
class RegionWords:
    """What stands in a region of a page: its box in points from the top left as shown, and its lines of words."""

    box: Box
    lines: tuple[str, ...]


def read_pdf(data: bytes, settings: PdfSettings) -> Reading:
    """The blocks of a PDF, read in a process of its own under the limits of `documents.pdf`; threads may call it.

    What could not be read in whole is said in the reading's notes: "needs OCR: page 3". Raises DocumentError: empty,
    too_large, not_a_pdf, encrypted, malformed, no_pages, took_too_long, too_much_memory, crashed.
    """
    check_bytes(data, settings)
    return TypeAdapter(Reading).validate_json(isolation.run_job({"job": "read"}, data, settings))


def read_pdf_inline(data: bytes, settings: PdfSettings) -> Reading:
    """As `read_pdf`, but in this process and with nothing that ends it: for measuring."""
    # a process that only hands documents on does not need pdfium
    from pipeline.documents.pdf import reader

    return reader.read_pdf_inline(data, settings=settings)


def render_crop(data: bytes, page: int, box: Box, quote: str | None, settings: PdfSettings) -> bytes:
    """A PNG of the page (from 1) around the box (points from the top left as shown) with the quote marked.

    Without a quote, or where it is not found there, the box is marked. Drawn in a process of its own. Raises
    DocumentError as `read_pdf` does, and no_such_page.
    """
    check_bytes(data, settings)
    job = {"job": "crop", "page": page, "box": list(box), "quote": quote}
    return isolation.run_job(job, data, settings)


def render_page(data: bytes, page: int, settings: PdfSettings) -> bytes:
    """A PNG of a whole page (from 1), nothing marked. Raises as `render_crop` does."""
    check_bytes(data, settings)
    return isolation.run_job({"job": "page", "page": page}, data, settings)


def words_in_region(data: bytes, page: int, region: Box, settings: PdfSettings) -> RegionWords:
    """The words whose middle lies in a region of a page (from 1), line by line; its left, top, right and bottom are
    shares of the page's width and height, 0 to 1. Raises as `render_crop` does."""
    check_bytes(data, settings)
    job = {"job": "words", "page": page, "region": list(region)}
    return TypeAdapter(RegionWords).validate_json(isolation.run_job(job, data, settings))
