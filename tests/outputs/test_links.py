"""From a claim back to its place."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.links import is_web_address, live_link, snapshot_link, text_fragment
from pipeline.records.model import DocumentContext
from tests.sample_ledger import FACTSHEET, HARBOUR, claims_of

PAGE = claims_of(HARBOUR, DocumentContext(HARBOUR.url, snapshot="ab" * 32))[0]
IN_PDF = claims_of(FACTSHEET, DocumentContext(FACTSHEET.url, snapshot="cd" * 32))[0]


def test_a_page_opens_at_the_quote() -> None:
    link = live_link(PAGE)
    assert link is not None
    assert link.startswith("https://harbour-watch.example.org/story#:~:text=One%20million%20children")


def test_a_pdf_opens_at_its_page() -> None:
    assert live_link(IN_PDF) == "https://factsheet.example.org/factsheet.pdf#page=1"


def test_a_fragment_of_the_address_itself_stays() -> None:
    claim = replace(PAGE, document=DocumentContext("https://a.example.org/x?y=1#part"))
    assert (live_link(claim) or "").startswith("https://a.example.org/x?y=1#part:~:text=")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host/x",
        "https://",
        "https://[broken/",
        "JaVaScRiPt:alert(1)//https://a.example.org",
    ],
)
def test_what_is_no_web_address_is_never_a_link(url: str | None) -> None:
    assert not is_web_address(url)
    assert live_link(replace(PAGE, document=DocumentContext(url))) is None


def test_a_call_out_over_several_lines_is_found_by_its_longest_line() -> None:
    assert text_fragment("300\nchildren brought to safety") == ":~:text=children%20brought%20to%20safety"


def test_a_long_quote_is_found_by_its_ends() -> None:
    words = " ".join(f"w{n}" for n in range(30))
    assert text_fragment(words) == ":~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29"


@given(st.text(min_size=1, max_size=60))
def test_what_has_a_meaning_in_a_directive_is_escaped(quoted: str) -> None:
    directive = text_fragment(quoted).removeprefix(":~:text=")
    assert "-" not in directive
    assert "&" not in directive
    assert directive.count(",") <= 1
    if "," not in directive:
        assert unquote(directive) in {" ".join(line.split()) for line in _lines(quoted)}


def test_the_snapshot_is_served_by_the_application() -> None:
    assert snapshot_link(PAGE) == f"/snapshot/{'ab' * 32}"
    assert snapshot_link(replace(PAGE, document=DocumentContext("https://a.example.org/"))) is None
    assert urlsplit(snapshot_link(PAGE) or "").netloc == ""


def _lines(text: str) -> list[str]:
    for mark in "\r\t":
        text = text.replace(mark, "\n")
    return text.split("\n")
