"""The ways in which times are written: of each way several texts, with the dates that they mean."""

from __future__ import annotations

import pytest

from pipeline.reading.periods import dated, find_periods

PUBLISHED = "2021-03-14"


def only(text: str, published: str = PUBLISHED) -> tuple[str | None, str | None]:
    (found,) = dated(find_periods(text, published))
    return found.first, found.last


def every(text: str, published: str = PUBLISHED) -> list[tuple[str | None, str | None]]:
    return [(p.first, p.last) for p in dated(find_periods(text, published))]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In the past three years 40 came.", "2018", "2021"),
        ("In the past six months 40 came.", "2020-09", "2021-03"),
        ("Some 40 came in the past century.", "1921", "2021"),
        ("In the past two weeks 40 came.", "2021-02-28", "2021-03-14"),
        ("Over the last two and a half years 40 came.", "2018-09", "2021-03"),
        ("In 2018 Q2, 40 came.", "2018-04", "2018-06"),
        ("In Q4/2017, 40 came.", "2017-10", "2017-12"),
        ("In 1Q 2019, 40 came.", "2019-01", "2019-03"),
        ("In quarter 3 2020, 40 came.", "2020-07", "2020-09"),
        ("In 2020 H2, 40 came.", "2020-07", "2020-12"),
        ("In 2H 2018, 40 came.", "2018-07", "2018-12"),
        ("2016 Mar 9: 40 came.", "2016-03-09", "2016-03-09"),
        ("In 2016 October, 40 came.", "2016-10", "2016-10"),
        ("In Mar/2017, 40 came.", "2017-03", "2017-03"),
        ("In Aug '09, 40 came.", "2009-08", "2009-08"),
        ("On 3-Jan-15, 40 came.", "2015-01-03", "2015-01-03"),
        ("On 28/Feb/2016, 40 came.", "2016-02-28", "2016-02-28"),
        ("In June-2016, 40 came.", "2016-06", "2016-06"),
        ("In Sept-18, 40 came.", "2018-09", "2018-09"),
        ("In eighteen seventy-one, 40 came.", "1871", "1871"),
        ("In twenty twenty, 40 came.", "2020", "2020"),
        ("Between 2014 and now, 40 came.", "2014", "2021"),
        ("From 2011 until today, 40 came.", "2011", None),
        ("For the three months ended 31 March 2019, 40 came.", "2019-01-01", "2019-03-31"),
        ("For the nine months to 30 September 2020, 40 came.", "2020-01-01", "2020-09-30"),
        ("For the year ended 28 February 2019, 40 came.", "2018-03-01", "2019-02-28"),
        ("In the year to March 2020, 40 came.", "2019-04", "2020-03"),
        ("In the third month of 2018, 40 came.", "2018-03", "2018-03"),
        ("In the second week of May 2019, 40 came.", "2019-05-08", "2019-05-14"),
        ("On the first weekend of June 2019, 40 came.", "2019-06-01", "2019-06-02"),
        ("In the last week of April 2019, 40 came.", "2019-04-24", "2019-04-30"),
        ("This weekend 40 came.", "2021-03-13", "2021-03-14"),
        ("From Tuesday 3 to Thursday 5 May 2016, 40 came.", "2016-05-03", "2016-05-05"),
        ("From Saturday 9 until Sunday 10 July 2016, 40 came.", "2016-07-09", "2016-07-10"),
        ("In 1999-00, 40 came.", "1999", "2000"),
        ("In fiscal year 1999/00, 40 came.", "1999", "2000"),
        ("In the winter of 1999-00, 40 came.", "1999", "2000"),
        ("In the first half of 1999/00, 40 came.", "1999", "2000"),
        ("Since the weekend of 5 May 2018, 40 came.", "2018-05-05", None),
        ("In october 2018, 40 came.", "2018-10", "2018-10"),
        ("On 4 july 2018, 40 came.", "2018-07-04", "2018-07-04"),
        ("Before 2009, 40 came.", None, "2008"),
        ("Prior to 2016, 40 came.", None, "2015"),
        ("In CY2018, 40 came.", "2018", "2018"),
        ("In calendar year 2017, 40 came.", "2017", "2017"),
        ("Between July and end-August 2020, 40 came.", "2020-07", "2020-08"),
        ("On 22 November 40 came.", "2020-11-22", "2020-11-22"),
        ("On 20 March 40 came.", "2020-03-20", "2020-03-20"),
        ("In 2H2018 40 came.", "2018-07", "2018-12"),
        ("In 2018, Q4, 40 came.", "2018-10", "2018-12"),
        ("In the 2018 second quarter 40 came.", "2018-04", "2018-06"),
        ("In Quarter Three 2018, 40 came.", "2018-07", "2018-09"),
        ("In the June quarter of 2018, 40 came.", "2018-04", "2018-06"),
        ("In the December 2018 quarter 40 came.", "2018-10", "2018-12"),
        ("In the April to June quarter of 2018, 40 came.", "2018-04", "2018-06"),
        ("This past weekend 40 came.", "2021-03-06", "2021-03-07"),
        ("In H1/2018 40 came.", "2018-01", "2018-06"),
        ("In 2018's third quarter 40 came.", "2018-07", "2018-09"),
        ("2017, second half: 40 came.", "2017-07", "2017-12"),
        ("In the final quarter of 2018, 40 came.", "2018-10", "2018-12"),
        ("In the opening quarter of last year 40 came.", "2020-01", "2020-03"),
        ("In the latter half of 2017, 40 came.", "2017-07", "2017-12"),
        ("In the July-September quarter of 2018, 40 came.", "2018-07", "2018-09"),
        ("On 28/6/19 40 came.", "2019-06-28", "2019-06-28"),
        ("On 6/28/19 40 came.", "2019-06-28", "2019-06-28"),
        ("On 28.6.19 40 came.", "2019-06-28", "2019-06-28"),
        ("In 10/2018 40 came.", "2018-10", "2018-10"),
        ("Between 2014 and the present day 40 came.", "2014", "2021"),
        ("Quarter ended 30 September 2018: 40 came.", "2018-07-01", "2018-09-30"),
        ("In the half-year ended 30 June 2018, 40 came.", "2018-01-01", "2018-06-30"),
        ("In the year to end-March 2019, 40 came.", "2018-04", "2019-03"),
        ("In the decade to 2018, 40 came.", "2009", "2018"),
        ("In the first week of 2018, 40 came.", "2018-01-01", "2018-01-07"),
        ("In the 12th week of 2020, 40 came.", "2020-03-16", "2020-03-22"),
        ("In 2020-W12, 40 came.", "2020-03-16", "2020-03-22"),
        ("Over the weekend 40 came.", "2021-03-13", "2021-03-14"),
        ("From Thu 9 to Sun 12 July 2020, 40 came.", "2020-07-09", "2020-07-12"),
        ("In nov. 2018, 40 came.", "2018-11", "2018-11"),
        ("On october 9, 2018, 40 came.", "2018-10-09", "2018-10-09"),
        ("Between may and july 2018, 40 came.", "2018-05", "2018-07"),
        ("In FY'18, 40 came.", "2018", "2018"),
        ("In Q4 of FY2018-19, 40 came.", "2018", "2019"),
        ("Up to and including 31 May 2020, 40 came.", None, "2020-05-31"),
    ],
)
def test_what_a_time_means(text: str, first: str | None, last: str | None) -> None:
    assert only(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "From January to March 2020 it took 40, against 31 in the same period of 2019.",
            [("2020-01", "2020-03"), ("2019-01", "2019-03")],
        ),
        (
            "Between 1 May and 9 June it took 40, against 31 in the same period a year earlier.",
            [("2020-05-01", "2020-06-09"), ("2019-05-01", "2019-06-09")],
        ),
        (
            "From April 2019 to March 2020 it took 40, and 31 a year earlier.",
            [("2019-04", "2020-03"), ("2018-04", "2019-03")],
        ),
        (
            "In the year to September it took 40, up from 31 in the previous 12 months.",
            [("2019-10", "2020-09"), ("2018-10", "2019-09")],
        ),
        (
            "From April 2019 to March 2020 it took 40, and 31 in the previous reporting period.",
            [("2019-04", "2020-03"), ("2018-04", "2019-03")],
        ),
        (
            "In June 2019 it took 40, against 31 in the same month of 2018.",
            [("2019-06", "2019-06"), ("2018-06", "2018-06")],
        ),
        (
            "Quarter 3 2019 – July to September: it took 40.",
            [("2019-07", "2019-09"), ("2019-07", "2019-09")],
        ),
        ("From 25/06/2019 to 03/07/2019 it took 40.", [("2019-06-25", "2019-07-03")]),
        (
            "Between May and end-July 2019 it took 40, against 31 in the same months of 2018.",
            [("2019-05", "2019-07"), ("2018-05", "2018-07")],
        ),
    ],
)
def test_the_same_stretch_of_another_year(text: str, dates: list[tuple[str, str]]) -> None:
    assert every(text) == dates


def test_this_quarter_is_that_of_the_report() -> None:
    assert every("Report for quarter 3 2020.\n\nIt took 40 this quarter.", "2020-11-20")[-1] == ("2020-07", "2020-09")


@pytest.mark.parametrize(
    "text",
    [
        "Women in their early twenties came.",
        "Nineteen tall men came.",
        "It is in the past.",
        "At least 12 may go.",
        "Law 10/2018 holds.",
        "Act 712 of 2009 holds.",
        "The 2011 amendments hold.",
        "The 2014 Rescue of Ships at Sea Act holds.",
        "The Ships Ordinance, 1996, holds.",
        "It was 5/7/19 in the sets.",
    ],
)
def test_words_that_only_look_like_a_time(text: str) -> None:
    assert every(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 law officers came.",
        "Under the law, 2014 saw 40.",
        "The 2014 law enforcement aid",
        "The 2014 Law Society report",
        "The 2014 law firm survey",
        "After the Act, 2014 saw 40.",
    ],
)
def test_a_year_beside_a_law_may_still_be_a_time(text: str) -> None:
    assert only(text) == ("2014", "2014")


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("In the third quarter 3,124 kg were found.", "2024-10-09", "2024-07", "2024-09"),
        ("In the fourth quarter 96 were found.", "2024-02-09", "2023-10", "2023-12"),
        ("Third-quarter sales rose.", "2023-11-02", "2023-07", "2023-09"),
        ("It earned $10 million in the first half, a record.", "2024-08-19", "2024-01", "2024-06"),
        ("The first half-year brought 64 ships.", "2023-07-19", "2023-01", "2023-06"),
        ("In the first three quarters of 2019 it was 4,410.", PUBLISHED, "2019-01", "2019-09"),
        ("In the first nine months sales fell.", "2023-11-02", "2023-01", "2023-09"),
        ("Kidnappings in the first half of October ran to 119.", "2021-10-17", "2021-10-01", "2021-10-15"),
        ("In the second half of February 2024 it snowed.", PUBLISHED, "2024-02-16", "2024-02-29"),
        ("New in the past 24 hours: 2 patients.", "2022-10-30", "2022-10-29", "2022-10-30"),
        ("In the past 48 hours 2 fell ill.", "2022-10-30", "2022-10-28", "2022-10-30"),
        ("Over the past fortnight 26 fell ill.", "2023-08-25", "2023-08-11", "2023-08-25"),
        ("In the fortnight to 25 August 26 fell ill.", "2023-08-30", "2023-08-12", "2023-08-25"),
        ("In the ten years to 2020, 239 died.", PUBLISHED, "2011", "2020"),
        ("Dealers took 310 orders at the weekend.", "2024-08-19", "2024-08-17", "2024-08-18"),
    ],
)
def test_parts_of_years_and_short_stretches_as_news_has_them(text: str, published: str, first: str, last: str) -> None:
    assert only(text, published) == (first, last)


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("From 16 December to 1 January 12 were hurt.", "2024-01-02", "2023-12-16", "2024-01-01"),
        ("Phase 2 (December to February) had 21.", "2019-05-12", "2018-12", "2019-02"),
        ("Between 28 September and 23 April it was counted.", "2018-04-29", "2017-09-28", "2018-04-23"),
        ("From November 2023 to February it rained.", "2024-03-01", "2023-11", "2024-02"),
    ],
)
def test_a_stretch_may_run_over_the_turn_of_a_year(text: str, published: str, first: str, last: str) -> None:
    assert only(text, published) == (first, last)


def test_a_bare_date_lies_behind_the_page_where_nothing_speaks_of_the_future() -> None:
    text = "Arrivals came to 879,000 tons by 7 January since the season began on 1 October."
    assert every(text, "2024-01-09") == [(None, "2024-01-07"), ("2023-10-01", None)]
    assert every("It will open by 1 October.", "2024-01-09") == [(None, "2024-10-01")]


def test_what_is_counted_since_a_day_lies_behind_the_page_whatever_stands_before_it() -> None:
    assert only("The toll due to heat since April 15 is 585.", "2015-06-02") == ("2015-04-15", None)


def test_a_count_since_a_year_does_not_end_in_that_year() -> None:
    text = "Of 1,189 children freed since 2020 only 106 had their wages by the end of July."
    assert every(text, "2023-09-19") == [("2020", None), (None, "2023-07")]


@pytest.mark.parametrize(
    "text",
    [
        "A total of 1986 were held.",
        "There were 1951 in the hall.",
        "Fewer than 2000 were heard.",
        "An average of 1920 left.",
    ],
)
def test_a_count_that_could_be_a_year_dates_nothing(text: str) -> None:
    assert find_periods(text) == []


def test_a_year_before_a_verb_in_the_plural_may_still_be_one() -> None:
    assert [each.first for each in find_periods("Most of those freed in 2019 were boys.")] == ["2019"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In the opening seven months of 2019, 40 came.", "2019-01", "2019-07"),
        ("In the closing four months of 2019, 40 came.", "2019-09", "2019-12"),
        ("In 1H19, 40 came.", "2019-01", "2019-06"),
        ("In Q1-Q3 2019, 40 came.", "2019-01", "2019-09"),
        ("Some 40 came from 2009 through to 2014.", "2009", "2014"),
        ("Some 40 came from 2009 up to and including 2014.", "2009", "2014"),
        ("Some 40 came over the period 2009 to 2014.", "2009", "2014"),
        ("Audit, 01.04.2018-31.03.2019: 40 came.", "2018-04-01", "2019-03-31"),
        ("Some 40 came in the noughties.", "2000", "2009"),
        ("In the first three quarters of 2018/19, 40 came.", "2018", "2019"),
        ("In the first six months of 2018-19, 40 came.", "2018", "2019"),
        ("Arrivals: 2018 – 40.", "2018", "2018"),
        ("It wants to reach its target by year-end.", None, "2021-12-31"),
        ("It holds diaries going back to 1902.", "1902", None),
        ("Some 40 came the year before last.", "2019", "2019"),
        ("Some 40 came the day before yesterday.", "2021-03-12", "2021-03-12"),
        ("Some 40 came a fortnight ago.", "2021-02-22", "2021-02-28"),
        ("Some 40 came in the week commencing 1 March.", "2021-03-01", "2021-03-07"),
        ("Arrivals, w/c 1 March: 40.", "2021-03-01", "2021-03-07"),
        ("Arrivals, w/e 7 March 2021: 40.", "2021-03-01", "2021-03-07"),
        ("Arrivals, Y/E June 2020: 40.", "2019-07", "2020-06"),
        ("Some 40 came in the week to Sunday.", "2021-03-08", "2021-03-14"),
        ("Some 40 came in the nine-month period ending 30 September 2020.", "2020-01-01", "2020-09-30"),
        ("As at end-January 2021, 40 were in.", None, "2021-01"),
        ("Not halfway through 2020, 40 had come.", "2020", "2020"),
        ("Barely midway into 2021, 40 have come.", "2021", "2021-03-14"),
        ("All through 2020 they came.", "2020", "2020"),
    ],
)
def test_more_ways_of_stretches_and_their_ends(text: str, first: str | None, last: str | None) -> None:
    assert only(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("So far 40 came, against 31 in the corresponding period of 2019.", ("2019", "2019-03-14")),
        ("Some 40 came this year, up from 31 at this point in 2020.", ("2020", "2020-03-14")),
        ("Some 40 came this year, up from 31 this time last year.", ("2020", "2020-03-14")),
        ("Up to 7 March 40 came, against 31 in the same period last year.", ("2020-03-07", "2020-03-07")),
        ("In 2019 40 came, against 31 in the same period of 2018.", ("2018", "2018")),
    ],
)
def test_the_like_time_of_another_year_ends_on_the_day_that_this_one_has_come_to(
    text: str, other: tuple[str, str]
) -> None:
    assert every(text)[-1] == other


def test_a_target_of_an_attack_a_goal_of_a_match_and_what_is_wanted_known_lie_behind() -> None:
    for text in (
        "Gunmen targeted a mill in November.",
        "She scored a goal in December.",
        "They want to know who fell in October.",
    ):
        assert only(text)[0] in {"2020-11", "2020-12", "2020-10"}, text


def test_a_word_that_only_ends_like_an_edge_of_a_time_is_none_of_it() -> None:
    text = "A friend of May 2018 came."
    assert [period.surface for period in dated(find_periods(text))] == ["May 2018"]
