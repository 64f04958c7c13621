"""What the addresses of captured pages tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.claims.attribution.bodies import domain_of
from pipeline.records.archived_address import Capture, capture_of, original_of
from pipeline.records.model import Stated
from tests.as_shipped import read_document

AT = "2019-03-04T12:30:05Z"


@pytest.mark.parametrize(
    ("url", "original"),
    [
        ("https://web.archive.org/web/20190304123005/https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("https://web.archive.org/web/20190304123005id_/http://example.org/a", "http://example.org/a"),
        ("http://web.archive.org/web/20190304123005if_/example.org", "http://example.org"),
        ("https://web.archive.org/web/20190304123005/https:/example.org/a", "https://example.org/a"),
        (
            "https://webarchive.nationalarchives.gov.uk/ukgwa/20190304123005/https://example.org/",
            "https://example.org/",
        ),
    ],
)
def test_an_archives_address_holds_the_originals_and_the_time(url: str, original: str) -> None:
    assert capture_of(url) == Capture(original, AT)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://example.org/web/20190304123005/https://example.org/",
        "https://web.archive.org/web/20199904123005/https://example.org/",
        "https://web.archive.org/details/harbour",
        "https://web.archive.org/web/2019*/https://example.org/",
        "https://[web.archive.org/web/20190304123005/x",
    ],
)
def test_other_addresses_are_what_they_are(url: str | None) -> None:
    assert capture_of(url) is None
    assert original_of(url) == url


@given(st.text())
def test_any_address_is_survived(rest: str) -> None:
    capture_of(f"https://web.archive.org/web/20190304123005/{rest}")


def test_a_captured_page_is_dated_and_named_as_its_original() -> None:
    page = b"""<link rel=canonical href="https://web.archive.org/web/20230101000000/https://example.gov/2018/05/22/boys">
        <h1>Boys freed</h1><p>Last year 412 boys were freed on the lake, the harbour council said in its review.</p>"""
    url = "https://web.archive.org/web/20230101000000/https://example.gov/2018/05/22/boys"
    said = read_document(page, url=url).metadata
    assert said.published == Stated("2018-05-22", "address")
    assert said.canonical_url == "https://example.gov/2018/05/22/boys"
    assert domain_of(url) == domain_of("https://example.gov/") >= 0
