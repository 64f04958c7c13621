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
        ("In october 2018, 40 came.", "2018-10", "2018-10"),
        ("On 4 july 2018, 40 came.", "2018-07-04", "2018-07-04"),
        ("Before 2009, 40 came.", None, "2008"),
        ("Prior to 2016, 40 came.", None, "2015"),
        ("In CY2018, 40 came.", "2018", "2018"),
        ("In calendar year 2017, 40 came.", "2017", "2017"),
        ("Between July and end-August 2020, 40 came.", "2020-07", "2020-08"),
        ("On 22 November 40 came.", "2020-11-22", "2020-11-22"),
        ("On 20 March 40 came.", "2020-03-20", "2020-03-20"),
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
    ],
)
def test_the_same_stretch_of_another_year(text: str, dates: list[tuple[str, str]]) -> None:
    assert every(text) == dates


def test_this_quarter_is_that_of_the_report() -> None:
    assert every("Report for quarter 3 2020.\n\nIt took 40 this quarter.", "2020-11-20")[-1] == ("2020-07", "2020-09")


@pytest.mark.parametrize(
    "text", ["Women in their early twenties came.", "Nineteen tall men came.", "It is in the past."]
)
def test_words_that_only_look_like_a_time(text: str) -> None:
    assert every(text) == []
