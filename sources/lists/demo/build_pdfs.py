"""Builds the two PDFs of the demo from their texts, the same bytes every time.

    python sources/lists/demo/build_pdfs.py [FOLDER]

They have what makes real PDFs hard to read: columns, large figures beside their labels, footnote marks that touch the
figure before them, running heads, page numbers, ruled tables.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

HERE = Path(__file__).parent
WIDTH, HEIGHT = A4
SEA, ROSE, SLATE, MIST = HexColor("#123c69"), HexColor("#d1495b"), HexColor("#33475b"), HexColor("#f3f7fb")
TEXT = ParagraphStyle(
    "text", fontName="Times-Roman", fontSize=12, leading=18, textColor=HexColor("#1d2a38"), spaceAfter=9
)
BULLET = ParagraphStyle("bullet", TEXT, leftIndent=16, bulletIndent=2)
HEAD = ParagraphStyle("head", TEXT, fontName="Helvetica-Bold", fontSize=22, leading=28, textColor=SEA, spaceAfter=14)
SUBHEAD = ParagraphStyle("subhead", HEAD, fontSize=14, leading=18, spaceBefore=10, spaceAfter=6)
LABEL = ParagraphStyle("label", TEXT, fontName="Helvetica", fontSize=11, leading=14.5, textColor=SLATE, spaceAfter=18)
NUMBER = ParagraphStyle(
    "number", LABEL, fontName="Helvetica-Bold", fontSize=38, leading=42, textColor=ROSE, spaceAfter=2
)
NOTE = ParagraphStyle("note", TEXT, fontName="Helvetica", fontSize=8.5, leading=12, textColor=SLATE, spaceAfter=4)
CELL = ParagraphStyle("cell", LABEL, fontSize=10, leading=13, spaceAfter=0)
CELL_HEAD = ParagraphStyle("cell head", CELL, fontName="Helvetica-Bold", textColor=SEA)


def build(folder: Path) -> list[Path]:
    """Write both PDFs into the folder and return their paths."""
    layouts = {"factsheet-2019": _factsheet, "observatory-2022": _report}
    return [_build(folder / f"{name}.pdf", name, layout) for name, layout in layouts.items()]


def _build(path: Path, name: str, layout: Any) -> Path:
    words = yaml.safe_load((HERE / "pdf_texts" / f"{name}.yaml").read_text("utf-8"))
    document = BaseDocTemplate(
        str(path), pagesize=A4, title=words["title"], author=words["author"], invariant=1, pageCompression=0
    )
    story = layout(document, words)
    written = datetime.combine(words["published"], time(12), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(written.timestamp()))
    try:
        document.build(story)
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
    return path


def _paragraph(text: str, style: ParagraphStyle, bullet: str | None = None) -> Paragraph:
    """A paragraph with its footnote marks raised, in the manner of office programs: touching what they follow."""
    rise, size = style.fontSize * 0.36, style.fontSize * 0.58
    marked = re.sub(r"<n>(\w+)</n>", rf'<super rise="{rise:.1f}" size="{size:.1f}">\1</super>', text)
    return Paragraph(marked, style, bulletText=bullet)


def _factsheet(document: BaseDocTemplate, words: Mapping[str, Any]) -> list[Flowable]:
    left = Frame(46, 96, 262, 560, id="left", showBoundary=0)
    right = Frame(336, 96, 213, 560, id="right", showBoundary=0)
    notes = Frame(46, 40, 503, 76, id="notes", showBoundary=0)
    document.addPageTemplates(
        [
            PageTemplate(f"page{n}", [left, right, notes], onPage=partial(_draw_factsheet, words=words, page=page))
            for n, page in enumerate(words["pages"])
        ]
    )
    story: list[Flowable] = []
    for n, page in enumerate(words["pages"]):
        if n:
            story += [NextPageTemplate(f"page{n}"), PageBreak()]
        story += [*_column(page["left"]), FrameBreak(), *_column(page["right"])]
        if "notes" in page:
            story += [FrameBreak(), *(_paragraph(note, NOTE) for note in page["notes"])]
    return story


def _draw_factsheet(
    canvas: Canvas, document: BaseDocTemplate, words: Mapping[str, Any], page: Mapping[str, Any]
) -> None:
    canvas.setFillColor(SEA)
    canvas.rect(0, HEIGHT - 150, WIDTH, 150, stroke=0, fill=1)
    canvas.setFillColor(MIST)
    canvas.rect(326, 130, 233, 535, stroke=0, fill=1)
    _write(canvas, words["running_head"], 52, HEIGHT - 40, "Helvetica", 9, white)
    _write(canvas, page["heading"], 52, HEIGHT - 88, "Helvetica-Bold", 30, white)
    _write(canvas, page["lead"], 52, HEIGHT - 118, "Helvetica", 11, white)
    _write(canvas, words["foot"], 52, 24, "Helvetica", 8, SLATE)
    _write(canvas, str(document.page), WIDTH - 56, 24, "Helvetica", 8, SLATE)


def _column(items: Iterable[Mapping[str, str]]) -> list[Flowable]:
    column: list[Flowable] = []
    steps = 0
    for item in items:
        if "number" in item:
            column += [_paragraph(item["number"], NUMBER), _paragraph(item["label"], LABEL)]
        elif "label" in item:
            column.append(_paragraph(item["label"], SUBHEAD))
        elif "step" in item:
            steps += 1
            column.append(_paragraph(item["step"], BULLET, f"{steps}."))
        else:
            column += _flowables(item)
    return column


def _report(document: BaseDocTemplate, words: Mapping[str, Any]) -> list[Flowable]:
    frame = Frame(72, 80, WIDTH - 144, HEIGHT - 190, id="text", showBoundary=0)
    cover = partial(_draw_cover, words=words)
    document.addPageTemplates(
        [
            PageTemplate("cover", [frame], onPage=cover),
            PageTemplate("text", [frame], onPage=partial(_draw_report, words=words)),
        ]
    )
    story: list[Flowable] = [NextPageTemplate("text"), Spacer(1, 1)]
    for page in words["pages"]:
        story.append(PageBreak())
        for item in page:
            story += _flowables(item)
    return story


def _draw_cover(canvas: Canvas, document: BaseDocTemplate, words: Mapping[str, Any]) -> None:
    canvas.setFillColor(SEA)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(ROSE)
    canvas.rect(72, HEIGHT - 330, 90, 6, stroke=0, fill=1)
    _write(canvas, words["author"], 72, HEIGHT - 96, "Helvetica", 13, white)
    _write(canvas, words["title"], 72, HEIGHT - 300, "Helvetica-Bold", 40, white)
    _write(canvas, words["subtitle"], 72, HEIGHT - 366, "Helvetica", 14, white)
    _write(canvas, words["imprint"], 72, 72, "Helvetica", 10, white)


def _draw_report(canvas: Canvas, document: BaseDocTemplate, words: Mapping[str, Any]) -> None:
    canvas.setStrokeColor(SLATE)
    canvas.setLineWidth(0.5)
    canvas.line(72, HEIGHT - 66, WIDTH - 72, HEIGHT - 66)
    _write(canvas, words["running_head"], 72, HEIGHT - 58, "Helvetica", 9, SLATE)
    canvas.drawRightString(WIDTH - 72, HEIGHT - 58, words["subtitle"])
    _write(canvas, words["foot"], 72, 46, "Helvetica", 9, SLATE)
    canvas.drawRightString(WIDTH - 72, 46, str(document.page))


def _write(canvas: Canvas, text: str, x: float, y: float, font: str, size: float, color: Color) -> None:
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    canvas.drawString(x, y, text)


def _flowables(item: Mapping[str, Any]) -> list[Flowable]:
    (kind, content) = next(iter(item.items()))
    styles = {"text": TEXT, "head": HEAD, "subhead": SUBHEAD, "note": NOTE}
    if kind == "bullet":
        return [_paragraph(content, BULLET, "•")]
    if kind == "contents":
        rows = [[_paragraph(title, TEXT), _paragraph(str(page), TEXT)] for title, page in content]
        return [Table(rows, colWidths=[400, 40], hAlign="LEFT"), Spacer(1, 20)]
    if kind == "table":
        return _ruled_table(content)
    return [_paragraph(content, styles[kind])]


def _ruled_table(content: Mapping[str, Any]) -> list[Flowable]:
    head, *body = content["rows"]
    rows = [[_paragraph(cell, CELL_HEAD) for cell in head]]
    rows += [[_paragraph(cell, CELL_HEAD if row[0] == "Total" else CELL) for cell in row] for row in body]
    table = Table(rows, colWidths=content["widths"], hAlign="LEFT", repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.7, SLATE), ("BACKGROUND", (0, 0), (-1, 0), MIST)]))
    return [_paragraph(content["caption"], SUBHEAD), table, Spacer(1, 18)]


if __name__ == "__main__":
    for built in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "docs"):
        print(built)
