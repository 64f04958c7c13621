"""PDFs made for tests: text at given places, raised and small characters, rules, pictures, turned and cropped pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0


@dataclass
class Sheet:
    """One page. Places are in points from its top left corner; text is placed by the line it stands on."""

    width: float = WIDTH
    height: float = HEIGHT
    turn: int = 0
    crop: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top of the crop box in the page's own units."""
    steps: list[Any] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 11, font: str = "Helvetica") -> Sheet:
        self.steps.append(lambda c: (c.setFont(font, size), c.drawString(x, self.height - y, text)))
        return self

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = 11, font: str = "Helvetica") -> Sheet:
        for k, line in enumerate(lines):
            self.text(x, y + 1.25 * size * k, line, size, font)
        return self

    def runs(self, x: float, y: float, *runs: tuple[str, float, float], font: str = "Helvetica") -> Sheet:
        """Stretches of one line, each with its size and how far it is raised, one touching the other."""
        at = x
        for text, size, rise in runs:
            self.text(at, y - rise, text, size, font)
            at += stringWidth(text, font, size)
        return self

    def right(self, x: float, y: float, text: str, size: float = 11, font: str = "Helvetica") -> Sheet:
        return self.text(x - stringWidth(text, font, size), y, text, size, font)

    def upright(self, x: float, y: float, text: str, size: float = 11) -> Sheet:
        """Text that runs up the page."""
        return self.turned(x, y, text, size, 90)

    def downwards(self, x: float, y: float, text: str, size: float = 11) -> Sheet:
        """Text that runs down the page."""
        return self.turned(x, y, text, size, -90)

    def turned(self, x: float, y: float, text: str, size: float, angle: float) -> Sheet:
        def draw(c: Canvas) -> None:
            c.saveState()
            c.translate(x, self.height - y)
            c.rotate(angle)
            c.setFont("Helvetica", size)
            c.drawString(0, 0, text)
            c.restoreState()

        self.steps.append(draw)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.steps.append(lambda c: c.line(x0, self.height - y0, x1, self.height - y1))
        return self

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> Sheet:
        for y in rows:
            self.rule(columns[0], y, columns[-1], y)
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])
        return self

    def picture(self, image: Any, x: float, y: float, width: float, height: float) -> Sheet:
        self.steps.append(lambda c: c.drawInlineImage(image, x, self.height - y - height, width, height))
        return self

    def raw(self, operators: str) -> Sheet:
        """Operators of a content stream as they are."""
        self.steps.append(lambda c: c._code.append(operators))
        return self


def make_pdf(*sheets: Sheet, title: str = "", author: str = "", encrypt: Any = None, compress: bool = False) -> bytes:
    """The sheets as a PDF, the same bytes each time."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=int(compress), invariant=1, encrypt=encrypt)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for sheet in sheets:
        # reportlab swaps the sides of a page that is turned by a quarter
        size = (sheet.width, sheet.height)
        canvas.setPageSize(size if sheet.turn % 180 == 0 else size[::-1])
        canvas.setPageRotation(sheet.turn)
        if sheet.crop:
            canvas.setCropBox(sheet.crop)
        for step in sheet.steps:
            step(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def paragraph(text: str, width: int = 80) -> list[str]:
    """The text in lines of at most so many characters."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def raw_pdf(objects: Sequence[bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects (from 1) as they are, with a sound table of their places."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(objects) + 1, root, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """An object with a stream."""
    return b"<< /Length %d %s >>\nstream\n" % (len(content), entries) + content + b"\nendstream"


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(content: bytes, *more: bytes, page: bytes = b"", entries: bytes = b"", resources: bytes = b"") -> bytes:
    """A PDF of one page: objects 1 catalogue, 2 pages, 3 page, 4 content, 5 font, then `more`."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
            + resources
            + b" >> "
            + (page or b"/MediaBox [0 0 600 800]")
            + b" >>",
            stream(content, entries),
            FONT,
            *more,
        ]
    )
