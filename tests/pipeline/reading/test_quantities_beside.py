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
