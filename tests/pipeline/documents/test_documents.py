"""Which reader a document takes is told by its bytes."""

import gzip
import quopri
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
     gzip.compress(gzip.compress(gzip.compress(b"Twelve boats.", mtime=0), mtime=0), mtime=0),
     b"7z\xbc\xaf" + b"\x00" * 64, b"\xd0\xcf\x11\xe0" + b"\x00" * 64, b"MZ" + b"\x00" * 64],
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
        (gzip.compress(b" " * 210_000_000, mtime=0), "too_large"),
        (gzip.compress(b"Twelve boats were seized.", mtime=0)[:-9], "malformed"),
        (b"\x1f\x8b\x08" + b"\x00" * 64, "malformed"),
    ],
    ids=["without end", "cut short", "empty"],  # compressed data holds the time
)
def test_compressed_data_without_end_or_cut_short_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data)
    assert caught.value.kind == kind


PAGE = b"<html><title>Patrols</title><p>Patrols brought 214 boys ashore in 2021 \xe2\x80\x93 up from 41.</p></html>"


def test_a_page_saved_as_one_file_is_read_as_the_page() -> None:
    part = quopri.encodestring(PAGE.replace(b"<html>", b"<html><link rel=canonical href=/patrols>"))
    head = b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=xx\r\n"
    body = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    place = b"Content-Location: https://harbour.example/2021/patrols\r\n\r\n"
    reading = read_document(head + b"\r\n--xx\r\n" + body + place + part + b"\r\n--xx--\r\n")
    assert [block.text for block in reading.blocks] == ["Patrols brought 214 boys ashore in 2021 – up from 41."]
    assert reading.metadata.canonical_url == "https://harbour.example/patrols"


def test_an_e_mail_is_read_as_its_page_or_text() -> None:
    head = b"From: press@harbour.example\r\nSubject: Patrols\r\nMIME-Version: 1.0\r\n"
    encoded = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    text = b"Content-Type: text/plain; charset=utf-8\r\n" + encoded + b"Twelve boats =E2=80=93 up from four.\r\n"
    page = b"Content-Type: text/html; charset=utf-8\r\n" + encoded + quopri.encodestring(PAGE)
    both = (
        b"Content-Type: multipart/alternative; boundary=xx\r\n\r\n--xx\r\n"
        + text
        + b"--xx\r\n"
        + page
        + b"\r\n--xx--\r\n"
    )
    assert [block.text for block in read_document(head + text).blocks] == ["Twelve boats – up from four."]
    assert [block.text for block in read_document(head + both).blocks] == [
        "Patrols brought 214 boys ashore in 2021 – up from 41."
    ]


def test_an_e_mail_has_its_subject_and_day_and_a_saved_page_no_day() -> None:
    head = b"Subject: Boats of\r\n the lake\r\nDate: Mon, 4 Mar 2019 23:30:00 -0500\r\nContent-Type: text/plain\r\n"
    letter = read_document(
        b"From: a@harbour.example\r\nTo: b@harbour.example\r\nMIME-Version: 1.0\r\n" + head + b"\r\n12 boats.\r\n"
    )
    said = letter.metadata
    assert (said.title and said.title.value, said.published and said.published.value) == (
        "Boats of the lake",
        "2019-03-04",
    )


def test_a_saved_page_is_the_part_that_the_file_names_and_none_of_its_frames() -> None:
    frame = b"--xx\r\nContent-Type: text/html\r\nContent-Location: cid:frame\r\n\r\n<p>Win 900 boats.</p>\r\n"
    place = b"Content-ID: <m@x>\r\nContent-Location: https://harbour.example/p\r\n\r\n"
    main = b"--xx\r\nContent-Type: text/html\r\n" + place + b"<p>12 boats.</p>\r\n"
    for named in (b'; start="<m@x>"', b"\r\nSnapshot-Content-Location: https://harbour.example/p"):
        head = b"From: x\r\nDate: Mon, 4 Mar 2019 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        head += b'Content-Type: multipart/related; boundary="xx"'
        reading = read_document(head + named + b"\r\n\r\n" + frame + main + b"--xx--\r\n")
        assert ([block.text for block in reading.blocks], reading.metadata.published) == (["12 boats."], None)


ADDRESS = "https://harbour.example/p"


def archived(url: str, status: str, body: bytes, media_type: str = "text/html") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_is_read_as_the_page_that_it_holds(packed: bool) -> None:
    records = [
        archived("https://harbour.example/robots.txt", "404 Not Found", b"no"),
        archived("https://harbour.example/robots.txt", "200 OK", b"Disallow: /12", "text/plain"),
        archived("https://harbour.example/look.css", "200 OK", b"p { width: 960px }", "text/css"),
        archived(ADDRESS, "200 OK", PAGE),
    ]
    data = b"".join(map(gzip.compress, records) if packed else records)
    reading = read_document(data)
    assert [block.text for block in reading.blocks] == ["Patrols brought 214 boys ashore in 2021 – up from 41."]


def test_the_answer_of_a_web_archive_is_read_in_the_character_set_that_it_names() -> None:
    data = archived(ADDRESS, "200 OK", "<p>12 boats of Łódź</p>".encode("iso-8859-2"), "text/html; charset=iso-8859-2")
    assert [block.text for block in read_document(data).blocks] == ["12 boats of Łódź"]


def test_an_archive_without_a_document_is_named() -> None:
    for data in (b"WARC/1.0\r\nWARC-Type: response\r\n", b"WARC/1.0\r\n\r\n\r\n", b"WARC/"):
        with pytest.raises(DocumentError) as caught:
            read_document(data)
        assert caught.value.kind in {"malformed", "not_a_document"}


@pytest.mark.parametrize(
    "day",
    [
        "Mon, 1 Jan 99999999999999999999 10:00:00 +0000",
        "Tue, 5 May 2020 10:00 +99999999999999",
        "Thu, 1 Jan 1970 00:00:00 +0000",
        "Sun, 5 May 2999 10:00:00 +0000",
    ],
)
def test_an_e_mail_of_no_day_is_read_all_the_same(day: str) -> None:
    head = f"From: a@harbour.example\r\nTo: b@harbour.example\r\nDate: {day}\r\nMIME-Version: 1.0\r\n"
    letter = f"{head}Content-Type: text/plain\r\n\r\n12 boats sank.\r\n"
    reading = read_document(letter.encode())
    assert [block.text for block in reading.blocks] == ["12 boats sank."]
    assert reading.metadata.published is None


@pytest.mark.parametrize("title", ["The lake service in its year", "The lake, its barges, and its wrecks"])
def test_figures_with_commas_below_a_texts_first_lines_are_no_table_of_values(title: str) -> None:
    text = f"{title}\n\nBarges: 13,400\nPeople: 7,830\nTons of sand: 41,196\nWrecks: 920\n"
    assert [block.kind for block in read_document(text.encode()).blocks[1:4]] == ["list_item"] * 3
