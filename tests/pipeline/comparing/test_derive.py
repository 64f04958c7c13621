"""Figures that follow from others, and those that should and do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.comparing.derive import derived_verdicts, document_verdicts
from pipeline.comparing.gates.normalised import normalise
from pipeline.records.model import Claim, Verdict
from pipeline.records.settings import default_settings
from tests.made_claims import made, share

SETTINGS = default_settings().compare
Figures = tuple[tuple[float, str, dict[str, Any]], ...]


def derived(*claims: Claim) -> list[Verdict]:
    return derived_verdicts([normalise(claim, SETTINGS) for claim in claims], SETTINGS)


def only(*claims: Claim) -> Verdict:
    (found,) = derived(*claims)
    return found


def counted(quote: str, *figures: tuple[float, str, dict[str, Any]]) -> list[Claim]:
    return [made("a", quote=quote, value=value, subject=subject, **more) for value, subject, more in figures]


def test_parts_that_a_sentence_lists_add_up() -> None:
    quote = "In all 812 people were freed: 640 women, 112 men and 60 children."
    claims = counted(quote, (812.0, "people", {}), (640.0, "women", {}), (112.0, "men", {}), (60.0, "children", {}))
    found = only(*claims)
    assert (found.verdict, found.rule, found.a) == ("derived", "sum", claims[0].id)
    assert found.b == tuple(claim.id for claim in claims[1:])
    assert "640 + 112 + 60 = 812" in found.arithmetic


def test_women_and_men_that_miss_the_total_are_a_conflict() -> None:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    figures: Figures = ((812.0, "people", {}), (640.0, "women and girls", {}), (152.0, "men and boys", {}))
    found = only(*counted(quote, *figures))
    assert (found.verdict, found.rule) == ("derived_conflict", "sum")
    assert "640 + 152 = 792" in found.arithmetic


def test_some_of_the_parts_are_no_conflict() -> None:
    quote = "The crew freed 812 people, including 640 women and girls and 152 men and boys."
    figures: Figures = ((812.0, "people", {}), (640.0, "women and girls", {}), (152.0, "men and boys", {}))
    assert derived(*counted(quote, *figures)) == []


def test_rounding_is_carried_through_a_sum() -> None:
    quote = "Of 27.6 million in all: 17.3 million on farms, 6.3 million at sea and 3.9 million in homes."
    numbers = ((27.6, "people"), (17.3, "people on farms"), (6.3, "people at sea"), (3.9, "people in homes"))
    claims = [
        made("a", quote=quote, value=value * 1e6, number=f"{value} million", subject=subject)
        for value, subject in numbers
    ]
    assert only(*claims).verdict == "derived"


def test_a_share_of_two_counts_comes_out_or_does_not() -> None:
    def sentence(percent: float) -> list[Claim]:
        quote = f"Of all, 289 of the 500 cases ({percent}%) ended in court."
        part, whole = counted(quote, (289.0, "cases in court", {}), (500.0, "cases", {}))
        told = share("a", quote=quote, number=f"{percent}%", value=float(percent), subject="cases", part="in court")
        return [part, whole, told]

    assert only(*sentence(58)).verdict == "derived"
    broken = only(*sentence(61))
    assert (broken.verdict, broken.rule) == ("derived_conflict", "share")
    assert "289 of 500 = 57.8%" in broken.arithmetic


def test_a_share_is_held_against_the_counts_of_a_sister_page() -> None:
    body = {"attributed_to": "Harbour Line", "measure": "cases", "place": "Peru"}
    whole = made("a", value=10360.0, subject="human trafficking cases", **body)
    part = made("a", value=7499.0, subject="sex trafficking cases", **body)
    told = share(
        "b", quote="About 67% of cases are sex trafficking.", number="67%", value=67.0, bound="about", modifier="about",
        subject="cases", part="sex trafficking", **body,
    )  # fmt: skip
    found = only(whole, part, told)
    assert (found.verdict, found.a, set(found.b)) == ("derived_conflict", told.id, {part.id, whole.id})


def change(doc: str = "a", **changes: Any) -> Claim:
    plain: dict[str, Any] = {
        "quote": "The share of minors fell by 78% in Peru.", "number": "78%", "value": 78.0, "unit": "percent",
        "measure": "reduction", "kind": "change", "direction": "down", "subject": "children in the sex trade",
        "start": None, "end": None,
    }  # fmt: skip
    return made(doc, **(plain | changes))


def test_a_drop_follows_from_the_shares_before_and_after() -> None:
    trade = {"subject": "people in the sex trade", "part": "minors"}
    before = share(
        "a", number="1 in 10", value=10.0, quote="In 2014, 1 in 10 were minors.", start="2014", end="2014", **trade
    )
    after = share(
        "a", number="1 in 45", value=2.22, quote="In 2022, 1 in 45 were minors.", start="2022", end="2022", **trade
    )
    found = only(before, after, change())
    assert (found.verdict, found.rule, found.b) == ("derived", "change", (before.id, after.id))


def rise(percent: float, quote: str) -> Claim:
    return change(
        quote=quote, value=percent, number=f"{percent:g}%", measure="growth", direction="up",
        subject="trafficking cases", start="2018", end="2019",
    )  # fmt: skip


def test_a_rise_that_stands_beside_its_two_values_comes_out_or_does_not() -> None:
    def sentence(percent: float) -> list[Claim]:
        quote = f"Trafficking cases in Peru rose {percent:g}%, from 2,001 in 2018 to 2,501 in 2019."
        cases = {"measure": "cases", "subject": "trafficking cases", "quote": quote}
        before = made("a", value=2001.0, start="2018", end="2018", **cases)
        after = made("a", value=2501.0, start="2019", end="2019", **cases)
        return [rise(percent, quote), before, after]

    assert only(*sentence(25)).verdict == "derived"
    broken = only(*sentence(31))
    assert (broken.verdict, broken.rule) == ("derived_conflict", "change")
    assert "from 2,001 to 2,501" in broken.arithmetic


def test_a_rise_is_not_held_against_two_values_of_something_else() -> None:
    quote = "Calls in Peru rose 31% in 2019, and boats checked went from 2,001 in 2018 to 2,501 in 2019."
    boats = {"measure": "other", "subject": "boats checked", "quote": quote}
    before = made("a", value=2001.0, start="2018", end="2018", **boats)
    after = made("a", value=2501.0, start="2019", end="2019", **boats)
    assert derived(replace(rise(31, quote), subject="calls"), before, after) == []


def test_halves_that_miss_their_year_are_a_conflict() -> None:
    crimes = {"measure": "cases", "subject": "crimes"}
    year = made("a", value=64428.0, quote="Crimes in the year 64,428", start="2021", end="2021", **crimes)
    first = made("a", value=30817.0, quote="Crimes, spring 30,817", start="2021-01", end="2021-06", **crimes)
    second = made("a", value=33557.0, quote="Crimes, autumn 33,557", start="2021-07", end="2021-12", **crimes)
    aside = made("a", value=12.0, number="12", quote="Crimes, autumn 33,557 (12 of them at sea)", subject="boats")
    last = replace(second, quote=aside.quote)
    found = [verdict for verdict in derived(year, first, last, aside) if verdict.verdict == "derived_conflict"]
    assert [verdict.arithmetic for verdict in found] == ["30,817 + 33,557 = 64,374; 64,428 does not fit"]


def test_a_part_that_is_told_for_several_is_not_added_once() -> None:
    quote = "The crew freed 812 people in Peru: 640 in Lima and 85 each in Cusco and Puno."
    places = ((812.0, "Peru"), (640.0, "Lima, Peru"), (85.0, "Cusco, Peru"))
    assert (
        derived(*(made("a", quote=quote, value=value, subject="people", place=place) for value, place in places)) == []
    )


def test_shares_that_make_a_hundred() -> None:
    quote = "Of all deaths 58% were on roads in towns, 31% in villages, and 11% at sea."
    parts = (("58%", 58.0, "towns"), ("31%", 31.0, "villages"), ("11%", 11.0, "sea"))
    claims = [share("a", quote=quote, number=n, value=v, subject="deaths", part=p) for n, v, p in parts]
    assert only(*claims).rule == "hundred"


def test_a_rate_a_day_follows_from_a_rate_a_year() -> None:
    deaths = {
        "measure": "deaths",
        "kind": "rate",
        "subject": "road deaths",
        "start": None,
        "end": None,
        "place": "world",
    }
    yearly = made("a", quote="It is 1.19 million a year.", number="1.19 million", value=1.19e6, **deaths)
    daily = made(
        "a", quote="That is over 3,200 a day.", number="3,200", value=3200.0, bound="min", modifier="over", **deaths
    )
    found = only(yearly, daily)
    assert (found.rule, found.a, found.b) == ("rate", daily.id, (yearly.id,))


def test_small_numbers_that_add_up_by_chance_are_left_alone() -> None:
    claims = [
        made("a", value=9.0, number="nine", subject="boats", measure="other", quote="Nine boats came in."),
        made("a", value=4.0, number="four", subject="children", measure="other", quote="Four children went to school."),
        made("a", value=5.0, number="five", subject="nurses", measure="other", quote="Five nurses were hired."),
    ]
    assert derived(*claims) == []


def test_grown_ups_and_minors_that_fall_short_of_everyone_are_a_conflict() -> None:
    quote = "Of 3,400 victims 300 adults and 150 minors came to Lima, 900 adults and 450 minors to Cusco."
    figures: Figures = (
        (3400.0, "victims", {}),
        (300.0, "adults in Lima", {}),
        (150.0, "minors in Lima", {}),
        (900.0, "adults in Cusco", {}),
        (450.0, "minors in Cusco", {}),
    )
    (found,) = (verdict for verdict in derived(*counted(quote, *figures)) if verdict.verdict == "derived_conflict")
    assert found.arithmetic == "300 + 150 + 900 + 450 = 1,800; 3,400 does not fit"


def test_a_flag_carries_its_probability_which_an_unsure_reading_lowers() -> None:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    figures: Figures = ((812.0, "people", {}), (640.0, "women and girls", {}), (152.0, "men and boys", {}))
    claims = counted(quote, *figures)
    sure = only(*claims)
    assert sure.probability is not None
    assert sure.probability >= SETTINGS.broken_from
    assert derived(*(replace(claim, confidence=0.2) for claim in claims)) == []


def test_what_a_document_tells_by_itself_is_all_that_can_fail() -> None:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    figures: Figures = ((812.0, "people", {}), (640.0, "women and girls", {}), (152.0, "men and boys", {}))
    claims = [*counted(quote, *figures), made("b", value=77.0, subject="boats"), made("b", value=12.0, subject="crews")]
    by_document = [
        verdict
        for doc in ("a", "b")
        for verdict in document_verdicts([normalise(c, SETTINGS) for c in claims if c.doc == doc], SETTINGS)
    ]
    assert by_document == [verdict for verdict in derived(*claims) if verdict.verdict == "derived_conflict"]
    assert by_document


def test_the_order_of_the_claims_changes_nothing() -> None:
    quote = "In all 812 people were freed: 640 women, 112 men and 60 children."
    claims = counted(quote, (812.0, "people", {}), (640.0, "women", {}), (112.0, "men", {}), (60.0, "children", {}))
    forth, back = derived(*claims), derived(*claims[::-1])
    assert {(each.a, frozenset(each.b)) for each in forth} == {(each.a, frozenset(each.b)) for each in back}


def counted_on(total: float) -> list[Claim]:
    quote = f"By 2020, 4,310 people were freed; 2,150 more were freed in 2021, which brings the total to {total:,.0f}."
    up_to_2020: dict[str, Any] = {"start": None, "end": "2020"}
    up_to_2021: dict[str, Any] = {"start": None, "end": "2021"}
    return counted(quote, (4310.0, "people", up_to_2020), (2150.0, "people", {}), (total, "people", up_to_2021))


def test_a_running_total_and_the_next_year_make_up_the_new_total() -> None:
    fits, broken = only(*counted_on(6460)), only(*counted_on(6960))
    assert (fits.verdict, broken.verdict, broken.rule) == ("derived", "derived_conflict", "sum")
    assert "4,310 + 2,150 = 6,460" in broken.arithmetic


def test_a_change_of_one_thing_is_not_worked_out_of_another() -> None:
    quote = "Enrolment grew by 10% from 2019 to 2020, while teachers went from 4,000 to 4,400."
    base: dict[str, Any] = {
        "unit": "percent",
        "kind": "change",
        "direction": "up",
        "measure": "growth",
        "number": "10%",
    }

    def told(thing: str) -> list[Verdict]:
        years: list[dict[str, Any]] = [{"start": year, "end": year, "kind": "level"} for year in ("2019", "2020")]
        change = (10.0, thing, {**base, "start": "2019", "end": "2020"})
        return derived(*counted(quote, change, (4000.0, "teachers", years[0]), (4400.0, "teachers", years[1])))

    assert told("enrolment") == []
    assert [found.verdict for found in told("teachers")] == ["derived"]


def test_points_are_the_difference_of_two_shares() -> None:
    def told(points: float) -> list[str]:
        number = f"{points:g} percentage points"
        quote = f"Girls at school went up by {number}, from 62% in 2019 to 71% in 2020."
        before, after = (
            share("a", quote=quote, number=f"{v:g}%", value=v, subject="girls", part="at school", start=y, end=y)
            for v, y in ((62.0, "2019"), (71.0, "2020"))
        )
        up = {"measure": "growth", "direction": "up", "unit": "percentage points", "start": "2019", "end": "2020"}
        rise_in_points = change(quote=quote, number=number, value=points, subject="girls at school", **up)
        return [found.verdict for found in derived(rise_in_points, before, after)]

    assert told(9) == ["derived"]
    assert told(15) == ["derived_conflict"]


def test_so_many_times_as_much_is_worked_out_loosely() -> None:
    def told(times: str, stated: float, later: float, bound: str = "exact") -> list[str]:
        quote = f"Calls grew {times}, from 210 in 2019 to {later:g} in 2020."
        calls = {"measure": "cases", "subject": "calls", "quote": quote}
        before = made("a", value=210.0, start="2019", end="2019", **calls)
        after = made("a", value=later, start="2020", end="2020", **calls)
        up: dict[str, Any] = {"measure": "growth", "direction": "up", "unit": "times", "bound": bound}
        return [
            found.verdict
            for found in derived(
                change(quote=quote, number=times, value=stated, subject="calls", start="2019", end="2020", **up),
                before,
                after,
            )
        ]

    assert "derived_conflict" not in told("fourfold", 4.0, 790)
    assert told("fourfold", 4.0, 412) == ["derived_conflict"]
    assert told("more than threefold", 3.0, 480, "min") == ["derived_conflict"]


def test_a_rise_of_the_very_times_of_two_values_is_held_against_them_in_another_sentence() -> None:
    quote = "Trafficking cases in Peru came to 2,001 in 2018 and to 2,501 in 2019."
    cases = {"measure": "cases", "subject": "trafficking cases", "quote": quote}
    before = made("a", value=2001.0, start="2018", end="2018", **cases)
    after = made("a", value=2501.0, start="2019", end="2019", **cases)
    broken = only(rise(34, "In Peru trafficking cases rose by 34% in 2019."), before, after)
    assert (broken.verdict, broken.rule) == ("derived_conflict", "change")


def test_parts_may_stand_before_what_is_called_their_total() -> None:
    def told(total: float, ending: str) -> list[str]:
        quote = f"The crew freed 640 women and girls and 152 men and boys, {total:g} people{ending}."
        women, men = (640.0, "women and girls", {}), (152.0, "men and boys", {})
        return [found.verdict for found in derived(*counted(quote, women, men, (total, "people", {})))]

    assert told(792, " in all") == ["derived"]
    assert told(812, " in all") == ["derived_conflict"]
    assert told(812, " having asked for help") == []


def test_parts_beside_others_are_not_all_of_them() -> None:
    for told in ("mostly women and girls (640), and boys (152)", "640 women and girls, 152 boys and a few men"):
        figures: Figures = ((812.0, "people", {}), (640.0, "women and girls", {}), (152.0, "boys", {}))
        assert derived(*counted(f"The crew freed 812 people, {told}.", *figures)) == []


def test_a_share_of_counts_that_are_said_in_one_phrase_comes_out_or_does_not() -> None:
    def told(quote: str, percent: str) -> list[str]:
        cases: dict[str, Any] = {"measure": "cases"}
        part, whole = counted(quote, (61.0, "cases", cases), (1208.0, "cases", cases))
        value = float(percent.rstrip("%"))
        ended = share("a", quote=quote, number=percent, value=value, subject="cases", part="tried", measure="cases")
        return [found.verdict for found in derived(part, whole, ended)]

    for percent, verdict in (("5%", "derived"), ("8%", "derived_conflict")):
        assert told(f"Only 61 of the 1,208 cases, or {percent}, were tried.", percent) == [verdict]
        assert told(f"A mere {percent} of the cases, 61 of 1,208, were tried.", percent) == [verdict]
        assert told(f"Of the 1,208 cases, 61 ({percent}) were tried.", percent) == [verdict]
    assert told("Only 61 of 1,208 cases, fewer than the 8% that were dropped, were tried.", "8%") == []


def test_shares_of_people_apart_come_to_a_hundred_at_most() -> None:
    def told(*parts: tuple[float, str]) -> list[str]:
        quote = "Of victims in Peru " + " and ".join(f"{value:g}% were {part}" for value, part in parts) + "."
        claims = [share("a", quote=quote, number=f"{v:g}%", value=v, subject="victims", part=p) for v, p in parts]
        return [found.verdict for found in derived(*claims)]

    assert told((61.0, "women"), (47.0, "men")) == ["derived_conflict"]
    assert told((61.0, "adults"), (34.0, "minors")) == ["derived_conflict"]
    assert told((61.0, "women"), (31.0, "girls"), (19.0, "boys")) == ["derived_conflict"]
    assert "derived_conflict" not in told((61.0, "women"), (38.0, "men")) + told((61.0, "women"), (19.0, "boys"))
    assert told((61.0, "women"), (47.0, "from abroad")) == []


def test_a_change_that_is_met_by_two_values_of_a_series_is_not_broken_by_the_others() -> None:
    def told(first: float) -> set[str]:
        quote = f"Their share has doubled to 25% in two years: it was {first:g}% in 2018 and 18.1% in 2019."
        up: dict[str, Any] = {"measure": "growth", "direction": "up", "unit": "times", "start": "2020", "end": "2020"}
        grown = change(quote=quote, number="doubled", value=2.0, subject="share of miners in accidents", **up)
        values = [
            share(
                "a", quote=quote, number=f"{value:g}%", value=value, subject="accidents", part="miners", start=y, end=y
            )
            for value, y in ((25.0, "2020"), (first, "2018"), (18.1, "2019"))
        ]
        return {found.verdict for found in derived(grown, *values)}

    assert "derived_conflict" not in told(12.8)
    assert "derived_conflict" in told(19.2)


def test_rates_of_each_sex_come_to_no_hundred() -> None:
    """Nothing says of what whole they are shares: they are read as their own."""
    quote = "The fever hit children hardest in Peru: girls 51%, boys 58%."
    girls = share("a", quote=quote, number="51%", value=51.0, subject="girls", part="girls")
    boys = share("a", quote=quote, number="58%", value=58.0, subject="boys", part="boys")
    assert derived(girls, boys) == []


def test_a_part_of_a_hundred_may_be_read_without_its_whole() -> None:
    quote = "Of victims in Peru 61% were women, and 47% men."
    women = share("a", quote=quote, number="61%", value=61.0, subject="victims", part="women")
    men = share("a", quote=quote, number="47%", value=47.0, subject="men", part="men")
    assert only(women, men).verdict == "derived_conflict"
    assert derived(women, replace(men, subject="offenders")) == []
