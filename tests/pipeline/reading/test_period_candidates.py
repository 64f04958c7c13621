"""Which spans are proposed for a number's period: the dates as they stand, and what the conventions make of them."""

from __future__ import annotations

import pytest

from pipeline.documents.read import read_document
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.period.candidates import candidates
from pipeline.reading.claims.period.dates_around import view_of
from pipeline.reading.claims.period.in_turn import told_in_turn
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


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert moved("2024-02-29", "year", -1) == "2023-02-28"
    assert moved("2023-05-31", "month", -3) == "2023-02-28"


def test_a_financial_year_may_be_two_calendar_years() -> None:
    text = "In fiscal year 2022 the libraries of Elm County lent 802,000 books."
    assert {("2022", "2022"), ("2021", "2022")} <= proposed(text, "802,000")


def test_the_end_of_a_year_may_be_its_last_month() -> None:
    assert ("2023-12", "2023-12") in proposed("At the end of 2023 the fleet had 94 boats.", "94")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("At the end of 2021,", "2021-12-31"),
        ("At the end of May 2021,", "2021-05-31"),
        ("At the close of February 2024,", "2024-02-29"),
    ],
)
def test_the_end_of_a_year_or_month_may_be_its_last_day(words: str, day: str) -> None:
    assert (day, day) in proposed(f"{words} 412 children were in care.", "412", "2024-06-30")


def test_a_count_since_the_beginning_of_a_year_may_start_on_its_first_day() -> None:
    spans = proposed("Since the beginning of 2023 the mines have had 9 deaths.", "9", "2023-11-02")
    assert {("2023-01-01", "2023-11-02"), ("2023-01", "2023-11-02")} <= spans


def test_a_count_of_the_year_so_far_runs_from_january_to_the_page() -> None:
    spans = proposed("Year to date the desk opened 640 files.", "640", "2023-06-25")
    assert {("2023-01", "2023-06-25"), ("2023-01-01", "2023-06-25")} <= spans


def test_a_count_of_this_year_may_run_to_a_day_that_was_told_before() -> None:
    text = "The bulletin of 14 April is out. This year the clinics saw 640 cases."
    assert ("2024", "2024-04-14") in proposed(text, "640", "2024-04-17")


def test_a_year_earlier_may_be_the_same_day_or_month_of_the_year_before() -> None:
    text = "On 31 March 2023 we had 760 wards, up from 805 a year earlier."
    assert ("2022-03-31", "2022-03-31") in proposed(text, "805")
    assert ("2022-03", "2022-03") in proposed(text.replace("On 31 March", "In March"), "805")


def test_days_from_the_first_to_the_last_of_a_month_may_be_told_as_months() -> None:
    text = "Between 1 April 2022 and 31 March 2023 the court saw 10,494 children."
    assert ("2022-04", "2023-03") in proposed(text, "10,494")


def test_a_length_of_time_may_count_its_last_year_month_or_day_in_or_not() -> None:
    years = proposed("In fourteen years the fund has built 212 wells.", "212", "2022-05-10")
    assert {("2008", "2022"), ("2009", "2022")} <= years
    decade = proposed("Over a decade the club has trained 640 nurses.", "640", "2022-05-10")
    assert ("2012", "2022") in decade
    weeks = proposed("Two weeks of raids brought 83 arrests.", "83", "2022-03-13")
    assert {("2022-02-27", "2022-03-13"), ("2022-02-28", "2022-03-13")} <= weeks


def test_a_length_that_ended_on_a_date_holds_for_what_follows() -> None:
    text = "Officers searched ships for two weeks which ended on 13 March 2022.\n\nThey seized 46 knives."
    assert ("2022-02-28", "2022-03-13") in proposed(text, "46", "2022-03-20")


def test_what_is_told_of_as_it_is_may_be_of_the_month_of_the_page() -> None:
    assert ("2023-04", "2023-04") in proposed("Rice costs 1,900 pesos a sack again.", "1,900 pesos", "2023-04-07")


def test_the_week_of_a_bulletin_is_the_one_before_it_or_the_seven_days_up_to_it() -> None:
    found = proposed("Reports taken this week: 54 calls.", "54", "2023-09-04")
    assert {("2023-08-28", "2023-09-03"), ("2023-08-29", "2023-09-04")} <= found


def test_a_year_in_a_row_may_be_the_same_months_of_it() -> None:
    text = "Arrivals from January to August 2023\n\nTunisia: 1,205 (2022: 462 people)"
    assert ("2022-01", "2022-08") in proposed(text, "462", "2023-09-06")


def test_a_day_over_a_table_may_be_of_the_year_of_each_row() -> None:
    text = "Boats under repair at 30 June\n\n2021   614   71\n2022   1,877   402"
    assert ("2021-06-30", "2021-06-30") in proposed(text, "614", "2023-05-02")
    assert ("2022-06-30", "2022-06-30") in proposed(text, "402", "2023-05-02")


def test_the_same_period_of_another_year_may_run_to_the_day_of_the_report_in_it() -> None:
    text = "So far this year 749 people have died at sea, against 1,200 in the same period of 2023."
    assert ("2023", "2023-06-17") in proposed(text, "1,200", "2024-06-17")


def test_each_of_a_row_of_figures_has_a_year_of_the_range() -> None:
    text = "In the years 2018 to 2020 the roads killed 911, 874 and 655 people respectively."
    assert {("2018", "2018"), ("2019", "2019"), ("2020", "2020")} <= proposed(text, "874")


def test_of_figures_with_dates_named_in_turn_each_has_only_its_own() -> None:
    text = "The roads killed 911, 874 and 655 people in 2018, 2019 and 2020, respectively."
    assert [proposed(text, figure) for figure in ("911", "874", "655")] == [
        {NONE, (year, year)} for year in ("2018", "2019", "2020")
    ]


def test_a_running_count_holds_for_the_day_on_which_it_was_just_told() -> None:
    text = "The ministry spoke on Tuesday.\n\nSo far 191 victims have been buried."
    assert (None, "2023-03-28") in proposed(text, "191", "2023-03-30")


def test_what_goes_on_since_an_event_may_run_from_its_day_to_the_page() -> None:
    text = "The mill burned on 4 November 2019.\n\nRescuers have found 21 bodies so far."
    assert ("2019-11-04", "2019-11-06") in proposed(text, "21", "2019-11-06")


def test_a_list_of_changes_is_between_the_stretches_that_it_compares() -> None:
    text = "We compare January to June 2021 and January to June 2020.\n\nThefts were 13.4 per cent fewer."
    assert ("2020-01", "2021-06") in proposed(text, "13.4 per cent", "2021-07-28")


def test_a_year_that_ends_with_a_month_is_proposed_for_what_stands_at_its_end() -> None:
    text = "Children in care at 31 March 2023: 7,290 children."
    assert {("2022-04-01", "2023-03-31"), ("2022-04", "2023-03")} <= proposed(text, "7,290")


def test_something_that_began_and_ended_ran_from_the_one_day_to_the_other() -> None:
    text = "The operation began on 29 September 2024 and ended on 4 October 2024.\n\nPolice arrested 2,517 people."
    assert ("2024-09-29", "2024-10-04") in proposed(text, "2,517")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The port counted 310, 412 and 388 arrests in 2017, 2018 and 2019 respectively.", ["2017", "2018", "2019"]),
        ("For the years 2018 to 2020 the toll was 310, 412 and 388.", ["2018", "2019", "2020"]),
        ("On 4 and 14 May 2021 it freed nine and seven girls.", ["2021-05-04", "2021-05-14"]),
        ("It freed 12 girls in 2019 and 15 in 2020.", [None, None]),
        ("In 2019 and 2020 it freed 12, 15 and 18 girls.", [None, None, None]),
    ],
)
def test_dates_told_in_the_order_of_the_figures(text: str, told: list[str | None]) -> None:
    document = parsed(text)
    outline = outline_of(document)
    spans = [told_in_turn(outline, view_of(outline, n)) for n in range(len(document.numbers))]
    assert spans == [date and (date, date) for date in told]


@pytest.mark.parametrize(
    ("text", "figure", "span"),
    [
        ("Guests: 85 (2 March 2021), 61 (in May 2020), 44 (a year ago).", "61", ("2020-05", "2020-05")),
        ("Guests: 85 (2 March 2021), 61 (in May 2020), 44 (a year ago).", "44", ("2020", "2020")),
        ("In 2021 the camp trained 40 cooks (2018: 31).", "31", ("2018", "2018")),
        ("Thefts: 2017 – 41, 2018 – 52, 2019 – 77 (Leeds)", "52", ("2018", "2018")),
        ("In 2021 it sold 8.1 tonnes, the most since 2017 (9.3 tonnes).", "9.3 tonnes", ("2017", "2017")),
        ("Thefts in Leeds went from 840 to 710 between 2019 and 2021.", "840", ("2019", "2019")),
        ("Thefts in Leeds went from 840 to 710 between 2019 and 2021.", "710", ("2021", "2021")),
    ],
)
def test_a_figure_that_the_sentence_ties_to_a_date_has_that_and_what_lies_in_it(
    text: str, figure: str, span: Span
) -> None:
    found = proposed(text, figure, "2021-03-14")
    assert span in found
    assert all(end is not None and end.startswith(span[0] or "-") for one in found for end in one)


def test_the_day_of_a_dateline_ties_no_figure() -> None:
    text = "Valletta, 14 March 2023 – Forty boats were mended last year, the harbour trust announced."
    assert ("2022", "2022") in proposed(text, "Forty", "2023-03-14")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Between 2019 and 2021 police stopped 840 boats.", "840"),
        ("Since 2017 (310 boats so far) it has gone on.", "310"),
        ("Thefts in Leeds went from 840 to 710 between 2018/19 and 2022/23.", "840"),
        ("Prices rose by 9.8% in 2020, the most since 1981 (11.5%).", "11.5%"),
        ("Of 840 boats (as a survey of 2019 says) few sank in 2021.", "840"),
    ],
)
def test_a_figure_that_nothing_ties_has_a_choice(text: str, figure: str) -> None:
    assert len(proposed(text, figure, "2021-03-14")) > 1


@pytest.mark.parametrize(
    ("text", "figure", "never"),
    [
        ("An atlas, launched on 3 March, says that 170,000 herders are held in Chad.", "170,000", "2021-03-03"),
        ("A survey of 1,204 farms published in February found 310 children at work.", "310", "2021-02"),
        ("The code was amended in 2013 to allow fines. Courts in Benin tried 31 traders.", "31", "2013"),
        ("The Wages Act, which came into force in 2015, is seldom used. Courts heard 31 cases.", "31", "2015"),
    ],
)
def test_the_day_of_a_report_or_a_law_dates_no_figure(text: str, figure: str, never: str) -> None:
    assert (never, never) not in proposed(text, figure, "2021-03-14")


def test_the_day_on_which_something_else_came_out_may_date_a_figure() -> None:
    assert ("2019", "2019") in proposed("Some 31 maps were published in 2019.", "31")


@pytest.mark.parametrize(
    ("text", "figure", "span"),
    [
        ("A survey carried out in 2019 found 412 wells dry.", "412", ("2019", "2019")),
        ("A study of mills, completed in June 2020, counted 412 millers.", "412", ("2020-06", "2020-06")),
        ("Parliament says 34 bills were signed in 2018.", "34", ("2018", "2018")),
        ("The council counted 45 yearly reports published in 2016.", "45", ("2016", "2016")),
    ],
)
def test_when_a_survey_was_made_and_what_was_counted_came_out_are_dates_of_figures(
    text: str, figure: str, span: Span
) -> None:
    assert span in proposed(text, figure)


def test_of_a_sentence_that_runs_over_pages_the_nearest_dates_are_joined() -> None:
    text = "; ".join(f"in {1950 + n} they freed {300 + n} men" for n in range(60)).capitalize() + "."
    spans = proposed(text, "330")
    assert {("1980", "1980"), ("1979", "1980")} <= spans
    assert not {("1950", "1980"), ("1980", "2009")} & spans


def test_of_many_alike_figures_a_few_lend_their_dates() -> None:
    text = "\n\n".join(f"Police freed 12 men in {1960 + n}." for n in range(50))
    assert sum(start is not None and start == end for start, end in proposed(text, "12")) < 40


@pytest.mark.parametrize(
    ("text", "figure", "day"),
    [
        ("On 2 May 2022 the fund held 310 boats. A year earlier it held 288.", "288", "2021-05-02"),
        ("As of 30 June 2022, 310 boats lay idle. Twelve months before, there were 288.", "288", "2021-06-30"),
        ("In April 2022 the fund held 310 boats. The year before it had held 288.", "288", "2021-04"),
        ("On 31 August 2022 the fund held 310 boats. Six months earlier it held 288.", "288", "2022-02-28"),
    ],
)
def test_so_long_before_a_day_may_be_that_day_of_the_time_before(text: str, figure: str, day: str) -> None:
    assert (day, day) in proposed(text, figure, "2023-03-01")


def test_the_year_before_last_and_years_before_a_thing_are_no_day() -> None:
    text = "On 2 May 2022 the fund held 310 boats. The year before last it held 288."
    assert ("2021-05-02", "2021-05-02") not in proposed(text, "288", "2023-03-01")
    text = "On 2 May 2022 the fund held 310 boats. Those built a year before the war are 288."
    assert ("2021-05-02", "2021-05-02") not in proposed(text, "288", "2023-03-01")


@pytest.mark.parametrize(
    "text",
    [
        "Shipyards shed 7,300 posts in the third quarter of 2022.",
        "Shipyards added about 7,300 posts in the third quarter of 2022.",
        "Posts in shipyards, third quarter of 2022: ▼ 7,300",
        "Posts in shipyards in the third quarter of 2022: 7,300 on the quarter.",
    ],
)
def test_what_was_shed_or_added_in_a_quarter_may_be_a_change_from_the_one_before(text: str) -> None:
    assert ("2022-04", "2022-09") in proposed(text, "7,300", "2022-09-01")


def test_what_somebody_adds_in_speech_is_no_change() -> None:
    text = "In the third quarter of 2022 the master added that 7,300 posts are enough."
    assert ("2022-04", "2022-09") not in proposed(text, "7,300", "2022-09-01")


def test_a_bare_month_behind_the_end_of_a_year_may_be_of_the_next() -> None:
    text = "At the end of 2021 the harbour held 40 wrecks; in May 52 wrecks lay there."
    assert {("2022-05", "2022-05"), ("2021-05", "2021-05")} <= proposed(text, "52", "2022-09-01")
    assert ("2022-05", "2022-05") not in proposed(text, "52", "2022-03-01")


@pytest.mark.parametrize(
    ("words", "night"),
    [
        ("On the night of 30 April 2022", ("2022-04-30", "2022-05-01")),
        ("In the night to 30 April 2022", ("2022-04-29", "2022-04-30")),
        ("Overnight to Sunday 1 May 2022", ("2022-04-30", "2022-05-01")),
    ],
)
def test_a_night_that_one_day_names_may_be_two(words: str, night: Span) -> None:
    assert night in proposed(f"{words} the crew pulled out 17 men.", "17", "2022-09-01")
    assert night not in proposed(f"The crew slept that night. {words[-13:]} saw 17 men out.", "17", "2022-09-01")


def test_a_stretch_from_a_month_to_a_feast_may_end_with_its_month() -> None:
    text = "From September to Christmas of 2021 the clinic saw 208 births."
    assert ("2021-09", "2021-12") in proposed(text, "208", "2022-09-01")


def test_the_months_of_a_report_label_the_figure_behind_them() -> None:
    assert proposed("Sales rose (9M 2022: EUR 64m).", "EUR 64m", "2023-01-01") == {("2022-01", "2022-09")}


OIL = """Season 2023/24 (November 2023 to October 2024)

In the first three months of the season Sfax sold 815 tonnes of oil, a rise of 18%.

Buyers, November to January (tonnes)
                 2022/23      2023/24
Spain            27,310       34,720
Italy            19,940       24,080
"""


@pytest.mark.parametrize(
    ("figure", "span"),
    [
        ("815 tonnes", ("2023-11", "2024-01")),
        ("18%", ("2022-11", "2024-01")),
        ("27,310", ("2022-11", "2023-01")),
        ("34,720", ("2023-11", "2024-01")),
    ],
)
def test_the_first_part_of_a_stretch_that_was_told_is_a_stretch_of_its_own(figure: str, span: Span) -> None:
    assert span in proposed(OIL, figure, "2024-02-14")


def test_the_first_months_of_what_no_stretch_tells_are_none() -> None:
    text = "The season began late. In the first three months of the season Sfax sold 815 tonnes of oil in 2023."
    assert all(len(first or "") != len("2023-11") for first, _ in proposed(text, "815 tonnes"))


@pytest.mark.parametrize(
    ("text", "figure", "span"),
    [
        (
            "The trust ran 542 homes in 2021. We asked what was done there since 1990.\n\nIn all 126 reports came.",
            "126",
            ("1990", "2021"),
        ),
        (
            "A count was held on 1 June 2021. It found 900 empty mills. On Friday the board met. Five years before, "
            "the number was 848.",
            "848",
            ("2016-06-01", "2016-06-01"),
        ),
        ("Between 1 January and the end of July 2021 1,538 nurses left.", "1,538", ("2021-01", "2021-07")),
        ("Last winter 214 homes were heated here.", "214", ("2020", "2021")),
        ("The dam broke on 3 March 2021. Within two days 380 had left.", "380", ("2021-03-03", "2021-03-05")),
        ("Teff is at 47 birr a kilo; a year ago it was 31.", "31", ("2020-08", "2020-08")),
        (
            "From October 2019 to September 2020 944 ships passed.\n\nTankers kept off: they were down 66 per cent.",
            "66 per cent",
            ("2018-10", "2020-09"),
        ),
    ],
)
def test_spans_that_lengths_and_earlier_stretches_make(text: str, figure: str, span: Span) -> None:
    assert span in proposed(text, figure, "2021-08-16")


def test_a_length_that_nothing_puts_behind_a_date_does_not_begin_on_it() -> None:
    text = "The dam broke on 3 March 2021. After two days of rain 380 had left."
    assert ("2021-03-03", "2021-03-05") not in proposed(text, "380", "2021-08-16")
