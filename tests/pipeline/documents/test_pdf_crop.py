"""The picture of a quote's place."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pipeline.documents.errors import DocumentError
from tests.as_shipped import read_pdf_inline, render_crop
from tests.pdf_maker import Sheet, make_pdf, paragraph

TEXT = "The survey counted 4,120 herons along the river. Most of them nest on islands, and 37% of those below the weir."


def marked_share(png: bytes) -> float:
    """How much of the picture is marked: neither grey, white nor black."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    counts = image.getcolors(1 << 24) or []
    coloured = sum(n for n, (r, g, b) in counts if r > 200 and g > 180 and b < 160)
    return coloured / (image.width * image.height)


@pytest.mark.parametrize("turn", [0, 90])
def test_the_quote_is_marked_within_its_block(turn: int) -> None:
    data = make_pdf(Sheet(turn=turn).lines(60, 100, paragraph(TEXT, 50)).text(60, 300, "Elsewhere"))
    block = read_pdf_inline(data).blocks[0]
    assert block.place.box is not None
    whole = marked_share(render_crop(data, 1, block.place.box))
    some = marked_share(render_crop(data, 1, block.place.box, "37% of those below the weir"))
    assert 0 < some < whole / 2


def test_a_quote_that_is_not_there_marks_the_box() -> None:
    data = make_pdf(Sheet().lines(60, 100, paragraph(TEXT, 50)))
    box = read_pdf_inline(data).blocks[0].place.box
    assert box is not None
    assert render_crop(data, 1, box, "nothing of the kind") == render_crop(data, 1, box)


def test_a_table_row_is_marked_whatever_the_order_it_was_drawn_in() -> None:
    sheet = Sheet().right(300, 120, "542").right(300, 142, "277").right(300, 164, "19")
    for k, name in enumerate(("Sloops", "Ketches", "Barges")):
        sheet.text(60, 120 + 22 * k, name)
    data = make_pdf(sheet)
    row = next(b for b in read_pdf_inline(data).blocks if b.text.startswith("Ketches"))
    assert row.place.box is not None
    assert (
        0
        < marked_share(render_crop(data, 1, row.place.box, row.text))
        < marked_share(render_crop(data, 1, row.place.box))
    )


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(DocumentError, match="1 pages, and no page 7"):
        render_crop(make_pdf(Sheet().text(60, 100, "Alone")), 7, (0, 0, 10, 10))


def test_a_box_beyond_the_page_shows_the_page() -> None:
    png = render_crop(make_pdf(Sheet(width=200, height=100).text(20, 50, "Small")), 1, (900, 900, 950, 950))
    assert Image.open(io.BytesIO(png)).width >= 200
