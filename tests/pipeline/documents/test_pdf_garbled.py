"""Text layers that hold other characters than the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.documents import ocr
from pipeline.documents.pdf.garbled import is_garbled
from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf, paragraph

SAID = (
    "The keepers of the northern shore lit 214 lanterns in 2021 and mended fifty bells, of which twelve had rung for "
    "the ferries in the fog. The number of lamps rose by 15% against the year before, says the annual report."
)


def shifted(text: str, by: int) -> str:
    return "".join(char if char == " " else chr(ord(char) + by) for char in text)


def around(text: str, step: int) -> str:
    """Each sign of the keyboard as the one so many places on, the last followed by the first."""
    return "".join(chr((ord(char) - 32 + step) % 95 + 32) for char in text)


def numbered(text: str) -> str:
    """Each letter as a font with only the letters in use may number it, from the exclamation mark on."""
    known: dict[str, str] = {}
    return "".join(char if char == " " else known.setdefault(char, chr(33 + len(known))) for char in text)


@pytest.mark.parametrize(
    "text",
    [
        shifted(SAID, 3),
        shifted(SAID, -29),
        around(SAID, 29),
        shifted(SAID, 0xE000),
        numbered(SAID),
        "\ufffd".join(SAID),
        re.sub(r"\S", lambda match: f"(cid:{ord(match[0])})", SAID),
    ],
)
def test_letters_that_stand_for_others_are_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        SAID.upper(),
        "• \uf0b7 One bell \uf0b7 Two lamps",
        "Region Boys Girls North 1,204 31 South 7 (9) West 40.5% $3.1m " * 4,
        "UNHCR UNICEF IOM WHO NGO GBV MHPSS CBCM PSEA " * 4,
        "Contents ........ 3 Lamps ________ 14 https://example.org/a_b?c=1 keeper@example.org " * 4,
        "| Kenya | 2019 | 412 | 1,204 | 57% |\n" * 12,
        "Model 1: n=412 b=0.3 p<0.05 r=0.2 (N=13)\n" * 20,
        "Smith Schwartz Krzysztof Nguyen Mbeki Ngugi Wright Lynch Phelps Knight Strnad Rhys Wells Byrd " * 2,
        "El faro de la costa norte y las campanas que los guardas han reparado en el año " * 2,
    ],
)
def test_tables_names_acronyms_and_other_languages_are_not(text: str) -> None:
    assert not is_garbled(text)


def two_pages() -> bytes:
    whole = Sheet().lines(60, 100, paragraph(SAID))
    return make_pdf(whole, Sheet().lines(60, 100, paragraph(shifted(SAID, 3))))


def test_a_garbled_page_is_a_problem_and_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_pdf_inline(two_pages())
    assert [block.text for block in reading.blocks if block.kept] == [SAID]
    assert reading.notes == ("needs OCR: page 2",)
    assert reading.problem is not None
    assert (reading.problem.kind, reading.problem.in_part) == ("garbled", True)
    assert reading.problem.reason.startswith("1 of 2 pages (page 2) has a garbled text layer")


def test_a_document_of_garbled_pages_is_a_problem_as_a_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_pdf_inline(make_pdf(Sheet().lines(60, 100, paragraph(shifted(SAID, 3)))))
    assert not any(block.kept for block in reading.blocks)
    assert reading.problem is not None
    assert (reading.problem.kind, reading.problem.in_part) == ("garbled", False)


@pytest.mark.skipif(not ocr.can_read_pictures(), reason="needs tesseract and the extra 'ocr'")
def test_a_garbled_page_is_read_from_its_picture() -> None:
    reading = read_pdf_inline(two_pages())
    assert reading.problem is None
    assert reading.notes == ("read by OCR: page 2",)
    assert any(block.by_ocr and block.kept for block in reading.blocks)
