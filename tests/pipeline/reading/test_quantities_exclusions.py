"""Numbers that count nothing: dates, times, names, labels, codes; and ages, which are told apart."""

from __future__ import annotations

import pytest

from pipeline.reading.quantities import find_quantities
from tests.steps import steps_of


@pytest.mark.parametrize(
    "text",
    [
        "One must not give up.",
        "One of the boats sank; no one swam.",
        "Each one of them can go on.",
        "On 14 March 2021 the court sat.",
        "The court sat from 3 to 5 May.",
        "The court sat on May 3, 5 and 7.",
        "In 2019 and 2020 it rained.",
        "The 2018–2021 plan and the 2022/23 budget failed.",
        "In the 1990s, in the 20th century, in 264 BC.",
        "On June 17, 1775 the town burned.",
        "At 9:30 a.m. and at 10pm the bell rang.",
        "Call 1-888-555-0137 or +44 20 7946 0958 or (512) 555-0173.",
        "See Section 377, Article 5(2), page 14 and pages 20-22.",
        "Table 2.1 and Figure 3 show it.",
        "Under Convention No. 29 it is banned.",
        "It broke s. 54 of the Ports Act, Cap. 63, and ss. 7 and 9.",
        "The Ports Act (Cap. 321 as amended) bans it.",
        "Under sections 370, 370A and 372 of the code it is banned.",
        "Platoon 3 of Battalion 21 was moved to Km 14.",
        "A COVID-19 ward and an F-16 jet.",
        "The Boeing 747 and the 787 Dreamliner landed.",
        "Its Galaxy Note 20 Ultra came with a pen.",
        "She took a 3rd place in the 96th minute.",
        "They won 3-1 and drew 2-2.",
        "Guests gave it 4.3/5, critics 7.5 / 10 and readers 3.9 out of 5 stars.",
        "0+ wells dug and 0%+ growth.",
        "Staff have a 403(b) and 360-degree reviews.",
        "The ratio was 3:1, open 24/7.",
        "He lives at 12 Hillside Road.",
        "Write to box.2000@example.org or see https://example.org/2024/10/55.",
        "Version 2.1.3 runs in 1080p.",
        "A third raid failed in the second half.",
        "I have no idea, no doubt, no longer.",
        "The Big Four firms agreed.",
        "[12] This was said before.",
        "Room 101 was locked.",
        "Table 2 shows it; call 233733 for Level 3 help.",
        "The Seven Sisters and the Five Eyes met.",
        "Form Two pupils and Platoon Four marched.",
        "A multi-billion plan, a mother-of-four and a production-two-door car failed.",
        "Closed between junctions 4 and 7; see wards 3, 4 and 9.",
        "Paragraphs 8 to 11, subsection (2) and § 12 say so; this is page 4 of 9.",
        "He sleeps in Room 14B, lands on Runway 09L, writes from 31B Mill Road or 4-6 Mill Lane.",
        "Write to Austin, TX 73301 or text STOP to 40404.",
        "It broke Rule 9(b)(2) and 18 U.S.C. § 1584, 29 CFR 570.2 and 8 USC 1325.",
        "See [2021] EWCA Civ 17, (2014) 5 SCC 438, 410 U.S. 113 and 12 N.E.2d 34.",
        "See BMJ 2018; 361: 1004-9.",
        "It rang at 18.40 hrs and until 0915 hours; call (03) 5550 0177.",
        "ISO 14001 and kilometre 9 are known.",
        "It needs Windows (8 to 10) and a mount for an f/4 lens.",
        "A KCA 518J van made the top-ten lists.",
        "The Year 8 class met Judge 2.",
        "RA 9208 holds on NH 19; rooms 3, 4 and 6 held nobody's goats.",
        "A van (UBK 512L) stood at 8 Park Road, Kampala 256001.",
        "They are in the top 20 or in the bottom 5.",
        "The Wk 12 bulletin and that of Qtr 3 of 2018 are late.",
    ],
)
def test_finds_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In Accra 12 were freed.", 12),
        ("Under Articles 5 and 6, 300 people were held.", 300),
        ("He wore a cap. 12 men fled.", 12),
        ("Raids hit St. Mary's. 54 people were held.", 54),
        ("At this stage 300 people had died.", 300),
        ("In this camp 60 are ill.", 60),
        ("It sold 41000 Type 2 vans.", 41_000),
        ("Under the 2012 Act 26 men were tried.", 26),
        ("In the New Year 12 hurt men came.", 12),
        ("They hit a total of 1987.", 1987),
        ("Fewer than 2000 were heard.", 2000),
        ("There were 1962 in all.", 1962),
        ("On 3 March 19 boys were found.", 19),
        ("Media release\nFourteen ran.", 14),
        ("Police held 1816 people.", 1816),
        ("In 2019 there were 2,019 raids.", 2019),
        ("Police Rescue Two Girls", 2),
        ("One survivor spoke.", 1),
        ("1. The team freed 40 people.", 40),
    ],
)
def test_what_looks_like_a_name_or_a_year_may_still_count(text: str, value: float) -> None:
    (found,) = find_quantities(text)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("A 16-year-old girl came.", "16-year-old", 16, 16),
        ("Ann Lee, 29, said so.", "29", 29, 29),
        ("Women aged 29 came.", "29", 29, 29),
        ("He will be 35 in May.", "35", 35, 35),
        ("Girls aged 12-17 came.", "12-17", 12, 17),
        ("It serves those between the ages of 18 and 25.", "18 and 25", 18, 25),
        ("The children were under 18.", "18", 18, 18),
        ("Babies 18 months old came.", "18 months old", 18, 18),
    ],
)
def test_ages_are_told_apart(text: str, surface: str, low: float, high: float) -> None:
    (found,) = find_quantities(text)
    assert (found.surface, found.form) == (surface, "age")
    assert {found.low if found.value is None else found.value, found.high or found.value} == {low, high}
    assert found.unit in {"years", "months"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Troops killed 12, 400 people fled.", [12, 400]),
        ("Police arrested 25, 200 more than last year.", [25, 200]),
        ("Clerks registered 18, 500 cases.", [18_500]),
        ("The flood killed 12 and 3 million dollars were lost.", [12, 3_000_000]),
        ("They gave 4 and 5 million dollars.", [4_000_000, 5_000_000]),
        ("There were more cases (12, 15 and 30) than before.", [12, 15, 30]),
        ("The average household size 5.4 fell.", [5.4]),
        ("See CVE-2024-49113 of it.", []),
        ("Tables on pages 14-16 show it.", []),
    ],
)
def test_numbers_side_by_side_stay_what_they_are(text: str, values: list[float]) -> None:
    assert [found.value for found in find_quantities(text) if found.form != "age"] == values


def test_parts_of_a_whole_are_not_read_as_one_number() -> None:
    found = find_quantities("Of the 500, 289 left.")
    assert [q.value for q in found] == [500, 289]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("The ringleader, 47, fled.", ["47"]),
        ("Girls as young as 11 and men as old as 70 came.", ["11", "70"]),
        ("The boys (9, 11 and 14) came.", ["9", "11", "14"]),
        ("Two brothers, 21 and 26, came.", ["21", "26"]),
        ("Two singers and two women – 33 and 41 – came.", ["33", "41"]),
        ("Police held three young women, 18, 20 and 35.", ["18", "20", "35"]),
    ],
)
def test_every_age_of_several_is_one(text: str, ages: list[str]) -> None:
    assert [each.surface for each in find_quantities(text) if each.form == "age"] == ages


@pytest.mark.parametrize(
    "text",
    [
        "The leader, 12 guards and a cook fled.",
        "The boys (12, all of them hurt) came.",
        "South Africa (34) was first.",
        "Of three towns, 12 and 14 fell.",
        "They freed two women, 12 boys and 14 girls.",
    ],
)
def test_counts_behind_persons_are_no_ages(text: str) -> None:
    assert not [each for each in find_quantities(text) if each.form == "age"]


@pytest.mark.parametrize(
    "text",
    [
        "The ages ranged from 6 to 64.",
        "The dancers were aged only nine.",
        "A woman of 54 called.",
        "The mean age of those who called was 23.",
        "He was only 13 when the war came.",
        "The girl turned fifteen in June.",
        "Children under five made up most of the dead.",
        "Infants and girls under 12 travelled free.",
        "Children 5-17 years go first.",
        "Nakato, now 26, sings.",
        "Nakato (her name is changed), 17, sings.",
        "A stay-at-home father, 39, sings.",
        "At 71, he still sings.",
        'Nakato Ssali (31) told the court; "Akol" said more.',
        "Her sister (19) sings.",
        "Nakato, just 9, sings.",
        "The eldest of the singers was 82.",
    ],
)
def test_an_age_is_one_however_the_sentence_leads_to_it(text: str) -> None:
    assert [each.form for each in find_quantities(text)] == ["age"]


def test_what_counts_behind_an_age_or_a_person_is_none() -> None:
    texts = ["At age 9, 12 of them left.", "An officer of 12 provinces left.", "The average age in 14 provinces rose."]
    assert [[q.value for q in find_quantities(text) if q.form != "age"] for text in texts] == [[12], [12], [14]]


def test_ages_in_words_go_on_from_ages_in_digits() -> None:
    assert [q.form for q in find_quantities("The twins, aged 4, 7 and nine, sing.")] == ["age", "age", "age"]


def test_the_numbers_of_points_in_brackets_count_nothing() -> None:
    found = find_quantities("It aims to (1) free 14 boys; (2) try 3 men, and (3) leave.")
    assert [q.value for q in found] == [14, 3]


def test_a_record_of_a_year_is_no_sum() -> None:
    assert [q.value for q in find_quantities("It beat the record of 2021 (2,220).")] == [2220]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("There were over 60 injured in the square.", ["60"]),
        ("The dead were over 40 drowned and some burnt.", ["40"]),
        ("Wardens gave about 1500 hours to the weir.", ["1500 hours"]),
        ("Work fell from 2000 hours to 1700 hours.", ["2000 hours", "1700 hours"]),
        ("In NH 44 people drowned.", ["44"]),
        ("At EO 30 people were let go.", ["30"]),
        ("UNICEF 5M children.", ["5M"]),
        ("They were paid in CFA. 12 people refused.", ["12"]),
        ("The mill may cut 5 to 20 jobs.", ["5 to 20"]),
        ("Marden camp in Uganda 45123", ["45123"]),
        ("The target for Nairobi 70000.", ["70000"]),
        ("The mill closed in the valley-two villages lost all work.", ["two"]),
    ],
)
def test_counts_beside_what_may_lead_to_ages_times_and_codes_stay_counts(text: str, surfaces: list[str]) -> None:
    found = find_quantities(text)
    assert [each.surface for each in found] == surfaces
    assert all(each.form != "age" and each.unit in {"count", "hours"} for each in found)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Dig compost into the top 4-6 inches of the bed.", ["4-6 inches"]),
        ("The bottom 5 to 8 percent fell behind.", ["5 to 8 percent"]),
        ("MAKRO 18V Cordless Lamp", ["18V"]),
        ("Its kit has an LED 9W bulb.", ["9W"]),
    ],
)
def test_measures_behind_ranks_and_capitals_are_no_names(text: str, surfaces: list[str]) -> None:
    assert [each.surface for each in find_quantities(text)] == surfaces


@pytest.mark.parametrize("words", ["19, ", "1,", "12 and "])
def test_reading_a_list_of_numbers_without_end_takes_steps_that_grow_with_it(words: str) -> None:
    find_quantities("two men")  # reads the vocabulary
    few = steps_of(lambda: find_quantities("two men, " + words * 500))
    many = steps_of(lambda: find_quantities("two men, " + words * 2_000))
    assert many < 4.5 * few


def test_the_months_of_a_report_are_no_quantity() -> None:
    assert [q.surface for q in find_quantities("9M 2023 sales: 40 cars, 12M 2022: 51")] == ["40", "51"]
    assert [q.surface for q in find_quantities("They sold 9M cars in 2023")] == ["9M"]
