"""Text that a PDF holds and its reader does not see."""

from __future__ import annotations

import pytest
from PIL import Image

from pipeline.records.model import Reading
from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf

SEEN = "The ferry carried 45 goats over."


def read(sheet: Sheet) -> Reading:
    return read_pdf_inline(make_pdf(sheet.text(60, 100, SEEN)))


def kept(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if block.kept]


def hidden(reading: Reading) -> list[tuple[str, str]]:
    return [(block.text, block.why) for block in reading.blocks if block.label == "hidden"]


def operators(*, colour: str = "0 0 0", mode: int = 0, y: int = 642) -> str:
    return f"q {colour} rg BT {mode} Tr /F1 11 Tf 60 {y} Td (Some 99 goats swam) Tj ET Q"


def panel(colour: str) -> str:
    return f"q {colour} rg 40 600 400 80 re f Q"


@pytest.mark.parametrize(
    ("drawn", "why"),
    [
        (operators(mode=3), "drawn invisibly"),
        (operators(mode=7), "drawn invisibly"),
        (operators(colour="1 1 1"), "in the colour of its ground"),
        (operators(colour="0.96 0.97 1"), "in the colour of its ground"),
        (panel("0.1 0.2 0.5") + operators(colour="0.1 0.2 0.5"), "in the colour of its ground"),
        (operators() + panel("0 0 0"), "covered"),
    ],
)
def test_text_that_nobody_sees_is_marked_and_not_kept(drawn: str, why: str) -> None:
    reading = read(Sheet().raw(drawn))
    assert kept(reading) == [SEEN]
    assert hidden(reading) == [("Some 99 goats swam", why)]


@pytest.mark.parametrize(
    "drawn",
    [
        operators(colour="0.7 0.7 0.7"),
        panel("0.1 0.2 0.5") + operators(colour="1 1 1"),
        panel("1 1 1") + operators(),
        operators() + "q 1 1 0 RG 40 600 400 80 re S Q",
    ],
)
def test_pale_text_and_white_text_on_a_dark_panel_are_seen(drawn: str) -> None:
    assert "Some 99 goats swam" in kept(read(Sheet().raw(drawn)))


def test_tiny_text_is_not_kept_but_small_print_is() -> None:
    reading = read(Sheet().text(60, 300, "Some 99 goats swam", 1).text(60, 340, "Counted on 31 May", 5))
    assert set(kept(reading)) == {SEEN, "Counted on 31 May"}
    assert hidden(reading) == [("Some 99 goats swam", "too small to read")]


def test_words_hidden_within_a_line_leave_the_rest_of_it() -> None:
    drawn = "BT /F1 11 Tf 60 642 Td (The ferry) Tj 1 1 1 rg ( carried 99) Tj 0 0 0 rg ( sank) Tj ET"
    reading = read(Sheet().raw(drawn))
    assert "99" not in " ".join(kept(reading))
    assert [text for text, _ in hidden(reading)] == ["carried 99"]


def test_the_text_layer_of_a_scan_is_kept() -> None:
    picture = Image.new("L", (60, 80), 230)
    reading = read(Sheet().picture(picture, 0, 0, 595, 842).raw(operators(mode=3)))
    assert "Some 99 goats swam" in kept(reading)


def test_invisible_text_beside_a_small_picture_is_not_kept() -> None:
    picture = Image.new("L", (60, 80), 230)
    reading = read(Sheet().picture(picture, 60, 190, 100, 20).raw(operators(mode=3)))
    assert hidden(reading) == [("Some 99 goats swam", "drawn invisibly")]
