"""What the number grammar reads: numbers in every dress, units, shares, ranges, multiples."""

from __future__ import annotations

import math

import pytest

from pipeline.reading.quantities import find_quantities
from pipeline.records.model import Quantity


def only(text: str) -> Quantity:
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == found.surface
    return found


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("They freed two million people.", "two million", 2_000_000),
        ("There were 1,32,121 entries in the register.", "1,32,121", 132_121),
        ("The count came to 17, 793 cases.", "17, 793", 17_793),
        ("About 127 000 homes stood empty.", "127 000", 127_000),
        ("About 1\u202f500\u202f000 homes stood empty.", "1\u202f500\u202f000", 1_500_000),
        ("Police hold 42,8873 files.", "42,887", 42_887),
        ("It reached 49.6million readers.", "49.6million", 49_600_000),
        ("A crowd of 1.2m people came.", "1.2m", 1_200_000),
        ("Half a million workers walked out.", "Half a million", 500_000),
        ("A quarter of a million workers walked out.", "A quarter of a million", 250_000),
        ("Two and a half million workers walked out.", "Two and a half million", 2_500_000),
        ("She counted a hundred and four goats.", "a hundred and four", 104),
        ("She counted 3 hundred and 21 goats.", "3 hundred and 21", 321),
        ("She counted two dozen goats.", "two dozen", 24),
        ("The sum is five point seven.", "five point seven", 5.7),
        ("It grew by 2½ points of light.", "2½", 2.5),
        ("The answer is 6.2×10^4 steps.", "6.2×10^4", 62_000),
        ("India has 2 crore such workers.", "2 crore", 20_000_000),
    ],
)
def test_reads_numbers_in_every_dress(text: str, surface: str, value: float) -> None:
    found = only(text)
    assert (found.surface, found.value) == (surface, pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("Some 8.16 per cent never came back.", "8.16 per cent", 8.16, "percent"),
        ("Turnout fell by 3 percentage points.", "3 percentage points", 3, "percentage points"),
        ("The fund holds US$236bn.", "US$236bn", 236e9, "USD"),
        ("The fund holds A$40 million.", "A$40 million", 40e6, "AUD"),
        ("The fund holds Rs 5 crore.", "Rs 5 crore", 50e6, "INR"),
        ("The fund holds 30 million euros.", "30 million euros", 30e6, "EUR"),
        ("They paid 20,000 pounds for it.", "20,000 pounds", 20_000, "GBP"),
        ("The calf weighs 80 pounds.", "80 pounds", 80, "pounds"),
        ("He got nine dollars and ten cents.", "nine dollars and ten cents", 9.1, "USD"),
        ("He got two years and six months in prison.", "two years and six months", 2.5, "years"),
        ("It is a 14-day course.", "14-day", 14, "days"),
        ("The lake covers 12 sq km.", "12 sq km", 12, "square kilometres"),
        ("The hall has 32m² of floor.", "32m²", 32, "square metres"),
        ("The hall cost 3.4 million² euros.", "3.4 million", 3.4e6, "count"),
        ("Some 12 percent³ of them stayed.", "12 percent", 12, "percent"),
        ("Winds blew at 80km/h.", "80km/h", 80, "kilometres per hour"),
        ("It was minus 5 degrees.", "minus 5 degrees", -5, "degrees"),
        ("It was -10°C outside.", "-10°C", -10, "degrees celsius"),
        ("The disk holds 64GB.", "64GB", 64, "gigabytes"),
        ("Saffron sells at $10 per gram.", "$10 per gram", 10, "USD per gram"),
        ("The stream fills 3,200 barrels a day.", "3,200 barrels", 3_200, "barrels"),
        ("We walked for half an hour.", "half an hour", 0.5, "hours"),
    ],
)
def test_reads_units_with_their_own_words(text: str, surface: str, value: float, unit: str) -> None:
    found = only(text)
    assert (found.surface, found.value, found.unit) == (surface, pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit", "form"),
    [
        ("One in four girls left school.", "One in four", 25, "percent", "ratio"),
        ("One out of every ten girls left school.", "One out of every ten", 10, "percent", "ratio"),
        ("In that town 1 in every 45 girls left school.", "1 in every 45", 100 / 45, "percent", "ratio"),
        ("It hurts 3 in every 1,000 adults.", "3 in every 1,000", 0.3, "percent", "ratio"),
        ("One-in-five pupils cycles.", "One-in-five", 20, "percent", "ratio"),
        ("It hurts 7.7 per 1,000 adults.", "7.7 per 1,000", 7.7, "per thousand", "rate"),
        ("There were 4.1 deaths per 100,000 births.", "4.1", 4.1, "per 100,000", "rate"),
        ("Two-thirds of the fleet sank.", "Two-thirds", 200 / 3, "percent", "fraction"),
        ("A third were boys.", "A third", 100 / 3, "percent", "fraction"),
        ("Half the fleet sank.", "Half", 50, "percent", "fraction"),
        ("Some ¾ of the fleet sank.", "¾", 75, "percent", "fraction"),
        ("It is two-fifths of one percent (0.4%).", "two-fifths of one percent (0.4%)", 0.4, "percent", "percent"),
        ("Sales grew 8x in May.", "8x", 8, "times", "multiple"),
        ("They are seven times as likely to leave.", "seven times", 7, "times", "multiple"),
        ("A tenfold rise followed.", "tenfold", 10, "times", "multiple"),
        ("The caseload doubled.", "doubled", 2, "times", "multiple"),
        ("The caseload was halved.", "halved", 0.5, "times", "multiple"),
        ("They came seven times in May.", "seven", 7, "count", "cardinal"),
        ("Tens of thousands marched.", "Tens of thousands", 10_000, "count", "vague"),
        ("Several dozen marched.", "Several dozen", 24, "count", "vague"),
    ],
)
def test_reads_shares_rates_multiples_and_sizes(text: str, surface: str, value: float, unit: str, form: str) -> None:
    found = only(text)
    assert (found.surface, found.value, found.unit, found.form) == (surface, pytest.approx(value), unit, form)


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "unit"),
    [
        ("Fees took 15%–30% of it.", "15%–30%", 15, 30, "percent"),
        ("Between two and three million fled.", "two and three million", 2e6, 3e6, "count"),
        ("It costs $1.5-2 billion.", "$1.5-2 billion", 1.5e9, 2e9, "USD"),
        ("It costs $200,000 to $4 million.", "$200,000 to $4 million", 200_000, 4e6, "USD"),
        ("Each van holds 10 to 15 men.", "10 to 15", 10, 15, "count"),
        ("One or two weeks passed.", "One or two weeks", 1, 2, "weeks"),
        ("From 1000 to 5000 seats are left.", "1000 to 5000", 1_000, 5_000, "count"),
        ("Two to three times more rain fell.", "Two to three times", 2, 3, "times"),
        ("They want more than 100 and fewer than 300 seats.", "100 and fewer than 300", 100, 300, "count"),
    ],
)
def test_reads_ranges_with_shared_scale_and_unit(text: str, surface: str, low: float, high: float, unit: str) -> None:
    found = only(text)
    assert (found.surface, found.value, found.low, found.high) == (surface, None, low, high)
    assert (found.bound, found.unit) == ("range", unit)


def test_from_a_to_b_after_a_verb_of_change_is_two_figures() -> None:
    before, after = find_quantities("Arrests rose from 25 to 111 within the year.")
    assert (before.value, after.value, before.bound, after.bound) == (25, 111, "exact", "exact")


def test_the_second_of_two_states_takes_the_unit_of_the_first() -> None:
    before, after = find_quantities("The share fell from 12% to 8 last year.")
    assert (before.unit, after.unit, after.value) == ("percent", "percent", 8)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("No arrests followed.", "No"),
        ("None of the suspects spoke.", "None"),
        ("There was not a single conviction.", "not a single"),
        ("There were zero arrests.", "zero"),
    ],
)
def test_reads_zero_in_words_where_it_counts_something(text: str, surface: str) -> None:
    found = only(text)
    assert (found.surface, found.value, found.form) == (surface, 0, "zero")


def test_reads_call_outs_over_line_breaks() -> None:
    found = find_quantities("12\nArrests\n\n7\nConvictions\n\n9,400,000+\nlives")
    assert [(q.value, q.bound) for q in found] == [(12, "exact"), (7, "exact"), (9_400_000, "min")]


def test_counts_the_one_person_who_closes_a_list() -> None:
    found = find_quantities("They freed 16 nurses, nine drivers and a guard.")
    assert [(q.surface, q.value) for q in found] == [("16", 16), ("nine", 9), ("a", 1)]


def test_a_part_is_of_the_unit_of_the_whole_that_follows() -> None:
    part, whole = find_quantities("They spent 40 million of the 2.5 billion shekels.")
    assert (part.unit, whole.unit) == ("ILS", "ILS")


@pytest.mark.parametrize(
    "text",
    ["Three in Accra and one in Kumasi.", "Three were hurt and one was held.", "Three into mines and one into a mill."],
)
def test_one_counts_where_it_runs_parallel_to_a_count(text: str) -> None:
    assert [q.value for q in find_quantities(text)] == [3, 1]


def test_a_dash_between_a_year_and_a_figure_joins_nothing() -> None:
    _, found = find_quantities("They closed 14 cases in 2011 – 5 percent more than before.")
    assert (found.surface, found.unit) == ("5 percent", "percent")


def test_groups_parted_by_spaces_stay_numbers_in_a_list() -> None:
    found = find_quantities("They checked 127 000 people, 63 800 vans and 1 100 barns.")
    assert [q.value for q in found] == [127_000, 63_800, 1_100]


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("The fine was N500,000.", "N500,000", 500_000, "NGN"),
        ("The fine was GH₵ 5,000.", "GH₵ 5,000", 5_000, "GHS"),
        ("The fine was U.S. $500.", "U.S. $500", 500, "USD"),
        ("The fine was HK $3m.", "HK $3m", 3e6, "HKD"),
        ("The fine was EUR 125.", "EUR 125", 125, "EUR"),
        ("The fine was 125 €.", "125 €", 125, "EUR"),
        ("The fine was 40p.", "40p", 40, "pence"),
    ],
)
def test_reads_currencies_before_and_after(text: str, surface: str, value: float, unit: str) -> None:
    found = only(text)
    assert (found.surface, found.value, found.unit) == (surface, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("Some 20–30,000 people came.", 20_000, 30_000), ("Some 100 000–200 000 people came.", 100_000, 200_000)],
)
def test_a_range_shares_its_thousands(text: str, low: float, high: float) -> None:
    found = only(text)
    assert (found.low, found.high) == (low, high)


def test_what_shares_out_a_sum_of_money_is_money() -> None:
    found = find_quantities("It earns $150 billion a year: 99 billion from mines and 2 million people work there.")
    assert [(q.value, q.unit) for q in found] == [(150e9, "USD"), (99e9, "USD"), (2e6, "count")]


@pytest.mark.parametrize("digits", ["9" * 400, "1" + " 000" * 200, f"${'8' * 350}", f"2 in {'9' * 400}"])
def test_a_number_that_no_float_holds_is_no_figure(digits: str) -> None:
    values = [q.value for q in find_quantities(f"Police freed {digits} children, and 12 boys.")]
    assert values[-1] == 12
    assert all(value is None or math.isfinite(value) for value in values)
