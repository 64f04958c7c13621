"""Tables of PDFs that stand in columns without rules: what labels their rows, what heads them, what parts them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf

Cells = list[tuple[str, tuple[str, ...], tuple[str, ...]]]
SIDES = (60.0, 260.0, 340.0, 420.0, 500.0)


def cells_of(sheet: Sheet) -> Cells:
    return [
        (block.text[cell.start : cell.end], cell.row_headers, cell.column_headers)
        for block in read_pdf_inline(make_pdf(sheet)).blocks
        for cell in block.cells
        if block.kept
    ]


def aligned(rows: Sequence[Sequence[str]], step: float = 15, sides: Sequence[float] = SIDES) -> Sheet:
    """Rows of a label at the left and figures flush right; an empty text leaves its place free."""
    sheet = Sheet()
    for k, row in enumerate(rows):
        sheet.text(sides[0], 120 + step * k, row[0], 9)
        for right, text in zip(sides[1:], row[1:], strict=False):
            sheet.right(right, 120 + step * k, text, 9)
    return sheet


def test_years_down_the_side_without_rules_label_their_rows() -> None:
    found = cells_of(
        aligned([["Year", "Herons", "Otters"], ["2017", "31", "6"], ["2018", "44", "9"], ["2019", "5", "2"]])
    )
    assert ("9", ("2018",), ("Otters",)) in found
    assert len(found) == 6


def test_a_number_that_counts_the_rows_names_none() -> None:
    rows = [["No.", "", "Boats", "Crew"], ["1", "", "61", "74"], ["2", "", "18", "22"], ["3", "", "33", "51"]]
    sheet = aligned(rows)
    for k, name in enumerate(("Quay", "Old quay", "Mole", "Slipway")):
        sheet.text(90, 120 + 15 * k, name, 9)
    assert cells_of(sheet)[:2] == [("61", ("Old quay",), ("Boats",)), ("74", ("Old quay",), ("Crew",))]


def test_ages_over_columns_are_headers_and_no_figures() -> None:
    found = cells_of(
        aligned(
            [
                ["Kind", "0–4", "5–9", "10–14", "All"],
                ["Herons", "4", "35", "88", "127"],
                ["Otters", "1", "2", "9", "12"],
            ]
        )
    )
    assert ("35", ("Herons",), ("5–9",)) in found
    assert ("12", ("Otters",), ("All",)) in found
    assert len(found) == 8


def test_a_header_in_words_beside_years_is_one_of_them() -> None:
    found = cells_of(
        aligned([["Weir", "2021", "2022", "Change"], ["Upper", "120", "96", "-20%"], ["Lower", "88", "110", "+25%"]])
    )
    assert ("-20%", ("Upper",), ("Change",)) in found


def test_the_last_of_several_ranges_on_two_lines_may_be_open() -> None:
    rows = [
        ["", "Rs 2,000-", "Rs 4,000-", "Rs 6,000"],
        ["Weir", "3,999", "5,999", "and over"],
        ["Upper", "31", "14", "2"],
    ]
    found = cells_of(aligned([*rows, ["Lower", "28", "9", "1"]], step=11))
    assert ("14", ("Upper",), ("Rs 4,000- 5,999",)) in found
    assert ("1", ("Lower",), ("Rs 6,000 and over",)) in found


def test_the_header_of_the_labels_may_stand_between_two_lines_of_the_others() -> None:
    sheet = aligned([["Upper weir", "31", "14"], ["Lower weir", "28", "9"]])
    sheet.text(60, 95, "Weir", 9)
    for right, lines in ((260, ("Herons that were", "seen to breed")), (340, ("Otters in", "their holts"))):
        sheet.right(right, 90, lines[0], 9).right(right, 100, lines[1], 9)
    assert cells_of(sheet)[0] == ("31", ("Upper weir",), ("Herons that were seen to breed",))


def test_the_title_over_a_table_is_no_header() -> None:
    sheet = aligned([["Weir", "Herons", "Otters"], ["Upper", "31", "14"], ["Lower", "28", "9"]])
    sheet.text(180, 107, "ALL BEASTS COUNTED", 12)
    assert cells_of(sheet)[0] == ("31", ("Upper",), ("Herons",))


def section_rows(indent: float) -> Sheet:
    sheet = aligned([["Kind", "2021", "2022"]], step=18)
    for k, (name, *figures) in enumerate(
        (
            ("Birds",),
            ("Herons", "55", "71"),
            ("Coots", "102", "98"),
            ("Beasts",),
            ("Otters", "40", "52"),
            ("Voles", "9", "14"),
        )
    ):
        y = 138 + 18 * k
        sheet.text(
            60 if not figures else 60 + indent, y, name, 9, "Helvetica" if figures or indent else "Helvetica-Bold"
        )
        for right, figure in zip((260, 340), figures, strict=False):
            sheet.right(right, y, figure, 9)
    return sheet


def test_the_names_of_sections_go_with_the_rows_under_them() -> None:
    for indent in (0, 12):
        found = cells_of(section_rows(indent))
        assert ("55", ("Birds", "Herons"), ("2021",)) in found
        assert ("14", ("Beasts", "Voles"), ("2022",)) in found


def test_the_name_of_the_first_section_in_rules_is_no_header() -> None:
    sheet = (
        Sheet()
        .grid((60, 220, 320, 420), (100, 120))
        .grid((60, 420), (120, 140))
        .grid((60, 220, 320, 420), (140, 160, 180))
    )
    sheet.text(65, 114, "Kind").right(315, 114, "2021").right(415, 114, "2022").text(65, 134, "Birds of the river")
    for k, row in enumerate((("Herons", "55", "71"), ("Coots", "102", "98"))):
        sheet.text(65, 154 + 20 * k, row[0]).right(315, 154 + 20 * k, row[1]).right(415, 154 + 20 * k, row[2])
    assert cells_of(sheet)[0] == ("55", ("Birds of the river", "Herons"), ("2021",))


def test_rows_with_empty_cells_are_rows_of_their_table() -> None:
    rows = [
        ["Weir", "Spring", "Summer", "Autumn"],
        ["Upper", "", "", "12"],
        ["Middle", "", "44", ""],
        ["Lower", "31", "", ""],
        ["Delta", "", "", "80"],
        ["Mill", "9", "3", ""],
    ]
    assert cells_of(aligned(rows)) == [
        ("12", ("Upper",), ("Autumn",)),
        ("44", ("Middle",), ("Summer",)),
        ("31", ("Lower",), ("Spring",)),
        ("80", ("Delta",), ("Autumn",)),
        ("9", ("Mill",), ("Spring",)),
        ("3", ("Mill",), ("Summer",)),
    ]


def test_a_label_that_only_the_first_row_of_its_group_states_is_a_header_of_each() -> None:
    rows = [["Weir", "2021", "2022"], ["Upper", "71", "82"], ["", "20", "19"], ["Lower", "55", "49"], ["", "12", "8"]]
    sheet = aligned(rows)
    for k, kind in enumerate(("Kind", "Herons", "Otters", "Herons", "Otters")):
        sheet.text(130, 120 + 15 * k, kind, 9)
    found = cells_of(sheet)
    assert ("20", ("Upper", "Otters"), ("2021",)) in found
    assert ("8", ("Lower", "Otters"), ("2022",)) in found


def test_a_unit_under_a_header_is_one_of_its_own() -> None:
    rows = [["Weir", "Cost", "Timber"], ["", "US$ million", "tonnes"], ["Upper", "3.4", "85"], ["Lower", "1.2", "60"]]
    found = cells_of(aligned(rows, step=11))
    assert ("3.4", ("Upper",), ("Cost", "US$ million")) in found
    assert ("60", ("Lower",), ("Timber", "tonnes")) in found


def test_a_row_of_words_with_one_figure_is_a_row_where_all_cells_stand_in_columns() -> None:
    rows = [
        ["Day", "Weir", "Counted by", "From where", "Seen"],
        ["4 May 2021", "Upper", "The guild of the millers", "A boat below the weir", "7"],
        ["9 May 2021", "Middle", "Two boys of the town", "The bridge and the quay", "13"],
        ["30 May 2021", "Lower", "The master of the harbour and his clerk", "The mole", "2"],
    ]
    sheet = Sheet()
    for k, row in enumerate(rows):
        for x, text in zip((50, 115, 165, 340, 460), row, strict=True):
            sheet.text(x, 120 + 18 * k, text, 9)
    found = cells_of(sheet)
    assert [(figure, labels[1], header) for figure, labels, header in found] == [
        ("7", "Upper", ("Seen",)),
        ("13", "Middle", ("Seen",)),
        ("2", "Lower", ("Seen",)),
    ]


def test_years_in_brackets_under_headers_are_theirs() -> None:
    rows = [["", "Herons", "Herons"], ["Weir", "(2021)", "(2022)"], ["Upper", "41", "55"], ["Lower", "12", "9"]]
    assert ("9", ("Lower",), ("Herons (2022)",)) in cells_of(aligned(rows, step=11))


def test_a_share_in_brackets_behind_a_figure_has_the_header_of_both() -> None:
    sheet = Sheet().text(60, 120, "Weir", 9).right(260, 120, "2021 n (%)", 9).right(360, 120, "2022 n (%)", 9)
    rows = [("Upper", "31 (6.1)", "28 (5.5)"), ("Middle", "15 (2.9)", "18 (3.4)"), ("Lower", "48 (9.4)", "52 (9.9)")]
    for k, (name, *cells) in enumerate(rows):
        sheet.text(60, 135 + 15 * k, name, 9)
        for x, text in zip((260, 360), cells, strict=True):
            sheet.right(x, 135 + 15 * k, text, 9)
    found = cells_of(sheet)
    assert ("31", ("Upper",), ("2021 n (%)",)) in found
    assert ("(9.9)", ("Lower",), ("2022 n (%)",)) in found


def test_bands_down_the_side_label_their_rows_with_rules_and_without() -> None:
    rows = [["Age", "Herons", "Otters"], ["0–4", "12", "9"], ["5–9", "40", "38"], ["10 or more", "8", "5"]]
    for sheet in (aligned(rows), aligned(rows).grid((55, 200, 270, 345), [109 + 15 * k for k in range(5)])):
        found = cells_of(sheet)
        assert ("40", ("5–9",), ("Herons",)) in found
        assert ("5", ("10 or more",), ("Otters",)) in found


def test_bands_that_return_under_the_headers_of_groups_are_headers() -> None:
    sheet = aligned(
        [["Weir", "0–4", "5–9", "0–4", "5–9"], ["Upper", "12", "40", "31", "22"], ["Lower", "8", "19", "14", "11"]]
    )
    sheet.text(275, 107, "Herons", 9).text(435, 107, "Otters", 9)
    found = cells_of(sheet)
    assert ("40", ("Upper",), ("Herons", "5–9")) in found
    assert ("14", ("Lower",), ("Otters", "0–4")) in found


def test_years_over_groups_of_rows_are_headers_of_each() -> None:
    rows = [["Year", "", "Herons", "Otters"], ["2022", "", "41", "7"], ["", "", "38", "9"]]
    rows += [["2023", "", "50", "4"], ["", "", "33", "6"]]
    sheet = aligned(rows)
    for k, month in enumerate(("Month", "May", "June", "May", "June")):
        sheet.text(130, 120 + 15 * k, month, 9)
    found = cells_of(sheet)
    assert ("38", ("2022", "June"), ("Herons",)) in found
    assert ("50", ("2023", "May"), ("Herons",)) in found
