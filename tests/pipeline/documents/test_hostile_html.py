"""Broken and hostile pages and texts: a named error or a sound reading, within 20 seconds and 1 GiB, each."""

import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.documents.read import DocumentError
from tests.as_shipped import read_document
from tests.pipeline.documents import forked_reader

TEXT = b"<p>The trust counted 312 ships in the year, which was more than in the year before.</p>"


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def big_table(colspan: int, rowspan: int) -> bytes:
    cell = b"<td colspan=%d rowspan=%d>12</td>" % (colspan, rowspan)
    return b"<table>" + b"".join(b"<tr>" + cell * 4 + b"</tr>" for _ in range(200)) + b"</table>"


HOSTILE: dict[str, bytes] = {
    "nested divs": b"<html><body>" + b"<div>" * 100_000 + b"312 ships" + b"</div>" * 100_000,
    "nested divs, never closed": b"<html><body>" + b"<div>" * 200_000 + TEXT,
    "nested tables": b"<html><body>" + b"<table><tr><td>" * 20_000 + TEXT,
    "nested lists": b"<html><body>" + b"<ul><li>x" * 20_000 + TEXT,
    "nested inline elements": b"<html><body><p>" + b"<b><i><span>" * 30_000 + b"312 ships",
    "nested forms and tables": b"<html><body>" + b"<form><table><form>" * 10_000 + TEXT,
    "unclosed everything": b"<html><body><p><a href=x><b><table><tr><td><ul><li>" * 3_000 + TEXT,
    "misnested": b"<html><body>" + b"<b><p><i></b>12</p></i>" * 20_000,
    "huge attribute": b"<html><body><div class='" + b"x " * 4_000_000 + b"'>" + TEXT + b"</div>",
    "many attributes": b"<html><body><div " + b"".join(b"a%d=1 " % n for n in range(50_000)) + b">" + TEXT,
    "many attributes, quoted": b"<html><body><div " + b"".join(b"a%d='<b ' " % n for n in range(50_000)) + b">" + TEXT,
    "attribute never closed": b'<html><body><p>12 ships</p><a href="' + b"x" * 2_000_000,
    "comment never closed": b"<html><body>" + TEXT + b"<!-- " + b"x" * 2_000_000,
    "script only": b"<html><script>" + b"var a = '<p>12</p>';" * 50_000 + b"</script></html>",
    "script never closed": b"<html><body>" + TEXT + b"<script>" + b"x" * 2_000_000,
    "nulls between": b"<html><body>" + b"\x00".join(bytes([c]) for c in TEXT) * 3,
    "nulls in tags": b"<ht\x00ml><bo\x00dy><p>12 sh\x00ips</p>",
    "binary noise named html": b"<html>" + noise(500_000),
    "binary noise": noise(300_000),
    "entities without end": b"<html><body><p>" + b"&amp" * 500_000,
    "entity declarations": b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % (n + 1, n, n, n, n) for n in range(97, 117))
    + b"]><html><body>&u;&t;</body></html>",
    "numeric references": b"<html><body><p>&#0;&#xD800;&#x110000;&#99999999999999;&#x1F600; 12 ships</p>",
    "wrong charset": "<meta charset=utf-8><p>caf\u00e9 12</p>".encode("utf-16"),
    "charset of another kind": b"<html><meta charset=base64><p>12 ships</p>",
    "charset unknown": b"<html><meta charset=" + b"x" * 5_000 + b"><p>12 ships</p>",
    "encodings mixed": b"<html><body><p>caf\xc3\xa9 12</p>" + b"<p>caf\xe9 13</p>" * 30,
    "surrogates": b"<html><body><p>\xed\xa0\x80\xed\xbf\xbf 12 ships</p>",
    "overlong": b"<html><body><p>\xc0\xbcscript\xc0\xbe 12 ships</p>",
    "utf-16 cut in a character": "<html><body><p>12 ships</p>".encode("utf-16")[:-1],
    "utf-7": b"<html><meta charset=utf-7><p>+ADw-script+AD4- 12 ships</p>",
    "fifty megabytes of nothing": b" " * 50_000_000,
    "thirty megabytes of spaces in a page": b"<html><body>" + b" " * 30_000_000 + TEXT,
    "thirty megabytes of empty elements": b"<html><body>" + b"<p></p>" * 4_000_000,
    "half a million paragraphs": b"<html><body>" + b"<p>12 ships</p>" * 500_000,
    "one paragraph of ten megabytes": b"<html><body><p>" + b"12 ships, " * 1_000_000,
    "line breaks only": b"<html><body><p>" + b"12<br>" * 1_000_000,
    "colspan of a million": b"<html><body>" + big_table(1_000_000, 1),
    "rowspan of a million": b"<html><body>" + big_table(1, 1_000_000),
    "spans that cover one another": b"<html><body>" + big_table(65_000, 65_000),
    "spans that are no numbers": b"<table><tr><td colspan=-3>1</td><td rowspan=1e9>2</td><td colspan='\xb2'>3",
    "a row of many cells": b"<table><tr>" + b"<td>12</td>" * 200_000 + b"</tr></table>",
    "a table of many rows": b"<table>" + b"<tr><td>North</td><td>12</td></tr>" * 100_000 + b"</table>",
    "header cells only": b"<table>" + b"<tr><th>North</th><th>12</th></tr>" * 2_000 + b"</table>",
    "json without end": b'<html><script type="application/ld+json">' + b'{"@graph":[' * 50_000 + b"</script>" + TEXT,
    "json of many nodes": b'<html><script type="application/ld+json">['
    + b'{"@type":"Article"},' * 20_000
    + b"{}]</script>"
    + TEXT,
    "headings only": b"<html><body>" + b"".join(b"<h%d>12 ships</h%d>" % (n % 6 + 1, n % 6 + 1) for n in range(20_000)),
    "a heading of no level": b"<html><div role=heading aria-level=\xb2>a</div><div role=heading aria-level=999999>b",
    "half a page": b"<!DOCTYPE html><html><head><title>Ships</ti",
    "a processing instruction": b'<?xml version="1.0" encoding="utf-16"?><html>' + TEXT + b"<?php " + b"x" * 1_000_000,
    "frames": b"<html><frameset><frame src=a><noframes>" + TEXT + b"</noframes></frameset></html>",
    "text of one endless line": b"12 ships " * 1_000_000,
    "text of many short lines": b"12\nships\n" * 300_000,
    "text of labels above numbers": b"ships\n12\n" * 300_000,
    "text of numbers only": b"12\n" * 500_000,
    "text of headings": b"Ships\n\n" * 200_000,
    "text of items ever deeper": b"".join(b" " * n + b"- 12 ships\n" for n in range(2_000)),
    "text of bullets": b"- 12\n" * 300_000,
    "text of bars": b"12 | 13 | " * 300_000,
    "text of hyphens and words": b"a-b c-d " * 100_000,
    "text of digits and blanks": b"1 23 456 7890 " * 30 + b"x\n" * 5 + b"202 555 " * 48,
    "text of line ends": b"\r\x0b\x0c\x85\n" * 500_000 + b"12 ships",
    "text of marks of direction": ("\u202e\u200f" * 100_000 + "12 ships").encode(),
    "text of combining marks": ("a" + "\u0301" * 500_000 + " 12 ships").encode(),
}  # fmt: skip

Ask = Callable[[Path], tuple[int, str]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Has a file read in a process of its own; gives its exit status and what it said."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.pipeline.documents.forked_reader"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
        env={"PATH": "", "OPENBLAS_NUM_THREADS": "1"},
    ) as reader:  # fmt: skip
        assert reader.stdin
        assert reader.stdout
        to_reader, from_reader = reader.stdin, reader.stdout

        def asked(file: Path) -> tuple[int, str]:
            print(file, file=to_reader, flush=True)
            return int(from_reader.readline()), Path(f"{file}.out").read_text("utf-8")

        yield asked
        to_reader.close()


BESIDE_WHAT_IS_BROKEN = (
    "nested divs", "nested tables", "many attributes", "many attributes, quoted", "nested inline elements",
    "unclosed everything", "huge attribute", "comment never closed", "script never closed", "encodings mixed",
    "surrogates", "thirty megabytes of spaces in a page", "json without end", "numeric references",
)  # fmt: skip
"""Where text with a 12 in it stands beside what is broken, and is still read."""
CUT_SHORT = "half a million paragraphs"
"""Where what is left out is told."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_named_error_or_a_sound_reading(name: str, tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(HOSTILE[name])
    status, said = ask(file)
    assert status == 0, f"{status}: {said[-600:]}"
    answer = json.loads(said)
    assert all(answer["error"]) if "error" in answer else answer["empty"] == 0
    if name in BESIDE_WHAT_IS_BROKEN:
        assert answer["text"]
    if name == CUT_SHORT:
        assert any("only the first" in note for note in answer["notes"])


def test_a_file_that_takes_more_memory_than_it_may_is_noticed(tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as sparse:
        sparse.truncate(forked_reader.MEMORY)
    status, said = ask(file)
    assert (status, "MemoryError" in said) == (1, True)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<",
                ">",
                "</",
                "/>",
                "<!--",
                "-->",
                "<p>",
                "</p>",
                "<div",
                "<table><tr>",
                "<td",
                "rowspan=0>",
                "<th",
                "colspan=99>",
                "</table>",
                "<script>",
                "<style>",
                "&",
                "&#",
                "&amp;",
                "<![CDATA[",
                "]]>",
                "<?xml",
                "<svg>",
                "<math>",
                "<select>",
                "<template>",
                "\x00",
                "\ufeff",
                "\ud7ff",
                "12",
                "3,400",
                "%",
                "<br>",
                "<a",
                "href='",
                "<h1>",
                "</h9>",
                "<body>",
                "<head>",
                "<html",
                "lang=es>",
                "<frameset>",
                "<plaintext>",
                "<noscript>",
                "<dt>",
                "<dd>",
                "<li>",
                "<x-y>",
                "<span data-count=7>0</span>",
                "<time datetime=2019-01-01>",
                "<meta name=date content=",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=60,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(MARKUP)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    check(("<html>" + " ".join(parts)).encode("utf-8", "surrogatepass"))


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(data)
    check(b"<html><body>" + data)


def check(data: bytes) -> None:
    if b"%PDF-" in data:
        return
    with contextlib.suppress(DocumentError):
        reading = read_document(data)
        assert [block.n for block in reading.blocks] == list(range(len(reading.blocks)))


def test_no_control_character_gets_into_a_reading() -> None:
    page = (
        "<html><head><title>Ports&#27;]0;x&#7;</title></head><body><main><h1>The \u202eports</h1>"
        "<p>Police freed 120 children &#27;[2J in Porto in 2020, which was more than in the year before.</p>"
        "<table><tr><th>Year</th><th>Freed&#27;[31m</th></tr><tr><td>20&#27;[1m20</td><td>12&#8238;0</td></tr></table>"
        "</main></body></html>"
    )
    reading = read_document(page.encode())
    told = [reading.metadata.title.value if reading.metadata.title else ""]
    for block in reading.blocks:
        told += [block.text, *block.headings]
        cells = [block.text[cell.start : cell.end] for cell in block.cells]
        assert cells in ([], ["Year", "Freed[31m"], ["20[1m20", "120"])
        told += [header for cell in block.cells for header in (*cell.row_headers, *cell.column_headers)]
    assert not [text for text in told if any(char in text for char in "\x1b\x07\u202e")]
    assert any("freed 120 children [2J in Porto" in text for text in told)
