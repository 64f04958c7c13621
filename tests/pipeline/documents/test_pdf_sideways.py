"""Tables of PDFs that are written sideways, and headers that are."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf, paragraph
from tests.pipeline.documents.test_pdf_aligned import aligned, cells_of

ROWS = [
    ["Weir", "Herons", "Otters", "Voles"],
    ["Upper", "31", "14", "9"],
    ["Middle", "8", "8", "2"],
    ["Lower", "28", "9", "0"],
]
ABOUT = paragraph(
    "The table is printed sideways, for there was no room; the beasts were counted at dawn by nine men.", 90
)


def turned(rows: list[list[str]], angle: int, ruled: bool) -> Sheet:
    """An upright page of prose with a table that is turned by an angle."""
    sheet = (
        Sheet()
        .lines(60, 60, ABOUT)
        .text(60, 800, "The beasts of the river, third part, printed for the guild of millers")
    )

    def draw(c: Canvas) -> None:
        c.saveState()
        c.translate(300, 400)
        c.rotate(angle)
        for k, row in enumerate(rows):
            for x, text in zip((0, 150, 220, 290), row, strict=True):
                c.drawString(x - 150, -20 * k, text)
        for k in range(len(rows) + 1 if ruled else 0):
            c.line(-155, 14 - 20 * k, 200, 14 - 20 * k)
        for x in (-155, -5, 65, 135, 200) if ruled else ():
            c.line(x, 14, x, 14 - 20 * len(rows))
        c.restoreState()

    sheet.steps.append(draw)
    return sheet


@pytest.mark.parametrize("angle", [90, -90])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_sideways_table_on_an_upright_page_gives_its_figures_their_headers(angle: int, ruled: bool) -> None:
    found = cells_of(turned(ROWS, angle, ruled))
    assert ("14", ("Upper",), ("Otters",)) in found
    assert ("0", ("Lower",), ("Voles",)) in found
    assert len(found) == 9


def test_a_sideways_table_lies_where_it_is_shown() -> None:
    blocks = read_pdf_inline(make_pdf(turned(ROWS, 90, ruled=False))).blocks
    (box,) = (block.place.box for block in blocks if block.text.startswith("Upper"))
    # its baseline runs up the page, 20 points right of the header's, from 592 points down to less than 302
    assert box is not None
    assert 300 < box[0] < box[2] < 330
    assert 280 < box[1] < 302 < 590 < box[3] < 594


def test_sideways_headers_without_rules_stand_over_their_columns() -> None:
    sheet = aligned([["", "", "", ""], *ROWS[1:]])
    sheet.text(60, 125, "Weir", 9)
    for x, lines in ((258, ["Herons"]), (330, ["Otters that", "were seen"]), (418, ["Voles"])):
        for k, line in enumerate(lines):
            sheet.upright(x + 11 * k, 122, line, 9)
    found = cells_of(sheet)
    assert ("31", ("Upper",), ("Herons",)) in found
    assert ("8", ("Middle",), ("Otters that were seen",)) in found
    assert ("0", ("Lower",), ("Voles",)) in found


@pytest.mark.parametrize("ruled", [True, False])
def test_sideways_headers_of_two_lines_may_run_down(ruled: bool) -> None:
    sheet = aligned([["", "", "", ""], *ROWS[1:]]).text(60, 100, "Weir", 9).lines(60, 300, ABOUT)
    if ruled:
        sheet.grid((55, 200, 270, 350, 430), [70, 124, 139, 154, 169])
    for right, lines in zip(
        (250, 330, 410), (("Herons", "at dawn"), ("Otters", "at dusk"), ("Voles", "at noon")), strict=True
    ):
        for k, line in enumerate(lines):
            sheet.downwards(right - 10 * k, 80, line, 9)
    assert ("14", ("Upper",), ("Otters at dusk",)) in cells_of(sheet)
