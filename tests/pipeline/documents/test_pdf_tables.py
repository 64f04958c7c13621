"""Tables of PDFs: rows with their figures and the headers of each."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.records.model import Block
from tests.as_shipped import read_pdf_inline
from tests.pdf_maker import Sheet, make_pdf, paragraph

Cells = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


def cells_of(sheet: Sheet) -> Cells:
    return [
        (block.text[cell.start : cell.end], cell.row_headers, cell.column_headers)
        for block in rows_of(sheet)
        for cell in block.cells
    ]


def rows_of(sheet: Sheet) -> list[Block]:
    return [block for block in read_pdf_inline(make_pdf(sheet)).blocks if block.kind == "table_row" and block.kept]


def ruled(rows: list[list[str]], top: float = 100, columns: tuple[float, ...] = (60, 220, 320, 420)) -> Sheet:
    sheet = Sheet().grid(columns, [top + 20 * k for k in range(len(rows) + 1)])
    for k, row in enumerate(rows):
        for left, right, text in zip(columns, columns[1:], row, strict=False):
            y = top + 20 * k + 14
            if left == columns[0]:
                sheet.text(left + 5, y, text)
            else:
                sheet.right(right - 5, y, text)
    return sheet


def test_a_ruled_table_gives_each_figure_its_headers() -> None:
    sheet = ruled([["River", "Herons", "Otters"], ["Upper", "4,120", "37"], ["Lower", "980", "12%"]])
    assert cells_of(sheet) == [
        ("4,120", ("Upper",), ("Herons",)),
        ("37", ("Upper",), ("Otters",)),
        ("980", ("Lower",), ("Herons",)),
        ("12%", ("Lower",), ("Otters",)),
    ]


def test_the_text_of_a_row_keeps_its_figures_apart() -> None:
    rows = rows_of(ruled([["River", "Herons", "Otters"], ["Upper", "4", "120"], ["Lower", "980", "12"]]))
    assert [row.text for row in rows] == ["River\tHerons\tOtters", "Upper\t4\t120", "Lower\t980\t12"]


def test_an_empty_cell_does_not_shift_those_behind_it() -> None:
    sheet = ruled([["River", "Herons", "Otters"], ["Upper", "", "37"], ["Lower", "980", "12"], ["Delta", "61", ""]])
    assert ("37", ("Upper",), ("Otters",)) in cells_of(sheet)
    assert ("61", ("Delta",), ("Herons",)) in cells_of(sheet)


def test_headers_that_span_columns_stand_over_each_of_them() -> None:
    sheet = Sheet().grid((60, 220, 290, 360, 430, 500), (140, 160, 180, 200)).rule(60, 120, 500, 120)
    for x in (60, 220, 360, 500):
        sheet.rule(x, 120, x, 140)
    sheet.text(275, 134, "2020").text(415, 134, "2021")
    for x, text in zip((290, 360, 430, 500), ("boats", "share", "boats", "share"), strict=True):
        sheet.right(x - 5, 154, text)
    for y, row in ((174, ("North quay", "84", "1%", "117", "3%")), (194, ("South quay", "18", "9%", "19", "8%"))):
        sheet.text(65, y, row[0])
        for x, text in zip((290, 360, 430, 500), row[1:], strict=True):
            sheet.right(x - 5, y, text)
    found = cells_of(sheet)
    assert ("84", ("North quay",), ("2020", "boats")) in found
    assert ("8%", ("South quay",), ("2021", "share")) in found
    assert len(found) == 8


def test_a_label_of_two_lines_is_one_header() -> None:
    sheet = Sheet().grid((60, 220, 320), (100, 120, 155, 175))
    sheet.text(65, 114, "Mill").right(315, 114, "Tonnes").lines(
        65, 133, ["Old mill of the lower", "weir, with its barn"]
    )
    sheet.right(315, 133, "1,311").text(65, 169, "New mill").right(315, 169, "2,040")
    assert ("1,311", ("Old mill of the lower weir, with its barn",), ("Tonnes",)) in cells_of(sheet)


def test_rules_between_groups_of_rows_do_not_join_the_rows() -> None:
    sheet = Sheet().grid((60, 220, 320), (100, 120, 180, 240)).text(65, 114, "Well").right(315, 114, "Litres")
    for k in range(6):
        sheet.text(65, 134 + 20 * k, f"Well {'ABCDEF'[k]}").right(315, 134 + 20 * k, str(310 + k))
    assert cells_of(sheet) == [(str(310 + k), (f"Well {'ABCDEF'[k]}",), ("Litres",)) for k in range(6)]


def test_a_label_beside_several_rows_is_a_header_of_each() -> None:
    sheet = Sheet().grid((120, 280, 380), (100, 120, 140, 160, 180, 200)).grid((60, 120), (100, 120, 160, 200))
    sheet.text(125, 114, "Giver").right(375, 114, "Euros").text(65, 144, "Public").text(65, 184, "Private")
    for k, (name, value) in enumerate((("Town", "710"), ("Parish", "809"), ("Guild", "300"), ("Club", "94"))):
        sheet.text(125, 134 + 20 * k, name).right(375, 134 + 20 * k, value)
    assert cells_of(sheet) == [
        ("710", ("Public", "Town"), ("Euros",)),
        ("809", ("Public", "Parish"), ("Euros",)),
        ("300", ("Private", "Guild"), ("Euros",)),
        ("94", ("Private", "Club"), ("Euros",)),
    ]


def test_a_total_across_the_columns_does_not_merge_them() -> None:
    sheet = ruled(
        [["Quay", "boats", "share"], *([f"Quay {k}", str(80 + k), f"{k}%"] for k in range(6)), ["All", "", ""]]
    )
    sheet.text(310, 254, "495")
    assert ("83", ("Quay 3",), ("boats",)) in cells_of(sheet)
    assert ("3%", ("Quay 3",), ("share",)) in cells_of(sheet)


def test_figures_in_columns_without_rules_are_a_table() -> None:
    sheet = Sheet().lines(
        60, 60, paragraph("Boats by kind and quay, as the harbour master counted them in the spring.")
    )
    sheet.text(60, 130, "Kind").right(300, 130, "Boats").right(400, 130, "Crew")
    for k, row in enumerate((("Sloops", "542", "2,168"), ("Ketches", "277", "831"), ("Barges", "19", "57"))):
        y = 152 + 22 * k
        sheet.text(60, y, row[0]).right(300, y, row[1]).right(400, y, row[2])
    assert cells_of(sheet)[:2] == [("542", ("Sloops",), ("Boats",)), ("2,168", ("Sloops",), ("Crew",))]
    assert len(cells_of(sheet)) == 6


def test_two_tables_side_by_side_stay_two() -> None:
    sheet = Sheet()
    for x, unit, rows in (
        (60, "boats", (("Sloops", "542"), ("Barges", "19"))),
        (330, "tonnes", (("Salt", "61"), ("Rye", "804"))),
    ):
        sheet.text(x, 130, "Kind").right(x + 180, 130, unit)
        for k, (name, value) in enumerate(rows):
            sheet.text(x, 152 + 22 * k, name).right(x + 180, 152 + 22 * k, value)
    assert sorted(cells_of(sheet)) == sorted(
        [
            ("542", ("Sloops",), ("boats",)),
            ("19", ("Barges",), ("boats",)),
            ("61", ("Salt",), ("tonnes",)),
            ("804", ("Rye",), ("tonnes",)),
        ]
    )


def test_the_ends_of_bars_go_with_their_labels() -> None:
    sheet = Sheet()
    for k, (name, value) in enumerate((("Oak", 42), ("Ash and elm", 39), ("Birch", 23), ("Larch", 8))):
        sheet.right(180, 120 + 16 * k, name).text(190 + 5 * value, 120 + 16 * k, f"{value}%")
    assert [(value, rows) for value, rows, _ in cells_of(sheet)] == [
        ("42%", ("Oak",)),
        ("39%", ("Ash and elm",)),
        ("23%", ("Birch",)),
        ("8%", ("Larch",)),
    ]


def test_years_over_columns_are_headers_and_no_figures() -> None:
    sheet = ruled([["Quay", "2020", "2021"], ["North", "84", "117"], ["South", "18", "19"], ["West", "3", "7"]])
    assert cells_of(sheet)[0] == ("84", ("North",), ("2020",))
    assert len(cells_of(sheet)) == 6


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_turned_table_reads_alike(turn: int) -> None:
    sheet = ruled([["River", "Herons", "Otters"], ["Upper", "4,120", "37"], ["Lower", "980", "12"]])
    sheet.turn = turn
    assert ("980", ("Lower",), ("Herons",)) in cells_of(sheet)


def test_prose_in_a_box_is_no_table() -> None:
    sheet = (
        Sheet()
        .grid((60, 300, 540), (100, 160))
        .lines(65, 115, paragraph("In 2019 the weir broke and 14 fields lay under water.", 36))
    )
    sheet.lines(305, 115, paragraph("Mending it took until 2021 and 33 people lost a year of wages.", 36))
    assert rows_of(sheet) == []


def test_years_down_the_side_label_their_rows() -> None:
    years = [["2019", "41", "7"], ["2020", "38", "9"], ["2021", "52", "11"], ["Total", "131", "27"]]
    sheet = ruled([["Year", "Herons", "Otters"], *years])
    assert ("38", ("2020",), ("Herons",)) in cells_of(sheet)
    assert ("27", ("Total",), ("Otters",)) in cells_of(sheet)
    assert len(cells_of(sheet)) == 8


LIST = [
    ["Notice date", "Partner", "City", "Kind", "Children"],
    ["01/10/2023", "New Dawn House", "Accra", "Raid by police", "45"],
    ["02/11/2023", "11 Hearts Trust", "Kumasi", "Referral", "56"],
    ["03/12/2023", "Thousand Lights", "Lagos", "Referral", "64"],
]
COLUMNS = (60, 140, 260, 340, 450, 520)


def words(rows: list[list[str]], top: float = 100) -> Sheet:
    sheet = Sheet().grid(COLUMNS, [top + 20 * k for k in range(len(rows) + 1)])
    for k, row in enumerate(rows):
        for left, text in zip(COLUMNS, row, strict=False):
            sheet.text(left + 5, top + 20 * k + 14, text, size=10)
    return sheet


def test_a_ruled_table_of_words_keeps_its_one_figure_with_its_row_and_header() -> None:
    cells = cells_of(words(LIST))
    figures = [cell for cell in cells if cell[2]]
    assert figures == [
        (figure, (day, partner, city, kind), ("Children",)) for day, partner, city, kind, figure in LIST[1:]
    ]
    assert "02/11/2023\t11 Hearts Trust\tKumasi\tReferral\t56" in [row.text for row in rows_of(words(LIST))]


def test_cells_of_several_lines_are_one_text_each() -> None:
    sheet = Sheet().grid((60, 200, 300, 420), (100, 130, 170, 210))
    sheet.text(65, 114, "Kind of").text(65, 126, "event").text(205, 120, "Town").text(305, 120, "Children")
    for y, town, figure in ((145, "Accra", "45"), (185, "Lagos", "64")):
        sheet.text(65, y, "A raid by the").text(65, y + 12, "harbour police").text(205, y, town).text(305, y, figure)
    assert ("64", ("A raid by the harbour police", "Lagos"), ("Kind of event", "Children")[1:]) in cells_of(sheet)


def test_headers_that_are_written_sideways_stand_over_their_columns() -> None:
    columns = (60, 160, 200, 240, 280)
    prose = paragraph("The council counts by district what came of its work in the year before, as the law asks it to.")
    sheet = Sheet().lines(60, 300, prose).grid(columns, (100, 220, 240, 260)).text(65, 214, "District")
    for x, header in zip(columns[1:], ("Victims identified", "Children rescued", "Traffickers arrested"), strict=False):
        sheet.upright(x + 24, 214, header, size=10)
    for y, row in ((234, ("Northern", "120", "45", "31")), (254, ("Volta", "64", "21", "17"))):
        for x, text in zip(columns, row, strict=False):
            sheet.text(x + 6, y, text, size=10)
    cells = cells_of(sheet)
    assert ("45", ("Northern",), ("Children rescued",)) in cells
    assert ("17", ("Volta",), ("Traffickers arrested",)) in cells


def test_a_table_that_goes_on_over_the_page_has_the_headers_of_its_beginning() -> None:
    pages = make_pdf(words(LIST, top=700), words(LIST[1:], top=60))
    rows = [block for block in read_pdf_inline(pages).blocks if block.kind == "table_row" and block.place.page == 2]
    assert [row.cells[-1].column_headers for row in rows] == [("Children",)] * 3


def columns(sheet: Sheet, places: tuple[float, ...], rows: list[list[str]], top: float = 132) -> Sheet:
    for k, (name, *figures) in enumerate(rows):
        sheet.text(60, top + 15 * k, name)
        for x, figure in zip(places, figures, strict=True):
            sheet.text(x, top + 15 * k, figure)
    return sheet


def test_a_header_in_the_middle_of_several_columns_stands_over_each() -> None:
    places = (160.0, 230.0, 300.0, 370.0)
    sheet = Sheet().text(190, 100, "2018").text(330, 100, "2019").text(60, 115, "Shore")
    for x, text in zip(places, ("Lamps", "Rate", "Lamps", "Rate"), strict=True):
        sheet.text(x, 115, text)
    columns(sheet, places, [["North", "120", "3.4", "150", "4.1"], ["South", "80", "2.4", "95", "2.9"]])
    assert cells_of(sheet)[:4] == [
        ("120", ("North",), ("2018", "Lamps")),
        ("3.4", ("North",), ("2018", "Rate")),
        ("150", ("North",), ("2019", "Lamps")),
        ("4.1", ("North",), ("2019", "Rate")),
    ]


def wrapped(rows: list[tuple[list[str], list[str]]], beside: float, step: float, gap: float) -> Sheet:
    """Rows of labels on several lines; figures stand beside the first line (0), the last (1) or half-way (.5)."""
    places, y = (330.0, 430.0), 140.0
    sheet = Sheet().text(60, 120, "Need", 9)
    for x, name in zip(places, ("Number", "Share"), strict=True):
        sheet.right(x, 120, name, 9)
    for label, figures in rows:
        for k, line in enumerate(label):
            sheet.text(60, y + step * k, line, 9)
        down = step * (len(label) - 1)
        for x, figure in zip(places, figures, strict=True):
            sheet.right(x, y + beside * down, figure, 9)
        y += down + step + gap
    return sheet


@pytest.mark.parametrize(("step", "gap"), [(11, 8), (11, 3), (11, 0), (13, 0)])
@pytest.mark.parametrize("beside", [0, 0.5, 1])
def test_a_label_on_two_lines_without_rules_has_the_figures_beside_either_or_half_way(
    beside: float, step: float, gap: float
) -> None:
    rows = [
        (["Lamps"], ["204", "70.6%"]),
        (["Boats and their", "Moorings"], ["119", "41.1%"]),
        (["Nets"], ["88", "30.4%"]),
        (["Repairs after the", "storm"], ["61", "21.1%"]),
        (["Fuel"], ["40", "13.8%"]),
    ]
    assert cells_of(wrapped(rows, beside, step, gap)) == [
        (figure, (" ".join(label),), (name,))
        for label, figures in rows
        for figure, name in zip(figures, ("Number", "Share"), strict=True)
    ]


@pytest.mark.parametrize("beside", [0, 0.5, 1])
def test_labels_may_all_be_on_two_lines(beside: float) -> None:
    rows = [
        (["Boats and", "moorings"], ["119", "41.1%"]),
        (["Repairs after", "storms"], ["61", "21.1%"]),
        (["Fuel for the", "lamps"], ["40", "13.8%"]),
    ]
    found = cells_of(wrapped(rows, beside, 11, 0))
    assert found[0] == ("119", ("Boats and moorings",), ("Number",))
    assert [labels for _, labels, _ in found[::2]] == [(" ".join(label),) for label, _ in rows]


def grouped(heads: list[tuple[str, int]], names: list[str], at: str) -> Sheet:
    """A table whose upper headers stand each over some columns: in the middle, from the left, or over the first."""
    places = [200.0 + 60 * k for k in range(len(names))]
    sheet, first = Sheet().text(60, 133, "Shore", 9), 0
    for head, count in heads:
        left, right = places[first] - stringWidth(names[first], "Helvetica", 9), places[first + count - 1]
        width = stringWidth(head, "Helvetica", 9)
        sheet.text(
            {"middle": (left + right - width) / 2, "left": left, "first": places[first] - width}[at], 120, head, 9
        )
        first += count
    for row, (label, *cells) in enumerate([["", *names], *([shore, *"123456"[: len(names)]] for shore in SHORES)]):
        sheet.text(60, 133 + 14 * row, label, 9)
        for x, cell in zip(places, cells, strict=True):
            sheet.right(x, 133 + 14 * row, cell, 9)
    return sheet


SHORES = ["North", "South", "West"]


@pytest.mark.parametrize("at", ["middle", "left", "first"])
@pytest.mark.parametrize(
    ("heads", "names"),
    [
        ([("2021", 2), ("2022", 2)], ["Lamps", "Rate", "Lamps", "Rate"]),
        ([("", 1), ("Boats", 2), ("Quays", 2)], ["Total", "Lamps", "Rate", "Lamps", "Rate"]),
        ([("Boats", 3), ("Quays", 2)], ["Total", "Lamps", "Rate", "Lamps", "Rate"]),
        ([("2021", 2), ("2022", 4)], ["Lamps", "Rate", "Lamps", "Rate", "Nets", "Share"]),
        ([("2021", 2), ("2022", 2), ("", 1)], ["Lamps", "Rate", "Lamps", "Rate", "Change"]),
    ],
)
def test_headers_stand_over_groups_of_columns_whose_names_return(
    heads: list[tuple[str, int]], names: list[str], at: str
) -> None:
    over = [head for head, count in heads for _ in range(count)]
    expected = [tuple(filter(None, pair)) for pair in zip(over, names, strict=True)]
    assert [columns for _, _, columns in cells_of(grouped(heads, names, at))] == expected * len(SHORES)


def test_headers_in_the_middle_of_groups_of_unlike_size_need_no_names_that_return() -> None:
    found = cells_of(
        grouped([("Boats", 2), ("Quays and moles", 4)], ["Old", "New", "Wood", "Stone", "Steel", "All"], "middle")
    )
    assert [columns[0] for _, _, columns in found[:6]] == ["Boats"] * 2 + ["Quays and moles"] * 4


def test_the_first_line_of_a_columns_own_header_is_over_no_other() -> None:
    names = ["Lamps", "burnt", "lost"]
    found = cells_of(grouped([("", 1), ("Share", 1), ("Share", 1)], names, "first"))
    assert [columns for _, _, columns in found[:3]] == [("Lamps",), ("Share burnt",), ("Share lost",)]


def test_the_second_line_of_a_range_is_a_header_and_no_row() -> None:
    places = (200.0, 270.0)
    sheet = Sheet().text(60, 115, "Shore")
    for x, low, high in zip(places, ("1,000-", "2,000-"), ("1,999", "2,999"), strict=True):
        sheet.text(x, 102, low).text(x, 115, high)
    columns(sheet, places, [["North", "12", "31"], ["South", "7", "19"], ["West", "9", "2"]])
    assert cells_of(sheet)[:2] == [("12", ("North",), ("1,000- 1,999",)), ("31", ("North",), ("2,000- 2,999",))]
    assert len(cells_of(sheet)) == 6


def test_columns_of_figures_set_close_are_columns() -> None:
    sheet = Sheet().text(60, 100, "Shore").right(208, 100, "Lamps").text(211, 100, "Rate")
    for k, (name, lamps, rate) in enumerate(
        [("North", "1,144", "93.5"), ("South", "982", "71.2"), ("East", "1,201", "88.0"), ("West", "77", "9.1")]
    ):
        sheet.text(60, 115 + 15 * k, name).right(208, 115 + 15 * k, lamps).text(211, 115 + 15 * k, rate)
    assert cells_of(sheet)[:4] == [
        ("1,144", ("North",), ("Lamps",)),
        ("93.5", ("North",), ("Rate",)),
        ("982", ("South",), ("Lamps",)),
        ("71.2", ("South",), ("Rate",)),
    ]
    assert len(cells_of(sheet)) == 8


def test_a_figure_with_spaces_between_its_thousands_is_one() -> None:
    sheet = Sheet().text(60, 100, "Shore").text(200, 100, "Lamps")
    columns(sheet, (200.0,), [["North", "12 345"], ["South", "34 871"], ["West", "11 204"]])
    assert [figure for figure, _, _ in cells_of(sheet)] == ["12 345", "34 871", "11 204"]
