"""Which cells of a table hold figures: not those that name their row, but those with short words beside them, too."""

from __future__ import annotations

import pytest

from pipeline.documents.text import read_text
from pipeline.reading.claims.found import DocumentToRead, find_in
from pipeline.records.model import DocumentContext, Reading
from tests.as_shipped import read_html


def figures(reading: Reading) -> list[tuple[float | None, str]]:
    found = find_in(DocumentToRead("d", reading, DocumentContext()))
    return [(q.value, q.unit) for passage in found.passages for q in passage.quantities]


PROSE = "<p>The harbour council mends the quays and keeps the light burning through the winter, as in other years.</p>"


def page(*rows: str) -> Reading:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return read_html(f"<article><h1>Crews of the harbour</h1>{PROSE}<table>{body}</table></article>".encode())


@pytest.mark.parametrize(
    "bands",
    [("0-17", "18+"), ("&lt;18", "18 and over"), ("1 to 17 years", "18 years and more"), ("under 18", "over 18")],
)
def test_a_band_names_its_row_in_a_page(bands: tuple[str, str]) -> None:
    rows = [f"{band}|{count}|{share}" for band, count, share in zip(bands, (96, 412), (18.9, 81.1), strict=True)]
    assert figures(page("Age|Number|%", *rows)) == [(96, "count"), (18.9, "percent"), (412, "count"), (81.1, "percent")]


def test_a_band_names_its_row_in_a_text() -> None:
    text = "Crews by age\n\nAge      Number    %\n0-17     96        18.9\n65+      14        2.8\n"
    assert figures(read_text(text)) == [(96, "count"), (18.9, "percent"), (14, "count"), (2.8, "percent")]


def test_bands_of_three_digits_are_not_joined_with_their_figures() -> None:
    assert figures(read_text("Boats by length\n\nFeet | Number\n100-149 | 12\n150-199 | 31\n")) == [
        (12, "count"),
        (31, "count"),
    ]


def test_rows_with_short_names_are_read() -> None:
    expected = [(31, "count"), (14, "count"), (9, "count"), (2, "count")]
    assert figures(page("Port|Crews|F", "Ba|31|14", "Ra|9|2")) == expected
    text = "Crews lost, 2019-2020\n\n| Port | 2019 | 2020 |\n| Ba | 31 | 14 |\n| Ra | 9 | 2 |\n"
    assert figures(read_text(text)) == expected


def test_rows_of_a_year_and_a_figure_are_read_below_a_heading() -> None:
    expected = [(214, "count"), (260, "count"), (147, "count")]
    assert figures(page("2018|214", "2019|260", "2020|147")) == expected
    assert figures(read_text("Crews by year\n\n2018 | 214\n2019 | 260\n2020 | 147\n")) == expected


def test_a_figure_without_headers_or_words_is_none() -> None:
    assert figures(read_text("Crews by year\n\n12 | 14\n31 | 9\n")) == []


@pytest.mark.parametrize("sum_", ["Sh11.8bn", "R12m", "₦450,000", "US$4.2m"])
def test_a_label_and_a_sum_on_one_line_are_no_heading(sum_: str) -> None:
    text = f"The harbour at a glance\n\nQuays: 35\nSpent in 2021/22: {sum_}\nCranes: 12\n"
    assert [block.kind for block in read_text(text).blocks[1:]] == ["list_item"] * 3


def test_a_sum_behind_the_name_of_its_row_is_a_figure() -> None:
    rows = "".join(f"<tr><th>{name}</th><td>{first}</td><td>{second}</td></tr>" for name, first, second in OFFERS)
    table = f"<table><tr><th></th><th>Quay North</th><th>Quay South</th></tr>{rows}</table>"
    reading = read_html(f"<article><h1>Berths of the harbour</h1>{PROSE}{table}</article>".encode())
    rows_read = [block for block in reading.blocks if block.kind == "table_row" and "$" in block.text]
    assert [cell.row_headers for cell in rows_read[0].cells] == [(), ("Deposit",), ("Deposit",)]
    assert figures(reading) == [(6200, "USD"), (5150, "USD"), (19, "USD per month"), (34, "USD per month")]


OFFERS = (("Deposit", "$6,200", "$5,150"), ("Berth", "$19/month", "$34/month"))


def test_words_that_lead_a_row_are_read_with_their_figures() -> None:
    found = figures(page("Strengths|Fee", "Fleet of 14 tugs and a dry dock|$900", "Crew of 60, at sea all year|$1,150"))
    assert found == [(14, "count"), (900, "USD"), (60, "count"), (1150, "USD")]
