"""The ways in which numbers, money and shares are written: of each way several texts, and no number beside those."""

from __future__ import annotations

import pytest

from pipeline.reading.quantities import find_quantities

Read = list[tuple[float | tuple[float, float], str]]


def read(text: str) -> Read:
    """Value (or both ends of a range) and unit of each quantity of a text, ages left out."""
    return [
        (round(q.value, 4) if q.value is not None else (q.low or 0.0, q.high or 0.0), q.unit)
        for q in find_quantities(text)
        if q.form != "age"
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On ward 9, 318 patients were fed.", [318]),
        ("At gate 4, 150 visitors turned back.", [150]),
        ("In phase 2, 640 nets were hung.", [640]),
        ("Under Rule 11, 205 shops closed.", [205]),
        ("Of children under 5, 430 fell ill.", [430]),
        ("In Q2, 517 calls came in.", [517]),
        ("A crowd of more than 17, 793 came.", [17_793]),
        ("They counted 26, 410 birds.", [26_410]),
        ("They chased 6, 318 of the rest fled.", [6, 318]),
        ("In shed 4, 318 hens died.", [4, 318]),
        ("At clinic No. 5, 214 were seen.", [214]),
        ("Under SDG 6, 142 wells were dug.", [142]),
        ("In May '16, 305 came.", [305]),
        ("On the R62 180 came.", [180]),
    ],
)
def test_a_number_that_names_is_not_joined_with_the_one_behind_the_comma(text: str, values: list[float]) -> None:
    assert read(text) == [(value, "count") for value in values]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They spent CHF 2’340’500.", [(2_340_500, "CHF")]),
        ("It holds 31'250 books.", [(31_250, "count")]),
        ("They counted 2.345.678 birds.", [(2_345_678, "count")]),
        ("It cost €3.417.000 in all.", [(3_417_000, "EUR")]),
        ("It cost €4.218,75 in all.", [(4218.75, "EUR")]),
        ("Some 12.400 houses burned.", [(12_400, "count")]),
        ("They fed 60.000 in May.", [(60_000, "count")]),
        ("The fee is EUR 312.500 now.", [(312_500, "EUR")]),
        ("The lake is 3.459 metres deep.", [(3.459, "metres")]),
        ("Fuel cost $3.459 a gallon.", [(3.459, "USD")]),
        ("They paid 2 345 678.90 euros.", [(2_345_678.9, "EUR")]),
        ("They paid US$ 34 560.25 for it.", [(34_560.25, "USD")]),
        ("From March 2021, 218 400 trees grew.", [(218_400, "count")]),
        ("Trees        51 230      63 118", [(51_230, "count"), (63_118, "count")]),
        ("The dam took R$ 3.450.000,00 of it.", [(3_450_000, "BRL")]),
        ("The dam took R 23 456 789,10 of it.", [(23_456_789.1, "ZAR")]),
        ("Some R3 400 000 went on it.", [(3_400_000, "ZAR")]),
        ("In 2018 4 500 trees grew.", [(4500, "count")]),
        ("Grade R 1,450 came.", [(1450, "count")]),
        ("It rose by 3·7 per cent to 5·6 million.", [(3.7, "percent"), (5_600_000, "count")]),
        ("They saved ,76 % of it.", [(0.76, "percent")]),
    ],
)
def test_thousands_are_parted_by_apostrophes_dots_and_spaces(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("One point four million birds came.", 1_400_000),
        ("Six point seven billion were sold.", 6_700_000_000),
        ("Three thousand, four hundred and twelve came.", 3412),
        ("Five million, six hundred thousand came.", 5_600_000),
        ("Two and three-quarter million came.", 2_750_000),
        ("Some 27 (twenty-seven) ships sank.", 27),
        ("There were 3.1 × 10⁷ seeds.", 31_000_000),
        ("There were 4.5 x 10⁵ seeds.", 450_000),
        ("There were 1³/4 million seeds.", 1_750_000),
        ("In eighteen seventy-two, 14 ships sank.", 14),
        ("In twenty twenty-two, 19 ships sank.", 19),
        ("In two thousand and twelve, 19 ships sank.", 19),
        ("In two thousand and twelve villages it rained.", 2012),
        ("Two-and-a-half million came.", 2_500_000),
        ("Some 4 (four) million came.", 4_000_000),
        ("A couple of hundred came.", 200),
        ("There were 10⁵ seeds.", 100_000),
        ("There were 3.1·10⁷ seeds.", 31_000_000),
        ("There were 2 x 10**4 seeds.", 20_000),
        ("Hunger...25 million of them are poor.", 25_000_000),
    ],
)
def test_numbers_in_words_and_powers(text: str, value: float) -> None:
    assert read(text) == [(value, "count")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It lost 48 EUR million.", 48_000_000, "EUR"),
        ("Aid came to GBP million 31.", 31_000_000, "GBP"),
        ("Aid came to Rs crore 4.5 then.", 45_000_000, "INR"),
        ("The dam cost 310 MUSD.", 310_000_000, "USD"),
        ("The dam cost GBPm 45.", 45_000_000, "GBP"),
        ("The dam cost £m 72.", 72_000_000, "GBP"),
        ("The dam cost 15 M€ then.", 15_000_000, "EUR"),
        ("The fund holds $3.4T.", 3_400_000_000_000, "USD"),
        ("They paid 6.75US$ for it.", 6.75, "USD"),
        ("They paid 450Rs for it.", 450, "INR"),
        ("The net was $-7.25 million.", -7_250_000, "USD"),
        ("The net was £−310 thousand.", -310_000, "GBP"),
        ("They paid $US3,400,000 for it.", 3_400_000, "USD"),
        ("They paid $A980,000 for it.", 980_000, "AUD"),
        ("They paid BTN 4.2 million.", 4_200_000, "BTN"),
        ("They paid 900 ngultrums.", 900, "BTN"),
        ("They paid MK30,000 for it.", 30_000, "MWK"),
        ("The poll took Sh12.2 billion.", 12_200_000_000, "KES"),
        ("A porter gets €9.20/hour.", 9.2, "EUR per hour"),
        ("A guard gets £14/day.", 14, "GBP per day"),
        ("A $60 million dam rose.", 60_000_000, "USD"),
        ("They spend $35/pupil on it.", 35, "USD"),
        ("The dam cost 45m USD.", 45_000_000, "USD"),
        ("The dam cost 3b euros.", 3_000_000_000, "EUR"),
        ("They paid Kenya shillings 450,000 for it.", 450_000, "KES"),
        ("The dam took US dollars 45 million.", 45_000_000, "USD"),
        ("They paid 450 Tanzania shillings for it.", 450, "TZS"),
        ("HK $60 million went on it.", 60_000_000, "HKD"),
        ("The net was EUR -45,200.", -45_200, "EUR"),
        ("The net was R-310 million.", -310_000_000, "ZAR"),
        ("The net was $(7.2) million.", -7_200_000, "USD"),
        ("The net was US$ (31,400).", -31_400, "USD"),
        ("The dam cost USD mn 52.", 52_000_000, "USD"),
        ("They paid Fr. 31'000 for it.", 31_000, "CHF"),
        ("They paid 650 shillings for it.", 650, "KES"),
        ("They paid 650 Kshs for it.", 650, "KES"),
        ("They paid 450 rand for it.", 450, "ZAR"),
    ],
)
def test_money_with_scales_signs_and_codes_in_any_place(text: str, value: float, unit: str) -> None:
    assert read(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ALL 7 WITNESSES LEFT.", [(7, "count")]),
        ("SAVED: 31 ALL FROM ONE SHIP", [(31, "count")]),
        ("COP 27 drew 30,000 guests.", [(30_000, "count")]),
        ("It cost COP 45,000 then.", [(45_000, "COP")]),
        ("The sums are in US$ (2015).", []),
        ("In all 23 won seats.", [(23, "count")]),
        ("It cost 45,000 won.", [(45_000, "KRW")]),
        ("All sums are in US$ million.", []),
        ("Rice sold (thousands)", []),
        ("The rate per lakh of people rose.", []),
    ],
)
def test_a_word_that_is_also_a_currency_or_a_scale_alone_is_no_figure(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shares were 31, 42 and 27 percent.", [(31, "percent"), (42, "percent"), (27, "percent")]),
        ("Some 8 and 9 percent left.", [(8, "percent"), (9, "percent")]),
        ("They won 6 and 8 million dollars.", [(6_000_000, "USD"), (8_000_000, "USD")]),
        ("They won $6 and $8 million.", [(6_000_000, "USD"), (8_000_000, "USD")]),
        ("They lost $45 and $8 million went.", [(45, "USD"), (8_000_000, "USD")]),
        ("They got terms of three, six and eight years.", [(3, "years"), (6, "years"), (8, "years")]),
        ("It fed 31 and 3 years later 40.", [(31, "count"), (3, "years"), (40, "count")]),
        ("Two to three in ten farms flooded.", [((20, 30), "percent")]),
        ("It has 12–15 thefts per 100,000.", [((12, 15), "per 100,000")]),
        ("It has 310 thefts/100 000 people.", [(310, "per 100,000")]),
        ("It has 6.1 per hundred thousand.", [(6.1, "per 100,000")]),
        ("It rose 1.5 p.p. in May.", [(1.5, "percentage points")]),
        ("It was a 6 percentage-point rise.", [(6, "percentage points")]),
        ("Some 45 p.c. left.", [(45, "percent")]),
        ("Hauls of 5.3 and 3.1 tonnes were found.", [(5.3, "tonnes"), (3.1, "tonnes")]),
        ("Rates of 4.5 or 9 per cent were named.", [(4.5, "percent"), (9, "percent")]),
        ("The share rose to 35.7%, up from 32.1.", [(35.7, "percent"), (32.1, "percent")]),
        (
            "It has 24 new cases of gout per million people, compared to 19 in 2020.",
            [(24, "per million"), (19, "per million")],
        ),
        ("Thefts were up 6% from 80.", [(6, "percent"), (80, "count")]),
        ("Thefts fell by 12%, from 151 to 133.", [(12, "percent"), (151, "count"), (133, "count")]),
        ("The share fell to 8% from 12.", [(8, "percent"), (12, "percent")]),
        ("They turned down 732, or 57.5 per cent.", [(732, "count"), (57.5, "percent")]),
        (
            "Accra has 33.9 thefts per 100,000; Tamale 29.1; Ho 27.8.",
            [(33.9, "per 100,000"), (29.1, "per 100,000"), (27.8, "per 100,000")],
        ),
        ("In Accra 41.3 per cent can swim, in Ho 39.7.", [(41.3, "percent"), (39.7, "percent")]),
        ("Prices rose 3.4%. The quake had a magnitude of 6.3.", [(3.4, "percent"), (6.3, "count")]),
        ("It treated 28,244 TB cases.", [(28244, "count")]),
        ("It has 9 thefts for every 100,000 people.", [(9, "per 100,000")]),
        ("It has 7.5/100,000 thefts.", [(7.5, "per 100,000")]),
        ("It has 1.6 per lakh.", [(1.6, "per 100,000")]),
        ("It has 41 pupils in debt out of every 1,000.", [(4.1, "percent")]),
        ("Every fifth farmer left.", [(20, "percent")]),
        ("For every 20 farms, six were dry and two were flooded.", [(30, "percent"), (10, "percent")]),
        ("Of every 50 boats, 12 are new.", [(24, "percent")]),
        ("For every 20 farms, 15 ponds dried up.", [(20, "count"), (15, "count")]),
        ("For every 20 farms it fed. Six were dry.", [(20, "count"), (6, "count")]),
        ("Every second day it rained.", []),
        ("Two boys in five were ill.", [(40, "percent")]),
        ("Four calves in five go home.", [(80, "percent")]),
        ("Three men in five cars went home.", [(3, "count"), (5, "count")]),
        ("It rains on one day in four.", [(25, "percent")]),
        ("It rains one day in four weeks.", [(1, "days"), (4, "weeks")]),
        ("It rained for one hour in two cities.", [(1, "hours"), (2, "count")]),
        ("H5N1 was found in five seals.", [(5, "count")]),
        ("Of the gift 86 cents in every dollar goes to wells.", [(86, "percent")]),
        ("Some 42p of each £1 is kept.", [(42, "percent")]),
        ("It is 42p of the price.", [(42, "pence")]),
        ("One patient in twelve coughed.", [(8.3333, "percent")]),
        ("In six cases out of ten it rained.", [(60, "percent")]),
        ("Seven in a hundred were minors.", [(7, "percent")]),
        ("Ninety-nine out of a hundred thefts go unpunished.", [(99, "percent")]),
        ("Three ships in a harbour sank.", [(3, "count")]),
        ("About 3/40 of the farms flooded.", [(7.5, "percent")]),
        ("It stood a tenth below the 1,455 of those months.", [(10, "percent"), (1455, "count")]),
    ],
)
def test_shares_and_rates(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mean was 30 ± 4 ships.", [((26, 34), "count")]),
        ("The mean was 12 plus or minus 2 ships.", [((10, 14), "count")]),
        ("A meal is $30 ± $4 there.", [((26, 34), "USD")]),
        ("Between one in five and one in four farms flooded.", [((20, 25), "percent")]),
        ("Between a quarter and a half of the farms flooded.", [((25, 50), "percent")]),
        ("The share rose from 1 in 5 to 1 in 4.", [(20, "percent"), (25, "percent")]),
        ("See Lima (5,073/170 ships).", [(5073, "count"), (170, "count")]),
        ("Terms ran from 14 months to nine years.", [((1.1667, 9), "years")]),
        ("Leave of six weeks to three months is given.", [((1.3799, 3), "months")]),
        ("Thefts of bikes that were locked increased, from 57 to 65.", [(57, "count"), (65, "count")]),
        ("The toll was revised from 780 to 786.", [(780, "count"), (786, "count")]),
        ("Debt fell by £3 million to £9 million.", [(3_000_000, "GBP"), (9_000_000, "GBP")]),
        ("Prices rose, ranging from 5 to 10 dollars.", [((5, 10), "USD")]),
        ("2014 – 3.2 million boats.", [(2014, "count"), (3_200_000, "count")]),
        ("It cost 1.5 – 2.4 million euros.", [((1_500_000, 2_400_000), "EUR")]),
    ],
)
def test_ranges_and_changes_are_told_apart(text: str, found: Read) -> None:
    assert [(pytest.approx(v, abs=1e-3), u) for v, u in found] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "At 14° 22’N, 87° W the ship sank.",
        "The camp lies at 6.5244° N, 3.3792° E.",
        "Call 08000 121 700 or 1800 555 019.",
        "See Northwind Travel (ATOL 7231).",
        "He was charged under R.A. 10455.",
        "The cases rose in quarter 3.",
        "See the list (4/9).",
        "As was shown [14, 17].",
        "Lee J. 2016; 31(2): 204-211.",
        "See doi 10.5555/318.",
        "It met under UNSCR 1540.",
        "Charity 1093314 helped.",
        "Flight KQ 507 landed.",
        "The clocks are at UTC+2.",
        "It was likelier (OR 2.4, 95% CI 1.3–3.6; p < 0.05).",
        "It falls under s. 6(3)(b), reg. 12 and para. 9.",
        "Fill in Form 880.",
        "It was on BBC Radio 3.",
        "Deaths per 1,000 births fell.",
        "She was married before 18.",
        "She was married by 16 and pregnant at 17.",
        "The girl was 14 when they met.",
        "The boys are aged 21, 24 and 33.",
        "The children were all between 11 and 17.",
        "A contractor, 44, was booked.",
        "The driver, 38, was booked.",
    ],
)
def test_places_licences_laws_ages_and_denominators_are_no_quantities(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["The load was 6 kN/m^2.", "It has 6 people per km^2.", "It flows at 6 kg m^-2."])
def test_the_exponent_of_a_unit_is_no_figure(text: str) -> None:
    assert [value for value, _ in read(text)] == [6]


@pytest.mark.parametrize(
    "text",
    [
        "Not a single owner was tried.",
        "Nobody was hurt.",
        "No one has been tried.",
        "They compare with none in 2014.",
        "Not one of those tried was freed.",
        "No convictions followed.",
        "None were tried.",
        "No barge was sunk.",
        "No new salmon farm has been affected.",
        "No ferry capsized.",
        "Nobody drowned.",
        "They hoped for help, but nobody did.",
        "None so far.",
        "None to date.",
        "Peru bought none.",
        "No drownings since May.",
    ],
)
def test_zero_in_words(text: str) -> None:
    assert read(text) == [(0, "count")]


@pytest.mark.parametrize(
    "text",
    [
        "No time was lost.",
        "No news came.",
        "No evidence was destroyed.",
        "It no longer was affected.",
        "No reason was given.",
        "None of this is new.",
        "Nobody did anything.",
        "No boat is an island.",
    ],
)
def test_what_no_and_none_do_not_count(text: str) -> None:
    assert read(text) == []


def test_no_doubt_counts_nothing_of_what_follows() -> None:
    assert read("No doubt 300 were killed.") == [(300, "count")]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("As many as 916 ships sank.", "exact"),
        ("As many as 900 ships sank.", "max"),
        ("Sales went up to 1,240.", "exact"),
        ("It is more than the 300 of 2020.", "exact"),
        ("Deaths passed 1,150 in May.", "min"),
        ("They handed over 15 ships.", "exact"),
        ("Nine women and girls at most left.", "max"),
        ("Close on 150,000 left.", "about"),
        ("More than 310 left.", "min"),
        ("Nearing 500 ships sank.", "about"),
    ],
)
def test_what_words_of_bound_say_beside_other_words(text: str, bound: str) -> None:
    assert find_quantities(text)[0].bound == bound


def test_what_money_is_counted_by_belongs_to_the_sum() -> None:
    assert [q.surface for q in find_quantities("They spend $35/pupil on it.")] == ["$35/pupil"]


@pytest.mark.parametrize(
    "text", ["It was a rise of 24% over 310.", "It stood 12 per cent above 310.", "It was a tenth below 310."]
)
def test_what_a_share_is_set_against_is_not_bounded_by_the_word_of_comparison(text: str) -> None:
    assert [q.bound for q in find_quantities(text)] == ["exact", "exact"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mine lost R31.4-million.", [(31_400_000, "ZAR")]),
        ("Each got Kshs.6,500 or Rs.900 or Fr. 12.", [(6_500, "KES"), (900, "INR"), (12, "CHF")]),
        ("The debt is 2.1 billion West African francs.", [(2.1e9, "XOF")]),
        ("A bed costs $2-4,000.", [((2_000, 4_000), "USD")]),
        ("A bridge costs between €1.5m and 4m.", [((1_500_000, 4_000_000), "EUR")]),
        ("Counts run from 900 to as many as 1,450.", [((900, 1_450), "count")]),
        ("One-fifth to one-third of them left.", [((20, 33.3333333333), "percent")]),
        ("At least 30 and perhaps as many as 45 left.", [((30, 45), "count")]),
        ("His debt shrank £3m to £9m.", [(3_000_000, "GBP"), (9_000_000, "GBP")]),
        ("Calls rose 11 to 93.", [(11, "count"), (93, "count")]),
        ("There were 31 per million people, against 22 in May.", [(31, "per million"), (22, "per million")]),
        ("It was 8/100,000 in Ghana.", [(8, "per 100,000")]),
        ("Half were over ten and a third had left.", [(50, "percent"), (33.3333, "percent")]),
        ("Three hundred-and-sixty left.", [(360, "count")]),
        ("Trade was –1.7% in May.", [(-1.7, "percent")]),
        ("It rose by a factor of 3.", [(3, "times")]),
        ("A third (34%) of them left.", [(33.3333, "percent"), (34, "percent")]),
        ("A good fifth – 21 per cent – of them left.", [(20, "percent"), (21, "percent")]),
        ("Nearly one quarter (1/4) of them left.", [(25, "percent")]),
        ("One in five (20%) left.", [(20, "percent")]),
        ("He paid six thousand Ghana cedis (GH¢6,000).", [(6_000, "GHS")]),
        ("It sold nine hundred & two.", [(902, "count")]),
        ("It fed 31 goats/65 sheep.", [(31, "count"), (65, "count")]),
        ("In Oct. 2017 – 35", [(35, "count")]),
        ("Between 6 and 7 pm and at 12 noon 40 left.", [(40, "count")]),
        ("In AD 410 it fell.", []),
        ("A road costs Rs 2,100–2,400 crore.", [((21e9, 24e9), "INR")]),
        ("It cost N$30 000 or L$900.", [(30_000, "NAD"), (900, "LRD")]),
        ("The fee rose to $3 to $4.", [((3, 4), "USD")]),
        ("The toll rose a further 17 to 902.", [(17, "count"), (902, "count")]),
        ("On June 7, 512 sheep were sold.", [(512, "count")]),
        ("It cost 23.400 € and 18.500 EUR.", [(23_400, "EUR"), (18_500, "EUR")]),
        ("It cost R 23 400.50 or $ -2.5 m.", [(23_400.5, "ZAR"), (-2_500_000, "USD")]),
        ("It cost 9,87,654.50 rupees.", [(987_654.5, "INR")]),
        ("Two and three quarter million left.", [(2_750_000, "count")]),
    ],
)
def test_what_an_editor_may_write_otherwise(text: str, found: Read) -> None:
    assert read(text) == found


def test_a_modifier_behind_or_begins_no_range() -> None:
    assert read("It is 500 or less than 600.") == [(500, "count"), (600, "count")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Adverts cost $450–$1,900/month there.", [((450, 1_900), "USD per month")]),
        ("Milk fetched A$0.60-$0.85 per litre.", [((0.6, 0.85), "AUD per litre")]),
        ("A stall costs £300-£1,200/month here.", [((300, 1_200), "GBP per month")]),
        ("Guards earn €9–€14/hr on nights.", [((9, 14), "EUR per hour")]),
        ("A desk is $90/mo at the hub.", [(90, "USD per month")]),
        (
            "They charge $7/pupil/term, $12/pupil/week and $40/yr.",
            [(7, "USD"), (12, "USD per week"), (40, "USD per year")],
        ),
        ("It runs 20x to 50x faster.", [((20, 50), "times")]),
        ("The price rose from 2x to 6x the old one.", [(2, "times"), (6, "times")]),
        ("A foreman made £45 grand that year.", [(45_000, "GBP")]),
        ("She owns 3 grand pianos.", [(3, "count")]),
        ("A 9 mo. warranty.", [(9, "months")]),
    ],
)
def test_a_rate_and_a_multiple_make_ranges(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The crate is 40.5 x 22 x 18.5 cm.", [(18.5, "centimetres")]),
        ("A hall of 30 × 12 m burned.", [(12, "metres")]),
        ("Screens of 2560 x 1080 were sold.", []),
        ("Officers found 14 x 25kg sacks.", [(14, "count"), (25, "kilograms")]),
        ("The star has 2×1030 kg.", [(2e30, "kilograms")]),
    ],
)
def test_the_sides_of_a_size_count_nothing(text: str, found: Read) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trade +109 000", [(109_000, "count")]),
        ("Mining +1 100", [(1_100, "count")]),
        ("Ring +250 788 123 456 now.", []),
        ("Ring +44 20 7946 0958 now.", []),
        ("Ring us (+44 20 7946 0958) now.", []),
        ("Phone:+44 20 7946 0958", []),
        ("Ring [+1 202 555 0142] now.", []),
        ("Exports rose by a little (+2 000 000).", [(2_000_000, "count")]),
        ("Trade changed most (+109 000)", [(109_000, "count")]),
        ("Gifts were 18.5 £ million.", [(18_500_000, "GBP")]),
        ("Gifts were 18.5 £m.", [(18_500_000, "GBP")]),
        ("886.7 Lempiras (million)", [(886_700_000, "HNL")]),
        ("Of 381 second homes few are let.", [(381, "count")]),
        ("It had 12 Second homes.", [(12, "count")]),
        ("It rang at 30 second intervals.", [(30, "seconds")]),
    ],
)
def test_changes_with_a_plus_scales_behind_signs_and_second_things(text: str, found: Read) -> None:
    assert read(text) == found
