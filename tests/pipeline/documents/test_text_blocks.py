"""Plain text to blocks: call-outs bound to their labels, surroundings labelled, nothing lost."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.text import read_text
from pipeline.records.model import Block, fold


def blocks(text: str) -> list[Block]:
    return list(read_text(dedent(text).strip("\n")).blocks)


def texts(text: str, kind: str) -> list[str]:
    return [block.text for block in blocks(text) if block.kind == kind]


def test_a_number_above_its_label_is_one_callout() -> None:
    found = texts(
        """
        OUR YEAR IN FIGURES

        4,210

        Families housed since 1997



        63% ▼

        in the number of people sleeping rough
        """,
        "callout",
    )
    assert found == ["4,210\nFamilies housed since 1997", "63% ▼\nin the number of people sleeping rough"]


def test_a_label_with_a_colon_takes_the_number_below_it() -> None:
    found = blocks("2022 results:\nWells dug:\n1,204\nCosts saved:\n18%\n\nThe wells serve four districts.")
    assert [block.text for block in found if block.kind == "callout"] == ["Wells dug:\n1,204", "Costs saved:\n18%"]
    assert found[1].headings == ("2022 results:",)


def test_two_numbers_in_a_row_part_labels_before_from_labels_after() -> None:
    found = texts("Schools\nPrimary\n812\nSecondary\n97\n\n3,450\nTeachers trained\n", "callout")
    assert found == ["Primary\n812", "Secondary\n97", "3,450\nTeachers trained"]


def test_numbers_alternating_with_labels_take_the_label_after_them() -> None:
    found = texts("SINCE 2009\n12,877\nTotal Visits\n3,004\nTotal Referrals\n", "callout")
    assert found == ["12,877\nTotal Visits", "3,004\nTotal Referrals"]


def test_a_label_that_goes_on_in_lower_case_is_found_beyond_whole_sentences() -> None:
    found = texts("2.4 Million\nA third of them are under ten.\nhouseholds went without power in 2020\n", "callout")
    assert found == ["2.4 Million\nA third of them are under ten.\nhouseholds went without power in 2020"]


def test_a_scale_on_the_next_line_belongs_to_the_number() -> None:
    found = texts("7.3\nMillion new meters An estimated 7.3 million meters were fitted in 2019.\n", "callout")
    assert found == ["7.3\nMillion new meters An estimated 7.3 million meters were fitted in 2019."]


@pytest.mark.parametrize("line", ["703.555.0142", "2019", "22/05/2018", "Chapter 4"])
def test_telephone_numbers_dates_and_years_are_no_callouts(line: str) -> None:
    assert texts(f"{line}\nSome label or other\n", "callout") == []


def test_a_table_and_a_letterhead_leave_the_paragraphs_beside_them_their_width() -> None:
    text = dedent(
        """\
        HARBOUR COUNCIL                                          EMBARGOED UNTIL 00:01 HRS, 7 JUNE 2023

        The harbour council said on Tuesday that its boats had brought twenty-
        two crews ashore and seized 1.2 tonnes of ropes, nets and other fishing
        gear, its largest haul since 2014.

        Of the crews nine came from the islands, and are held at the old Customs
        House.[1]

            Year     Boats     Ropes (kg)
            2021         4          412.5
            2022         2            380
        """
    )
    found = texts(text, "paragraph")
    assert found[0].startswith("The harbour council said on Tuesday that its boats had brought twenty-two crews ashore")
    assert found[1].endswith("are held at the old Customs House.[1]")


def test_list_counters_glued_to_the_text_are_taken_off() -> None:
    found = texts("- 1The line carries 40 trains a day\n- 24,300 people use it\n- 3Fares rose by 5%\n", "list_item")
    assert found == ["The line carries 40 trains a day", "4,300 people use it", "Fares rose by 5%"]


def test_numbers_that_begin_list_items_are_kept() -> None:
    found = texts("- 12 schools closed\n- 30 opened\n- 7 moved\n", "list_item")
    assert found == ["12 schools closed", "30 opened", "7 moved"]


def test_list_items_know_what_introduces_them_and_what_they_stand_under() -> None:
    found = blocks(
        """
        Harvest report
        In 2021 the valley had these yields:
        • Apples came to 900 tonnes.
          • 40% of them were pressed.
        """
    )
    assert found[2].headings == ("Harvest report", "In 2021 the valley had these yields:")
    assert found[3].headings[-1] == "Apples came to 900 tonnes."


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    found = blocks(
        """
        The council counted the bicycles that crossed the bridge on every day of the
        month. It found 1,900 of them on the busiest morning, which was more than
        twice as many as in the year before, and said that the count would go on for
        another year at least.

        A second paragraph follows here, which has nothing to do with the first one
        and must not be joined with it.
        """
    )
    assert [block.kind for block in found] == ["paragraph", "paragraph"]
    assert "1,900 of them on the busiest morning, which was more than twice as many" in found[0].text


def test_headings_chain_and_periods_stand_under_them() -> None:
    found = blocks(
        """
        Clean water for the delta

        WHAT WE FOUND

        Courts and police

        2015-2018 compared to 2011-2014

        6x ▲

        More wells drilled
        """
    )
    assert found[-1].kind == "callout"
    assert found[-1].headings == (
        "Clean water for the delta", "WHAT WE FOUND", "Courts and police", "2015-2018 compared to 2011-2014",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Every gift of $40 provides a week of meals", "promotion"),
        ("All donations over $5 are tax deductible.", "promotion"),
        ("Your gift counts double today!", "promotion"),
        ("Free delivery on orders over $30. Take 15% off your first order.", "promotion"),
        ("We use cookies to improve your visit, 3 of them from partners.", "cookie"),
        ("14 comments", "comment"),
        ("Your email address will not be published here.", "comment"),
        ("1.2K shares", "share"),
        ("T 202.555.0175", "contact"),
        ("PO Box 1187", "contact"),
        ("Call us at 1300 555 010 with any question.", "contact"),
        ("Donation Amount", "form"),
        ("© 2024 The Example Trust. All rights reserved.", "footer"),
        ("Posted on 3 March 2019 under News", "metadata"),
        ("arrow-left arrow-right chevron-down facebook play-circle close plus minus", "noise"),
        ("IMG 2204 180911 CEB Market Hall 03", "noise"),
    ],
)
def test_what_is_never_content_is_dropped_and_says_why(line: str, label: str) -> None:
    found = blocks(f"A report on market halls\n\nThe hall was rebuilt in two years.\n\n{line}\n\nIt opened in May.\n")
    dropped = [block for block in found if not block.kept]
    assert [(block.text, block.label) for block in dropped] == [(line, label)]
    assert dropped[0].why


@pytest.mark.parametrize(
    "line",
    [
        "Donations to the trust rose by 12% to $3.1 million in 2020.",
        "The gift of 300 books was shared among 12 schools.",
        "Police said that 40 people were arrested after 1,200 calls to the hotline.",
        "Two-thirds of 1,500 comments on the draft law were against it.",
        "The subscription service has 2.5 million customers in 30 countries.",
        "Share of households with a telephone: 71%",
    ],
)
def test_figures_about_such_things_are_content(line: str) -> None:
    assert line in [block.text for block in blocks(f"A report\n\n{line}\n\nMore on that below.\n") if block.kept]


def test_comments_run_to_the_end_and_other_articles_to_the_next_heading() -> None:
    found = blocks(
        """
        Bridges of the north

        The bridge carries 9,000 cars a day.

        Related articles

        Ferry lost 400 passengers

        Leave a Reply

        I saw 50 cars there myself.
        """
    )
    labels = {block.text: block.label for block in found}
    assert labels["The bridge carries 9,000 cars a day."] == "content"
    assert labels["I saw 50 cars there myself."] == "comment"


@pytest.mark.parametrize("heading", ["Get involved", "Other news", "Comments", "4 Responses", "Who is drilling"])
def test_a_heading_alone_drops_no_running_text_with_figures(heading: str) -> None:
    text = "The villages of the delta dug 90 wells in one summer. Salt ruined nine of them."
    (found,) = [block for block in blocks(f"Wells\n\n{heading}\n\n{text}\n\nNext\n") if block.text == text]
    assert found.kept


@pytest.mark.parametrize(
    "below", ["Ann B.\n\nI saw some 30 of them there. It was a sight.", "I saw 50 wells there last year."]
)
def test_what_visitors_write_is_dropped_with_its_heading(below: str) -> None:
    found = blocks(f"Wells\n\nThe delta has 400 wells.\n\nComments\n\n{below}\n")
    assert found[-1].label == "comment"


def test_a_text_in_another_language_is_reported_and_not_kept() -> None:
    line = (
        "Las autoridades rescataron a 300 personas en el sur del país, según el informe que se publicó en la capital. "
    )
    reading = read_text(line * 8)
    assert {block.label for block in reading.blocks} == {"other_language"}
    assert reading.problem is not None
    assert reading.metadata.language == "es"


def test_rows_parted_by_bars_have_cells() -> None:
    row = next(block for block in blocks("Name | 2019 | 2020\nNorth | 12 | 15\n") if block.text.startswith("North"))
    assert [row.text[cell.start : cell.end] for cell in row.cells] == ["North", "12", "15"]


@given(st.text(alphabet=st.sampled_from("aB1,.%$:|-• \n\t\u2028é“"), max_size=300))
def test_every_block_is_the_documents_own_words_in_order(text: str) -> None:
    whole = fold(text)
    place = 0
    for number, block in enumerate(read_text(text).blocks):
        assert block.n == number
        for line in block.text.split("\n"):
            found = whole.find(fold(line), place)
            assert found >= 0
            place = found


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    read_text(text)


def test_a_figure_with_another_in_brackets_is_a_value_below_its_label() -> None:
    found = texts("Lake service at a glance\n\nVisits\n8,812 (2021: 9,120)\nWrecks\n7 (11)\n", "callout")
    assert found == ["Visits\n8,812 (2021: 9,120)", "Wrecks\n7 (11)"]


@pytest.mark.parametrize("dash", [" ", " - ", " ¦ "])
def test_names_one_below_the_other_each_with_its_figure_are_a_list_under_their_heading(dash: str) -> None:
    found = blocks(f"Guests by town\n\nIn May\nMarden{dash}310\nPelling{dash}97\n")
    assert [(block.kind, block.headings[-1]) for block in found[2:]] == [("list_item", "In May")] * 2


@pytest.mark.parametrize("text", ["Preface 4\nMethods 12\nFindings 31", "Results of 2020\nResults of 2021\nThe end."])
def test_pages_and_years_behind_names_make_no_list(text: str) -> None:
    assert texts(text, "list_item") == []


def test_a_heading_with_its_year_in_brackets_heads_the_rows_below_it() -> None:
    found = blocks("Wrecks by cause (2020)\nCause | Boats | Ships\nStorm | 31 | 4\n")
    assert [(block.kind, block.headings) for block in found][-1] == ("table_row", ("Wrecks by cause (2020)",))


def test_a_decimal_at_the_end_of_a_line_ends_no_sentence() -> None:
    assert texts("Boats: 412\nBoats per 1,000 people: 0.3", "list_item")[-1] == "Boats per 1,000 people: 0.3"


def test_a_numbered_week_is_a_heading_above_names_with_their_figures() -> None:
    found = blocks("Lake service bulletin\n\nRound 3\nMarden 310\nPelling 97\n")
    assert [(block.kind, block.headings[-1:]) for block in found[2:]] == [("list_item", ("Round 3",))] * 2


def test_a_title_with_its_year_before_brackets_is_no_name_with_its_figure() -> None:
    found = blocks("Barge market 2021 (tons, change)\n\nSand barges 3,412 (–12%)\nCoal barges 868 (–3%)\n")
    assert [block.kind for block in found] == ["heading", "list_item", "list_item"]


@pytest.mark.parametrize("line", ["Wrecks per 1,000 boats 6.9", "Marden 33.9; Pelling 29.1", "Up by a third, to 35.7"])
def test_a_line_that_ends_in_a_decimal_heads_nothing(line: str) -> None:
    assert [block.kind for block in blocks(f"Lake service\n\n{line}\n\nThe wardens counted in May and June.\n")][1] == (
        "paragraph"
    )


def test_years_with_a_figure_and_one_in_brackets_are_a_list() -> None:
    text = "Barges, those with sand in brackets.\n\n2018: 6,412 (310)\n2019: 7,815 (297)\n\nThe wardens counted them.\n"
    assert texts(text, "list_item") == ["2018: 6,412 (310)", "2019: 7,815 (297)"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("3 May 2022: 40 boats sank", True),
        ("3 May 2022: Two men drowned.", True),
        ("2022-05-03: 40 boats sank", True),
        ("3 May 2022", False),
        ("3 May 2022: 14:05", False),
        ("3 May 2022: Harbour desk", False),
        ("3 May 2022 - 3 min read", False),
    ],
)
def test_a_line_of_a_chronology_is_no_filing_line(line: str, kept: bool) -> None:
    (found,) = (block for block in blocks(f"The strike went on for a week.\n\n{line}") if block.text == line)
    assert found.kept is kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("(May 2021 – April 2022)", True),
        ("1 July 2022 to 30 June 2023", True),
        ("12 May 2023 | Changed 13 May 2023", False),
        ("Updated 4 June 2023. Costs are those of the year to 31 March 2023.", True),
        ("Published in 2020, the census of wells found that 31% were dry.", True),
        ("Reviewed 312 wells and 41 pumps", True),
        ("Filed claims fell to 1,204", True),
        ("Updated 4 June 2023. First published on 3 May.", False),
        ("Published 4 June 2023 by Ada Holt, The Estuary Post", False),
        ("Posted 3 hours ago", False),
        ("Last updated Tuesday", False),
        ("By Ada Holt, the harbour desk's editor", False),
    ],
)
def test_what_a_document_covers_is_no_filing_line(line: str, kept: bool) -> None:
    (found,) = (block for block in blocks(f"The pumps stood still for a week.\n\n{line}") if block.text == line)
    assert found.kept is kept
