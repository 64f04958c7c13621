"""Tables in plain text to rows with headers, and numbers on lines of their own to call-outs."""

from __future__ import annotations

import pytest

from pipeline.documents.text import read_text
from pipeline.records.model import Block

Cells = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


def rows(text: str) -> list[Block]:
    return [block for block in read_text(text).blocks if block.kind == "table_row"]


def cells(block: Block) -> Cells:
    return {block.text[c.start : c.end]: (c.row_headers, c.column_headers) for c in block.cells}


@pytest.mark.parametrize(
    "text",
    [
        "Year book\n\nLake     Boats    Nets\nNorth      412   1,031\nSouth       57     208\n",
        "Year book\n\nLake | Boats | Nets\nNorth | 412 | 1,031\nSouth | 57 | 208\n",
        "Year book\n\nLake\tBoats\tNets\nNorth\t412\t1,031\nSouth\t57\t208\n",
        "Year book\n\nLake / Boats / Nets\nNorth / 412 / 1,031\nSouth / 57 / 208\n",
        "Year book\n\nLake\nBoats\nNets\nNorth\n412\n1,031\nSouth\n57\n208\n",
        "Year book\n\n         Boats    Nets\nNorth      412   1,031\nSouth       57     208\n",
    ],
)
def test_a_cell_has_the_headers_of_its_row_and_column(text: str) -> None:
    header, north, south = rows(text)
    assert not any(cell.row_headers or cell.column_headers for cell in header.cells)
    assert cells(north)["412"] == (("North",), ("Boats",))
    assert cells(south)["208"] == (("South",), ("Nets",))


def test_columns_of_years_head_the_figures_under_them() -> None:
    _, row = rows("CATCH\n             2012     2013\nTrout       1,968    2,191\n\nThe lake froze.")
    assert cells(row)["2,191"] == (("Trout",), ("2013",))


@pytest.mark.parametrize(
    "text",
    [
        "Wells dug:\n2016: 12\n2017: 19\n",
        "Wells dug\n2016 12\n2017 19\n",
        "Wells dug\n2016 … 12\n2017 ... 19\n",
        "Wells dug\n\n* 2016 – 12\n\n* 2017 – 19\n",
        "Wells dug\n\n2016\n12\n2017\n19\n",
    ],
)
def test_a_line_for_each_time_has_what_it_counts_from_the_line_above(text: str) -> None:
    first, second = rows(f"Year book\n\n{text}")
    assert cells(first)["12"] == (("2016",), ("Wells dug",))
    assert cells(second)["19"] == (("2017",), ("Wells dug",))


@pytest.mark.parametrize(
    "line",
    ["2016 12 | 2017 19 | 2018 1,204", "2016: 12 / 2017: 19 / 2018: 1,204", "2016 – 12\t2017 – 19\t2018 – 1,204"],
)
def test_a_line_of_times_with_their_figures_is_a_series(line: str) -> None:
    (row,) = rows(f"Year book\n\nWells dug\n{line}\n\nThe lake froze.")
    assert cells(row) == {
        n: ((year,), ("Wells dug",)) for year, n in (("2016", "12"), ("2017", "19"), ("2018", "1,204"))
    }


def test_of_months_below_years_the_corner_says_what_is_counted() -> None:
    _, row, _ = rows("Year book\n\nWells dug .... 2018\nMarch .... 12\nApril .... 19\n")
    assert cells(row)["12"] == (("March",), ("Wells dug", "2018"))


def test_times_without_a_line_above_are_no_series() -> None:
    assert rows("2016: 12\n2017: 19\n\nThe lake froze.") == []
    assert rows("Meetings held\n\nMarch 12\nMarch 15\nApril 3\n") == []


def test_lines_with_a_gap_in_them_are_no_table() -> None:
    assert rows("A title\n\nWe came  and we saw.\nWe went  and we slept.\n") == []


@pytest.mark.parametrize(
    ("text", "callouts"),
    [
        ("OUR YEAR\n1,412\n96\nTrees planted by us\nWells dug\n", ["1,412\nTrees planted by us", "96\nWells dug"]),
        ("Lakes\n\nNorth\nBoats\n412\nNets\n57\n\nSouth\nBoats\n31\nNets\n9", None),
        ("Fever\n\nTowns hit\n52[4]\nDeaths\n27[5]", ["Towns hit\n52[4]", "Deaths\n27[5]"]),
        ("IN 2021\nTrees\n30,817\nWells\n770 wells\nDams\n93\n", ["Trees\n30,817", "Wells\n770 wells", "Dams\n93"]),
        ("Trees\n64\nJULY TO MAY 2021\nTrees\n33\n", ["Trees\n64", "Trees\n33"]),
    ],
)
def test_numbers_stand_with_their_labels(text: str, callouts: list[str] | None) -> None:
    found = [block for block in read_text(text).blocks if block.kind == "callout"]
    if callouts is None:
        assert [(b.headings[-1], b.text) for b in found] == [
            ("North", "Boats\n412"),
            ("North", "Nets\n57"),
            ("South", "Boats\n31"),
            ("South", "Nets\n9"),
        ]
    else:
        assert [block.text for block in found] == callouts


@pytest.mark.parametrize("heading", ["3 Response", "Who is at risk?", "Who is most affected?"])
def test_a_section_of_the_text_is_no_surroundings(heading: str) -> None:
    text = f"A fever\n\n{heading}\n\nThe ministry counted 412 cases, and 31 people died of it in May.\n"
    assert all(block.kept for block in read_text(text).blocks)


@pytest.mark.parametrize("line", ["Reporting period: 15 to 21 April 2019", "Period: 3 May to 9 June 2020"])
def test_a_line_that_dates_what_follows_heads_it(line: str) -> None:
    text = f"Fever report\n\n{line}\n\nIn the period, 412 new cases were reported from five districts.\n"
    assert read_text(text).blocks[1].kind == "heading"


def test_a_header_that_spans_the_same_years_as_its_neighbour_heads_each_of_them() -> None:
    head = "Lake        Trout     Perch\n            2018 2019  2018 2019\n"
    text = head + "Marden      12   18    4    9\nPelling     31   40    11   6\n"
    row = rows(text)[2]
    assert cells(row)["4"] == (("Marden",), ("Perch", "2018"))
    assert cells(row)["18"] == (("Marden",), ("Trout", "2019"))


def test_a_band_in_words_leads_its_row() -> None:
    text = "Toll paid              Barges\nless than 5,000           412\n$20,000 to $49,999         97\n"
    assert [block.cells[1].row_headers for block in read_text(text).blocks[1:]] == [
        ("less than 5,000",),
        ("$20,000 to $49,999",),
    ]


def test_a_limit_alone_names_its_column() -> None:
    found = read_text("Month     Barges    Under 15\nMay       1,204     38%\nJune      1,188     41%\n").blocks
    assert [cell.column_headers for cell in found[1].cells] == [(), ("Barges",), ("Under 15",)]


def test_rows_below_times_may_lack_a_figure_and_end_before_another_line() -> None:
    text = (
        "Year book\n\nWhat\n2021\n2022\nBoats\n41\n38\nNets\nnot recorded\n1,906\n\nNets mended a day: 12\n\nIt froze."
    )
    _, boats, nets = rows(text)
    assert cells(boats)["38"] == (("Boats",), ("2022",))
    assert cells(nets)["1,906"] == (("Nets",), ("2022",))
    assert "Nets mended a day: 12" in [block.text for block in read_text(text).blocks]


def test_a_table_follows_labels_with_their_figures() -> None:
    text = "Year book\n\nMembers\n88\nFriends\n14\n\n2021\n2022\nBoats\n41\n38\nNets\n7\n9\n"
    blocks = read_text(text).blocks
    assert [block.text for block in blocks if block.kind == "callout"] == ["Members\n88", "Friends\n14"]
    assert cells([block for block in blocks if block.cells][-1])["9"] == (("Nets",), ("2022",))


def test_a_series_of_times_ends_at_what_is_no_time() -> None:
    _, second = rows("Year book\n\nWells dug\n\n2016\n12\n2017\n19\nIn all\n31\n")
    assert cells(second)["19"] == (("2017",), ("Wells dug",))


@pytest.mark.parametrize(
    "text", ["412\n2016\n380\n2017\n", "Wells\n12\n2016\n19\n2017\n", "Wells\n2016\n12\n2017\nNone yet"]
)
def test_figures_above_their_times_are_no_series(text: str) -> None:
    assert not rows(f"Year book\n\nThe lake froze, and all went home.\n\n{text}")


@pytest.mark.parametrize(
    ("text", "callouts"),
    [
        ("94 tonnes\nof waste\n1.2 million km\ndriven", ["94 tonnes\nof waste", "1.2 million km\ndriven"]),
        ("Three quarters\nof classes\nZero\naccidents", ["Three quarters\nof classes", "Zero\naccidents"]),
        ("58%\nof what the men get is paid to them.", ["58%\nof what the men get is paid to them."]),
        ("Our facts\n58%\nof what the men get is paid to them.", ["58%\nof what the men get is paid to them."]),
        ("Cows\n+0.7 per farm\nMilk\n2 %\nFees\nno change", ["Cows\n+0.7 per farm", "Milk\n2 %", "Fees\nno change"]),
        ("Dead\n6\nHomes\n41 in 100\nOf GDP\none sixth", ["Dead\n6", "Homes\n41 in 100", "Of GDP\none sixth"]),
        ("Grant\nNu 3.2 million\nWells\n12", ["Grant\nNu 3.2 million", "Wells\n12"]),
    ],
)  # fmt: skip
def test_what_may_fill_a_line_beside_its_label(text: str, callouts: list[str]) -> None:
    blocks = read_text(
        f"Year book\n\nThe lake froze, and all went home.\n\n{text}\n\nAll the rest is told below."
    ).blocks
    assert [block.text for block in blocks if block.kind == "callout"] == callouts


def test_a_page_number_within_a_sentence_is_no_figure_of_what_follows() -> None:
    above = "The lake froze over, and when spring came all who had boats went back to it with nets and children,"
    text = f"Year book\n\n{above}\nas they had done\n14\nyears before. The catch was good."
    assert "years before. The catch was good." in [block.text for block in read_text(text).blocks]


def test_a_label_as_wide_as_its_column_is_parted_from_its_figure() -> None:
    text = "CATCH\n                2012     2013\nTrout           1,968    2,191\nEels (% of all) 4.1      4.9\n"
    assert cells(rows(text)[-1])["4.1"] == (("Eels (% of all)",), ("2012",))


def test_a_row_of_a_series_may_bear_a_remark() -> None:
    first, second, third = rows(
        "Year book\n\nWells dug:\n2016 – 12\n2017 – 19 (no rain)\n2018 – 21, in part\n2019 – 8\n"
    )[:3]
    assert cells(first)["12"] == (("2016",), ("Wells dug",))
    assert cells(second)["19"] == (("2017",), ("Wells dug",))
    assert cells(third)["21"] == (("2018",), ("Wells dug",))


def test_seasons_with_remarks_are_no_series() -> None:
    assert not rows("Year book\n\nSeasons\n2016 – 17 (won)\n2017 – 18 (lost)\n")
