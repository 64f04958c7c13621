"""Which reader a document takes is told by its bytes."""

import gzip
from pathlib import Path

import pytest

from pipeline.documents.read import DocumentError
from pipeline.records.settings import DocumentSettings, HtmlSettings
from tests.as_shipped import read_document


def pdf(path: Path, text: str) -> bytes:
    from reportlab.pdfgen import canvas

    drawing = canvas.Canvas(str(path))
    drawing.drawString(72, 700, text)
    drawing.save()
    return path.read_bytes()


def test_pages_texts_and_pdfs_are_told_apart(tmp_path: Path) -> None:
    assert read_document(b"<!DOCTYPE html><title>x</title><p>12 ships</p>").kind == "web"
    assert read_document(b"12 ships called.\n\nNo more came.").kind == "text"
    assert read_document(pdf(tmp_path / "page.html", "12 ships called in 2019.")).kind == "pdf"


def test_a_page_without_doctype_or_html_element_is_a_page() -> None:
    reading = read_document(b"\n\n<div class=x><p>12 ships</p></div>")
    assert (reading.kind, reading.blocks[0].text) == ("web", "12 ships")


def test_a_text_that_speaks_of_less_than_is_a_text() -> None:
    reading = read_document(b"In 2019 a < b held for 12 of 14 ports, and c > d for none.")
    assert reading.kind == "text"
    assert "a < b held for 12 of 14 ports" in reading.blocks[0].text


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, b"PK\x03\x04" + b"\x14" * 64, b"\xff\xd8\xff\xe0" + b"\x00" * 64,
     gzip.compress(gzip.compress(b"Twelve boats.")), b"7z\xbc\xaf" + b"\x00" * 64,
         b"\xd0\xcf\x11\xe0" + b"\x00" * 64, b"MZ" + b"\x00" * 64],
)  # fmt: skip
def test_what_is_no_document_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data)
    assert caught.value.kind == "not_a_document"
    assert caught.value.remedy


@pytest.mark.parametrize("data", [b"", b"   \n\t ", b"\xef\xbb\xbf", b"\x00" * 100])
def test_nothing_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data)
    assert caught.value.kind == "empty"


def test_words_that_begin_like_a_mark_are_text() -> None:
    assert read_document(b"BMW sold 12 cars to the port.").kind == "text"
    assert read_document(b"MZ is the code of Mozambique, with 3 ports.").kind == "text"


@pytest.mark.parametrize("data", [b"<html><p>" + b"x" * 2000, b"plain words " * 200])
def test_what_is_larger_than_the_limit_is_refused(data: bytes) -> None:
    settings = DocumentSettings(html=HtmlSettings(max_bytes=1000))
    with pytest.raises(DocumentError) as caught:
        read_document(data, settings)
    assert caught.value.kind == "too_large"
    assert "1,000" in caught.value.remedy


def test_the_charset_of_the_header_is_used() -> None:
    reading = read_document("<html><p>порт 12</p>".encode("koi8-r"), charset="koi8-r")
    assert reading.blocks[0].text == "порт 12"


def test_what_is_compressed_is_read_as_what_it_is() -> None:
    first, second = (
        gzip.compress(b"<html><p>Twelve boats were seized "),
        gzip.compress(b"at the quay in 2021.</p></html>"),
    )
    (block,) = read_document(first + second).blocks
    assert block.text == "Twelve boats were seized at the quay in 2021."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b" " * 210_000_000), "too_large"),
        (gzip.compress(b"Twelve boats were seized.")[:-9], "malformed"),
        (b"\x1f\x8b\x08" + b"\x00" * 64, "malformed"),
    ],
)
def test_compressed_data_without_end_or_cut_short_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data)
    assert caught.value.kind == kind
