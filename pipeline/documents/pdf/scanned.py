"""Pages without text but for a stamp, read from their picture."""

from __future__ import annotations

from typing import Any

from pipeline.documents.ocr import read_picture
from pipeline.documents.pdf.characters import Frame
from pipeline.documents.pdf.pages import PageParts
from pipeline.documents.pdf.pieces import Piece
from pipeline.records.settings import PdfSettings

_POINTS_PER_INCH = 72


def scanned_parts(page: Any, number: int, settings: PdfSettings) -> PageParts | None:
    """The parts of a page as tesseract reads its picture; None where it finds no words."""
    width, height = page.get_size()
    # a page as large as a wall is drawn no finer than memory allows
    scale = min(settings.ocr_dots_per_inch / _POINTS_PER_INCH, (settings.ocr_max_pixels / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    image = bitmap.to_pil()
    bitmap.close()
    pieces = []
    for order, found in enumerate(read_picture(image, seconds=settings.ocr_seconds_per_page)):
        x0, y0, x1, y1 = (side / scale for side in found.box)
        text = " ".join(found.lines)
        line_height = (y1 - y0) / len(found.lines)
        piece = Piece(
            "paragraph", text, (x0, y0, x1, y1), line_height, lines=len(found.lines), by_ocr=True, order=order
        )  # fmt: skip
        pieces.append(piece)
    if not pieces:
        return None
    frame = Frame((0.0, 0.0, width, height), 0)
    return PageParts(number, frame, tuple((piece,) for piece in pieces), (), frozenset(), (), frozenset())
