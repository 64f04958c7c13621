"""Times in the forms of other desks and offices: abbreviated, stroked, dotted, with an hour, in parts of long units."""

from __future__ import annotations

import pytest

from pipeline.reading.periods import dated, find_periods

PUBLISHED = "2022-05-18"


def every(text: str) -> list[tuple[str | None, str | None]]:
    return [(p.first, p.last) for p in dated(find_periods(text, PUBLISHED))]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In Qtr 4 of 2019, 40 came.", "2019-10", "2019-12"),
        ("In the 3rd qtr. of 2019, 40 came.", "2019-07", "2019-09"),
        ("In the second trimester of 2016, 40 came.", "2016-04", "2016-06"),
        ("In the first two quarters of 2017, 40 came.", "2017-01", "2017-06"),
        ("In the second to fourth quarters of 2017, 40 came.", "2017-04", "2017-12"),
        ("In Q3 FY2020-21, 40 came.", "2020", "2021"),
        ("In 2QFY19 40 came.", "2019", "2019"),
        ("In H1FY21, 40 came.", "2021", "2021"),
        ("FYE March 2020: 40 came.", "2019-04", "2020-03"),
        ("YE 31 December 2020: 40 came.", "2020-01-01", "2020-12-31"),
        ("In the rolling year to May 2021, 40 came.", "2020-06", "2021-05"),
        ("In Wk 9, 2021, 40 came.", "2021-03-01", "2021-03-07"),
        ("In week #9 of 2021, 40 came.", "2021-03-01", "2021-03-07"),
        ("In the week 5-11 April 2021, 40 came.", "2021-04-05", "2021-04-11"),
        ("On 2019.11.04, 40 came.", "2019-11-04", "2019-11-04"),
        ("On 4.Nov.2019 40 came.", "2019-11-04", "2019-11-04"),
        ("On the night of 30/31 August 2019, 40 came.", "2019-08-30", "2019-08-31"),
        ("In Apr/May 2019, 40 came.", "2019-04", "2019-05"),
        ("In Dec 2018/Jan 2019, 40 came.", "2018-12", "2019-01"),
        ("From mid-March to early June 2020, 40 came.", "2020-03", "2020-06"),
        ("In 2003/4, 40 came.", "2003", "2004"),
        ("Back in ’07 they came.", "2007", "2007"),
        ("In the mid-70s they came.", "1970", "1979"),
        ("In the past decade and a half, 40 came.", "2007", "2022"),
        ("In the last two-and-a-half years, 40 came.", "2019-11", "2022-05"),
        ("Over the past half-century 40 came.", "1972", "2022"),
        ("A quarter of a century ago 40 came.", "1997", "1997"),
        ("Over the last quarter century 40 came.", "1997", "2022"),
        ("In the 48 hours to 9 am on 12 May 2022, 40 came.", "2022-05-10", "2022-05-12"),
        ("In the 24 hours ending 3 May 2022, 40 came.", "2022-05-02", "2022-05-03"),
        ("In the six months from January 2020, 40 came.", "2020-01", "2020-06"),
        ("In the 12 months starting 1 July 2019, 40 came.", "2019-07-01", "2020-06-30"),
        ("In the first two years from April 2016, 40 came.", "2016-04", "2018-03"),
        ("In the two weeks from 4 May to 18 May 2020, 40 came.", "2020-05-04", "2020-05-18"),
        ("As on 31 March 2021, 40 had come.", None, "2021-03-31"),
        ("As of 18:00 GMT on 2 May 2022, 40 had come.", None, "2022-05-02"),
        ("Until noon on 2 May 2022, 40 came.", None, "2022-05-02"),
        ("With effect from 1 July 2021, 40 came.", "2021-07-01", None),
        ("Till April-end 2021, 40 came.", None, "2021-04"),
        ("Halfway through May, 40 had come.", "2022-05", "2022-05-18"),
        ("Since the turn of the year 40 came.", "2022", None),
        ("On Tuesday last week 40 came.", "2022-05-10", "2022-05-10"),
        ("On Friday of this week 40 came.", "2022-05-20", "2022-05-20"),
        ("Last week’s Thursday saw 40.", "2022-05-12", "2022-05-12"),
    ],
)
def test_each_form_is_read(text: str, first: str | None, last: str | None) -> None:
    assert every(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("The first and second quarters of 2018 had 5 and 7.", [("2018-01", "2018-03"), ("2018-04", "2018-06")]),
        ("Quarters 2 and 3 of 2018 had 5 and 7.", [("2018-04", "2018-06"), ("2018-07", "2018-09")]),
        ("In 2009, ’10 and ’11 it had 5.", [("2009", "2009"), ("2010", "2010"), ("2011", "2011")]),
        (
            "In the opening quarter of 2018 it had 5, in the closing quarter 7.",
            [("2018-01", "2018-03"), ("2018-10", "2018-12")],
        ),
    ],
)
def test_times_in_a_row_are_each_their_own(text: str, periods: list[tuple[str | None, str | None]]) -> None:
    assert every(text) == periods


@pytest.mark.parametrize(
    "text",
    [
        "Women in their 60s and 70s came.",
        "A man in his mid-60s came.",
        "The 60s age group had 40.",
        "In ’12 Monkeys’ 40 came.",
        "Of ’45 per cent’ nothing was said.",
        "Build 2018.05.12.3 had 40 faults.",
        "They had 24 hours to leave.",
        "Rule 1998/7 was read.",
    ],
)
def test_what_is_written_alike_is_no_time(text: str) -> None:
    assert every(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("IN THE PAST 24 HOURS\n40 came.", "2022-05-17", "2022-05-18"),
        ("ARRESTS IN THE THIRD QUARTER OF 2019", "2019-07", "2019-09"),
        ("SIX MONTHS TO 30 SEPTEMBER 2020", "2020-04-01", "2020-09-30"),
        ("BETWEEN JULY AND SEPTEMBER 2019", "2019-07", "2019-09"),
        ("WEEK ENDING 14 MARCH 2021", "2021-03-08", "2021-03-14"),
        ("FROM 2014 UNTIL TODAY", "2014", None),
        ("THE FIRST NINE MONTHS OF 2018", "2018-01", "2018-09"),
        ("THIS WEEKEND 40 CAME", "2022-05-21", "2022-05-22"),
        ("H1FY21: 40 CAME", "2021", "2021"),
        ("MARCH QUARTER OF 2019", "2019-01", "2019-03"),
    ],
)
def test_a_line_in_capitals_is_read_like_a_sentence(text: str, first: str | None, last: str | None) -> None:
    assert every(text) == [(first, last)]


def test_a_time_in_capitals_is_quoted_as_it_stands() -> None:
    (found,) = find_periods("KILLED OVER THE WEEKEND", PUBLISHED)
    assert found.surface == "THE WEEKEND"


def test_capitals_of_other_words_stay() -> None:
    assert every("UNDER THE LABOUR ACT, 1998 40 CAME") == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("In the second quarter of 2021 it was 4%; in the third 5%.", ("2021-07", "2021-09")),
        ("It rose again (first quarter of 2021: 4; second: 5).", ("2021-04", "2021-06")),
        ("They sold 40 in the first half of 2021 and 52 in the second.", ("2021-07", "2021-12")),
        ("It was 12 in the third quarter of 2021, and in the fourth it fell.", ("2021-10", "2021-12")),
        ("It sold 4 in the first quarter of 2021, 5 in the second and 6 in the third.", ("2021-07", "2021-09")),
        ("It was 12% in Q2 2021 and 15% in the third.", ("2021-07", "2021-09")),
        ("It sank between the last quarter of 2020 and the first of 2021.", ("2020-10", "2021-03")),
        ("It was higher in the third quarter of 2020 than in the second of 2021.", ("2021-04", "2021-06")),
    ],
)
def test_a_part_of_a_year_may_be_told_by_its_rank_beside_another(text: str, last: tuple[str, str]) -> None:
    found = dated(find_periods(text, "2022-05-03"))[-1]
    assert (found.first, found.last) == last


@pytest.mark.parametrize(
    "text",
    [
        "In the first quarter of 2021 he won; in the second race he fell.",
        "They built one ship in the first quarter of 2021 and the second, the Star, in spring.",
        "It peaked in the fourth quarter of 2021. In the second, smaller hall it rained.",
        "It was 12 in the fourth quarter of 2021 and 15 in the first.",
        "It was 12 in the first half, and 15 in the third.",
        "It was 12 in the first quarter of 2021, and 15 in the second 20 days.",
    ],
)
def test_other_ranks_beside_a_part_of_a_year_are_no_dates(text: str) -> None:
    assert len(dated(find_periods(text, "2022-05-03"))) == 1


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the first week of this month", "2022-05-01", "2022-05-07"),
        ("the second week of last month", "2022-04-08", "2022-04-14"),
        ("the last week of the month", "2022-05-25", "2022-05-31"),
        ("the first ten days of last month", "2022-04-01", "2022-04-10"),
        ("the second half of this month", "2022-05-16", "2022-05-30"),
        ("9M 2021", "2021-01", "2021-09"),
        ("6M21", "2021-01", "2021-06"),
    ],
)
def test_weeks_of_a_month_told_by_the_page_and_months_of_reports(words: str, first: str, last: str) -> None:
    (found,) = dated(find_periods(f"In {words} they sank 40.", "2022-05-03"))
    assert (found.first, found.last) == (first, last)


def test_the_week_of_this_month_is_of_the_page_whatever_month_was_told() -> None:
    found = dated(find_periods("In March 2021 it rained. In the first week of this month 40 came.", "2022-05-03"))
    assert (found[-1].first, found[-1].last) == ("2022-05-01", "2022-05-07")


@pytest.mark.parametrize(
    ("text", "page", "last"),
    [
        ("At the end of 2020 they owed 4; by June they owed 5.", "2022-05-03", "2021-06"),
        ("It was 4 at the close of 2020 and 5 by March.", "2022-05-03", "2021-03"),
        ("At the end of 2021 they owed 4; by June they owed 5.", "2022-05-03", "2021-06"),
        ("It was 4 at the end of 2020 and 5 by the end of March.", "2022-05-03", "2021-03"),
        ("They owed 4 at end-2020 and 5 by June.", "2022-05-03", "2021-06"),
        ("In 2020 they owed 4; by June they owed 5.", "2022-05-03", "2020-06"),
        ("At the end of 2020 they owed 4; in June they had owed 5.", "2022-05-03", "2020-06"),
    ],
)
def test_by_a_bare_month_behind_a_years_end_is_of_the_next_year(text: str, page: str, last: str) -> None:
    assert dated(find_periods(text, page))[-1].last == last
