"""Columns of figures in PDFs: what their cells hold, where they are cut, and which headers stand over them."""

from __future__ import annotations

import pytest

from pipeline.documents.cells import numbers_columns
from pipeline.documents.grids.grid import Grid
from pipeline.documents.grids.layout import Table, parts_of
from pipeline.documents.pdf.cell_texts import is_figure_text, says_none
from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf
from tests.pipeline.documents.test_pdf_aligned import SIDES, aligned, cells_of


@pytest.mark.parametrize(
    "text",
    ["6.4 ± 0.8", "41 (22.5%)", "1.8 (1.2–2.9)", "1.8 [1.2, 2.9]", "77 (r)", "1,309†", "[64]", "3.1 million (2018)"],
)
def test_a_figure_with_its_spread_or_flag_is_one(text: str) -> None:
    assert is_figure_text(text)


@pytest.mark.parametrize("text", ["Weirs (12)", "§ 8", "9 May (2)", "5 (five)", "Table 4 (a)", "(r)"])
def test_words_with_a_figure_are_none(text: str) -> None:
    assert not is_figure_text(text)


@pytest.mark.parametrize("text", ["n.a.", "…", "–", "NIL", "N/A", "..."])
def test_signs_say_that_a_figure_is_missing(text: str) -> None:
    assert says_none(text)


def test_flagged_and_missing_figures_are_cells_of_their_columns() -> None:
    rows = [
        ["Weir", "2017", "2018", "2019"],
        ["Upper", "31 (r)", "n.a.", "44 (p)"],
        ["Middle", "…", "1,309†", "[12]"],
        ["Lower", "6.4 ± 0.8", "5.9 ± 0.7", "41 (22.5)"],
    ]
    found = cells_of(aligned(rows))
    assert ("44 (p)", ("Upper",), ("2019",)) in found
    assert ("1,309†", ("Middle",), ("2018",)) in found
    assert ("41 (22.5)", ("Lower",), ("2019",)) in found


def test_a_row_that_counts_the_columns_is_neither_data_nor_a_header() -> None:
    assert numbers_columns(["(1)", "(2)", "(3)"])
    assert numbers_columns(["2", "3", "4", "5"])
    assert not numbers_columns(["1", "2"])
    assert not numbers_columns(["1", "2", "4"])
    assert not numbers_columns(["7", "8", "9"])
    rows = [["Weir", "Herons", "Otters"], ["(1)", "(2)", "(3)"], ["Upper", "31", "14"], ["Lower", "28", "9"]]
    lines = [109 + 15 * k for k in range(5)]
    for sheet in (aligned(rows), aligned(rows).grid((55, 200, 270, 345), lines)):
        assert cells_of(sheet) == [
            ("31", ("Upper",), ("Herons",)),
            ("14", ("Upper",), ("Otters",)),
            ("28", ("Lower",), ("Herons",)),
            ("9", ("Lower",), ("Otters",)),
        ]
        assert not any("(2)" in b.text for b in read_pdf_inline(make_pdf(sheet)).blocks if b.kept)


def test_cells_that_count_the_columns_of_a_grid_are_a_note() -> None:
    rows = (("Weir", "Herons", "Otters"), ("(1)", "(2)", "(3)"), ("Upper", "31", "14"))
    (table,) = parts_of(Grid(None, rows))
    assert isinstance(table, Table)
    assert table.headers == [(0, rows[0])]
    assert list(table.data()) == [(2, rows[2])]


def test_headers_at_the_left_of_columns_that_are_flush_right_are_theirs() -> None:
    sheet = aligned(
        [["", "", ""], ["Upper", "31", "14.5"], ["Middle", "8", "8.1"], ["Lower", "128", "9.9"]], sides=(60, 300, 440)
    )
    sheet.text(60, 120, "Weir", 9).text(230, 120, "Beasts", 9).text(320, 120, "Depth (ft)", 9)
    found = cells_of(sheet)
    assert ("128", ("Lower",), ("Beasts",)) in found
    assert ("8.1", ("Middle",), ("Depth (ft)",)) in found


def test_the_label_of_the_last_row_may_have_three_lines() -> None:
    sheet = aligned([["Weir", "Herons", "Otters"], ["Upper", "31", "14"], ["Old mill and the", "28", "9"]])
    sheet.text(60, 160, "race below it, with", 9).text(60, 170, "the pond", 9).text(60, 200, "Kept by the millers.", 9)
    assert ("9", ("Old mill and the race below it, with the pond",), ("Otters",)) in cells_of(sheet)


def test_figures_set_close_in_few_of_the_rows_are_cut_where_the_others_stand() -> None:
    rows = [
        ["Weir", "2017", "2018", "2019"],
        ["Upper", "412", "90", "77"],
        ["Middle", "4,120", "4,009", "3,990"],
        ["Lower", "12", "11", "9"],
    ]
    found = cells_of(aligned(rows, sides=(60, 200, 226, 252)))
    assert ("4,009", ("Middle",), ("2018",)) in found
    assert ("9", ("Lower",), ("2019",)) in found
    assert len(found) == 9


def test_a_figure_right_behind_its_label_stands_in_the_column_of_the_others() -> None:
    rows = [["Weir", "31", "7"], ["Old weir", "28", "4"], ["Upper weir bend", "19", "6"], ["Mole", "40", "5"]]
    sheet = aligned(rows, sides=(60, 142, 260))
    found = cells_of(sheet)
    assert ("19", ("Upper weir bend",), ()) in found
    assert len(found) == 8


LED_TO = [("Eels", "1,412"), ("Perch", "88"), ("Pike and zander", "240"), ("Carp", "12")]


@pytest.mark.parametrize("dot", [".", ". "])
def test_what_dotted_leaders_lead_to_is_a_cell(dot: str) -> None:
    sheet = Sheet()
    for k, (fish, caught) in enumerate(LED_TO):
        sheet.text(60, 120 + 14 * k, f"{fish} {dot * (60 // len(dot))} {caught}", 9)
    assert cells_of(sheet) == [(caught, (fish,), ()) for fish, caught in LED_TO]


def test_the_pages_of_a_table_of_contents_are_no_cells() -> None:
    sheet = Sheet()
    for k, (title, page) in enumerate([("Foreword", "iv"), ("The weirs", "3"), ("Nine mills", "11"), ("Annex", "40")]):
        sheet.text(60, 120 + 14 * k, f"{title} {'.' * 60} {page}", 9)
    assert cells_of(sheet) == []


def test_a_table_that_is_printed_twice_for_boldness_is_read_once() -> None:
    rows = [["Weir", "Herons", "Otters"], ["Upper", "31", "14"], ["Middle", "8", "8"], ["Lower", "28", "9"]]
    once = aligned(rows)
    twice = aligned(rows)
    for k, row in enumerate(rows):
        twice.text(SIDES[0] + 0.4, 120.3 + 15 * k, row[0], 9)
        for right, text in zip(SIDES[1:], row[1:], strict=False):
            twice.right(right + 0.4, 120.3 + 15 * k, text, 9)
    assert cells_of(twice) == cells_of(once) != []


def test_a_line_as_far_from_the_rows_as_they_are_from_each_other_is_no_part_of_a_label() -> None:
    rows = [["", "Yes", "No"], ["All (n=90)", "61%", "39%"], ["Trade", "", ""], ["Millers (n=40)", "58%", "42%"]]
    rows += [
        ["Eelers (n=50)", "64%", "36%"],
        ["Home", "", ""],
        ["Upper (n=88)", "40%", "60%"],
        ["Weir (n=2)", "57%", "43%"],
    ]
    found = cells_of(aligned(rows, step=12))
    assert [row[-1] for _, row, _ in found[::2]] == [
        "All (n=90)",
        "Millers (n=40)",
        "Eelers (n=50)",
        "Upper (n=88)",
        "Weir (n=2)",
    ]


def test_words_among_the_values_of_a_list_leave_its_figures_with_their_labels() -> None:
    sheet = Sheet()
    facts = [("Eels", "4.1 million (2018)"), ("Length", "44 leagues"), ("Weirs", "310"), ("Lord", "Count Ivo")]
    facts += [("Coin", "Groat (g)"), ("Dues", "$412,000")]
    for k, (label, value) in enumerate(facts):
        sheet.text(60, 120 + 14 * k, label, 9, "Helvetica-Bold").text(220, 120 + 14 * k, value, 9)
    assert cells_of(sheet) == [
        ("4.1 million (2018)", ("Eels",), ()),
        ("310", ("Weirs",), ()),
        ("$412,000", ("Dues",), ()),
    ]


@pytest.mark.parametrize("text", ["1" + "*" * 40 + "x", "1 " + "(1)" * 20_000 + "x", "1" + "* " * 20_000])
def test_a_cell_full_of_marks_is_judged_without_trying_every_way_to_part_them(text: str) -> None:
    """Tried, they would take longer than anybody waits."""
    assert not is_figure_text(text)
