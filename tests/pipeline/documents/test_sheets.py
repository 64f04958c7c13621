"""Spreadsheets and delimited data: tables found, headers and places of cells, limits, hostile files."""

import datetime
import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table

from pipeline.documents.errors import DocumentError
from pipeline.documents.grids.grid import cell_name
from pipeline.documents.read import read_document
from pipeline.documents.sheets.shown import shown
from pipeline.records.model import Block, Cell, DocumentContext, Reading
from pipeline.records.settings import DocumentSettings, default_settings
from tests.as_shipped import extract_claims
from tests.office_maker import ods_cell, ods_row, opendocument, packed, repacked, workbook

SETTINGS = default_settings().documents
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"


def read(data: bytes, settings: DocumentSettings = SETTINGS) -> Reading:
    return read_document(data, settings)


def cell(reading: Reading, name: str) -> tuple[Block, Cell]:
    return next((block, cell) for block in reading.blocks for cell in block.cells if cell.name == name)


def test_headers_over_several_rows_reach_the_columns_that_they_span() -> None:
    rows = [
        ["Table 3: Children and budgets by region"],
        [],
        ["Region", "Children rescued", None, "Budget"],
        [None, 2021, 2022, "US$ million"],
        ["Northern", 120, 2019, 2.3],
        ["Volta", 45, 64, 1.1],
    ]
    reading = read(workbook({"Regions": rows}))
    assert [block.kind for block in reading.blocks] == ["heading", *["table_row"] * 4]
    block, found = cell(reading, "C6")
    assert (block.text, block.place.sheet, block.place.cell) == ("Volta\t45\t64\t1.1", "Regions", "A6:D6")
    assert block.headings == ("Regions", "Table 3: Children and budgets by region")
    assert (found.row_headers, found.column_headers) == (("Volta",), ("Children rescued", "2022"))
    assert cell(reading, "D6")[1].column_headers == ("Budget", "US$ million")
    assert block.text[found.start : found.end] == "64"


def test_a_figure_that_could_be_a_year_is_told_from_one() -> None:
    rows = [["Region", "Children rescued"], ["Northern", 2019], ["Volta", 45]]
    assert cell(read(workbook({"Sheet1": rows})), "B2")[0].text == "Northern\t2,019"


def test_labels_that_a_group_shares_are_those_of_each_of_its_rows() -> None:
    rows = [
        ["Country", "Year", "Sex", "Arrests"],
        ["Ghana", 2019, "Men", 112],
        [None, 2020, "Men", 131],
        [None, None, "Women", 13],
        ["Togo", 2019, "Men", 44],
    ]
    reading = read(workbook({"Arrests": rows}))
    assert [cell(reading, f"D{row}")[1].row_headers for row in (3, 4, 5)] == [
        ("Ghana", "2020", "Men"),
        ("Ghana", "2020", "Women"),
        ("Togo", "2019", "Men"),
    ]
    assert cell(reading, "D4")[0].text == "Women\t13", "the row itself says no more than that"


def test_sections_notes_and_second_tables_are_told_apart() -> None:
    rows = [
        ["Sector", "Victims"],
        ["At sea"],
        ["Fishing", 31],
        ["On land"],
        ["Farming", 12],
        ["Note: victims of 2021; 4 more were found later."],
        [],
        ["Convictions"],
        ["Court", "Convicted"],
        ["Accra", 7],
    ]
    reading = read(workbook({"2021": rows}))
    assert cell(reading, "B3")[1].row_headers == ("At sea", "Fishing")
    assert cell(reading, "B5")[1].row_headers == ("On land", "Farming")
    assert [block.kind for block in reading.blocks if "Note" in block.text] == ["paragraph"]
    block, found = cell(reading, "B10")
    assert (block.headings, found.column_headers) == (("Convictions",), ("Convicted",))


def test_codes_and_row_numbers_are_no_figures() -> None:
    rows = [["No.", "Town", "Postcode", "Boats"], [1, "Accra", 4120, 31], [2, "Tema", 4130, 12]]
    block, _ = cell(read(workbook({"Boats": rows})), "D2")
    assert block.text == "Accra\t31"


def test_claims_know_their_sheet_and_cell() -> None:
    rows = [["District", "Year", "Children rescued"], ["Accra", 2019, 120], ["Tema", 2020, 77]]
    claims = extract_claims("rescues", read(workbook({"Rescues": rows})), DocumentContext())
    assert [(c.number, c.start, c.locator and c.locator.sheet, c.locator and c.locator.cell) for c in claims] == [
        ("120", "2019", "Rescues", "C2"),
        ("77", "2020", "Rescues", "C3"),
    ]


def test_a_count_that_looks_like_a_year_is_none_among_counts() -> None:
    rows = [["Port", "Crew"], ["Tema", 16292], ["Accra", 1846], ["Lome", 1990]]
    texts = [block.text for block in read(workbook({"Crews": rows})).blocks]
    assert texts == ["Port\tCrew", "Tema\t16292", "Accra\t1,846", "Lome\t1,990"]


def test_what_tidy_data_say_behind_their_value_names_the_row() -> None:
    rows = [["country", "year", "value", "unit", "indicator"], ["Ghana", "2019", 29.3, "%", "Boats without a licence"]]
    _, figure = cell(read(workbook({"Tidy": rows})), "C2")
    assert figure.row_headers == ("Ghana", "2019", "%", "Boats without a licence")


def test_hidden_sheets_are_left_out_and_formulas_give_what_was_last_computed() -> None:
    book = Workbook()
    book.active.append(["Town", "Boats"])
    book.active.append(["Accra", '=HYPERLINK("http://evil.example/")'])
    book.active.append(["Tema", 12])
    hidden = book.create_sheet("Hidden")
    hidden.append(["Town", 999])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert [block.text for block in read(stream.getvalue()).blocks] == ["Town\tBoats", "Accra", "Tema\t12"]


def test_hidden_rows_and_columns_are_left_out_unless_a_fold_hides_them() -> None:
    book = Workbook()
    for row in (["Town", "Boats", "Draft"], ["Accra", 12, 999], ["Test row", 888, 7], ["Tema", 31, 5]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.active.row_dimensions.group(4, 4, hidden=True)
    stream = io.BytesIO()
    book.save(stream)
    assert [block.text for block in read(stream.getvalue()).blocks] == ["Town\tBoats", "Accra\t12", "Tema\t31"]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.00001234, "General", "0.00001234"),
        (1234567890123, "General", "1234567890123"),
        (0.5, "# ?/?", "0.5"),
        (0.00042, "0.00E+00", "0.00042"),
        (0.4, "0%", "40%"), (0.415, "0.0%", "41.5%"), (1234567, "#,##0", "1,234,567"), (1234.5, "#,##0.00", "1,234.50"),
        (2500000, '"$"#,##0', "$2,500,000"), (12, "[$€-407] #,##0.00", "€12.00"), (3, '#,##0 "EUR"', "EUR 3"),
        (0.1 + 0.2, "General", "0.3"), (12345678, "General", "12345678"), (1200000, "#,##0.0,,", "1,200,000.0"),
        (True, "General", "TRUE"), (None, "General", ""), (datetime.datetime(2021, 3, 4), "d mmm yyyy", "2021-03-04"),
        (datetime.datetime(2021, 3, 1), "mmm yyyy", "Mar 2021"), (datetime.date(2021, 1, 1), "yyyy", "2021"),
        (1200, '"USh" #,##0', "USh 1,200"), (12, '"Boat "0', "12"), (7, "mm:ss", "7"),
        ("  two\nlines ", "@", "two lines"), (-5, "#,##0;[Red]-#,##0", "-5"),
    ],
)  # fmt: skip
def test_values_are_shown_as_their_format_says(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


@pytest.mark.parametrize(("row", "column", "name"), [(0, 0, "A1"), (6, 25, "Z7"), (0, 26, "AA1"), (9, 701, "ZZ10")])
def test_cells_are_named_as_spreadsheets_name_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0c"])
def test_only_the_ends_of_lines_end_a_row_of_delimited_values(sign: str) -> None:
    text = f"Region,2019,2020\nNorth{sign}East,12,13\nSouth,14,15\nWest,16,17\n"
    rows = [block for block in read(text.encode()).blocks if block.kind == "table_row"]
    assert [[row.text[cell.start : cell.end] for cell in row.cells[-2:]] for row in rows[-3:]] == [
        ["12", "13"],
        ["14", "15"],
        ["16", "17"],
    ]
    assert "North" in rows[-3].text


def test_an_opendocument_sheet_is_read_as_it_is_shown() -> None:
    girls = (
        ods_row(ods_cell("Region"), ods_cell("Share of girls"))
        + ods_row(ods_cell("Volta"), ods_cell("41%", 'office:value="0.41"'))
        + ods_row(ods_cell("Ashanti"), ods_cell("33%", 'table:number-columns-repeated="2"'))
        + ods_row(ods_cell("", 'table:number-columns-repeated="16384"'), times=1_048_000)
    )
    reading = read(opendocument(f'<table:table table:name="Girls">{girls}</table:table>'))
    assert [block.text for block in reading.blocks] == ["Region\tShare of girls", "Volta\t41%", "Ashanti\t33%\t33%"]
    assert cell(reading, "B2")[1].column_headers == ("Share of girls",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimited_values_are_told_by_their_lines(delimiter: str) -> None:
    lines = [["District", "Year", "Children rescued"], ["Northern", "2019", "120"], ["Eastern, upper", "2020", "77"]]
    text = "\n".join(delimiter.join(f'"{each}"' if delimiter in each else each for each in line) for line in lines)
    reading = read(f"\ufeff{text}\n".encode())
    assert reading.kind == "sheet"
    assert cell(reading, "C3")[1].row_headers == ("Eastern, upper", "2020")


def test_titles_above_and_notes_below_delimited_values_are_no_rows() -> None:
    text = 'Children rescued\nSource: "Fisheries Council"\n\nRegion,2018,2019\nVolta,"1,204",412\nNorth,97,88\n'
    reading = read((text + "Note: figures to June\n").encode())
    assert reading.kind == "sheet"
    assert [block.kind for block in reading.blocks] == ["heading", "paragraph", *["table_row"] * 3, "paragraph"]


def test_bands_of_ages_name_their_rows() -> None:
    reading = read(b"age_group,crews,boats\n0-17,112,3\n18-64,486,2\n65+,174,21\n")
    named = [(block.text[each.start : each.end], each.row_headers) for block in reading.blocks for each in block.cells]
    assert [row for text, row in named if text in {"112", "2", "174"}] == [("0-17",), ("18-64",), ("65+",)]
    assert [row for text, row in named if text in {"0-17", "65+"}] == [(), ()]


def test_what_is_said_of_a_table_in_pairs_above_it_heads_it() -> None:
    reading = read(b"Name,Boys rescued on the lake\nUnits,persons\n\nYear,Volta,Ashanti\n2018,41,12\n2019,37,9\n")
    assert reading.kind == "sheet"
    assert [block.text for block in reading.blocks if block.kind == "heading"] == [
        "Name: Boys rescued on the lake",
        "Units: persons",
    ]
    assert cell(reading, "C6")[1].column_headers == ("Ashanti",)


def test_a_comment_heads_the_table_and_the_day_it_was_made_is_none_of_its_dates() -> None:
    reading = read(b"# Boys rescued\n# exported 2023-02-01\nregion,boys_seen\nVolta,41\nAshanti,12\n")
    assert [(block.text, block.kept) for block in reading.blocks[:2]] == [
        ("Boys rescued", True),
        ("exported 2023-02-01", False),
    ]
    assert cell(reading, "B4")[1].column_headers == ("boys seen",)


def test_semicolons_may_part_figures_with_a_decimal_comma() -> None:
    reading = read(b"Region;Boys;Share of boys (%)\nVolta;1.204;52,5\nAshanti;980;48,1\nOti;77;50,2\n")
    assert [block.text for block in reading.blocks[1:]] == ["Volta\t1204\t52.5", "Ashanti\t980\t48.1", "Oti\t77\t50.2"]
    english = read(b"Region;Boys;Note\nVolta;1,204;a\nAshanti;980;b\nOti;77;c\n")
    assert english.blocks[1].text == "Volta\t1,204\ta"


def test_tables_beside_one_another_are_two() -> None:
    rows = [["Port", "Boats", None, "Region", "Boys"], ["Tema", 41, None, "Volta", 19], ["Elmina", 33, None, "Oti", 22]]
    reading = read(workbook({"Lake": rows}))
    assert [block.text for block in reading.blocks] == [
        "Port\tBoats", "Tema\t41", "Elmina\t33", "Region\tBoys", "Volta\t19", "Oti\t22"
    ]  # fmt: skip
    assert cell(reading, "E2")[1].row_headers == ("Volta",)
    spaced = [["Port", "2018", None, "2019"], ["Tema", 41, None, 19], ["Elmina", 33, None, 22]]
    assert read(workbook({"Lake": spaced})).blocks[1].text == "Tema\t41\t19"


def test_years_with_their_unit_are_headers() -> None:
    rows = [["Port", "2018 ($)", "FY19", "Change (%)"], ["Tema", 41, 52, 27], ["Elmina", 33, 22, -33]]
    reading = read(workbook({"Lake": rows}))
    assert [cell(reading, name)[1].column_headers for name in ("B2", "C2")] == [("2018 ($)",), ("FY19",)]


def test_codes_name_no_row_that_has_a_name() -> None:
    rows = [["ISO3", "Country", "Boats"], ["GHA", "Ghana", 41], ["TGO", "Togo", 12]]
    assert cell(read(workbook({"Lake": rows})), "C2")[1].row_headers == ("Ghana",)


def test_a_hidden_sheet_of_an_opendocument_file_is_left_out() -> None:
    look = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    rows = ods_row(ods_cell("Port"), ods_cell("Boats")) + ods_row(ods_cell("Tema"), ods_cell("41"))
    tables = f'<table:table table:name="A">{rows}</table:table>'
    hidden = f'<table:table table:name="B" table:style-name="ta2">{rows}</table:table>'
    data = opendocument(tables + hidden)
    styles = f'<office:automatic-styles xmlns:style="{STYLE}">{look}</office:automatic-styles>'.encode()
    styled = repacked(data, {"content.xml": lambda part: part.replace(b"<office:body>", styles + b"<office:body>")})
    assert {block.place.sheet for block in read(styled).blocks} == {"A"}
    assert {block.place.sheet for block in read(data).blocks} == {"A", "B"}


def test_a_header_that_says_nothing_names_no_figure_of_tidy_data() -> None:
    reading = read(workbook({"Lake": [["region", "indicator", "Value"], ["Volta", "boys rescued", 412]]}))
    found = cell(reading, "C2")[1]
    assert (found.row_headers, found.column_headers) == (("Volta", "boys rescued"), ())


@pytest.mark.parametrize(
    "text",
    [
        "In Accra, 12 boys were freed, and 4 held.\nIn Tema, 7 were freed, and 3 held.\nIn Ho, none, as yet.\n",
        "Dear readers,\nhere is the list, as promised:\n12 boats\n",
        "One line, 12\n",
    ],
)
def test_prose_with_commas_is_no_table(text: str) -> None:
    assert read(text.encode()).kind == "text"


def fault(data: bytes, settings: DocumentSettings = SETTINGS) -> DocumentError:
    with pytest.raises(DocumentError) as raised:
        read(data, settings)
    return raised.value


def test_more_rows_than_are_read_are_an_error_that_says_so() -> None:
    text = "Town,Boats\n" + "Accra,12\n" * 1_000_000
    assert fault(text.encode()).kind == "too_large"
    assert "20,000 rows" in fault(text.encode()).reason
    million = ods_row(ods_cell("12"), times=1_000_000)
    assert fault(opendocument(f"<table:table>{million}</table:table>")).kind == "too_large"
    few = replace(SETTINGS, sheets=replace(SETTINGS.sheets, max_cells=5))
    assert fault(workbook({"Boats": [["Town", "Boats"]] * 3}), few).kind == "too_large"


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 250_000_000})
    assert len(bomb) < 1_000_000
    assert fault(bomb).kind == "too_large"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_declared_entities_are_refused(part: str) -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    parts = {"xl/workbook.xml": b"<workbook/>", part: hostile}
    assert fault(packed(parts)).kind == "hostile"


def test_damaged_archives_are_named() -> None:
    good = workbook({"Boats": [["Town", "Boats"], ["Accra", 12]]})
    assert fault(packed({"xl/workbook.xml": b"<workbook/>"})).kind == "malformed"
    for cut in (b"<sheetData>", b'<pageMargins left="1" ', b'<row r="1">'):
        sheet = {"xl/worksheets/sheet1.xml": lambda xml, cut=cut: xml.partition(cut)[0] + cut + b"unclosed"}
        assert fault(repacked(workbook({"Boats": [["Town", "Boats"], ["Accra", 12]]}), sheet)).kind == "malformed"
    for cut in range(40, len(good), 400):
        assert fault(good[:cut]).kind == "not_a_document"
    spoilt = bytearray(good)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    spoilt[info.header_offset + 60 : info.header_offset + 160] = b"\xff" * 100
    assert fault(bytes(spoilt)).kind == "malformed"


def test_remarks_behind_an_empty_column_stay_in_their_rows() -> None:
    rows = [["Port", "Boats", None, "Notes"], ["Tema", 41, None, "Provisional"], ["Elmina", 33, None, "Revised in May"]]
    reading = read(workbook({"Lake": rows}))
    assert [block.text for block in reading.blocks] == [
        "Port\tBoats\tNotes", "Tema\t41\tProvisional", "Elmina\t33\tRevised in May"
    ]  # fmt: skip


def test_rows_that_the_filter_of_a_table_hides_are_read() -> None:
    book = Workbook()
    for row in (["Town", "Boats"], ["Accra", 12], ["Tema", 31]):
        book.active.append(row)
    table = Table(displayName="Boats", ref="A1:B3")
    table.autoFilter = AutoFilter("A1:B3", [FilterColumn(0, filters=Filters(filter=["Accra"]))])
    book.active.add_table(table)
    book.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    assert [block.text for block in read(stream.getvalue()).blocks] == ["Town\tBoats", "Accra\t12", "Tema\t31"]
