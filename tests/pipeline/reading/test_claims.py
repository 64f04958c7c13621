"""Blocks to claims, by behaviour: what is counted, what is said of it, when, where and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.documents.text import read_text
from pipeline.reading.claims import DocumentToRead, load_reader
from pipeline.reading.claims.encoder.network import shipped_network
from pipeline.reading.measures import PackError
from pipeline.reading.periods.grammar import grammar
from pipeline.reading.quantities.tokens import reader
from pipeline.records.model import Block, Cell, Claim, DocumentContext, Reading, fold
from tests.as_shipped import extract_claims, extract_many, read_document


def claims_in(text: str, **context: str) -> list[Claim]:
    return claims_with((), text, **context)


def claims_with(packs: tuple[str, ...], text: str, **context: str) -> list[Claim]:
    return extract_claims("doc", read_text(text), DocumentContext(**context), packs=packs)


def claim(text: str, number: str, **context: str) -> Claim:
    found = [each for each in claims_in(text, **context) if each.number == number]
    assert len(found) == 1, [each.number for each in claims_in(text, **context)]
    return found[0]


def figures(text: str, **context: str) -> list[tuple[str, str, str]]:
    return [(each.number, each.measure, each.subject) for each in claims_in(text, **context)]


def of_blocks(*blocks: Block, packs: tuple[str, ...] = ()) -> list[Claim]:
    numbered = tuple(replace(block, n=n) for n, block in enumerate(blocks))
    return extract_claims("doc", Reading(numbered), DocumentContext(), packs=packs)


def spans(claims: Sequence[Claim]) -> list[tuple[str | None, str | None]]:
    return [(each.start, each.end) for each in claims]


def test_the_reader_is_loaded_whole() -> None:
    parts = (grammar, reader, shipped_network)
    for part in parts:
        part.cache_clear()
    load_reader()
    assert [part.cache_info().currsize for part in parts] == [1, 1, 1]


@pytest.mark.parametrize(
    ("sentence", "number", "measure", "subject", "kind"),
    [
        ("In 2019 the police rescued 41 girls from a brothel.", "41", "rescued", "girls", "total"),
        ("In 2019, 41 girls were rescued from a brothel.", "41", "rescued", "girls", "total"),
        ("The 41 girls rescued in 2019 live with foster families.", "41", "rescued", "girls", "total"),
        ("The arrest of 12 men in 2019 broke up the ring.", "12", "arrested", "men", "total"),
        ("In 2019 the unit made 12 arrests.", "12", "arrested", "arrests", "total"),
        ("In 2019 the courts handed down 9 convictions.", "9", "convicted", "convictions", "total"),
        ("In 2019, 9 traffickers were found guilty.", "9", "convicted", "traffickers", "total"),
        ("In 2019 prosecutors charged 17 recruiters.", "17", "charged", "recruiters", "total"),
        ("In 2019 the hotline received 3,100 calls.", "3,100", "cases", "calls", "total"),
        ("In 2019 we trained 230 nurses.", "230", "trained", "nurses", "total"),
        ("In 2019 crashes killed 5,600 cyclists.", "5,600", "deaths", "cyclists", "total"),
        ("In 2019, 80,000 people lived in modern slavery there.", "80,000", "exploited", "people", "level"),
        ("In 2019 the shelter helped 64 survivors.", "64", "assisted", "survivors", "total"),
        ("In 2019, 64 survivors were identified by doctors.", "64", "identified", "survivors", "total"),
    ],
)
def test_the_verb_says_what_was_done_to_what_is_counted(
    sentence: str, number: str, measure: str, subject: str, kind: str
) -> None:
    found = claim(sentence, number)
    assert (found.measure, found.kind, found.start, found.end) == (measure, kind, "2019", "2019")
    assert subject in found.subject


def test_coordinated_clauses_keep_their_own_verbs() -> None:
    text = "In 2020, 62 boys were rescued, 18 boat owners were arrested and 7 recruiters were convicted."
    assert figures(text) == [
        ("62", "rescued", "boys"),
        ("18", "arrested", "boat owners"),
        ("7", "convicted", "recruiters"),
    ]


def test_a_participle_left_out_is_understood() -> None:
    assert [measure for _, measure, _ in figures("Since 2014, 90 suspects have been arrested and 55 convicted.")] == [
        "arrested",
        "convicted",
    ]


def test_ellipsis_takes_over_noun_and_verb_and_keeps_its_own_year() -> None:
    found = claims_in("The court convicted 3 traffickers in 2019 and 7 in 2020.")
    assert [(each.number, each.measure, each.subject) for each in found] == [
        ("3", "convicted", "traffickers"),
        ("7", "convicted", "traffickers"),
    ]
    assert spans(found) == [("2019", "2019"), ("2020", "2020")]


def test_a_back_reference_counts_a_part_of_the_claim_before() -> None:
    found = claims_in("In 2021 the police rescued 112 workers. Of these, 40 were women.")
    assert [each.number for each in found] == ["112", "40"]
    assert (found[1].measure, found[1].start) == ("rescued", "2021")


def test_a_list_of_nouns_shares_verb_and_modifier() -> None:
    found = claims_in("More than 400 teachers, 60 judges and 25 doctors were trained in 2018.")
    assert [(each.measure, each.subject, each.bound) for each in found] == [
        ("trained", "teachers", "min"),
        ("trained", "judges", "min"),
        ("trained", "doctors", "min"),
    ]


def test_who_says_it_is_not_who_did_it() -> None:
    text = "According to the Institute for Fair Work, 31,000 adults worked in debt bondage in 2019."
    found = claim(text, "31,000")
    assert found.attributed_to == "Institute for Fair Work"
    assert found.measure == "exploited"
    assert found.subject.startswith("adults")


def test_what_the_publisher_says_itself_is_attributed_to_nobody() -> None:
    assert claim("In 2019 our teams rescued 41 girls.", "41").attributed_to is None


@pytest.mark.parametrize(
    ("text", "number", "subject", "part"),
    [
        ("In 2019, 62% of the victims were women.", "62%", "victims", "women"),
        ("Women made up 62% of the victims in 2019.", "62%", "victims", "women"),
        ("In 2019 one in four victims was a child.", "one in four", "victims", "child"),
    ],
)
def test_a_share_has_a_whole_and_a_part(text: str, number: str, subject: str, part: str) -> None:
    found = claim(text, number)
    assert (found.kind, found.unit, found.measure) == ("share", "percent", "prevalence")
    assert subject in found.subject
    assert found.part is not None
    assert part in found.part.lower()


@pytest.mark.parametrize(
    ("text", "number", "direction", "measure", "span"),
    [
        ("Arrests rose by 12 percent from 2018 to 2020.", "12 percent", "up", "growth", ("2018", "2020")),
        ("Between 2015 and 2019 the number of victims fell by 40%.", "40%", "down", "reduction", ("2015", "2019")),
    ],
)
def test_a_change_has_a_direction_and_runs_from_its_base(
    text: str, number: str, direction: str, measure: str, span: tuple[str, str]
) -> None:
    found = claim(text, number)
    assert (found.kind, found.direction, found.measure) == ("change", direction, measure)
    assert (found.start, found.end) == span


def test_money_is_an_amount_in_its_currency() -> None:
    found = claim("Traffickers earn about $12 billion a year.", "$12 billion")
    assert (found.value, found.unit, found.kind, found.measure, found.bound) == (
        12e9,
        "USD",
        "amount",
        "money",
        "about",
    )


def test_a_sentence_of_a_court_is_measured_in_years() -> None:
    text = "The court convicted 12 traffickers in 2019. The leader was sentenced to nine years in prison in Lagos."
    found = claim(text, "nine years")
    assert (found.measure, found.unit, found.value) == ("sentenced", "years", 9)


def test_dots_that_lead_to_a_figure_end_no_sentence() -> None:
    (found,) = of_blocks(Block(0, "paragraph", "Children rescued ........ 1,412"))
    assert (found.number, found.quote) == ("1,412", "Children rescued ........ 1,412")


def test_zero_in_words_is_a_count() -> None:
    found = claims_in("There were no convictions for trafficking in Fiji from 2005 to 2012.")
    assert [(each.value, each.measure, each.place) for each in found] == [(0, "convicted", "Fiji")]


@pytest.mark.parametrize(
    ("text", "published", "span"),
    [
        ("Since 2012, 300 boys have been rescued.", "2020-05-01", ("2012", None)),
        ("Last year 31 boys were rescued.", "2018-05-22", ("2017", "2017")),
        ("By the end of March 2016, 31 boys had been rescued.", "2018-05-22", (None, "2016-03")),
        ("On 8 May 2015 the police rescued 31 boys.", "2018-05-22", ("2015-05-08", "2015-05-08")),
        ("From 2015 to 2017, 31 boys were rescued.", "2018-05-22", ("2015", "2017")),
        ("Long ago 31 boys were rescued.", "2018-05-22", (None, None)),
    ],
)
def test_the_period_is_that_of_the_sentence(text: str, published: str, span: tuple[str | None, str | None]) -> None:
    (found,) = claims_in(text, published=published)
    assert (found.start, found.end) == span


def test_relative_words_on_an_undated_page_stay_open() -> None:
    (found,) = claims_in("Last year 31 boys were rescued.")
    assert (found.start, found.end) == (None, None)


def test_a_headings_period_holds_for_what_stands_under_it() -> None:
    headings = ("Results for 2021",)
    found = of_blocks(
        Block(0, "heading", headings[0]),
        Block(1, "callout", "4,512\nCalls answered", headings=headings),
        Block(2, "list_item", "• 211 victims identified", headings=headings),
    )
    assert [(each.number, each.measure) for each in found] == [("4,512", "cases"), ("211", "identified")]
    assert spans(found) == [("2021", "2021")] * 2


def test_the_next_headings_period_takes_over() -> None:
    found = of_blocks(
        Block(0, "heading", "Results for 2021"),
        Block(1, "list_item", "• 211 victims identified", headings=("Results for 2021",)),
        Block(2, "heading", "Results for 2020"),
        Block(3, "list_item", "• 198 victims identified", headings=("Results for 2020",)),
    )
    assert spans(found) == [("2021", "2021"), ("2020", "2020")]


def test_the_place_comes_from_the_sentence_before_the_title() -> None:
    text = "In 2019 police in Kenya rescued 41 girls."
    assert claim(text, "41", title="Our work in Uganda").place == "Kenya"


def test_the_place_comes_from_the_title_where_the_sentence_names_none() -> None:
    assert claim("In 2019 the police rescued 41 girls.", "41", title="Our work in Uganda").place == "Uganda"


def test_the_source_lists_hint_is_the_last_resort() -> None:
    assert claim("In 2019 the police rescued 41 girls.", "41", place="Nepal").place == "Nepal"
    assert claim("In Kenya 41 girls were rescued in 2019.", "41", place="Nepal").place == "Kenya"


def test_numbers_in_brackets_belong_to_the_place_before_them() -> None:
    text = "In 2022, Kenya reported the most cases (310), followed by Uganda (204) and Malawi (77)."
    assert [(each.number, each.place) for each in claims_in(text)] == [
        ("310", "Kenya"),
        ("204", "Uganda"),
        ("77", "Malawi"),
    ]


def test_a_table_cell_is_read_with_its_row_and_column_headers() -> None:
    row = "2016–2017\t68\t22\t19"
    columns = ("Years", "Children rescued", "Suspects arrested", "Traffickers convicted")
    cells, at = [], 0
    for column, text in zip(columns, row.split("\t"), strict=True):
        headers = ("2016–2017",) if at else ()
        cells.append(Cell(at, at + len(text), row_headers=headers, column_headers=(column,)))
        at += len(text) + 1
    found = of_blocks(Block(0, "table_row", row, cells=tuple(cells)))
    assert [(each.number, each.measure, each.start, each.end) for each in found] == [
        ("68", "rescued", "2016", "2017"),
        ("22", "arrested", "2016", "2017"),
        ("19", "convicted", "2016", "2017"),
    ]
    assert {each.quote for each in found} == {row}


def test_a_table_of_a_page_is_read_by_cell() -> None:
    page = b"""<html><body><article><h1>Results in Nepal</h1><p>What our teams achieved in the two last years.</p>
    <table><tr><th>Year</th><th>Girls rescued</th><th>Recruiters arrested</th></tr>
    <tr><th>2018</th><td>412</td><td>33</td></tr><tr><th>2019</th><td>518</td><td>47</td></tr></table>
    <p>The figures come from the register of the border police, which is kept by hand.</p></article></body></html>"""
    found = extract_claims("page", read_document(page), DocumentContext(title="Results in Nepal"))
    cells = [(each.number, each.measure, each.start) for each in found if each.block_kind == "table_row"]
    assert cells == [
        ("412", "rescued", "2018"),
        ("33", "arrested", "2018"),
        ("518", "rescued", "2019"),
        ("47", "arrested", "2019"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "No one doubts it.",
        "She is 34 and lives in Leeds.",
        "Read section 12 of the act.",
        "It was the third raid.",
        "Call us on 1800 555 0199.",
        "The law came into force on 3 May 2011.",
    ],
)
def test_what_is_no_claim_is_left_alone(text: str) -> None:
    assert claims_in(text) == []


def test_what_the_reader_dropped_is_not_read() -> None:
    block = Block(0, "paragraph", "In 2019 the police rescued 41 girls.")
    assert len(of_blocks(block)) == 1
    assert of_blocks(replace(block, kept=False, label="promotion")) == []


def test_a_document_without_figures_has_no_claims() -> None:
    assert claims_in("Nothing was counted here, and nobody knows how many there were.") == []
    assert claims_in("") == []


def test_every_claim_says_how_it_was_read_and_how_sure_that_is() -> None:
    claims = claims_in("In 2019 the police rescued 41 girls. Perhaps 3 more.")
    assert claims
    for found in claims:
        assert found.reading
        assert 0 < found.confidence <= 1


def test_a_figure_that_nothing_explains_is_less_sure() -> None:
    plain = claim("In 2019 the police rescued 41 girls in Kenya.", "41")
    vague = claims_in("The shed holds 41 boxes.")[0]
    assert vague.confidence < plain.confidence


TEXT = "In 2019 the police rescued 41 girls. In 2020, 62% of the victims were women. In 2021 we trained 230 nurses."


def test_ids_are_stable_under_reading_again() -> None:
    assert [each.id for each in claims_in(TEXT)] == [each.id for each in claims_in(TEXT)]


def test_ids_do_not_depend_on_what_was_read_from_the_text() -> None:
    plain = claims_in(TEXT)
    context = {"published": "2022-01-01", "title": "News from Kenya", "place": "Kenya"}
    otherwise = claims_with(("public-health",), TEXT, **context)
    assert [each.place for each in plain] != [each.place for each in otherwise]
    assert [each.id for each in plain] == [each.id for each in otherwise]


def test_ids_do_not_depend_on_what_stands_before_or_on_white_space() -> None:
    again = claims_in("A new first sentence about nothing.\n\n" + TEXT.replace("rescued 41", "rescued  41"))
    assert {each.id for each in claims_in(TEXT)} == {each.id for each in again}


def test_equal_sentences_have_ids_of_their_own() -> None:
    ids = [each.id for each in claims_in("The raid freed 41 girls.\n\nThe raid freed 41 girls.")]
    assert len(ids) == len(set(ids)) == 2


def test_documents_read_together_and_alone_give_the_same() -> None:
    texts = {"a": TEXT, "b": "Since 2012, 300 boys have been rescued in Ghana.", "c": "No figures."}
    documents = [DocumentToRead(doc, read_text(text), DocumentContext()) for doc, text in texts.items()]
    alone = [extract_claims(each.doc, each.reading, each.context) for each in documents]
    assert list(extract_many(documents)) == alone
    assert list(extract_many(reversed(documents))) == alone[::-1]


def test_a_missing_pack_is_named() -> None:
    with pytest.raises(PackError, match="no-such-pack"):
        claims_with(("no-such-pack",), TEXT)


NUMBERS = st.sampled_from(
    ["41", "1,234", "two thirds", "35%", "$1.5-2 billion", "about 300", "1 in 4", "no", "8x", "3.2m"]
)
SUBJECTS = st.sampled_from(
    ["girls", "of the victims", "suspected traffickers", "cases", "a year", "", "people in Peru"]
)
VERBS = st.sampled_from(["were rescued", "arrested", "were women", "rose by", "since 2012", "(2019)", ":", "—"])
JOINTS = st.sampled_from([". ", ", ", "\n", "\n\n", " and ", "\n• ", " (", ") ", "; ", " "])
PIECES = st.lists(st.tuples(NUMBERS, SUBJECTS, VERBS, JOINTS), min_size=1, max_size=6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
@example([("1 in 4", "suspected traffickers", "rose by", " "), ("1 in 4", "girls", "were rescued", "\n")] * 2)
def test_quotes_are_exact_and_hold_their_number(pieces: list[tuple[str, str, str, str]]) -> None:
    reading = read_text("".join(f"{number} {subject} {verb}{joint}" for number, subject, verb, joint in pieces))
    blocks = {block.n: block for block in reading.blocks}
    for found in extract_claims("doc", reading, DocumentContext(published="2020-03-04")):
        place = found.locator
        assert place is not None
        block = blocks[place.block]
        assert block.kept
        assert block.text[place.start : place.end] == found.quote
        assert block.text[place.number_start : place.number_end] == found.number
        assert place.start <= place.number_start < place.number_end <= place.end
        assert fold(found.number) in fold(found.quote)
        assert (found.kind == "share") >= (found.part is not None)
        assert (found.kind == "change") == (found.direction is not None)


@settings(max_examples=25)
@given(PIECES)
def test_reading_twice_gives_the_same(pieces: list[tuple[str, str, str, str]]) -> None:
    text = "".join(" ".join(piece) for piece in pieces)
    assert claims_in(text) == claims_in(text)
