"""Figures that do not meet and are of two things, as the words around them tell; and like ones that do contradict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.gates import normalise
from pipeline.comparing.gates.causes import causes_in
from pipeline.comparing.reconcile.filing import fact_key
from pipeline.records.model import Claim
from tests.as_shipped import SETTINGS, compare, reconcile
from tests.made_claims import made


def told(doc: str, quote: str, number: str, **changes: Any) -> Claim:
    given = {"start": "2021", "end": "2021"} | changes
    if "value" not in given:
        given["value"] = float(number.replace(",", "").rstrip("%"))
    return made(doc, quote=quote, number=number, **given)


def said(a: Claim, b: Claim) -> tuple[str, str]:
    found = compare(a, b)[0]
    return found.verdict, found.rule


def deaths(doc: str, quote: str, number: str) -> Claim:
    return told(doc, quote, number, measure="deaths", subject="people", place="Nepal")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lightning killed 312 people in Nepal in 2021.", "In 2021 landslides claimed 347 lives in Nepal."),
        ("Measles killed 312 people in Nepal in 2021.", "In 2021 hailstorms led to 347 deaths in Nepal."),
        ("War killed 312 people in Nepal in 2021.", "Natural disasters killed 347 people in Nepal in 2021."),
        ("A hostel fire killed 312 people in Nepal in 2021.", "Methanol killed 347 people in Nepal in 2021."),
        ("In 2021 312 people died when boats sank in Nepal.", "Bus crashes killed 347 people in Nepal in 2021."),
        ("Gunmen killed 312 people in Nepal in 2021.", "In 2021 347 people died in childbirth in Nepal."),
        ("Heat killed 312 people in Nepal in 2021.", "Cold spells claimed 347 lives in Nepal in 2021."),
        ("Heat stroke killed 312 people in Nepal in 2021.", "A stroke killed 347 people in Nepal in 2021."),
    ],
)
def test_deaths_of_two_causes_are_two_things(one: str, other: str) -> None:
    assert said(deaths("a", one, "312"), deaths("b", other, "347")) == ("scope", "about")


def test_deaths_of_one_cause_or_of_a_kind_of_it_contradict_each_other() -> None:
    floods = deaths("a", "Floods killed 312 people in Nepal in 2021.", "312")
    again = deaths("b", "In 2021, 347 people were killed by flash flooding in Nepal.", "347")
    disasters = deaths("c", "The disaster killed 347 people in Nepal in 2021.", "347")
    bare = deaths("d", "In Nepal 347 people died in 2021.", "347")
    assert {said(floods, other)[0] for other in (again, disasters, bare)} == {"conflict"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The cyclone killed 312 people in Nepal in 2021.", "Floods killed 347 people in Nepal in 2021."),
        ("Air strikes killed 312 people in Nepal in 2021.", "The war killed 347 people in Nepal in 2021."),
        ("Bandits killed 312 people in Nepal in 2021.", "Attacks by insurgents: the insurgency killed 347 in Nepal."),
        ("A gas leak at the plant killed 312 people in Nepal.", "The explosion killed 347 people in Nepal in 2021."),
        ("In 2021 312 people drowned in Nepal.", "Floods killed 347 people in Nepal in 2021."),
        (
            "No group has yet claimed the attacks that killed 312 people in Nepal.",
            "Attacks killed 347 people in Nepal.",
        ),
        ("A conflict of interest delayed aid; 312 people died in Nepal.", "Floods killed 347 people in Nepal in 2021."),
    ],
)
def test_causes_of_one_event_and_words_that_name_none_hide_no_contradiction(one: str, other: str) -> None:
    assert said(deaths("a", one, "312"), deaths("b", other, "347"))[0] == "conflict"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(("floods",), ("cyclone",)), (("floods",), ("disasters",)), (("Operation Dawn", "floods"), ("landslides",))],
)
def test_causes_of_one_event_are_one_affair(mine: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    one, other = deaths("a", "In Nepal 312 people died in 2021.", "312"), deaths("b", "347 died in Nepal.", "347")
    assert said(replace(one, about=mine), replace(other, about=theirs))[0] == "conflict"


def test_one_trade_among_all_is_less_than_all() -> None:
    money: dict[str, Any] = {
        "measure": "money",
        "kind": "amount",
        "unit": "USD",
        "subject": "profits",
        "place": "world",
    }
    some = told("a", "Profits came to $11 bn in 2021.", "$11 bn", value=11e9, about=("fishing",), **money)
    every = told("b", "In 2021 profits came to $140 bn.", "$140 bn", value=140e9, **money)
    assert said(some, every)[0] != "conflict"
    assert said(replace(some, about=()), every)[0] == "conflict"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nurses", "doctors"),
        ("midwives", "pharmacists"),
        ("pupils", "teachers"),
        ("goats", "sheep"),
        ("boreholes", "latrines"),
        ("trucks", "buses"),
        ("tonnes of maize", "tonnes of wheat"),
        ("blankets", "mattresses"),
        ("inpatients", "outpatients"),
        ("widows", "orphans"),
        ("wind farms", "solar farms"),
        ("arrivals", "departures"),
        ("pardons granted", "pardons refused"),
        ("attempted murders", "murders"),
        ("houses without power", "houses with power"),
        ("documented workers", "undocumented workers"),
        ("confirmed cases", "suspected cases"),
        ("public schools", "private schools"),
        ("employers", "employees"),
        ("seasonal workers", "permanent workers"),
        ("minor injuries", "severe injuries"),
        ("incoming pupils", "outgoing pupils"),
        ("litres of petrol", "litres of diesel"),
        ("protesters hurt", "police hurt"),
        ("foreign workers", "workers"),
        ("Bolivian workers", "workers"),
    ],
)
def test_a_word_tells_two_things_apart(one: str, other: str) -> None:
    mine = told(
        "a", f"In Chile 1,240 {one} were counted in 2021.", "1,240", subject=one, measure="other", place="Chile"
    )
    theirs = told("b", f"1,760 {other} were counted in Chile.", "1,760", subject=other, measure="other", place="Chile")
    assert said(mine, theirs) == ("scope", "subject")


@pytest.mark.parametrize(
    ("one", "other"),
    [("houses", "homes"), ("lorries", "trucks"), ("pupils", "students"), ("murders", "homicides"), ("cattle", "cows")],
)
def test_two_words_of_one_meaning_tell_nothing_apart(one: str, other: str) -> None:
    mine, theirs = (
        told(doc, f"In Chile {number} {thing} were counted.", number, subject=thing, measure="other", place="Chile")
        for doc, number, thing in (("a", "1,240", one), ("b", "1,760", other))
    )
    assert said(mine, theirs)[0] == "conflict"


def test_the_rest_of_a_share_is_no_second_figure_unless_the_two_miss_a_hundred() -> None:
    def share_of(doc: str, number: str, part: str) -> Claim:
        quote = f"In 2021 {number} of infants in Peru were {part}."
        more: dict[str, Any] = {"unit": "percent", "kind": "share", "measure": "other", "place": "Peru"}
        return told(doc, quote, number, subject="infants", part=part, **more)

    immunised = share_of("a", "64%", "immunised")
    assert said(immunised, share_of("b", "36%", "not immunised")) == ("scope", "subject")
    assert said(immunised, share_of("b", "36%", "unimmunised")) == ("scope", "subject")
    assert said(immunised, share_of("b", "21%", "not immunised"))[0] == "conflict"


def test_a_count_of_one_cause_is_part_of_one_of_all_causes_but_not_of_one_of_that_cause() -> None:
    part = replace(deaths("a", "In Nepal 312 people died in 2021.", "312"), about=("cholera",))
    every = deaths("b", "In Nepal 547 people died in 2021.", "547")
    again = deaths("c", "Cholera killed 547 people in Nepal in 2021.", "547")
    assert (said(part, every)[0], said(part, again)[0]) == ("scope", "conflict")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A lorry overturned near Pokhara and killed 53 people.", "The explosion of the lorry killed 61 people."),
        ("In a road accident near Pokhara 53 people died.", "Near Pokhara 61 people drowned in a bus."),
        ("The plane crash killed 53 people.", "A blaze killed 61 people when the plane came down."),
        ("The stampede killed 53 people.", "The protest near the stadium killed 61 people."),
        ("53 people were executed by the fighters.", "The terrorist attack killed 61 people."),
    ],
)
def test_causes_that_one_day_can_have_are_of_one_event_on_a_day_and_of_two_in_a_year(one: str, other: str) -> None:
    mine, theirs = deaths("a", one, "53"), deaths("b", other, "61")
    assert said(mine, theirs) == ("scope", "about")
    day = "2021-05-04"
    assert said(replace(mine, start=day, end=day), replace(theirs, start=day, end=day))[0] == "conflict"


@pytest.mark.parametrize(
    "quote",
    ["Officers executed a warrant; 312 people died in Nepal.", "As prices sank, 312 people died in Nepal."],
)
def test_a_verb_of_two_meanings_names_no_cause(quote: str) -> None:
    assert said(deaths("a", quote, "312"), deaths("b", "Floods killed 347 people in Nepal.", "347"))[0] == "conflict"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("farmers", "civilians"),
        ("soldiers", "prisoners of war"),
        ("sailors", "fishermen"),
        ("pupils", "passengers"),
        ("market stalls", "shops"),
        ("children in a home", "children in an orphanage"),
        ("overseas workers", "foreign workers"),
        ("disabled children", "children with disabilities"),
        ("pregnant women", "expectant women"),
        ("unvaccinated people", "people not vaccinated"),
        ("people who moved to camps", "people who moved into camps"),
    ],
)
def test_words_for_the_same_people_or_things_hide_no_contradiction(one: str, other: str) -> None:
    mine = told("a", f"In Chile 1,241 {one} were counted.", "1,241", subject=one, measure="other", place="Chile")
    theirs = told("b", f"1,763 {other} were counted in Chile.", "1,763", subject=other, measure="other", place="Chile")
    assert said(mine, theirs)[0] == "conflict"


def test_what_police_confirm_and_whom_they_suspect_is_no_kind_of_what_is_counted() -> None:
    one = deaths("a", "The governor of Nepal confirmed that 312 people died.", "312")
    other = deaths("b", "In Nepal suspected bandits killed 347 people.", "347")
    again = deaths("c", "In Nepal suspected bandits killed 312 people.", "312")
    assert (said(one, other)[0], said(one, again)[0]) == ("conflict", "agree")


class TestFiguresThatMeetByChance:
    @staticmethod
    def counted(doc: str, thing: str, number: str = "1,240") -> Claim:
        quote = f"In Chile {number} {thing} were trained in 2021."
        return told(doc, quote, number, subject=thing, measure="trained", place="Chile")

    def test_equal_figures_of_unlike_things_are_not_agreed(self) -> None:
        nurses, doctors = self.counted("a", "nurses"), self.counted("b", "doctors")
        assert said(nurses, doctors) == ("scope", "subject")
        assert [fact.status for fact in reconcile([nurses, doctors]).facts] == ["single", "single"]
        again = replace(self.counted("c", "nurses"), quote="Chile has trained 1,240 nurses in 2021, it says.")
        assert [fact.status for fact in reconcile([nurses, again]).facts] == ["agreed"]

    def test_a_fact_whose_clauses_tell_its_claims_apart_is_not_agreed(self) -> None:
        confirmed = told("a", "Peru confirmed 1,210 measles cases.", "1,210", measure="cases", subject="cases")
        suspected = told("b", "In Peru 1,210 cases were suspected.", "1,210", measure="cases", subject="cases")
        assert said(confirmed, suspected) == ("scope", "subject")
        assert {fact.status for fact in reconcile([confirmed, suspected]).facts} == {"mixed"}

    @pytest.mark.parametrize(
        ("subject", "kinds"), [("nurses", "nurse"), ("trucks", "lorry"), ("students", ""), ("civilians", "")]
    )
    def test_only_a_kind_that_the_reading_hides_is_in_a_facts_key(self, subject: str, kinds: str) -> None:
        norm = normalise(self.counted("a", subject), SETTINGS.compare)
        assert fact_key(norm).thing.text().endswith(f",{kinds},||")

    def test_small_figures_of_two_causes_are_not_agreed(self) -> None:
        rabies = deaths("a", "Rabies killed 41 people in Nepal in 2021.", "41")
        tetanus = deaths("b", "In Nepal tetanus cost 41 people their lives in 2021.", "41")
        assert said(rabies, tetanus) == ("scope", "about")
        assert [fact.status for fact in reconcile([rabies, tetanus]).facts] == ["mixed"]

    def test_unlike_figures_of_unlike_things_are_two_facts(self) -> None:
        for one, other in (("nurses", "doctors"), ("cars", "lorries"), ("judges", "police")):
            facts = reconcile([self.counted("a", one), self.counted("b", other, "1,310")]).facts
            assert [fact.status for fact in facts] == ["single", "single"]


def test_a_clause_says_too_that_cases_are_but_suspected() -> None:
    quotes = ("Peru confirmed 1,210 measles cases.", "Nurses in Peru suspected measles in 1,314 cases.")
    one, other = (
        told(doc, quote, number, measure="cases", subject="cases")
        for doc, quote, number in zip("ab", quotes, ("1,210", "1,314"), strict=True)
    )
    assert said(one, other) == ("scope", "subject")


def test_an_origin_that_the_other_text_names_tells_nothing_apart() -> None:
    mine = told(
        "a", "1,240 Bolivian workers came to Chile in 2021.", "1,240", subject="Bolivian workers", place="Chile"
    )
    quote = "1,240 Chilean workers were trained in 2021."
    own = told("a", quote, "1,240", subject="Chilean workers", place="Chile")
    there = told("b", "In 2021 1,760 workers were trained.", "1,760", subject="workers", place="Chile")
    assert said(own, there)[0] == "conflict"
    quote = "Of workers from Bolivia 1,760 came to Chile in 2021."
    assert said(mine, told("b", quote, "1,760", subject="workers", place="Chile"))[0] == "conflict"


def test_some_of_the_things_may_be_far_less_than_all_of_them() -> None:
    some = told("a", "In Chile 1,210 remand prisoners were held.", "1,210", subject="remand prisoners", measure="other")
    every = told("b", "Chile held 9,310 prisoners in 2021.", "9,310", subject="prisoners", measure="other")
    assert said(some, every) == ("scope", "subject")


def test_others_by_themselves_are_people() -> None:
    hurt: dict[str, Any] = {"measure": "injured", "place": "Lima"}
    quote = "The blast in Lima killed 41 people and hurt 96 others."
    others = told("a", quote, "96", subject="others", **hurt)
    people = told("b", "In Lima 52 people were hurt in the blast.", "52", subject="people", **hurt)
    assert said(others, people)[0] == "conflict"


def test_one_more_is_no_second_count() -> None:
    undated = {"start": None, "end": None, "measure": "arrested", "subject": "protesters"}
    first = told("a", "Police detained 84 protesters in Lima.", "84", published="2020-08-10", **undated)
    more = told("b", "Another 52 protesters were detained in Lima.", "52", published="2020-08-12", **undated)
    assert said(first, more)[0] == "scope"


class TestCountsSoFar:
    def test_two_counts_of_a_year_so_far_are_one_series(self) -> None:
        few = told("a", "In 2021, 17 children have already been freed in Peru.", "17", published=None)
        more = told("b", "So far 52 children have been freed in Peru in 2021.", "52", published=None)
        near = told("c", "To date 19 children have been freed in Peru in 2021.", "19", published=None)
        assert said(few, more) == said(few, near) == ("progression", "counters")

    def test_the_fact_of_a_year_so_far_says_its_latest_figure_with_the_day_of_the_page(self) -> None:
        few = told("a", "In 2021, 17 children have already been freed in Peru.", "17", published="2021-06-01")
        more = told("b", "So far 52 children have been freed in Peru in 2021.", "52", published="2021-11-05")
        (fact,) = reconcile([few, more]).facts
        assert (fact.says, fact.latest, fact.as_of) == ("52", 52.0, "2021-11-05")

    def test_a_later_count_so_far_cannot_be_less(self) -> None:
        first = told("a", "So far 513 children have been freed in Peru in 2021.", "513", published="2021-05-20")
        later = told("b", "So far this year 391 children have been freed in Peru.", "391", published="2021-08-01")
        assert said(first, later)[0] == "regression"

    def test_a_year_so_far_is_less_than_all_of_the_year(self) -> None:
        so_far = told("a", "So far 313 children have been freed in Peru in 2021.", "313", published="2021-05-20")
        whole = told("b", "In 2021 the coast guard freed 391 children in Peru.", "391")
        less = told("c", "In 2021 the coast guard freed 201 children in Peru.", "201")
        assert said(so_far, whole)[0] in ("progression", "scope")
        assert said(so_far, less)[0] == "conflict"

    def test_counts_since_an_event_grow_by_the_dates_of_their_pages(self) -> None:
        undated = {"start": None, "end": None}
        first = told(
            "a", "Since the raids began 1,240 children were freed in Peru.", "1,240", published="2021-05-03", **undated
        )
        later = told(
            "b", "Since the raids began 1,615 children were freed in Peru.", "1,615", published="2021-05-20", **undated
        )
        unknown = told(
            "c", "Since the raids began 1,615 children were freed in Peru.", "1,615", published=None, **undated
        )
        assert said(first, later) == said(first, unknown) == ("progression", "counters")

    def test_what_happened_today_is_of_the_day_of_its_page(self) -> None:
        undated = {"start": None, "end": None}
        one = told("a", "The coast guard freed 112 children off Peru today.", "112", published="2021-09-02", **undated)
        other = told("b", "The coast guard freed 64 children off Peru today.", "64", published="2021-09-14", **undated)
        assert said(one, other) == ("progression", "flows")


def test_one_body_may_count_anew_after_years() -> None:
    undated = {"start": None, "end": None, "kind": "level", "measure": "exploited", "publisher": "Harbour Watch"}
    first = told("a", "Some 168,000 children work in Peru.", "168,000", published="2013-09-23", **undated)
    later = told("b", "Some 152,000 children work in Peru.", "152,000", published="2017-09-19", **undated)
    assert said(first, later) == ("progression", "undated")


def test_one_figure_since_a_year_and_from_the_next_year_on_is_a_period_conflict() -> None:
    since = told("a", "Since 2003 we freed 312 children in Peru.", "312", start="2003", end=None, publisher="Watch")
    quote = "From 2004 to 2021 we freed 312 children in Peru."
    between = told("b", quote, "312", start="2004", end="2021", publisher="Watch")
    assert [found.verdict for found in compare(since, between)] == ["agree", "period_conflict"]
    one_year = told("c", "In 2004 we freed 312 children in Peru.", "312", start="2004", end="2004", publisher="Watch")
    assert "period_conflict" not in {found.verdict for found in compare(since, one_year)}


@pytest.mark.parametrize(
    ("measure", "one", "other"),
    [("cases", "raids", "cases"), ("other", "households", "provinces"), ("other", "pupils", "schools")],
)
def test_things_that_are_no_peoples_are_not_held_against_people_and_cases(measure: str, one: str, other: str) -> None:
    a = told("a", f"In 2021 there were 214 {one} in Nepal.", "214", measure=measure, subject=one, place="Nepal")
    b = told("b", f"In 2021 Nepal had 241 {other}.", "241", measure=measure, subject=other, place="Nepal")
    assert said(a, b) == ("scope", "subject")


def test_counties_where_people_died_are_no_counties() -> None:
    districts = told(
        "a",
        "Districts with most deaths in 2021: Nepal 214.",
        "214",
        subject="districts",
        measure="deaths",
        place="Nepal",
    )
    people = deaths("b", "In 2021 241 people died in Nepal.", "241")
    assert said(districts, people)[1] != "subject"
    cases = told("c", "Nepal had 214 cases in 2021.", "214", measure="cases", subject="cases", place="Nepal")
    reports = told("d", "Nepal had 241 reports in 2021.", "241", measure="cases", subject="reports", place="Nepal")
    assert said(cases, reports) != ("scope", "subject")


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("The network sold 500 GWh of heat from heat pumps.", set()),
        ("The port has 900 tonnes of cold storage.", set()),
        ("Nine people died of heat stroke.", {"heat"}),
        ("Nine people died of cold.", {"cold"}),
    ],
)
def test_heat_and_cold_are_causes_only_of_harm(text: str, causes: set[str]) -> None:
    assert causes_in(text) == causes
