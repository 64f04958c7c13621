"""What headings and the headers of cells say of figures: sections' numbers, changes with a minus."""

from __future__ import annotations

import pytest

from pipeline.documents.text import read_text
from pipeline.reading.claims.found import DocumentToRead, find_in
from pipeline.reading.claims.section_numbers import section_numbers
from pipeline.records.model import Block, DocumentContext
from tests.as_shipped import extract_claims, read_html


def numbered(*headings: str) -> list[str]:
    """The headings whose number is a section's."""
    found = section_numbers(Block(n, "heading", text) for n, text in enumerate(headings))
    return [headings[n] for n in found]


@pytest.mark.parametrize(
    "headings",
    [
        ("2.1 Arrests", "2.2 Convictions"),
        ("12 The courts", "13 The police"),
        ("1.2.3 Burns",),
        ("4 Courts", "4.1 Trials"),
    ],
)
def test_the_numbers_of_sections_are_told(headings: tuple[str, ...]) -> None:
    assert numbered(*headings) == list(headings)


@pytest.mark.parametrize(
    "headings",
    [("2 men charged", "3 girls found"), ("12 Dead In Fire",), ("2.4 Million Flee",), ("9 Firms", "4 Banks")],
)
def test_figures_that_open_headings_are_not_taken_for_them(headings: tuple[str, ...]) -> None:
    assert numbered(*headings) == []


def claimed(text: str) -> list[tuple[str, float | None, str, str | None]]:
    claims = extract_claims("doc", read_text(text), DocumentContext())
    return [(claim.number, claim.value, claim.kind, claim.direction) for claim in claims]


def test_a_sections_number_is_no_claim() -> None:
    text = "2.1 Arrests\n\nOfficers made 310 arrests.\n\n2.2 Convictions\n\nCourts handed down 41 convictions.\n"
    assert [number for number, *_ in claimed(text)] == ["310", "41"]


def test_under_the_header_of_a_change_a_minus_tells_where_it_goes() -> None:
    text = "Offence     2020   2021   Change\nTheft     910   728   -20%\nArson     40   46   +15%\n"
    assert claimed(text)[2::3] == [("20%", 20.0, "change", "down"), ("15%", 15.0, "change", "up")]


def test_elsewhere_a_minus_is_part_of_the_figure() -> None:
    text = "Net migration    2019    2020\nLatvia    -3,360    -1,020\n"
    assert [value for _, value, *_ in claimed(text)] == [-3360.0, -1020.0]


def test_two_headers_of_columns_make_no_quantity() -> None:
    text = "Offence   2018   2019   % of all\nTheft   410   369   12\nArson   200   230   7\n"
    assert not [number for number, *_ in claimed(text) if "2019" in number]


def test_a_change_is_as_large_as_it_is_and_its_direction_says_where_it_goes() -> None:
    assert claimed("Thefts in 2021: -12%\n") == [("-12%", 12.0, "change", "down")]


MONTHS = (
    "<h1>Boats stopped</h1><p>The harbour council mends the quays and keeps the light burning through the winter.</p>"
    "<table><caption>Boats stopped, {}</caption><tr><th>Coast<th>Jan<th>May</tr><tr><td>North<td>12<td>9</tr></table>"
)


@pytest.mark.parametrize(
    ("caption", "months"), [("2019", ["2019-01", "2019-05"]), ("all coasts", ["2021-01", "2021-05"])]
)
def test_a_figure_under_a_month_is_no_day(caption: str, months: list[str]) -> None:
    page = read_html(MONTHS.format(caption).encode())
    claims = extract_claims("d", page, DocumentContext(published="2021-08"))
    assert [(claim.number, claim.start) for claim in claims] == list(zip(["12", "9"], months, strict=True))


def test_a_header_that_says_only_number_counts_nothing() -> None:
    text = "Indicator     Number\nConfirmed cases     1,243\nDeaths     31\nCase fatality rate     2.5%\n"
    claims = extract_claims("doc", read_text(text), DocumentContext(title="Measles in Ghana, 2019"))
    assert not any("number" in f"{claim.subject} {claim.part}" for claim in claims)
    assert len(claims) == 3


def test_the_number_of_a_row_is_no_figure() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>{name}</td></tr>" for n, name in enumerate(("Osborne", "Pelling", "Zarrow"), 1)
    )
    table = f"<table><tr><th>Rank</th><th>County with most arrests</th></tr>{rows}</table>"
    page = f"<article><p>Officers of the coast guard made 310 arrests in the counties.</p>{table}</article>"
    assert figures(page) == ["310"]


def figures(page: str) -> list[str]:
    found = find_in(DocumentToRead("d", read_html(page.encode()), DocumentContext()))
    return [quantity.surface for passage in found.passages for quantity in passage.quantities]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('<code>{"boats": 12, "crew": [4, 7]}</code>', []),
        ("SELECT name FROM boats WHERE crew &lt; 40;\n (rows=1200 width=64)", []),
        ("The harbour office says that 45 boats were stopped (12 of them in May)\nand that 30 crews were fined $900.",
         ["45", "12", "30", "$900"]),
        ("HARBOUR NEWS\n============\n* 45 boats stopped\n* 12 crews fined", ["45", "12"]),
        ("East quay | 45 boats, West quay | 30 boats", ["45", "30"]),
    ],
)  # fmt: skip
def test_a_listing_of_code_claims_nothing(typed: str, read: list[str]) -> None:
    prose = "<p>The harbour council mends the quays and keeps the light burning through the winter.</p>"
    assert figures(f"<article>{prose}<pre>{typed}</pre>{prose}</article>") == read
