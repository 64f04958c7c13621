"""Pages to blocks: numbers bound to labels, table cells to headers, surroundings labelled rather than lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.html.frames import Leaf
from pipeline.documents.html.judge import judged
from pipeline.documents.html.leaves import Walk
from pipeline.documents.html.parse import parse
from pipeline.documents.html.title_words import TitleWords
from pipeline.records.model import Block, Reading, fold
from tests.as_shipped import read_html

PROSE = (
    "The harbour trust has looked after the pilots, the lights and the dredging of the lower river since the town was "
    "given its charter. In the past ten years it has spent more on the wharves than in the fifty before that, and the "
    "number of ships that call each week has grown with it, as the yearly reports of the harbour master show.",
    "Most of the cargo is grain, timber and machines for the farms upstream. The trust says that it wants to move half "
    "of the lorries that bring it to the railway, which ends two miles short of the quay, and that the government has "
    "promised to pay for the missing track if the town finds the land for it.",
    "People who live along the road have asked for this for a long time. They told the council that the noise at night "
    "had become unbearable, and that two of the houses could no longer be let to anybody.",
)
NAVIGATION = "<nav class='main-menu'><ul><li><a href=/>Home</a></li><li><a href=/a>About</a></li></ul></nav>"
FOOTER = (
    "<footer class='site-footer'><p>Harbour Trust, PO Box 110</p><p>Call 202-555-0134</p>"
    "<p>© 2024 Harbour Trust</p></footer>"
)


def page(body: str, head: str = "", lang: str = "en") -> Reading:
    """A page of running text with `body` in its middle."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    return read_html(
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>Harbour | Trust</title>{head}</head><body>"
        f"{NAVIGATION}<main><article class='post-content'><h1>The harbour in figures</h1>{text}{body}{text}</article>"
        f"</main>{FOOTER}</body></html>".encode()
    )


def kept(reading: Reading) -> list[Block]:
    return [block for block in reading.blocks if block.kept]


def find(reading: Reading, words: str) -> Block:
    return next(block for block in reading.blocks if words in block.text)


def leaves(html: str) -> list[Leaf]:
    return Walk().over(parse(f"<html><body>{html}</body></html>").root)


def test_running_text_is_kept_and_its_surroundings_are_labelled() -> None:
    reading = page("")
    assert [block.text for block in kept(reading)] == ["The harbour in figures", *PROSE, *PROSE]
    dropped = {block.text: block.label for block in reading.blocks if not block.kept}
    assert dropped["Home"] == "navigation"
    assert dropped["Call 202-555-0134"] in {"footer", "contact"}
    assert all(block.why for block in reading.blocks if not block.kept)


def test_a_block_knows_its_element_and_its_headings() -> None:
    block = find(page("<h2>Ships</h2><h3>By week</h3><p>On average 41 ships called each week in 2019.</p>"), "41 ships")
    assert block.headings == ("The harbour in figures", "Ships", "By week")
    assert block.place.path == "html[1]/body[1]/main[1]/article[1]/p[4]"


@pytest.mark.parametrize(
    "card",
    [
        "<div class=stat><span class=n>3,812</span><br><span>ships piloted since 1998</span></div>",
        "<div class=stat><div>3,812</div><div>ships piloted since 1998</div></div>",
        "<div class=stat><h3>3,812</h3><p>ships piloted since 1998</p></div>",
        "<div class=stat><div><div><strong>3,812</strong></div></div><p>ships piloted since 1998</p></div>",
        "<dl><dt>3,812</dt><dd>ships piloted since 1998</dd></dl>",
        "<div class=stat><span class=n>3,812</span><span class=label>ships piloted since 1998</span></div>",
    ],
)
def test_number_and_label_in_separate_elements_are_one_block(card: str) -> None:
    block = find(
        page(f"<h2>In figures</h2><div class=stats>{card}<div class=stat><h3>97%</h3><p>on time</p></div></div>"),
        "3,812",
    )
    assert fold(block.text) == "3,812 ships piloted since 1998"
    assert "\n" in block.text
    assert block.kind == "callout"
    assert block.kept
    assert block.headings[-1] == "In figures"


def test_numbers_and_labels_that_are_all_children_of_one_element_pair_up() -> None:
    reading = page(
        "<div class=stats><p>3,812</p><p>ships piloted</p><p>97%</p><p>on time</p><p>14</p><p>wharves</p></div>"
    )
    assert [block.text for block in reading.blocks if block.kind == "callout"] == [
        "3,812\nships piloted", "97%\non time", "14\nwharves",
    ]  # fmt: skip


@pytest.mark.parametrize("attribute", ["data-target", "data-count", "data-to", "data-end-value"])
def test_a_counter_that_has_yet_to_run_up_shows_where_it_stops(attribute: str) -> None:
    block = find(
        page(f"<div class=counter><span {attribute}='530'>0</span><p>wharves repaired</p></div>"), "wharves repaired"
    )
    assert block.text == "530\nwharves repaired"
    assert block.kept


@pytest.mark.parametrize(
    ("counter", "shown"),
    [
        ("<span class=odometer data-odometer-final=530>000</span>", "530"),
        ("<h3 data-countup=530 data-countup-duration=2000>0</h3>", "530"),
        ("<p class=num data-stop=9.5 data-speed=1500>0.0</p>", "9.5"),
        ("<count-up end=1200 start=10 prefix=$ suffix=' million'>$0</count-up>", "$1,200 million"),
        ("<div data-number-value=61><p><span class=value></span><span class=sign>%</span></p></div>", "61%"),
    ],
)
def test_a_counter_is_told_by_what_its_attributes_are_named_for(counter: str, shown: str) -> None:
    texts = find(page(f"<div class=counter>{counter}<p>of wharves repaired</p></div>"), "wharves repaired").text
    assert texts.split("\n")[0] == shown


def test_an_attribute_that_says_how_a_number_runs_up_is_not_it() -> None:
    reading = page("<div><span data-count-from=7 data-count-duration=900>0</span><p>wharves repaired</p></div>")
    assert find(reading, "wharves repaired").text == "0\nwharves repaired"


def test_a_counter_keeps_its_sign_and_real_numbers_are_not_replaced() -> None:
    assert [leaf.text for leaf in leaves("<p><b data-count='75'>0</b>% of ships</p>")] == ["75% of ships"]
    assert [leaf.text for leaf in leaves("<p><b data-count='75'>12</b> ships</p>")] == ["12 ships"]


def test_inline_elements_bring_no_spaces_and_breaks_bring_lines() -> None:
    found = leaves("<p>H<sub>2</sub>O in 3<b>0</b>0 <i>ships</i>,<br>or 1<sup>st</sup></p><p>next</p>")
    assert [leaf.text for leaf in found] == ["H2O in 300 ships,\nor 1st", "next"]


def test_footnote_marks_and_exponents_stay_apart_from_the_number() -> None:
    found = leaves(
        "<p>In all 42,887<sup>3</sup> ships, 7<sup><a href=#n>12</a></sup> of 10<sup>6</sup> m<sup>2</sup></p>"
    )
    assert found[0].text == "In all 42,887³ ships, 7¹² of 10⁶ m²"


def test_links_side_by_side_are_no_one_word() -> None:
    assert leaves("<p><a href=a>Ships (4)</a><a href=b>Wharves</a></p>")[0].text == "Ships (4)\nWharves"


def test_white_space_and_invisible_characters_are_folded() -> None:
    assert leaves("<p>1\u00a0200\u200b  ships\n\t</p>")[0].text == "1 200 ships"


def test_table_cells_carry_their_headers() -> None:
    reading = page(
        "<table><caption>Cargo by year</caption><thead><tr><th>Cargo</th><th>2019</th><th>2020</th></tr></thead>"
        "<tbody><tr><td>Grain</td><td>1,250</td><td>1,310</td></tr><tr><td>Timber</td><td>870</td><td>640</td></tr></tbody></table>"
    )
    row = find(reading, "1,250")
    assert (row.kind, row.text, row.kept) == ("table_row", "Grain\t1,250\t1,310", True)
    assert [(row.text[c.start : c.end], c.row_headers, c.column_headers) for c in row.cells] == [
        ("Grain", (), ("Cargo",)), ("1,250", ("Grain",), ("2019",)), ("1,310", ("Grain",), ("2020",)),
    ]  # fmt: skip
    assert find(reading, "Cargo by year").kind == "caption"


@pytest.mark.parametrize(
    ("header", "numbers"),
    [("Rank", ("4", "11", "2")), ("Sr. No.", ("7", "8", "9")), ("", ("1", "2", "2")), ("No.", ("#1", "#2", "#3"))],
)
def test_a_column_that_numbers_the_rows_is_no_data_and_the_names_beside_it_head_them(
    header: str, numbers: tuple[str, ...]
) -> None:
    ships = zip(numbers, ("Sandy quay", "Old quay", "East quay"), ("341", "298", "277"), strict=True)
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ships)
    reading = page(f"<table><tr><th>{header}</th><th>Quay</th><th>Ships</th></tr>{rows}</table>")
    row = find(reading, "341")
    assert row.text == f"{numbers[0]}\tSandy quay\t341"
    assert [(row.text[c.start : c.end], c.row_headers) for c in row.cells] == [
        ("Sandy quay", ()), ("341", ("Sandy quay",)),
    ]  # fmt: skip


@pytest.mark.parametrize("column", [("1", "2", "3"), ("2019", "2020", "2021"), ("12", "7", "9")])
def test_a_column_beside_figures_or_one_that_does_not_count_on_is_data(column: tuple[str, ...]) -> None:
    seen = zip(column, ("341", "298", "277") if column[0] == "1" else ("a", "b", "c"), ("5", "6", "8"), strict=True)
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in seen)
    reading = page(f"<table><tr><th>Boats</th><th>Seen</th><th>Sunk</th></tr>{rows}</table>")
    assert len(find(reading, "\t5").cells) == 3


def test_years_in_the_first_column_head_their_rows() -> None:
    reading = page("<table><tr><th>Years</th><th>Ships</th></tr><tr><td>2014–2015</td><td>34</td></tr></table>")
    assert find(reading, "34").cells[1].row_headers == ("2014–2015",)


@pytest.mark.parametrize(
    ("row", "headers"),
    [
        ("<td>Coast</td><td>Sandy quay</td><td>34</td>", ("Coast", "Sandy quay")),
        ("<td>Ships</td><td>thousands</td><td>3.4</td>", ("Ships", "thousands")),
        ("<th>Ships</th><td>thousands</td><td>3.4</td>", ("Ships", "thousands")),
        ("<td>Malta</td><td>2019</td><td>Ships</td><td>34</td>", ("Malta", "2019", "Ships")),
        ("<td>Coast</td><td>12 piers</td><td>34</td>", ("Coast",)),
        ("<td>Coast</td><td>–</td><td>34</td>", ("Coast",)),
    ],
)
def test_the_words_before_a_rows_first_figure_head_it(row: str, headers: tuple[str, ...]) -> None:
    reading = page(f"<table><tr><th>A</th><th>B</th><th>C</th></tr><tr>{row}</tr></table>")
    assert find(reading, "\t34" if "34" in row else "3.4").cells[-1].row_headers == headers


def test_spans_are_resolved() -> None:
    reading = page(
        "<table><tr><th rowspan=2>Port</th><th colspan=2>Ships</th></tr><tr><th>2019</th><th>2020</th></tr>"
        "<tr><th rowspan=2>North</th><td>12</td><td>15</td></tr><tr><td>7</td><td>9</td></tr></table>"
    )
    first, second = find(reading, "12\t15"), find(reading, "7\t9")
    assert first.cells[2].column_headers == ("Ships", "2020")
    assert first.cells[1].row_headers == ("North",)
    assert second.text == "North\t7\t9"
    assert second.cells[1].row_headers == ("North",)


def test_a_row_that_spans_the_table_heads_those_below_it() -> None:
    reading = page(
        "<table><tr><th>Port</th><th>Ships</th></tr><tr><td colspan=2>River ports</td></tr>"
        "<tr><td>Upper quay</td><td>212</td></tr></table>"
    )
    assert find(reading, "212").cells[1].row_headers == ("River ports", "Upper quay")


@pytest.mark.parametrize(
    ("rows", "headers"),
    [
        ("<tr><td>Port</td><td>2019</td><td>2020</td></tr>", ("2020",)),
        ("<tr><td colspan=3><b>Ships</b></td></tr><tr><td>Port</td><td>2019</td><td>2020</td></tr>", ("Ships", "2020")),
        ("<tr><td>Port</td><td>2019</td><td>2020</td></tr><tr><td></td><td>thousands</td><td>thousands</td></tr>",
         ("2020", "thousands")),
        ("<tr><td>North</td><td>31<sup>1</sup></td><td>57<sup>2</sup></td></tr>", ()),
        ("<tr><td>1998</td><td>2019</td><td>2020</td></tr>", ()),
    ],
)  # fmt: skip
def test_headers_are_told_without_header_cells(rows: str, headers: tuple[str, ...]) -> None:
    reading = page(
        f"<table>{rows}<tr><td>South</td><td>12</td><td>15</td></tr><tr><td>East</td><td>7</td><td>9</td></tr></table>"
    )
    assert find(reading, "South").cells[2].column_headers == headers


def test_a_section_of_a_table_in_header_cells_is_no_header_of_the_columns() -> None:
    sections = "".join(
        f"<tr><th colspan=2>{name}</th></tr><tr><td>{row}</td><td>{n}</td></tr>"
        for name, row, n in (("Boats", "Sail", 31), ("Crews", "Men", 57))
    )
    reading = page(f"<table><tr><th>Kind</th><th>2019</th></tr>{sections}</table>")
    assert find(reading, "57").cells[1].row_headers == ("Crews", "Men")
    assert find(reading, "57").cells[1].column_headers == ("2019",)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("412<sup>1</sup>", "412¹"),
        ("412<sup>1, 2</sup>", "412¹, ²"),
        ("412<sup>b</sup>", "412"),
        ("5<sup>th</sup>", "5th"),
    ],
)
def test_footnote_marks_in_cells_stay_apart_from_the_number(cell: str, text: str) -> None:
    reading = page(
        f"<table><tr><th>Port</th><th>Ships</th></tr><tr><td>North<sup>a</sup></td><td>{cell}</td></tr></table>"
    )
    assert find(reading, "North").text == f"North\t{text}"


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    reading = page(f"<table><tr><td><h2>News</h2><p>{PROSE[0]}</p></td><td><p>{PROSE[1]}</p></td></tr></table>")
    assert find(reading, PROSE[0]).kind == "paragraph"
    assert all(not block.cells for block in reading.blocks)


def test_lists_know_what_introduces_them() -> None:
    reading = page("<p>In 2020 the trust counted:</p><ul><li>40 barges<ul><li>6 of them laid up</li></ul></li></ul>")
    assert find(reading, "40 barges").headings[-1] == "In 2020 the trust counted:"
    assert find(reading, "6 of them").headings[-2:] == ("In 2020 the trust counted:", "40 barges")
    assert find(reading, "6 of them").kind == "list_item"


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("<div class=donate-box><p>Every gift of $250 pays for a lamp</p></div>", "$250"),
        ("<div id=cookie-banner><p>We use cookies, 14 of them from partners.</p></div>", "14 of them"),
        ("<form><label>Amount</label><select><option>$25</option><option>$50</option></select></form>", "$25"),
        ("<div class=social-share><span>1.2K shares</span></div>", "1.2K"),
        ("<p>11 June 2015 · 14 comments</p>", "14 comments"),
        ("<p><a href=a>‹ 9 looms to see</a><a href=b>A hall of 100 chairs ›</a></p>", "9 looms"),
        ("<p>facebook 212<br>twitter 87<br>print</p>", "212"),
        ("<p>Call us at 1300 555 019 to know more.</p>", "1300 555 019"),
        ("<div class=comments><h3>14 comments</h3></div>", "14 comments"),
        ("<noscript>Turn scripts on to see 300 pictures</noscript>", "300 pictures"),
        ("<template><p>{{count}} of 900 seats</p></template>", "900 seats"),
        ("<button>Buy 2 tickets</button>", "2 tickets"),
        ("<p>IMG 2204 180911 Harbour 03</p>", "2204"),
    ],
)
def test_figures_of_surroundings_are_never_content(box: str, words: str) -> None:
    reading = page(box)
    assert all(words not in block.text for block in kept(reading))
    assert find(reading, words).label != "content"


def test_scripts_and_styles_are_no_text() -> None:
    reading = page("<script>var n = 4711;</script><style>p{width:4711px}</style><svg><text>4711</text></svg>")
    assert all("4711" not in block.text for block in reading.blocks)


def test_a_page_in_another_language_is_reported_and_not_kept() -> None:
    text = (
        "Los barcos que llegan a la ciudad son más de los que el puerto puede recibir, según el informe de la junta. "
    )
    reading = read_html(f"<html lang=es><body><main><h1>El puerto</h1><p>{text * 6}</p></main></body></html>".encode())
    assert kept(reading) == []
    assert "other_language" in {block.label for block in reading.blocks}
    assert reading.problem is not None
    assert "another language (es)" in reading.problem.reason


def test_a_wrong_language_attribute_is_not_believed() -> None:
    assert kept(page("", lang="fr"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<meta charset=windows-1252><p>caf\u00e9 12</p>".encode("cp1252"), "caf\u00e9 12"),
        ("<p>caf\u00e9 12</p>".encode(), "caf\u00e9 12"),
        ("<meta charset=utf-8><p>caf\u00e9 12</p>".encode("cp1252"), "caf\u00e9 12"),
        ("<p>caf\u00e9 12</p>".encode("utf-16"), "caf\u00e9 12"),
        ("<p>caf\u00e9 12 and more</p>".encode("utf-16-le"), "caf\u00e9 12 and more"),
        ("\ufeff<p>caf\u00e9 12</p>".encode(), "caf\u00e9 12"),
        ("<meta charset=koi8-r><p>порт 12</p>".encode("koi8-r"), "порт 12"),
        (b"<meta charset=no-such-thing><p>12 ships</p>", "12 ships"),
    ],
)
def test_encodings(data: bytes, words: str) -> None:
    assert (
        read_html(b"<html><body>" + data if not data.startswith((b"\xff\xfe", b"\xef\xbb", b"<\x00")) else data)
        .blocks[0]
        .text
        == words
    )


@settings(max_examples=60)
@given(st.lists(st.sampled_from([
    "<div>", "</div>", "<p>", "<table>", "<tr>", "<td colspan=2>", "<td rowspan=9>", "<th>", "</table>", "<ul><li>",
    "<h2>", "</h2>", "12", "3,400", "%", " ships ", "text of some length, ", "<b>", "</b>", "<br>", "<form>",
    "<span data-count=7>0</span>", "<a href=x>", "</a>", "&amp;", "<nav>", "<select><option>", "\u00a0",
]), max_size=40))  # fmt: skip
def test_no_word_is_lost_or_invented_whatever_the_markup(parts: list[str]) -> None:
    reading = read_html(("<html><body>" + "".join(parts) + "<p>end</p></body></html>").encode())
    assert [block.n for block in reading.blocks] == list(range(len(reading.blocks)))
    assert reading.blocks[-1].text.endswith("end")
    for block in reading.blocks:
        assert block.text.strip() == block.text != ""
        for cell in block.cells:
            assert block.text[cell.start : cell.end].strip()


def test_a_page_that_leaves_out_html_and_body_is_read() -> None:
    page = (
        b"<!doctype html><title>Report</title><main><h1>Results</h1><p>More than 300 boats were inspected.</p></main>"
    )
    assert "More than 300 boats were inspected." in [block.text for block in read_html(page).blocks if block.kept]


def test_a_page_of_one_sentence_keeps_it() -> None:
    page = b"<!doctype html><body><nav>Menu 5</nav><main><p>Rangers freed 44 otters in 2020.</p></main></body>"
    assert [block.text for block in read_html(page).blocks if block.kept] == ["Rangers freed 44 otters in 2020."]


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Wells dug</dt><dd>412</dd><dt>Homes built</dt><dd>57</dd></dl>",
        "<p><span>Wells dug</span><span>412</span><span>Homes built</span><span>57</span></p>",
        "<h3>Wells dug</h3><p>412</p><h3>Homes built</h3><p>57</p>",
        "<ul><li><strong>Wells dug</strong> 412</li><li><b>Homes built</b> 57</li></ul>",
    ],
)
def test_a_label_above_or_before_its_number_is_one_callout_with_it(body: str) -> None:
    assert [b.text for b in kept(page(body)) if b.kind == "callout"] == ["Wells dug\n412", "Homes built\n57"]


def test_lines_that_each_hold_a_label_and_its_figure_are_blocks_of_their_own() -> None:
    found = [b.text for b in kept(page("<p>Wells dug: 412<br>Homes built: 57<br>Roads: 9</p>")) if b.kind == "callout"]
    assert found == ["Wells dug: 412", "Homes built: 57", "Roads: 9"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Wells dug – 412", "Homes built – 57"],
        ["412 wells dug", "57 homes built by hand"],
        ["Wells dug ........ 412", "Homes built . . . . . 57"],
        ["<b>Wells dug</b> 412", "<b>Homes built:</b> 57"],
        ["In the year 2019:", "Wells dug: 412", "Homes built: 57 (up from 31)"],
    ],
)
def test_lines_of_one_paragraph_are_parted_where_each_has_a_figure_of_its_own(lines: list[str]) -> None:
    texts = [" ".join(leaf.text.split()) for leaf in leaves(f"<p>{'<br>'.join(lines)}</p>")]
    assert texts == [line.replace("<b>", "").replace("</b>", "") for line in lines]


@pytest.mark.parametrize("lines", [["12 Long Quay", "Elmina"], ["The wells, 412 of them,", "were dug by hand."]])
def test_other_lines_of_a_paragraph_stay_together(lines: list[str]) -> None:
    assert [leaf.text for leaf in leaves(f"<p>{'<br>'.join(lines)}</p>")] == ["\n".join(lines)]


def test_lines_of_one_paragraph_are_judged_together() -> None:
    parted = leaves("<div>Wells dug: 412<br>Homes built: 57</div><div>Roads: 9</div>")
    assert [one.kept for one in judged(parted, np.array([0.9, 0.2, 0.2]), 0.5)] == [True, True, False]


def test_a_terms_further_figures_are_not_the_next_terms() -> None:
    body = "<dl><dt>Wells dug</dt><dd>412</dd><dd>57%</dd><dt>Homes built</dt><dd>57</dd></dl>"
    found = [block.text for block in kept(page(body)) if block.kind == "callout"]
    assert found == ["Wells dug\n412\n57%", "Homes built\n57"]


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Wells dug</dt><dd>2018: 31</dd><dd>2019: 412</dd><dt>Homes built</dt><dd>57</dd></dl>",
        "<p>Wells dug</p><p>2018 31</p><p>2019 412</p><p>Homes were built as well.</p>",
        "<h3>Wells dug</h3><p>2018 – 31</p><p>2019 – 412</p>",
    ],
)
def test_figures_that_each_stand_behind_a_year_are_rows_under_their_label(body: str) -> None:
    rows = [block for block in page(body).blocks if block.kind == "table_row"]
    told = [(row.text[cell.start : cell.end], cell) for row in rows for cell in row.cells[1:]]
    assert [(figure, cell.row_headers, cell.column_headers) for figure, cell in told] == [
        ("31", ("2018",), ("Wells dug",)), ("412", ("2019",), ("Wells dug",)),
    ]  # fmt: skip


def test_a_counter_is_no_year() -> None:
    assert leaves("<p><b data-target=2019>0</b> wells dug</p>")[0].text == "2,019 wells dug"


def test_a_link_to_another_article_that_ends_a_paragraph_stands_by_itself() -> None:
    said = "The harbour was closed. <b>Read also: <a href=/g>90 girls at sea</a></b>"
    assert [leaf.text for leaf in leaves(f"<p>{said}</p>")] == ["The harbour was closed.", "Read also: 90 girls at sea"]
    own = "The harbour was closed. See also: the 90 girls."
    assert [leaf.text for leaf in leaves(f"<p>{own}</p>")] == [own]


@pytest.mark.parametrize(
    "lines",
    [
        ["2018 – 31 wells", "2019 – 412 wells", "2020 – 57 wells"],
        ["In 2018: 31 wells", "In 2019: about 412 wells"],
        ["Wells dug", "2018: 31", "2019: 412"],
        ["Wells dug by year:", "2018/19 – 31", "2019/20 – 412"],
    ],
)
def test_lines_that_each_begin_with_a_year_are_parted(lines: list[str]) -> None:
    found = [block.text for block in kept(page(f"<p>{'<br>'.join(lines)}</p>"))]
    assert [text for text in found if text in lines] == lines


@pytest.mark.parametrize("first", ["big", "strong", "em"])
def test_a_number_in_an_element_of_its_own_is_no_one_word_with_its_label(first: str) -> None:
    block = find(page(f"<div><{first}>3 in 5</{first}><small>ships are piloted</small></div>"), "3 in 5")
    assert block.text == "3 in 5\nships are piloted"


def test_figures_above_their_labels_in_a_table_have_them_for_headers() -> None:
    table = "<table><tr><td>412<td>97%</tr><tr><td>ships piloted<td>of ships on time</tr></table>"
    assert [cell.column_headers for cell in find(page(table), "412").cells] == [
        ("ships piloted",),
        ("of ships on time",),
    ]


@pytest.mark.parametrize("head", ["<th>{}", "<td><b>{}</b>"])
def test_headers_amid_a_table_name_the_columns_below_them(head: str) -> None:
    def row(*cells: str) -> str:
        return "<tr>" + "".join(cells) + "</tr>"

    first, second = (row(*(head.format(text) for text in texts)) for texts in (("Quay", "Ships"), ("Quay", "Trucks")))
    total = row("<td><b>All</b>", "<td><b>98</b>")
    table = f"<table>{first}{row('<td>North', '<td>41')}{total}{second}{row('<td>South', '<td>57')}</table>"
    reading = page(table)
    assert [find(reading, words).cells[1].column_headers for words in ("41", "98", "57")] == [
        ("Ships",),
        ("Ships",),
        ("Trucks",),
    ]
    assert find(reading, "Trucks").cells[1].column_headers == ()


@pytest.mark.parametrize(
    ("cells", "below"),
    [
        (("Quay crane", "108min"), ("Old crane", "97")),
        (("Quay crane", "idle"), ("Old crane", "sold")),
        (("All", "see note"), ()),
    ],
)
def test_a_row_in_bold_that_heads_no_figures_keeps_the_headers(cells: tuple[str, ...], below: tuple[str, ...]) -> None:
    def row(texts: tuple[str, ...], form: str) -> str:
        return f"<tr>{''.join(form.format(text) for text in texts)}</tr>" if texts else ""

    body = row(("North crane", "308"), "<td>{}</td>") + row(cells, "<td><b>{}</b></td>") + row(below, "<td>{}</td>")
    reading = page(f"<table>{row(('Crane', 'Time'), '<th>{}</th>')}{body}</table>")
    assert find(reading, cells[1]).cells[1].column_headers == ("Time",)


@pytest.mark.parametrize("band", ["2015[a]", "$20 to $50", "less than 5,000", "under 18", "10 to 14"])
def test_a_band_in_words_and_a_year_with_a_mark_name_their_rows(band: str) -> None:
    reading = page(f"<table><tr><th>Toll<th>Barges</tr><tr><td>{band}</td><td>412</td></tr></table>")
    assert find(reading, "412").cells[1].row_headers == (band,)


def test_a_note_in_the_margin_behind_its_mark_is_a_line_of_its_own() -> None:
    note = (
        "<p>It took 40 barges<sup>2</sup><span>Nobody had a watch.</span> and 7 km<sup>2</sup><span>of sand</span></p>"
    )
    assert leaves("<p><sup>2</sup><b>Barges</b> of sand only</p>")[0].text == "²Barges of sand only"
    assert leaves(note)[0].text == "It took 40 barges²\nNobody had a watch. and 7 km²of sand"


def test_spans_side_by_side_are_no_one_word() -> None:
    assert leaves("<div><span>Port</span><span>Ships</span><span>412</span></div>")[0].text == "Port\nShips\n412"


def test_a_mark_that_a_span_lowers_stays_in_its_word() -> None:
    assert leaves("<p>CO<span>2</span> and <i>m</i><span>3</span></p>")[0].text == "CO2 and m3"


def test_a_count_that_looks_like_a_year_is_none_in_a_column_of_counts() -> None:
    rows = "<tr><td>Q1</td><td>11</td><td>2019</td></tr><tr><td>Q2</td><td colspan=2>1980</td></tr>"
    head = "<tr><th>Quarter</th><th>Boats</th><th>Since</th></tr>"
    reading = page(f"<table>{head}{rows}<tr><td>Q3</td><td>640</td><td>n/a</td></tr></table>")
    texts = [block.text for block in reading.blocks if block.cells]
    assert texts == ["Quarter\tBoats\tSince", "Q1\t11\t2019", "Q2\t1,980", "Q3\t640\tn/a"]


def table(body: str) -> dict[str, tuple[str, ...]]:
    """The column headers of each cell of a page's tables, by the cell's text."""
    rows = [block for block in kept(page(body)) if block.kind == "table_row"]
    return {row.text[c.start : c.end]: c.column_headers for row in rows for c in row.cells}


def test_a_table_made_of_roles_is_a_table() -> None:
    found = table(
        "<div role=table><div role=row><span role=columnheader>Quay</span><span role=columnheader>Ships</span></div>"
        "<div role=row><span role=cell>East</span><span role=cell>412</span></div></div>"
    )
    assert found["412"] == ("Ships",)


def test_a_row_of_units_belongs_to_the_headers() -> None:
    found = table(
        "<table><tr><th>Year</th><th>Ships</th></tr><tr><td></td><td>thousands</td></tr>"
        "<tr><td>2018</td><td>1.4</td></tr><tr><td>2019</td><td>1.7</td></tr></table>"
    )
    assert found["1.4"] == ("Ships", "thousands")


def test_a_unit_in_the_corner_of_a_table_holds_for_all_its_cells() -> None:
    found = table(
        "<table><tr><th>US$ million</th><th>2019</th></tr><tr><td>Fees</td><td>45</td></tr>"
        "<tr><td>Loss</td><td>(7)</td></tr></table>"
    )
    assert found["45"] == found["(7)"] == ("US$ million", "2019")


def test_a_table_whose_cells_are_links_is_kept() -> None:
    found = table(
        "<table><tr><th>Quay</th><th>Ships</th></tr><tr><td><a href=/e>East</a></td><td><a href=/e1>412</a></td></tr>"
        "<tr><td><a href=/w>West</a></td><td><a href=/w1>57</a></td></tr></table>"
    )
    assert {"412", "57"} <= found.keys()


def test_a_link_to_another_article_is_none_of_the_text() -> None:
    texts = " ".join(b.text for b in kept(page("<p><b>Read also:</b> <a href=/x>999 ships lost at Ayr</a></p>")))
    assert "999" not in texts


AROUND = "<p>The council of the harbour said on Monday that its patrols had been at work on the lake all year long.</p>"


def figures_amid_prose(data: str) -> list[str]:
    """What is kept with a figure in it of a small page that has these data between two paragraphs."""
    reading = read_html(f"<html lang=en><title>Harbour</title><body>{AROUND}{data}{AROUND}</body></html>".encode())
    return [block.text for block in kept(reading) if any(letter.isdigit() for letter in block.text)]


@pytest.mark.parametrize(
    "data",
    [
        "<dl><dt>Boys freed in 2019</dt><dd>1,412</dd><dt>Suspects held in 2019</dt><dd>231</dd></dl>",
        "<p>Boys freed in 2019</p><p>1,412</p><p>Suspects held in 2019</p><p>231</p>",
        "<h3>Boys freed in 2019</h3><p>1,412</p><h3>Suspects held in 2019</h3><p>231</p>",
    ],
)
def test_a_label_before_its_number_stays_with_it(data: str) -> None:
    assert figures_amid_prose(data) == ["Boys freed in 2019\n1,412", "Suspects held in 2019\n231"]


def test_a_list_of_labels_with_their_figures_between_paragraphs_is_the_texts_own() -> None:
    items = "<ul><li><b>Boys freed</b> 1,412</li><li><b>Suspects held</b> 231</li></ul>"
    assert figures_amid_prose(items) == ["Boys freed\n1,412", "Suspects held\n231"]


def test_a_list_of_links_with_their_counts_is_none_of_the_texts_own() -> None:
    assert figures_amid_prose("<ul><li><a href=/n>News</a> 412</li><li><a href=/s>Sport</a> 97</li></ul>") == []


def test_rows_of_links_between_paragraphs_are_the_texts_own() -> None:
    rows = "".join(f"<tr><td><a href=/{n}>{n}</a></td><td>{n * 7}</td></tr>" for n in (412, 97))
    table = f"<table><tr><th>District</th><th>Boys freed</th></tr>{rows}</table>"
    assert figures_amid_prose(table) == ["412\t2884", "97\t679"]


def test_other_stories_say_little_of_a_pages_title_again() -> None:
    body = (
        "<div><h1>Ferry carries 4,000 people</h1><p>The ferry carries people over the estuary.</p></div>"
        "<div><h2>Harbour dues rise</h2><p>People pay more at the quay.</p></div>"
    )
    leaves = Walk().over(parse(f"<body>{body}").root)
    title = TitleWords(leaves)
    assert [title.in_leaf(leaf) for leaf in leaves] == [1, 1, 0, pytest.approx(1 / 3)]
    own, other = leaves[0].frame.parent, leaves[2].frame.parent
    assert own is not None
    assert other is not None
    assert (title.in_element(own), title.in_element(other)) == (1, pytest.approx(1 / 3))
    without = Walk().over(parse("<body><h2>Harbour dues rise</h2>").root)
    assert TitleWords(without).in_leaf(without[0]) == -1


@pytest.mark.parametrize("header", ["Rank", "Position"])
def test_a_rank_that_is_a_word_heads_its_row(header: str) -> None:
    rows = "<tr><td>Bosun</td><td>12</td></tr><tr><td>Mate</td><td>4</td></tr><tr><td>Cook</td><td>9</td></tr>"
    row = find(page(f"<table><tr><th>{header}</th><th>Drowned</th></tr>{rows}</table>"), "Mate")
    assert [(row.text[c.start : c.end], c.row_headers) for c in row.cells] == [("Mate", ()), ("4", ("Mate",))]


@pytest.mark.parametrize("counts", [(1, 1, 2), (1, 2, 3)])
def test_counts_that_rise_number_no_rows(counts: tuple[int, ...]) -> None:
    seen = zip(counts, ("Sandy", "Old", "East"), strict=True)
    rows = "".join(f"<tr><td>{n}</td><td>{quay}</td></tr>" for n, quay in seen)
    row = find(page(f"<table><tr><th>Drowned</th><th>Quay</th></tr>{rows}</table>"), "Old")
    assert [row.text[c.start : c.end] for c in row.cells] == [str(counts[1]), "Old"]


def test_the_year_of_a_founding_among_counts_stays_a_year() -> None:
    facts = (("Founded in", "1962"), ("Pilots", "36"), ("Ships", "1846"), ("Quays", "9"))
    rows = "".join(f"<tr><td>{what}</td><td>{value}</td></tr>" for what, value in facts)
    texts = [block.text for block in page(f"<table><tr><th>Fact</th><th>Value</th></tr>{rows}</table>").blocks]
    assert "Founded in\t1962" in texts
    assert "Ships\t1,846" in texts


@pytest.mark.parametrize("mark", ["<span id=s3></span>", "<span class=bookmark></span>"])
def test_an_empty_mark_within_a_numbered_paragraph_shows_no_number(mark: str) -> None:
    reading = page(f"<div data-number=3>{mark}The trust repaired the wells of all the villages by the river.</div>")
    assert find(reading, "repaired the wells").text.startswith("The trust")


@pytest.mark.parametrize("heading", ["More on the catch", "More in need", "More from the survey"])
def test_a_part_headed_like_other_articles_that_leads_nowhere_is_the_documents(heading: str) -> None:
    told = "<ul><li>In 2023 the port took 5,000 tonnes of cod.</li><li>It took 300 tonnes of eel.</li></ul>"
    assert find(page(f"<section><h2>{heading}</h2>{told}</section>"), "5,000").kept


@pytest.mark.parametrize(
    "text",
    [
        "About 5,000 crews sign up for storm alerts each year.",
        "By 2023 some 5,000 crews chose to subscribe to a digest.",
    ],
)
def test_those_who_sign_up_for_alerts_are_counted(text: str) -> None:
    assert find(page(f"<p>{text}</p>"), "5,000").kept
