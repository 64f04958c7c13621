"""What a claim's words stand for, and arithmetic with intervals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparing.intervals import (
    Interval,
    in_base_unit,
    in_dollars,
    last_unit,
    point,
    rates_between,
    stated_interval,
    unit_family,
)
from pipeline.reading.quantities import find_quantities
from pipeline.records.bounds import hedge_of, modifier_before
from pipeline.records.settings import default_settings
from tests.made_claims import made, share

SETTINGS = default_settings().compare


def ends(**changes: object) -> tuple[float, float]:
    interval = stated_interval(made(**changes), SETTINGS)  # type: ignore[arg-type]
    return pytest.approx(interval.low), pytest.approx(interval.high)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("number", "value", "low", "high"),
    [
        ("516", 516, 516, 516),
        ("10,360", 10360, 10360, 10360),
        ("15", 15, 15, 15),
        ("40", 40, 35, 45),
        ("10", 10, 7.5, 12.5),
        ("130", 130, 125, 135),
        ("2 million", 2e6, 1.5e6, 2.5e6),
        ("7.15 bn", 7.15e9, 7.145e9, 7.155e9),
        ("27.6million", 27.6e6, 27.55e6, 27.65e6),
        ("40.0 million", 40e6, 39.95e6, 40.05e6),
        ("six", 6, 6, 6),
        ("zero", 0, 0, 0),
        ("350 million", 350e6, 345e6, 355e6),
    ],
)
def test_a_point_stands_for_what_would_be_written_so(number: str, value: float, low: float, high: float) -> None:
    assert ends(number=number, value=float(value)) == (low, high)


@pytest.mark.parametrize(
    ("number", "value", "low", "high"),
    [
        ("78%", 78, 77.5, 78.5),
        ("23.9%", 23.9, 23.85, 23.95),
        ("1 in 4", 25, 22.222, 28.571),
        ("one in four", 25, 22.222, 28.571),
        ("3 out of 10", 30, 28.571, 31.579),
        ("two-thirds", 66.67, 63.34, 70.0),
        ("80%", 80, 75, 85),
    ],
)
def test_shares_are_rounded_as_they_are_said(number: str, value: float, low: float, high: float) -> None:
    interval = stated_interval(share(number=number, value=float(value), quote=f"{number} of them"), SETTINGS)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


@pytest.mark.parametrize(
    ("bound", "modifier", "low", "high"),
    [
        ("about", "roughly", 900, 1100),
        ("about", "nearly", 900, 1000),
        ("about", "an average of almost", 900, 1000),
        ("min", "more than", 1000, math.inf),
        ("max", "up to", 0, 1000),
        ("about", None, 900, 1100),
    ],
)
def test_hedges_open_a_side(bound: str, modifier: str | None, low: float, high: float) -> None:
    interval = stated_interval(made(value=1000.0, number="1 000", bound=bound, modifier=modifier), SETTINGS)
    assert interval.low <= low
    assert interval.high >= high
    if bound == "about" and modifier != "nearly":
        assert interval.meets(point(low))
    if modifier and "a" in modifier and "nearly" in modifier:
        assert not interval.meets(point(high * 1.01))


def test_about_adds_three_points_to_a_share_at_most() -> None:
    interval = stated_interval(share(number="67%", value=67.0, bound="about", modifier="roughly"), SETTINGS)
    assert (interval.low, interval.high) == (64, 70)


def test_a_range_stands_for_its_ends() -> None:
    claim = made(value=None, low=25000.0, high=35000.0, bound="range", number="25,000 to 35,000")
    assert stated_interval(claim, SETTINGS) == Interval(25000, 35000)


def test_half_open_ends_that_only_touch_do_not_meet() -> None:
    assert not Interval(1, 2, True, False).meets(Interval(2, 3))
    assert Interval(1, 2).meets(Interval(2, 3))


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.floats(1, 1e9), st.floats(1, 1e9))
def test_arithmetic_holds_every_combination_of_points(a: float, b: float, c: float, d: float) -> None:
    first, second = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    for x in (first.low, first.high):
        for y in (second.low, second.high):
            for result, value in ((first + second, x + y), (first - second, x - y)):
                assert result.low <= value <= result.high
            quotient = first / second
            assert quotient.low <= x / y <= quotient.high


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_meeting_is_symmetric(a: float, b: float) -> None:
    assert point(a).meets(point(b)) == point(b).meets(point(a))


def test_dividing_by_zero_is_without_bound() -> None:
    assert (point(5) / Interval(0, 1)).high == math.inf


@pytest.mark.parametrize(
    ("value", "number", "step"), [(2.5e6, "2.5 million", 1e5), (1450, "1,450", 10), (7.15, "7.15", 0.01), (8, "8", 1)]
)
def test_the_last_unit_that_is_said(value: float, number: str, step: float) -> None:
    assert last_unit(value, number) == pytest.approx(step)


def test_units_of_one_family_come_to_one_unit() -> None:
    assert unit_family("weeks") == unit_family("days") == "days"
    assert in_base_unit(point(2), "weeks") == point(14)
    assert unit_family("EUR") == unit_family("USD") == "money"
    assert unit_family("per thousand") == "percent"
    assert unit_family("goats") == "goats"


def test_an_amount_in_dollars_covers_all_rates_of_the_years() -> None:
    dollars = in_dollars(point(21000), "GBP", 2024, 2024)
    assert 25000 <= dollars.low < dollars.high < 30000
    assert in_dollars(point(5), "USD", 2020, 2020) == point(5)


def test_a_fall_in_another_currency_covers_all_rates_of_the_years() -> None:
    rise, fall = in_dollars(point(100), "EUR", 2019, 2021), in_dollars(point(-100), "EUR", 2019, 2021)
    assert fall == rise.scaled(-1)
    assert fall.low < fall.high


def test_values_below_zero_have_their_ends_in_order() -> None:
    nearly = {"value": -10.0, "bound": "about", "modifier": "nearly"}
    assert ends(number="-10", unit="degrees", **nearly) == (-10, -9)
    about = {"value": None, "low": -10.0, "high": -8.0, "bound": "about", "modifier": "about"}
    assert ends(number="-10 to -8", unit="degrees", **about) == (-11, -7.2)


def test_a_year_without_rates_takes_its_neighbours() -> None:
    rates = {2010: (1.0, 2.0), 2014: (3.0, 4.0)}
    assert rates_between(rates, 2012, 2012) == (1.0, 4.0)
    assert rates_between(rates, 1990, 1990) == (1.0, 2.0)
    assert rates_between(rates, 2030, 2031) == (3.0, 4.0)


def test_nearing_and_nearly_are_read_and_compared_alike() -> None:
    found = [quantity for word in ("nearing", "nearly") for quantity in find_quantities(f"They freed {word} 500 boys.")]
    assert [(q.value, q.bound, hedge_of(q.modifier, q.bound)) for q in found] == [(500, "about", "nearly")] * 2


def test_a_modifier_is_read_from_the_words_beside_the_number() -> None:
    assert modifier_before("They freed more than 40 boys.", "40", "min") == "more than"
    assert modifier_before("They freed 40 boys.", "40", "min") is None
    assert modifier_before("40+ boys", "40", "min") == "+"
    assert hedge_of("nearly", "about") == "nearly"
    assert hedge_of("nearly", "exact") is None
    assert hedge_of("nearing", "about") == hedge_of("not quite", "about") == "nearly"
    assert hedge_of("just under", "max") == "nearly"
    assert hedge_of("Some … -plus", "min") == "min"
