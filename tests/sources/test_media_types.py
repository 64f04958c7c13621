"""What a document is by its bytes, told in one place for fetching, reading and showing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.media_types import EMPTY, sniffed


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"<html>" + b" " * 500 + b"%PDF-1.4", "application/pdf"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>12 ships</p>", "text/html"),
        ("<html><p>Año 2012</p>".encode("utf-16"), "text/html"),
        ("<html><p>Año 2012</p>".encode("utf-16-le"), "text/html"),
        ("<html><p>Año 2012</p>".encode("utf-16-be"), "text/html"),
        (b"In 2019 a < b held for 12 of 14 ports.", "text/plain"),
        (b"BMW sold 12 cars, and MZ 3 motorcycles.", "text/plain"),
        (b"[12] See the report of 2019.", "text/plain"),
        (b"[2020, 2021] were hard years. 412 children died.", "text/plain"),
        (b"[1, 2, 3, 4] Homes were built of them.", "text/plain"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + bytes(range(256)) * 4, "application/warc"),
        (b"Subject: Boats\nMIME-Version: 1.0\nContent-Type: text/plain\n\nTwelve boats.", "multipart/related"),
        (b"Subject: Boats\nContent-Type: the form of what one reads\n\nTwelve boats.", "text/plain"),
    ],
)
def test_what_can_be_read_is_told_by_its_bytes(data: bytes, media_type: str) -> None:
    assert sniffed(data).media_type == media_type


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG picture"),
        (b"\n\nPK\x03\x04" + bytes(50), "a damaged ZIP archive"),
        (b"MZ" + bytes(64), "a program"),
        (bytes(range(256)) * 8, "binary data"),
        (b'\n[{"region": "Volta", "rescued": 41}]', "JSON, data for programs"),
        (b"[1204, 57, 12]", "JSON, data for programs"),
        (b'{"items": [{"title": "41 girls"}]}', "JSON, data for programs"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, what: str) -> None:
    found = sniffed(data, "text/html")
    assert (found.media_type, found.what) == (None, what)


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\x00" * 100])
def test_white_space_is_nothing(data: bytes) -> None:
    assert sniffed(data) == EMPTY


def test_what_a_server_declares_tells_text_from_text_only() -> None:
    text = b"In 2016 the shelter took in 41 girls."
    assert sniffed(text, "application/pdf").media_type == "text/plain"
    assert sniffed(text, "text/html; charset=utf-8").media_type == "text/html"
    assert sniffed(b'{"rescued": 41}', "application/json").media_type is None
    assert sniffed(b"%PDF-1.7", "application/json").media_type == "application/pdf"


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_are_named(data: bytes, declared: str) -> None:
    assert sniffed(data, declared).what
