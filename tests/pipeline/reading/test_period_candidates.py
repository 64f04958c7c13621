"""Which spans are proposed for a number's period: the dates as they stand, and what the conventions make of them."""

from __future__ import annotations

from pipeline.documents.read import read_document
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.period.candidates import candidates
from pipeline.reading.claims.period.dates_around import view_of
from pipeline.reading.claims.period.outline import outline_of
from pipeline.reading.claims.period.spans import NONE, Span, moved, ordered
from pipeline.records.model import DocumentContext
from pipeline.records.settings import DocumentSettings


def parsed(text: str, published: str | None = None) -> ParsedDocument:
    document = DocumentToRead(
        "d", read_document(text.encode(), DocumentSettings()), DocumentContext(published=published)
    )
    return next(parsed_documents([document], ()))


def proposed(text: str, figure: str, published: str | None = None) -> set[Span]:
    document = parsed(text, published)
    n = next(n for n, number in enumerate(document.numbers) if number.quantity.surface == figure)
    outline = outline_of(document)
    return set(candidates(outline, view_of(outline, n)))


def test_a_date_is_proposed_as_it_stands_and_so_is_none() -> None:
    assert {("2019", "2019"), NONE} <= proposed("The clinic in Accra treated 412 children in 2019.", "412")


def test_a_count_since_a_start_as_of_a_day_runs_from_the_one_to_the_other() -> None:
    text = "Since January 2021 the patrol has freed 640 divers, according to figures as of 16 August 2021."
    assert ("2021-01", "2021-08-16") in proposed(text, "640")


def test_a_stretch_named_in_one_sentence_is_proposed_for_the_next() -> None:
    text = (
        "From 3 March 2020, when the camp opened, to 9 May 2020 the doctors saw 900 people.\n\nOf these 312 were girls."
    )
    assert ("2020-03-03", "2020-05-09") in proposed(text, "312")


def test_a_change_may_run_from_the_year_before() -> None:
    assert ("2018", "2019") in proposed("Arrests in Leeds rose by 14% in 2019.", "14%")


def test_a_change_may_run_from_its_base() -> None:
    text = "In 2021 the port handled 96 cases, a fifth fewer than in 2018."
    assert ("2018", "2021") in proposed(text, "a fifth")


def test_an_earlier_figure_may_be_of_the_stretch_before() -> None:
    text = "Between April 2021 and March 2022 the line took 2,310 calls, against 1,812 in the twelve months before."
    assert ("2020-04", "2021-03") in proposed(text, "1,812")


def test_so_far_ends_with_the_page() -> None:
    text = "So far this year 84 boats have been stopped."
    assert ("2022", "2022-07-04") in proposed(text, "84", "2022-07-04")


def test_a_heading_s_period_is_proposed_for_what_stands_below() -> None:
    text = "Shelters in 2017\n\nWomen who stayed overnight\n\n- 3,420 women came to the house in Cork.\n"
    assert ("2017", "2017") in proposed(text, "3,420")


def test_no_span_ends_before_it_starts() -> None:
    text = "In 2018 the court tried 40 men, fewer than the 52 of 2015."
    assert all(ordered(span) for span in proposed(text, "40"))


def test_a_date_moves_as_precisely_as_it_is() -> None:
    assert moved("2020-03", "month", -3) == "2019-12"
    assert moved("2020", "year", -1) == "2019"
    assert moved("2020-03-01", "day", -1) == "2020-02-29"
