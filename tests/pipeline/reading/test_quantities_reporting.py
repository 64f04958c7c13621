"""How newsrooms, courts and offices of several countries write numbers beside units, ages, laws, marks and ranks."""

from __future__ import annotations

import pytest

from pipeline.reading.quantities import find_quantities

Read = list[tuple[float, str]]


def read(text: str) -> Read:
    """Value and unit of each quantity of a text, ages left out."""
    return [(round(q.value or 0.0, 2), q.unit) for q in find_quantities(text) if q.form != "age"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Each hawker paid a fine (R1,500).", [(1_500, "ZAR")]),
        ("It cost a lot [N2.4 million] to mend.", [(2_400_000, "NGN")]),
        ("Agents took P12.5-M and PhP3-M.", [(12_500_000, "PHP"), (3_000_000, "PHP")]),
        ("Rent rose to Br 640 a month.", [(640, "ETB")]),
        ("A 30-km ditch was dug.", [(30, "kilometres")]),
        ("A 4-kg stone fell.", [(4, "kilograms")]),
        ("A 3-in-1 lamp was sold to 50 people.", [(3, "count"), (50, "count")]),
    ],
)
def test_money_and_measures_behind_brackets_and_hyphens(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There are 1.4 midwives to every 1,000 women.", [(1.4, "per thousand")]),
        ("There were 12 cars to every 10,000 residents.", [(12, "per 10,000")]),
        ("For every 100 boys there are 87 girls.", [(87, "count")]),
        ("Turnout was 38.2% (+1.6 pts).", [(38.2, "percent"), (1.6, "percentage points")]),
        ("The team lost by 3 pts.", [(3, "count")]),
        ("Turnout rose 2.4 points to 61.2%.", [(2.4, "percentage points"), (61.2, "percent")]),
        ("Turnout is up half a point.", [(0.5, "percentage points")]),
    ],
)
def test_rates_to_every_so_many_and_points_of_a_share(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The town came 17th of 40.",
        "It placed 8th out of 61 ports.",
        "The port scored 44 out of 100.",
        "It was given a rating of 7 out of 10.",
        "Guests gave it 4.2/5.",
        "It broke s 9(2) of the Ports Act, ss 14 and 15, and reg 6.",
        "The code's standard 2.4 is strict.",
        "The board took up recommendation 12.",
        "The gate is open between 0600 and 1800 hrs.",
        "The shop shuts from 0730 to 1200 hours.",
        "Ines Roth (52), a baker, won.",
        "The 6-, 8- and 11-year-olds won.",
        "He was held under Section 3/25 of the Ports Act.",
        "Boats left at 0715 and 1630.",
        "The gate is open from 1000hrs to 1500hrs.",
        "Dial *212*4# to vote.",
        "Harbour Friends, ABN 41 555 210 334.",
        "Ring the office, ext. 31.",
        "Residents 70 and over ride free.",
    ],
)
def test_ranks_marks_laws_shifts_and_ages_count_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was the 3rd of 14 storms.", [(14, "count")]),
        ("He scored 12 goals out of 40 shots.", [(12, "count"), (40, "count")]),
        ("Upper Vale (52), a sharp rise, led.", [(52, "count")]),
        ("The guests (all ill) number 31.", [(31, "count")]),
        ("On Oct. 7, 212 boats sank.", [(212, "count")]),
        ("Boys under 12 number 96.", [(96, "count")]),
        ("Nearly 1/4 of 800 boats sank.", [(25, "percent"), (800, "count")]),
    ],
)
def test_counts_beside_what_may_rank_or_date_stay_counts(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("More than a third of the nets, 35.4 per cent, were torn.", ["min", "exact"]),
        ("At the very least, 40 nets were torn.", ["min"]),
        ("As many as 1 in 3 nets was torn.", ["max"]),
    ],
)
def test_what_bounds_shares_and_what_is_said_again_in_figures(text: str, bounds: list[str]) -> None:
    assert [q.bound for q in find_quantities(text)] == bounds


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("The quay cost A$1.1-$1.3 billion.", 1.1e9, 1.3e9, "AUD"),
        ("Losses of NZ$40 to $60 million are feared.", 40e6, 60e6, "NZD"),
        ("It fed 30 000 - 35 000 crews.", 30_000, 35_000, "count"),
    ],
)
def test_both_ends_of_a_range_are_of_one_currency_and_in_groups(text: str, low: float, high: float, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The index fell 1.4 per cent, or 520 points.", [(1.4, "percent"), (520, "count")]),
        ("She hit 41% of her shots and made 26 points.", [(41, "percent"), (26, "count")]),
        ("Inspectors rated 3 in 10 kitchens as dirty.", [(30, "percent")]),
        ("Infection rates of 6 out of 100 were found.", [(6, "percent")]),
        ("Test scores at 7 out of 10 schools fell.", [(70, "percent")]),
        ("It was 3.5/100 children.", [(3.5, "count"), (100, "count")]),
        ("The winner gets a $7,000 grand prize.", [(7_000, "USD")]),
        ("Bake it at 360°C.", [(360, "degrees celsius")]),
        ("Some 401k people left.", [(401_000, "count")]),
        ("Floods hit East Morva (34), a state in the north.", [(34, "count")]),
        ("The dead were women 30 and over 100 children.", [(30, "count"), (100, "count")]),
        ("Women 30 and older 100.", [(30, "years"), (100, "count")]),
        ("They sorted glass 30, paper 45 and tin 12.", [(30, "count"), (45, "count"), (12, "count")]),
        ("Two ships brought 3 x 20ft containers.", [(2, "count"), (3, "count"), (20, "feet")]),
        ("The school s 14 teachers left.", [(14, "count")]),
        ("She swam it in 9.8 s 3 times.", [(9.8, "seconds"), (3, "count")]),
    ],
)
def test_what_looks_like_a_mark_a_label_or_an_age_and_is_none(text: str, found: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in find_quantities(text)] == found


def test_a_range_of_prices_keeps_what_they_are_for() -> None:
    (price,) = find_quantities("It went for $5 to $6 per kg.")
    assert (price.low, price.high, price.unit) == (5, 6, "USD per kg")


def test_hours_of_a_year_are_no_times_of_day() -> None:
    (hours,) = find_quantities("The mill runs 1200 h to 1500 h a year.")
    assert (hours.low, hours.high, hours.unit) == (1200, 1500, "hours")
