"""PDF to blocks with page and box: columns, call-outs, tables, footnote marks, running heads out."""

from __future__ import annotations

from pipeline.model import Reading
from pipeline.pdf_blocks import reader
from pipeline.settings import Settings, default_settings

__all__ = ["read_pdf", "read_pdf_inline"]


def read_pdf(data: bytes, *, settings: Settings | None = None) -> Reading:
    """The blocks of a PDF. Raises DocumentError."""
    return read_pdf_inline(data, settings=settings)


def read_pdf_inline(data: bytes, *, settings: Settings | None = None) -> Reading:
    """As `read_pdf`, in this process: for measuring."""
    return reader.read_pdf_inline(data, settings=(settings or default_settings()).documents.pdf)
