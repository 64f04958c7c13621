"""Scanned pages: reported, and read where tesseract is there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.documents import ocr
from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf

COLUMNS = [
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
]
WORDS = [
    (5, 1, 1, 1, 1, 1, 100, 200, 80, 30, 96.1, "The"),
    (5, 1, 1, 1, 1, 2, 190, 200, 90, 30, 91.0, "weir"),
    (5, 1, 1, 1, 2, 1, 100, 240, 120, 30, 90.0, "holds"),
    (5, 1, 1, 1, 2, 2, 230, 240, 100, 30, 88.5, "4,120"),
    (5, 1, 1, 1, 2, 3, 340, 240, 20, 30, 11.0, "~;"),
    (5, 1, 2, 1, 1, 1, 100, 500, 60, 30, 95.0, "Twelve"),
]


def scan() -> Image.Image:
    image = Image.new("L", (600, 800), "white")
    ImageDraw.Draw(image).text((100, 200), "The weir holds 4,120", fill="black")
    return image


def scanned() -> bytes:
    return make_pdf(Sheet().text(60, 100, "A page with text"), Sheet().picture(scan(), 0, 0, 595, 842))


def test_words_become_paragraphs_without_the_guesses() -> None:
    found = {name: [word[k] for word in WORDS] for k, name in enumerate(COLUMNS)}
    first, second = ocr.paragraphs(found)
    assert first.lines == ("The weir", "holds 4,120")
    assert first.box == (100, 200, 330, 270)
    assert second.lines == ("Twelve",)


def test_without_tesseract_the_page_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_pdf_inline(scanned())
    assert reading.notes == ("needs OCR: page 2",)
    assert [block.text for block in reading.blocks] == ["A page with text"]


def test_a_scan_with_a_stamp_on_it_is_a_scan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    stamped = Sheet().picture(scan(), 0, 0, 595, 842).text(400, 830, "Archive of the guild, leaf 12", 8)
    reading = read_pdf_inline(make_pdf(Sheet().text(60, 100, "A page with text"), stamped))
    assert reading.notes == ("needs OCR: page 2",)
    assert reading.problem is not None
    assert "page 2" in reading.problem.reason


@pytest.mark.parametrize("size", [(200, 280), (595, 842)])
def test_a_picture_beside_text_or_a_photograph_is_none(size: tuple[int, int]) -> None:
    picture = scan() if size[0] == 200 else Image.effect_noise((600, 800), 90)
    sheet = Sheet().picture(picture, 0, 0, *size).text(60, 830, "The weir in winter", 8)
    assert read_pdf_inline(make_pdf(sheet)).notes == ()


def test_with_tesseract_the_page_is_read_and_marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program named tesseract that answers as it does, whatever the picture: the words are known beforehand."""
    pytest.importorskip("pytesseract")
    table = "\n".join("\t".join(map(str, row)) for row in [COLUMNS, *WORDS])
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo "tesseract 5.3.0"; exit; fi\n'
        f"cat > \"$2.tsv\" <<'END'\n{table}\nEND\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    reading = read_pdf_inline(scanned())
    assert reading.notes == ("read by OCR: page 2",)
    read = [block for block in reading.blocks if block.by_ocr]
    assert [block.text for block in read] == ["The weir holds 4,120", "Twelve"]
    assert [block.place.page for block in read] == [2, 2]
    assert read[0].place.box == pytest.approx((36, 72, 118.8, 97.2))
    assert not reading.blocks[0].by_ocr


@pytest.mark.skipif(not ocr.can_read_pictures(), reason="needs tesseract and the extra 'ocr'")
def test_tesseract_itself_reads_a_scan() -> None:
    image = Image.new("L", (1240, 1754), "white")
    said = "In 2021 the coast guard freed 1,234 children in Peru."
    ImageDraw.Draw(image).text((150, 300), said, fill="black", font=ImageFont.load_default(34))
    reading = read_pdf_inline(make_pdf(Sheet().picture(image, 0, 0, 595, 842)))
    assert [block.text for block in reading.blocks] == [said]
    assert reading.blocks[0].by_ocr


def test_an_empty_page_needs_nothing() -> None:
    assert read_pdf_inline(make_pdf(Sheet())).notes == ()
