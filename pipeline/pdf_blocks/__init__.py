"""PDF to blocks with page and box."""

from __future__ import annotations

import ctypes
import re

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.document_errors import DocumentError
from pipeline.model import Block, BlockPlace, Reading
from pipeline.settings import Settings, default_settings

__all__ = ["read_pdf", "read_pdf_inline"]


def read_pdf(data: bytes, *, settings: Settings | None = None) -> Reading:
    """The blocks of a PDF. Raises DocumentError."""
    return read_pdf_inline(data, settings=settings or default_settings())


def read_pdf_inline(data: bytes, *, settings: Settings | None = None) -> Reading:
    """As `read_pdf`, in this process."""
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("not_a_pdf", "the bytes do not begin with %PDF", "check the address or the file")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise DocumentError("malformed", f"the PDF cannot be opened: {error}", "fetch it again") from error
    blocks: list[Block] = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        textpage = page.get_textpage()
        text = textpage.get_text_range()
        height = page.get_height()
        start = 0
        for match in re.finditer(r"(?:[^\r\n]+(?:\r\n|\Z))+?(?=\s*\r\n|\Z)", text):
            start = match.start()
            box = _box(textpage, start, len(match.group()), height)
            words = " ".join(match.group().replace("\ufffe", "").split())
            if words:
                blocks.append(
                    Block(n=len(blocks), kind="paragraph", text=words, place=BlockPlace(page=number, box=box))
                )
        textpage.close()
        page.close()
    document.close()
    return Reading(blocks=tuple(blocks), kind="pdf")


def _box(textpage: pdfium.PdfTextPage, start: int, count: int, height: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    boxes = []
    for index in range(pdfium_c.FPDFText_CountRects(textpage, start, count)):
        pdfium_c.FPDFText_GetRect(textpage, index, left, top, right, bottom)
        boxes.append((left.value, height - top.value, right.value, height - bottom.value))
    if not boxes:
        return (0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
