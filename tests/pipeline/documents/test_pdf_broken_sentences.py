"""Sentences of PDFs that go on in another column or on another page."""

from __future__ import annotations

import pytest

from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf, paragraph

MILL = "The mill ran all winter, for the river never froze, and what it ground went by barge to the towns. "


def columns(ends: str, begins: str) -> Sheet:
    left, right = paragraph(MILL * 2 + ends, 40), paragraph(f"{begins} {MILL}", 40)
    return Sheet().lines(50, 100, left, size=9).lines(320, 100, right, size=9)


def texts(*sheets: Sheet) -> list[str]:
    return [block.text for block in read_pdf_inline(make_pdf(*sheets)).blocks if block.kept]


@pytest.mark.parametrize(
    ("ends", "begins"),
    [
        ("In the dry year the millers of the valley counted", "17 barges with 240 sacks, fewer than they had hoped."),
        ("The guild took the matter to court against", "Thomas Weir of the lower mill, who paid 300 crowns."),
        ("For the new wheel the town paid about", "€4,200 and gave the timber from its own wood."),
    ],
)
def test_a_sentence_that_breaks_off_goes_on_with_a_figure_or_a_name(ends: str, begins: str) -> None:
    (text,) = texts(columns(ends, begins))
    assert f"{ends} {begins}" in text


def test_a_word_split_over_the_end_of_a_column_is_one() -> None:
    (text,) = texts(columns("The lower mill took in the corn of 48 far-", "mers and sold the flour of nine."))
    assert "the corn of 48 farmers and sold" in text


def test_a_box_at_the_foot_of_a_column_parts_no_sentence() -> None:
    sheet = columns(
        "In all the carts of the upper valley brought as many as", "640 sacks to the mill, and 112 of oats."
    )
    foot = Sheet().text(50, 300, "The wheel", 9, "Helvetica-Bold").text(50, 312, "It is of oak, and 4 metres high.", 8)
    found = texts(Sheet(steps=sheet.steps + foot.steps))
    assert any("brought as many as 640 sacks to the mill" in text for text in found)


def test_a_numbered_line_goes_on_with_nothing() -> None:
    found = texts(
        columns("A list of all that the millers of the valley own", "17 The wheel and its house, of which more below.")
    )
    assert len(found) == 2
