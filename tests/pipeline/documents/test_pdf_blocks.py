"""What a PDF reads as: text in order, call-outs, marks, furniture, headings, places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records.model import Block, Reading
from tests.as_shipped import read_pdf_inline
from tests.benchmarks.pdf_exponents import CASES, exponent_sheet
from tests.pdf_maker import HEIGHT, WIDTH, Sheet, make_pdf, paragraph

RIVER = (
    "The survey counted 4,120 herons along the river in 2019, against 3,870 five years before. "
    "Most of them nest on the islands below the weir, where nobody walks in spring. "
    "Counting began at dawn and took eleven people the whole of a week to finish."
)
HARBOUR = (
    "The harbour took in 212 ships in June, of which 38 were under sail. "
    "Repairs to the quay went on through summer and cost the town about 1.4 million euros. "
    "Half of the cranes are older than the people who work them."
)


def read(*sheets: Sheet, **options: str) -> Reading:
    return read_pdf_inline(make_pdf(*sheets, **options))


def kept(reading: Reading) -> list[Block]:
    return [block for block in reading.blocks if block.kept]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in kept(reading)]


def test_a_paragraph_is_one_block_with_its_place() -> None:
    reading = read(Sheet().lines(60, 100, paragraph(RIVER)))
    (block,) = kept(reading)
    assert block.text == RIVER
    assert block.kind == "paragraph"
    assert block.place.page == 1
    left, top, right, bottom = block.place.box or (0, 0, 0, 0)
    assert left == pytest.approx(60, abs=2)
    assert 85 < top < 100 < bottom < 160
    assert right < WIDTH


def test_blocks_are_numbered_in_order() -> None:
    reading = read(Sheet().lines(60, 100, paragraph(RIVER)).lines(60, 300, paragraph(HARBOUR)))
    assert [block.n for block in reading.blocks] == list(range(len(reading.blocks)))


@pytest.mark.parametrize("drawn", ["in turn", "line by line"])
def test_columns_are_read_one_after_the_other(drawn: str) -> None:
    left, right = paragraph(RIVER, 40), paragraph(HARBOUR, 40)
    sheet = Sheet()
    if drawn == "in turn":
        sheet.lines(50, 100, left).lines(320, 100, right)
    else:
        for k in range(max(len(left), len(right))):
            for x, lines in ((50, left), (320, right)):
                if k < len(lines):
                    sheet.text(x, 100 + 14 * k, lines[k])
    assert texts(read(sheet)) == [RIVER, HARBOUR]


def test_a_heading_across_columns_comes_before_both() -> None:
    sheet = Sheet().lines(320, 140, paragraph(HARBOUR, 40)).lines(50, 140, paragraph(RIVER, 40))
    sheet.text(50, 100, "What was counted along the river and in the harbour", 20)
    assert texts(read(sheet)) == ["What was counted along the river and in the harbour", RIVER, HARBOUR]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Below the weir stood twenty-", "five mills in the summer."), "twenty-five mills"),
        (("Below the weir stood one hundred thirty-", "four mills in the summer."), "one hundred thirty-four mills"),
        (("Below the weir a flood took three-", "quarters of the mills."), "three-quarters of"),
        (("Below the weir a ten-", "year plan was made for mills."), "a ten-year plan"),
        (("Below the weir each of the ten-", "ants kept a mill to himself."), "the tenants kept"),
        (("Below the weir there are seven-", "teen mills and a lock."), "seventeen mills"),
        (("Below the weir mills grind 12–", "15 per cent of the corn."), "12–15 per cent"),
        (("Below the weir mills earn $3-", "$4 million in the year."), "$3-$4 million"),
        (("Below the weir mills earned it in 2019", "–20 and in no other year."), "2019–20 and"),
        (("Below the weir stood between twenty", "-two and thirty mills."), "twenty-two and thirty"),
        (("Below the weir mills closed from May–", "July 2019 and not again."), "May–July 2019"),
        (("Below the weir an 80-", "year-old mill was pulled down."), "80-year-old mill"),
        (("Below the weir stood 20- ", "and 30-foot walls of mills."), "20- and 30-foot"),
        (("Below the weir mills grow –", "15 of them are new."), "grow – 15 of them"),
    ],
)
def test_number_words_and_ranges_over_a_line_end_stay_whole(lines: tuple[str, str], said: str) -> None:
    assert said in texts(read(Sheet().lines(60, 100, lines)))[0]


def test_words_split_over_lines_are_joined_as_the_document_writes_them() -> None:
    lines = [
        "The long-term plan has hydro-",
        "electric dams in it, and a long-",
        "term view of the hydroelectric market.",
    ]
    (block,) = kept(read(Sheet().lines(60, 100, lines)))
    assert block.text == (
        "The long-term plan has hydroelectric dams in it, and a long-term view of the hydroelectric market."
    )


def test_ligatures_are_spelt_out() -> None:
    from pipeline.documents.pdf.lines import clean

    assert clean("eﬃcient traﬃc of the ﬂoating oﬃce") == "efficient traffic of the floating office"


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ((("In total 42,887", 11, 0), ("3", 6.5, 4), (" people came", 11, 0)), "In total 42,887 people came"),
        (
            (("a third of them.", 11, 0), ("12", 6.5, 4), (" The rest stayed", 11, 0)),
            "a third of them. The rest stayed",
        ),
        ((("the boats", 11, 0), ("7,8", 6.5, 4), (" that sank", 11, 0)), "the boats that sank"),
        ((("the mills*", 11, 0), (" that burnt", 11, 0)), "the mills that burnt"),
        ((("9,400 tonnes", 11, 0), ("a", 6.5, 4), (" of salt", 11, 0)), "9,400 tonnes of salt"),
        ((("sold for $1.2 million", 11, 0), ("4", 6.5, 4)), "sold for $1.2 million"),
        ((("about 37%", 11, 0), ("2", 6.5, 4), (" of wells", 11, 0)), "about 37% of wells"),
    ],
)
def test_footnote_marks_are_taken_from_what_they_are_glued_to(
    runs: tuple[tuple[str, float, float], ...], shown: str
) -> None:
    assert texts(read(Sheet().runs(60, 100, *runs))) == [shown]


@pytest.mark.parametrize(("line", "shown"), [(k, shown) for k, (_, shown) in enumerate(CASES)])
def test_powers_and_ordinals_are_no_marks(line: int, shown: str) -> None:
    block = kept(read_pdf_inline(exponent_sheet()))[line]
    assert shown in block.text


def test_a_note_loses_the_number_that_its_mark_has() -> None:
    sheet = Sheet().runs(60, 100, ("There were 812 cases", 11, 0), ("3", 6.5, 4), (" in all of the valley", 11, 0))
    sheet.lines(60, 120, paragraph(HARBOUR)).text(60, 700, "3 People may be counted in more than one case.", 8)
    assert texts(read(sheet))[-1] == "People may be counted in more than one case."


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ((60, 130, "3,801", 30), (60, 150, "Children brought home since 1998", 10)),
        ((60, 150, "77 per cent", 14), (60, 132, "of wells are dry", 11)),
        ((60, 130, "$1.4 million", 24), (230, 128, "spent on the quay", 11)),
    ],
)
def test_a_number_and_its_label_are_one_callout(
    number: tuple[float, float, str, float], label: tuple[float, float, str, float]
) -> None:
    sheet = Sheet().text(*number).lines(60, 300, paragraph(RIVER)).text(*label)
    callouts = [block for block in kept(read(sheet)) if block.kind == "callout"]
    assert [sorted(block.text.split("\n")) for block in callouts] == [sorted((number[2], label[2]))]


def test_each_of_several_numbers_gets_its_own_label() -> None:
    facts = [
        ("412", "boats at sea"),
        ("96%", "of nets mended"),
        ("8,100", "barrels of salt"),
        ("17x", "more than before"),
    ]
    sheet = Sheet().lines(60, 400, paragraph(RIVER))
    for k, (number, label) in enumerate(facts):
        sheet.text(60 + 120 * k, 130, number, 28, "Helvetica-Bold").text(60 + 120 * k, 150, label, 10)
    callouts = [tuple(b.text.split("\n")) for b in kept(read(sheet)) if b.kind == "callout"]
    assert callouts == facts


def test_text_outside_the_visible_page_is_marked_and_not_kept() -> None:
    sheet = (
        Sheet(crop=(0, 400, WIDTH, HEIGHT)).text(60, 100, "Seen by the reader").text(60, 700, "Cut off with 99 figures")
    )
    sheet.text(-300, 120, "Beside the page")
    reading = read(sheet)
    assert texts(reading) == ["Seen by the reader"]
    assert {(block.label, block.why) for block in reading.blocks if not block.kept} == {("hidden", "outside the page")}


def test_boxes_are_counted_from_the_visible_corner() -> None:
    (block,) = kept(read(Sheet(crop=(50, 100, 550, 700)).text(80, 242, "Two hundred points from the top")))
    assert block.place.box is not None
    assert block.place.box[0] == pytest.approx(30, abs=2)
    assert block.place.box[3] == pytest.approx(103, abs=3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_read_alike_and_have_boxes_as_shown(turn: int) -> None:
    sheet = Sheet(turn=turn).text(60, 100, "Findings of the spring count", 20).lines(60, 130, paragraph(RIVER))
    reading = read(sheet)
    assert texts(reading) == ["Findings of the spring count", RIVER]
    x0, y0, x1, y1 = reading.blocks[0].place.box or (0, 0, 0, 0)
    shown = {0: (60, 100), 90: (HEIGHT - 100, 60), 180: (WIDTH - 60, HEIGHT - 100), 270: (100, WIDTH - 60)}[turn]
    assert x0 - 5 <= shown[0] <= x1 + 5
    assert y0 - 5 <= shown[1] <= y1 + 5


def test_running_heads_and_page_numbers_are_labelled_and_dropped() -> None:
    sheets = []
    for number in range(1, 6):
        sheet = Sheet().text(60, 30, "Annual report of the river board 2021", 8).text(290, 820, str(number), 9)
        sheets.append(sheet.lines(60, 100, paragraph(f"Chapter {number} has {number * 311} words. {RIVER}")))
    reading = read(*sheets)
    assert [b.text for b in kept(reading)] == [f"Chapter {n} has {n * 311} words. {RIVER}" for n in range(1, 6)]
    dropped = [b for b in reading.blocks if not b.kept]
    assert {b.label for b in dropped} == {"running_head"}
    assert len(dropped) == 10
    assert all(b.why for b in dropped)


def test_a_figure_that_changes_in_the_text_is_no_running_head() -> None:
    sheets = [Sheet().text(60, 300, f"In year {n} the mill ground {n * 97} tonnes of rye.") for n in range(1, 6)]
    assert len(kept(read(*sheets))) == 5


def test_a_sentence_at_the_foot_is_no_running_head_where_its_figures_change() -> None:
    sheets = []
    for number, caught in enumerate((412, 88, 1309, 240), 1):
        sheet = Sheet().lines(60, 100, paragraph(f"Chapter {number}. {RIVER}"))
        sheet.text(60, 780, f"In chapter {number} the guild counts {caught} eels.", 9)
        sheets.append(sheet.text(60, 810, f"This is page {number} of the book of 1650 eels.", 9))
    assert [b.text for b in kept(read(*sheets)) if "eels" in b.text] == [
        f"In chapter {number} the guild counts {caught} eels." for number, caught in enumerate((412, 88, 1309, 240), 1)
    ]


@pytest.mark.parametrize("numbers", [(2015, 2017), (2015, 2016, 2017, 2018), (3, 5, 4)])
def test_titles_that_differ_in_a_number_only_are_no_running_heads(numbers: tuple[int, ...]) -> None:
    sheets = [
        Sheet().text(60, 60, f"Eels of the count {n}", 20).lines(60, 120, paragraph(f"Chapter {n}. {RIVER}"))
        for n in numbers
    ]
    assert [b.text for b in kept(read(*sheets)) if b.kind == "heading"] == [f"Eels of the count {n}" for n in numbers]


@pytest.mark.parametrize("title", ["Annual report 2019", "Annual report 2019 | {page}", "Page {page} of 12"])
def test_a_running_head_in_large_letters_is_one(title: str) -> None:
    sheets = [
        Sheet().text(60, 60, title.format(page=n), 20).lines(60, 120, paragraph(f"Chapter {n}. {RIVER}"))
        for n in range(1, 5)
    ]
    assert not [b.text for b in kept(read(*sheets)) if b.kind == "heading"]


def test_headings_form_chains() -> None:
    sheet = Sheet().text(60, 80, "Water in the valley", 24).text(60, 130, "Wells", 16).lines(60, 150, paragraph(RIVER))
    sheet.text(60, 300, "Dams", 16).lines(60, 320, paragraph(HARBOUR))
    blocks = kept(read(sheet))
    assert [(b.kind, b.headings) for b in blocks] == [
        ("heading", ()),
        ("heading", ("Water in the valley",)),
        ("paragraph", ("Water in the valley", "Wells")),
        ("heading", ("Water in the valley",)),
        ("paragraph", ("Water in the valley", "Dams")),
    ]


def test_a_bold_beginning_of_a_paragraph_is_no_heading() -> None:
    sheet = Sheet().lines(60, 100, paragraph(HARBOUR)).text(60, 200, "Boats sank.", 11, "Helvetica-Bold")
    sheet.text(128, 200, "The storm of March took nine of them and 31 people with it, as the").text(
        60, 214, "coast guard said."
    )
    assert texts(read(sheet))[1] == (
        "Boats sank. The storm of March took nine of them and 31 people with it, as the coast guard said."
    )


def test_list_items_lose_their_bullets() -> None:
    sheet = Sheet().lines(60, 100, ["• 14 bridges were built", "• 3 of them fell within a year"])
    assert [(b.kind, b.text) for b in kept(read(sheet))] == [
        ("list_item", "14 bridges were built"),
        ("list_item", "3 of them fell within a year"),
    ]


def test_what_a_chart_font_leaves_is_noise() -> None:
    sheet = Sheet().lines(60, 100, paragraph(RIVER)).text(60, 400, "11+71+4+14+M").text(60, 450, "1171414M236449M")
    noise = [b for b in read(sheet).blocks if b.label == "noise"]
    assert [b.text for b in noise] == ["11+71+4+14+M", "1171414M236449M"]
    assert not any(b.kept for b in noise)


def test_the_scale_of_a_chart_is_noise() -> None:
    sheet = Sheet().lines(60, 100, paragraph(RIVER))
    for k in range(6):
        sheet.right(100, 500 - 40 * k, str(20 * k)).text(120 + 60 * k, 520, f"{10 * k}%")
    reading = read(sheet)
    assert texts(reading) == [RIVER]
    assert {b.why for b in reading.blocks if not b.kept} == {"scale of a chart"}


def test_figures_that_go_up_unevenly_or_have_labels_are_no_scale() -> None:
    sheet = Sheet()
    for k, (name, value) in enumerate((("Oak", "10"), ("Ash", "20"), ("Elm", "30"), ("Yew", "40"))):
        sheet.text(60, 120 + 20 * k, name).right(200, 120 + 20 * k, value).right(400, 120 + 20 * k, str(7 * k * k + 1))
    assert len(texts(read(sheet))) == 4


def test_codes_and_sums_are_no_noise() -> None:
    lines = [
        "The H2-A visas of 2021 and form I-864EZ",
        "Call 1-800-555-0142 or see RFC2119",
        "3+4 of 12+7 wells in A4 format",
    ]
    assert all(b.kept for b in read(Sheet().lines(60, 100, lines)).blocks)


def test_a_table_of_contents_is_dropped() -> None:
    sheet = Sheet().text(60, 80, "Contents", 20)
    for k, (title, page) in enumerate([("Wells", 1), ("Dams", 2), ("Mills", 2), ("Quays", 3), ("Boats", 4)]):
        sheet.text(60, 120 + 20 * k, title + " " + "." * 60).right(500, 120 + 20 * k, str(page))
    reading = read(sheet, *(Sheet().lines(60, 100, paragraph(RIVER)) for _ in range(4)))
    assert {b.label for b in reading.blocks if b.place.page == 1} <= {"navigation", "content"}
    assert [b.text for b in kept(reading) if b.place.page == 1] == ["Contents"]


def test_metadata_says_how_it_was_found() -> None:
    sheet = Sheet().text(60, 80, "Herons of the lower river", 24).lines(60, 120, paragraph(RIVER))
    sheet.text(60, 700, "Published May 2019", 9).text(60, 715, "© 2019 River Board", 9)
    found = read(sheet).metadata
    assert (found.title, found.published, found.publisher) == (
        found.title and type(found.title)("Herons of the lower river", "pdf-page"),
        found.published and type(found.published)("2019-05", "pdf-page"),
        found.publisher and type(found.publisher)("River Board", "pdf-page"),
    )
    assert found.title is not None
    assert found.published is not None
    assert found.publisher is not None


@pytest.mark.parametrize(
    ("line", "published", "publisher"),
    [
        ("Published 31 February 2019", "2019-02", None),
        ("Published in Sept. 2019", "2019-09", None),
        ("Published June, 2019", "2019-06", None),
        ("Published 5 March, 2019", "2019-03-05", None),
        ("© 2015–2019 River Board", "2019", "River Board"),
        ("© River Board 2015-2019", "2019", "River Board"),
    ],
)
def test_dates_on_a_page_are_of_the_calendar_and_the_last_of_several_years(
    line: str, published: str, publisher: str | None
) -> None:
    found = read(Sheet().lines(60, 120, paragraph(HARBOUR)).text(60, 700, line, 9)).metadata
    assert (found.published and found.published.value) == published
    assert (found.publisher and found.publisher.value) == publisher


def test_a_year_to_come_is_no_date_of_publication() -> None:
    found = read(
        Sheet().lines(60, 120, paragraph(HARBOUR)).text(60, 700, "Carbon released by 2090 will double.")
    ).metadata
    assert found.published is not None
    assert found.published.how == "pdf-info"


def test_without_a_date_on_the_page_the_file_is_asked() -> None:
    found = read(Sheet().lines(60, 120, paragraph(RIVER)), title="A count of herons", author="River Board").metadata
    assert found.title is not None
    assert (found.title.value, found.title.how) == ("A count of herons", "pdf-info")
    assert found.published is not None
    assert found.published.how == "pdf-info"


_WORDS = st.lists(
    st.sampled_from(["otter", "1,204", "weir", "37%", "of", "the", "12", "salmon", "in", "2019", "4.5", "million"]),
    min_size=1,
    max_size=60,
)


@settings(max_examples=40)
@given(_WORDS, st.floats(7, 16), st.integers(30, 90))
def test_a_lone_paragraph_keeps_every_word(words: list[str], size: float, width: int) -> None:
    text = " ".join(words)
    sheet = Sheet(width=1400).lines(60, 100, paragraph(text, width), size)
    assert " ".join(" ".join(b.text.split()) for b in read(sheet).blocks) == text


@settings(max_examples=30)
@given(st.integers(1, 999), st.sampled_from(["1,204", "37%", "wells", "million", "(2019)", "4.5"]), st.floats(8, 20))
def test_a_raised_small_number_never_joins_its_word(mark: int, word: str, size: float) -> None:
    sheet = Sheet().runs(
        60, 100, ("It says " + word, size, 0), (str(mark), size * 0.58, size * 0.36), (" here", size, 0)
    )
    assert " ".join(b.text for b in read(sheet).blocks) == f"It says {word} here"


BROKEN = "By the end of 2023 the number of children whom the teams had rescued from fishing"
REST = "villages on the lake rose to 1,250, from 870 a year earlier. The next report is due in spring."


def test_a_sentence_goes_on_in_the_next_column() -> None:
    left = paragraph(f"{RIVER} {BROKEN}", width=40)
    right = paragraph(f"{REST} {HARBOUR}", width=40)
    (block,) = kept(read(Sheet().lines(50, 100, left, size=9).lines(320, 100, right, size=9)))
    assert f"{BROKEN} {REST}" in block.text


def test_a_sentence_goes_on_over_the_page_past_its_foot() -> None:
    first = Sheet().lines(60, 600, paragraph(f"{RIVER} {BROKEN}")).text(290, 820, "1")
    reading = read(first, Sheet().lines(60, 60, paragraph(f"{REST} {HARBOUR}")).text(290, 820, "2"))
    (block,) = kept(reading)
    assert f"{BROKEN} {REST}" in block.text
    assert block.place.page == 1


@pytest.mark.parametrize("rest", [HARBOUR, "(3) " + HARBOUR, "Harbour fees"])
def test_what_does_not_go_on_stays_apart(rest: str) -> None:
    for begun in (RIVER, RIVER.removesuffix("to finish.") + "with the help of"):
        if rest == HARBOUR and begun != RIVER:
            continue  # a sentence that breaks off at "of" goes on with a name, too
        reading = read(Sheet().lines(60, 600, paragraph(begun)), Sheet().lines(60, 60, paragraph(rest)))
        assert len(kept(reading)) > 1
