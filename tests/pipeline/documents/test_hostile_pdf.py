"""Broken and hostile PDFs: each ends in a named error or a sound reading, soon, and the next one is read."""

from __future__ import annotations

import json
import random
import re
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.documents.errors import DocumentError
from pipeline.records.model import Reading
from pipeline.records.settings import PdfSettings
from tests.as_shipped import SETTINGS, read_pdf
from tests.pdf_maker import FONT, Sheet, make_pdf, one_page, raw_pdf, stream

LINE = b"BT /F1 12 Tf 60 700 Td (The weir holds 4,120 herons) Tj ET\n"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


@cache
def limits() -> PdfSettings:
    """The defaults, but with little patience."""
    return replace(SETTINGS.documents.pdf, cpu_seconds=2.0, wall_seconds=12.0, max_pages=300, max_characters=200_000)


def sound() -> bytes:
    return make_pdf(Sheet().text(60, 100, "The weir holds 4,120 herons"), compress=True)


def tree(kids: bytes, count: int = 1) -> bytes:
    return raw_pdf([CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)])


def packed(size: int, unit: bytes) -> bytes:
    """`unit` over and over, packed as if each megabyte stood alone, so that it takes no time."""
    squeeze = zlib.compressobj(9)
    head = squeeze.compress(unit * ((1 << 20) // len(unit))) + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(unit * ((1 << 20) // len(unit))) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size >> 20) + squeeze.flush()


def bomb(size: int, unit: bytes) -> bytes:
    return one_page(packed(size, unit), entries=b"/Filter /FlateDecode")


def twice_packed() -> bytes:
    return one_page(zlib.compress(packed(1 << 30, b" "), 9), entries=b"/Filter [/FlateDecode /FlateDecode]")


def form(content: bytes, name: bytes = b"") -> bytes:
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + name)


def nested_forms(depth: int) -> bytes:
    more = [form(b"/X0 Do", b"/Resources << /XObject << /X0 %d 0 R >> >>" % (7 + k)) for k in range(depth)]
    return one_page(b"/X0 Do", *more, form(LINE, b"/Resources << /Font << /F1 5 0 R >> >>"), resources=FIRST)


def forms_that_call_twice(depth: int) -> bytes:
    more = [
        form(b"/X0 Do /X0 Do /X0 Do /X0 Do", b"/Resources << /XObject << /X0 %d 0 R >> >>" % (7 + k))
        for k in range(depth)
    ]
    return one_page(b"/X0 Do", *more, form(LINE, b"/Resources << /Font << /F1 5 0 R >> >>"), resources=FIRST)


def broken_font(entry: bytes, *more: bytes) -> bytes:
    objects = [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects += [
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 600 800] "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        stream(LINE),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>" % entry,
        *more,
    ]
    return raw_pdf(objects)


def to_unicode(target: bytes) -> bytes:
    cmap = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00> <ff> <%s> endbfrange endcmap"
    )
    return broken_font(b"/ToUnicode 6 0 R", stream(cmap % target))


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (6 + k) for k in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 5 0 R >> >> >>"
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return raw_pdf([CATALOG, pages, b"null", stream(LINE), FONT, *([page] * count)])


def scattered(count: int) -> bytes:
    chance = random.Random(7)
    spots = (b"1 0 0 1 %d %d Tm (%d) Tj" % (chance.randrange(600), chance.randrange(800), k) for k in range(count))
    return one_page(b"BT /F1 9 Tf " + b" ".join(spots) + b" ET")


ENDLESS = {"took_too_long", "too_much_memory", "crashed", "read"}
FIRST = b"/XObject << /X0 6 0 R >>"
READABLE = {"The weir holds 4,120 herons"}

HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    # what it is: how it is made, and the kinds of error it may end in; "read" stands for a reading
    "no bytes": (lambda: b"", {"empty"}),
    "a page of HTML": (lambda: b"<!doctype html><title>404</title>" * 40, {"not_a_pdf"}),
    "random bytes": (lambda: random.Random(1).randbytes(20_000), {"not_a_pdf"}),
    "its mark alone": (lambda: b"%PDF-1.7\n", {"malformed"}),
    "its mark and noise": (lambda: b"%PDF-1.4\n" + random.Random(2).randbytes(50_000), {"malformed", "no_pages"}),
    "its first half": (lambda: sound()[: len(sound()) // 2], {"malformed", "no_pages", "read"}),
    "all but its end": (lambda: sound()[:-200], {"malformed", "no_pages", "read"}),
    "a password": (lambda: make_pdf(Sheet(), encrypt=StandardEncryption("key", "owner")), {"encrypted"}),
    "no pages": (lambda: tree(b"", 0), {"no_pages", "malformed"}),
    "a page tree that is its own child": (lambda: tree(b"2 0 R"), {"no_pages", "malformed", "read"}),
    "a page that is not there": (lambda: tree(b"99 0 R"), {"no_pages", "malformed", "read"}),
    "a thousand million pages claimed": (lambda: tree(b"", 1_000_000_000), {"no_pages", "malformed", "read"}),
    "a negative count of pages": (lambda: tree(b"", -5), {"no_pages", "malformed"}),
    "no catalogue": (lambda: raw_pdf([b"null"]), {"malformed", "no_pages"}),
    "a table of places that points to itself": (
        lambda: raw_pdf([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"], trailer=b"/Prev 9"),
        {"malformed", "no_pages"},
    ),
    "two kilobytes that unpack to a gigabyte of spaces": (lambda: bomb(1 << 30, b" "), ENDLESS),
    "packed twice": (twice_packed, ENDLESS),
    "three million operators": (lambda: bomb(30_000_000, b"0 0 m 9 9 l S "), ENDLESS),
    "a million characters": (lambda: bomb(40_000_000, LINE), ENDLESS),
    "a form that draws itself": (
        lambda: one_page(b"/X0 Do", form(b"/X0 Do", b"/Resources << /XObject << /X0 6 0 R >> >>"), resources=FIRST),
        ENDLESS,
    ),
    "four thousand forms in one another": (lambda: nested_forms(4000), ENDLESS),
    "forms that call four times": (lambda: forms_that_call_twice(16), ENDLESS),
    "half a million states kept": (lambda: one_page(b"q " * 500_000 + LINE), ENDLESS),
    "arrays in arrays": (lambda: one_page(b"[" * 200_000 + LINE), ENDLESS),
    "a dictionary without an end": (lambda: raw_pdf([b"<< /A " * 50_000]), ENDLESS | {"malformed", "no_pages"}),
    "a page without a size": (lambda: one_page(LINE, page=b"/MediaBox [0 0 0 0]"), {"read"}),
    "a page as large as a country": (lambda: one_page(LINE, page=b"/MediaBox [0 0 1e30 1e30]"), {"read"}),
    "a page that is upside down": (lambda: one_page(LINE, page=b"/MediaBox [600 800 0 0]"), {"read"}),
    "a page turned by an odd angle": (lambda: one_page(LINE, page=b"/MediaBox [0 0 600 800] /Rotate 33"), {"read"}),
    "letters larger than the sky": (
        lambda: one_page(b"BT /F1 1e30 Tf 1e30 0 0 1e30 1e30 1e30 Tm (9 wells) Tj ET"),
        {"read"},
    ),
    "letters of no size": (lambda: one_page(b"BT /F1 0 Tf 60 700 Td (9 wells) Tj ET"), {"read"}),
    "letters pressed flat": (
        lambda: one_page(b"BT /F1 12 Tf 1 0 0 0 60 700 Tm (4,120) Tj 1 0 0 0 60 690 Tm (wells) Tj ET " + LINE),
        {"read"},
    ),
    "a matrix of nothing": (lambda: one_page(b"0 0 0 0 0 0 cm " + LINE), {"read"}),
    "letters that read as half a pair": (lambda: to_unicode(b"d800"), {"read"}),
    "letters that read as nothing": (lambda: to_unicode(b"0000"), {"read"}),
    "a font that is itself": (lambda: broken_font(b"/DescendantFonts [5 0 R] /FontDescriptor 5 0 R"), {"read"}),
    "a stream longer than the file": (
        lambda: re.sub(rb"/Length \d+", b"/Length 99999999", one_page(LINE)),
        {"read", "malformed"},
    ),
    "ten thousand pages": (lambda: many_pages(10_000), {"read"}),
    "nine thousand figures strewn over a page": (lambda: scattered(9000), {"read", "took_too_long"}),
    "a picture of nine thousand million points": (
        lambda: one_page(
            b"600 0 0 800 0 0 cm /I0 Do",
            stream(b"\0", b"/Subtype /Image /Width 99999 /Height 99999 /BitsPerComponent 8 /ColorSpace /DeviceRGB"),
            resources=b"/XObject << /I0 6 0 R >>",
        ),
        {"read"},
    ),
    "a title of half pairs": (
        lambda: raw_pdf(
            [
                CATALOG,
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
                b"<< /Title <feffd800d800> /CreationDate (D:99999999) >>",
            ],
            trailer=b"/Info 4 0 R",
        ),
        {"read"},
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_in_a_named_error_or_a_sound_reading(name: str) -> None:
    make, expected = HOSTILE[name]
    assert outcome(make()) in expected


def outcome(data: bytes) -> str:
    """The kind of error that a file ends in, or "read"."""
    try:
        reading = read_pdf(data, limits())
    except DocumentError as error:
        return error.kind if error.reason and error.remedy else f"{error.kind}, unexplained"
    check(reading)
    return "read"


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 25


def check(reading: Reading) -> None:
    """What a reading is, whatever it was read from."""
    assert reading.kind == "pdf"
    for n, block in enumerate(reading.blocks):
        assert block.n == n
        assert block.text == block.text.encode("utf-8").decode("utf-8")
        assert block.text.strip()
        assert block.place.page is not None
        assert block.place.box is not None
        assert json.loads(json.dumps(block.place.box, allow_nan=False))
        assert all(0 <= cell.start < cell.end <= len(block.text) for cell in block.cells)
        assert block.kept == (block.label == "content")


def test_a_worker_that_was_killed_is_replaced() -> None:
    endless = HOSTILE["forms that call four times"][0]()
    with pytest.raises(DocumentError):
        read_pdf(endless, replaced(cpu_seconds=0.1, cpu_seconds_per_page=0.0, wall_seconds=0.5))
    assert {b.text for b in read_pdf(sound()).blocks} == READABLE


def replaced(**changes: float) -> PdfSettings:
    return replace(limits(), **changes)  # type: ignore[arg-type]  # the caller names numbers


def test_a_file_above_the_size_allowed_is_not_opened() -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf(sound(), replaced(max_bytes=100))
    assert caught.value.kind == "too_large"
    assert "max_bytes" in caught.value.remedy


def test_pages_beyond_the_limit_are_named() -> None:
    reading = read_pdf(many_pages(12), replaced(max_pages=5))
    assert {b.place.page for b in reading.blocks} == {1, 2, 3, 4, 5}
    assert reading.notes == ("read 5 of 12 pages",)


def test_an_owner_password_alone_does_not_stop_a_reader() -> None:
    open_to_read = make_pdf(
        Sheet().text(60, 100, "The weir holds 4,120 herons"), encrypt=StandardEncryption("", "owner")
    )
    assert {b.text for b in read_pdf(open_to_read).blocks} == READABLE


def test_threads_read_at_once() -> None:
    found: list[set[str]] = []

    def work() -> None:
        found.append({b.text for b in read_pdf(sound()).blocks})

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [READABLE] * 5


def rich() -> bytes:
    sheet = (
        Sheet()
        .text(60, 80, "Wells and weirs", 22)
        .lines(60, 110, ["The survey counted 4,120 herons.", "37% nest below."])
    )
    sheet.grid((60, 200, 300), (300, 320, 340)).text(70, 315, "Wells").text(210, 315, "3,801").text(
        70, 335, "Weirs"
    ).text(210, 335, "14")
    return make_pdf(sheet, Sheet(turn=90).text(60, 200, "9 of 12 mills"), title="Mills", compress=False)


@hypothesis_settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(0, 0.999), st.integers(0, 255), st.sampled_from(["set", "cut", "copy"])),
        min_size=1,
        max_size=12,
    )
)
def test_a_file_with_changed_bytes_ends_soundly(changes: list[tuple[float, int, str]]) -> None:
    data = bytearray(rich())
    for share, value, how in changes:
        at = int(share * len(data))
        if how == "set":
            data[at] = value
        elif how == "cut":
            del data[at : at + value // 8]
        else:
            data[at:at] = data[at // 2 : at // 2 + value]
    assert outcome(bytes(data)) in ENDLESS | {"malformed", "no_pages", "not_a_pdf", "encrypted"}
