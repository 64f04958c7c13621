"""Numbers that stand right beside days, months, years, ages and names, and are none of them."""

from __future__ import annotations

import pytest

from pipeline.reading.periods import dated, find_periods
from pipeline.reading.quantities import find_quantities


def values(text: str) -> list[float | tuple[float | None, float | None]]:
    """The value of each quantity of a text, or its two ends; ages left out."""
    return [(q.low, q.high) if q.value is None else q.value for q in find_quantities(text) if q.form != "age"]


def days(text: str) -> list[tuple[str | None, str | None]]:
    return [(p.first, p.last) for p in dated(find_periods(text, "2021-03-14"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On 12 June 340 of 9,880 pupils were absent.", [340, 9_880]),
        ("By 4 October 217 of the wells were dry.", [217]),
        ("Between April and June 30 drivers were fined.", [30]),
        ("From March 2019 to August 12 ferries sank.", [12]),
        ("Between 1 May and 30 June 12 boats sank.", [12]),
        ("In March 27 trucks were stopped.", [27]),
        ("On March 3, 12 boats sank.", [12]),
        ("On March 31 passengers went home.", []),
        ("Between May 3 and May 9 doctors went home.", []),
        ("Between January and March 31 it rained.", []),
        ("From January to March 31, it rained.", []),
        ("They met on May 3, 5 and 9.", []),
    ],
)
def test_a_number_behind_a_day_or_a_month_counts(text: str, found: list[float]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Between January and March 31 drivers were fined.", [("2021-01", "2021-03")]),
        ("From March 2019 to August 12 ferries sank.", [("2019-03", "2019-08")]),
        ("On March 3, 12 boats sank.", [("2021-03-03", "2021-03-03")]),
        ("Between January and March 1 it rained.", [("2021-01", "2021-03-01")]),
        ("Between March 3 and March 9 doctors went home.", [("2021-03-03", "2021-03-09")]),
        ("From January to the 9th it rained.", [("2021-01", "2021-01-09")]),
    ],
)
def test_what_counts_behind_a_month_is_no_day_of_it(text: str, found: list[tuple[str | None, str | None]]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Of the 2,130 nurses above 55, 915 had left.", [2_130, 915]),
        ("Among those older than 70, 318 were ill.", [318]),
        ("Of the staff over 60, 412 had a card.", [412]),
        ("Of grades 9 to 12, 340 pupils came.", [(9, 12), 340]),
        ("More than 65, 300 people came.", [65_300]),
        ("A total of 12, 400 people came.", [12_400]),
        ("It rose from 15, 200 to 17, 500.", [15_200, 17_500]),
    ],
)
def test_a_comma_and_a_blank_part_an_age_from_a_count(text: str, found: list[float]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thefts fell between 2018 and 2020, from 140 to 61.", [140, 61]),
        ("Deaths rose between May and July, from 12 to 35.", [12, 35]),
        ("Staff went from 1,200 at the end of 2018 to 2,950.", [1_200, 2_950]),
        ("2016 - 45,808", [45_808]),
        ("From 2000 to 3,000 goats were sold.", [(2_000, 3_000)]),
        ("It fell by between 5 and 7 points.", [(5, 7)]),
        ("Rates range from 20 to 45.", [(20, 45)]),
    ],
)
def test_two_states_and_a_year_are_no_range(text: str, found: list[float]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Farmers without land number 41,200 today.", [41_200]),
        ("Clerks of 70 years and over number 2,310.", [70, 2_310]),
        ("The missing number 17.", [17]),
        ("Members now number 640.", [640]),
        ("They number 300.", [300]),
        ("Order number 2,310 was sent.", []),
        ("The lot number 1,165 was sold.", []),
        ("He wore number 10.", []),
    ],
)
def test_to_number_so_many(text: str, found: list[float]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Port Kaita had 54, Lund 41, Siby 36 and Moro 29.", [54, 41, 36, 29]),
        ("Fires by town: Lund 12, Siby 9, and Moro 7.", [12, 9, 7]),
        ("He has a Galaxy Note 20 and likes it.", []),
    ],
)
def test_names_with_figures_in_a_list(text: str, found: list[float]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A loaf costs K14 in town.", [(14, "ZMW")]),
        ("Shares closed at N31.20 on Friday.", [(31.2, "NGN")]),
        ("The fare rose from Q6.50 to Q8.75.", [(6.5, "GTQ"), (8.75, "GTQ")]),
        ("The R5 road cost R1.2 million.", [(1_200_000, "ZAR")]),
        ("Masks such as the N95 cost more.", []),
        ("He paid on the N1.", []),
        ("Level P2 is shut, and the fare is P9.50.", [(9.5, "PHP")]),
        ("In Q2 120 people paid fees.", [(120, "count")]),
        ("K12 schools raised fees.", []),
        ("It is 38 for every thousand births.", [(38, "per thousand")]),
        ("Nine of ten are old.", [(90, "percent")]),
        ("Nine of ten were sold.", [(9, "count"), (10, "count")]),
        ("Some 104 of every 1,000 are ill.", [(10.4, "percent")]),
    ],
)
def test_small_sums_rates_and_shares(text: str, found: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in find_quantities(text)] == found


def test_ranges_of_small_sums_and_of_factors() -> None:
    assert values("It cost P2.30, and farmers got P23 to P30.") == [2.3, (23, 30)]
    assert values("It is off by a factor of 3 to 4.5.") == [(3, 4.5)]
