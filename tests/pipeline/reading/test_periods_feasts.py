"""Days that hang on Easter, the ends of months and years, and stretches told by what was told before them."""

from __future__ import annotations

import pytest

from pipeline.reading.periods import dated, find_periods
from pipeline.reading.periods.feasts import feast_in

Spans = list[tuple[str | None, str | None]]


def every(text: str, published: str = "2022-05-18") -> Spans:
    return [(p.first, p.last) for p in dated(find_periods(text, published))]


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (1916, "1916-04-23", "1916-04-23"),
        (1943, "1943-04-25", "1943-04-25"),
        (2008, "2008-03-23", "2008-04-27"),
        (2016, "2016-03-27", "2016-05-01"),
        (2024, "2024-03-31", "2024-05-05"),
        (2038, "2038-04-25", "2038-04-25"),
    ],
)
def test_easter_is_on_the_sunday_of_its_calendar(year: int, western: str, orthodox: str) -> None:
    assert feast_in(year, 0, orthodox=False).iso == western
    assert feast_in(year, 0, orthodox=True).iso == orthodox


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("On Good Friday, 14 drowned.", "2022-04-15", "2022-04-15"),
        ("ON GOOD FRIDAY 14 DROWNED", "2022-04-15", "2022-04-15"),
        ("On Easter Monday 2019 the ferry had 312 cars.", "2019-04-22", "2019-04-22"),
        ("Over Easter the boat went out 61 times.", "2022-04-17", "2022-04-17"),
        ("On Whit Monday 30 cutters raced.", "2021-05-24", "2021-05-24"),
        ("By Whitsun of last year 51 had left.", None, "2021-05-23"),
        ("Since Palm Sunday 44 have been held.", "2022-04-10", None),
        ("At Orthodox Easter 2021 there were 900.", "2021-05-02", "2021-05-02"),
        ("Between Good Friday and Easter Monday 2021 9,400 crossed.", "2021-04-02", "2021-04-05"),
    ],
)
def test_a_feast_is_the_day_of_its_year(text: str, first: str | None, last: str | None) -> None:
    assert every(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "Easter Island has 7,750 people.",
        "The Good Friday Agreement ended it; 17 had signed.",
        "The Easter Sunday bombings killed 269.",
        "The choir sold 400 Easter eggs.",
        "Over the Easter weekend 1,203 were stopped.",
    ],
)
def test_what_only_bears_the_name_of_a_feast_dates_nothing(text: str) -> None:
    assert every(text) == []


def test_a_weekday_with_another_word_before_it_is_one_of_the_week() -> None:
    assert every("It was a good Friday for 12 traders.") == [("2022-05-13", "2022-05-13")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In the last seven days of March 312 landed.", "2022-03-25", "2022-03-31"),
        ("In the final ten days of February 2020 the ward took in 81.", "2020-02-20", "2020-02-29"),
        ("In the last five days of last month 17 died.", "2022-04-26", "2022-04-30"),
        ("The closing two weeks of 2019 brought 1,400.", "2019-12-18", "2019-12-31"),
        ("In the last seven days 312 landed.", "2022-05-11", "2022-05-18"),
        ("The last seven days of July brought 40.", "2021-07-25", "2021-07-31"),
        ("On the last day of 2020 it stood at 702.", "2020-12-31", "2020-12-31"),
        ("On the first day of last year it stood at 702.", "2021-01-01", "2021-01-01"),
        ("On Wednesday last the board heard of 23.", "2022-05-11", "2022-05-11"),
        ("On Monday last, 23 were left.", "2022-05-16", "2022-05-16"),
        ("On Monday last week 23 were left.", "2022-05-09", "2022-05-09"),
        ("Quarter to February 2020: 147", "2019-12", "2020-02"),
        ("Sales, year to end of April 2021 – 1,204", "2020-05", "2021-04"),
        ("In the present quarter 31 came.", "2022-04", "2022-06"),
    ],
)
def test_the_end_of_a_month_or_year_and_what_runs_to_it(text: str, first: str, last: str) -> None:
    assert every(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    ["In the last ten days of the month 40 will be moved.", "The clock stood at quarter to nine for 40 years."],
)
def test_an_end_that_nothing_fixes_stays_open(text: str) -> None:
    assert every(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2019 91 died. The mean of the five years before was 63.", [("2019", "2019"), ("2014", "2018")]),
        ("In 2019 91 died; 70 a year in the three preceding years.", [("2019", "2019"), ("2016", "2018")]),
        ("91 died in 2019, against 63 in the previous five years.", [("2019", "2019"), ("2014", "2018")]),
        ("The mean of the previous five years is 63.", [("2017", "2022")]),
        (
            "The dam broke on 2 March 2020. Over the next ten days 380 left.",
            [("2020-03-02", "2020-03-02"), ("2020-03-02", "2020-03-12")],
        ),
        (
            "The dam broke on 2 March 2020. Work on 12 more is due over the next ten days.",
            [("2020-03-02", "2020-03-02"), ("2022-05-18", "2022-05-28")],
        ),
    ],
)
def test_stretches_hang_on_what_was_told_before(text: str, expected: Spans) -> None:
    assert every(text) == expected
