"""Figures of two things that happened, or of people of two ages, which the words beside the numbers tell apart."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.records.model import Claim, Verdict
from tests.as_shipped import compare
from tests.made_claims import made


def told(doc: str, quote: str, number: str, subject: str, **changes: Any) -> Claim:
    given: dict[str, Any] = {"measure": "other", "value": float(number.replace(",", ""))}
    return made(doc, quote=quote, number=number, subject=subject, **(given | changes))


def said(a: Claim, b: Claim) -> Verdict:
    return compare(a, b)[0]


@pytest.mark.parametrize(
    ("measure", "subject", "one", "other"),
    [
        ("other", "homes", "Hail damaged 2,310 homes in Peru in 2021.", "Hail destroyed 2,540 homes in Peru in 2021."),
        (
            "other",
            "clerks",
            "Ports hired 2,310 clerks in Peru in 2021.",
            "Ports laid off 2,540 clerks in Peru in 2021.",
        ),
        ("other", "tonnes of tin", "Peru exported 2,310 tonnes of tin.", "Peru imported 2,540 tonnes of tin."),
        ("other", "visas", "Peru issued 2,310 visas in 2021.", "In 2021 2,540 visas were turned down in Peru."),
        ("assisted", "patients", "Lima's wards admitted 2,310 patients.", "Lima's wards discharged 2,540 patients."),
        ("cases", "complaints", "Peru's ombudsman received 2,310 complaints.", "2,540 complaints were upheld in Peru."),
        ("cases", "calls", "The helpline answered 2,310 calls in Peru.", "The helpline missed 2,540 calls in Peru."),
        ("participation", "schools", "Peru opened 2,310 schools in 2021.", "Peru shut 2,540 schools in 2021."),
        ("money", "donors", "Donors pledged 2,310 soles in Peru.", "Donors disbursed 2,540 soles in Peru."),
        ("other", "swabs", "Peru carried out 2,310 swabs in 2021.", "2,540 swabs came back positive in Peru."),
    ],
)
def test_what_happened_tells_figures_apart_where_the_measure_leaves_it_open(
    measure: str, subject: str, one: str, other: str
) -> None:
    mine = told("a", one, "2,310", subject, measure=measure)
    theirs = told("b", other, "2,540", subject, measure=measure)
    assert (said(mine, theirs).verdict, said(mine, theirs).rule) == ("scope", "happening")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hail destroyed 2,310 homes in Peru in 2021.", "Hail flattened 2,540 homes in Peru in 2021."),
        ("Hail hit 2,310 homes in Peru in 2021.", "Hail destroyed 2,540 homes in Peru in 2021."),
        ("In Peru 2,310 homes were damaged or destroyed.", "Hail destroyed 2,540 homes in Peru in 2021."),
        ("Hail, which damaged roads, hit 2,310 homes in Peru.", "Hail destroyed 2,540 homes in Peru in 2021."),
    ],
)
def test_one_happening_in_other_words_and_one_that_is_not_told_hide_no_contradiction(one: str, other: str) -> None:
    assert said(told("a", one, "2,310", "homes"), told("b", other, "2,540", "homes")).verdict == "conflict"


def test_a_verb_that_does_not_fit_hides_no_slip() -> None:
    damaged = told("a", "Hail damaged 2,310 homes in Peru in 2021.", "2,310", "homes")
    destroyed = told("b", "Hail destroyed 2,130 homes in Peru in 2021.", "2,130", "homes")
    assert said(damaged, destroyed).slip == "neighbouring digits"


def test_where_the_measure_says_what_happened_other_verbs_are_of_other_things() -> None:
    one = told("a", "Hail damaged roads and killed 231 people in Peru.", "231", "people", measure="deaths")
    other = told("b", "Hail destroyed homes and killed 254 people in Peru.", "254", "people", measure="deaths")
    assert said(one, other).verdict == "conflict"


def ill(doc: str, quote: str, number: str) -> Claim:
    return told(doc, quote, number, "infections", measure="cases")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peru had 2,310 infections in those aged 15–24 in 2021.", "Peru had 2,540 infections in those aged 25 to 49."),
        ("Peru had 2,310 infections among under-fives in 2021.", "Peru had 2,540 infections among over-65s in 2021."),
        ("Peru had 2,310 infections before the age of 15.", "Peru had 2,540 infections before they turned 18."),
        ("Peru had 2,310 infections in 10-14 year-olds.", "Peru had 2,540 infections in people aged sixty and older."),
    ],
)
def test_people_of_two_ages_are_two_groups(one: str, other: str) -> None:
    found = said(ill("a", one, "2,310"), ill("b", other, "2,540"))
    assert (found.verdict, found.rule) == ("scope", "subject")
    assert "aged" in found.arithmetic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Peru had 2,310 infections among under-fives.",
            "Peru had 2,540 infections in children under the age of five.",
        ),
        ("Peru had 2,310 infections in people over 15.", "Peru had 2,540 infections in those aged 15 and older."),
        ("Peru had 2,310 infections between 15 and 24 years of age.", "Peru had 2,540 infections in those aged 15-24."),
        ("Peru had 2,310 infections in those aged 15–24.", "Peru had 2,540 infections, under 5 percent of all."),
    ],
)
def test_one_age_group_in_other_words_hides_no_contradiction(one: str, other: str) -> None:
    assert said(ill("a", one, "2,310"), ill("b", other, "2,540")).verdict == "conflict"


def test_families_are_counted_by_the_home_and_not_by_the_head() -> None:
    families = told("a", "Peru housed 2,310 families in 2021.", "2,310", "families", measure="assisted")
    people = told("b", "In 2021 Peru housed 2,540 people.", "2,540", "people", measure="assisted")
    households = told("c", "In 2021 Peru housed 2,540 households.", "2,540", "households", measure="assisted")
    assert (said(families, people).verdict, said(families, people).rule) == ("scope", "subject")
    assert said(families, households).verdict == "conflict"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Floods drove 2,310 people out over ten days in Peru.", "Floods drove 2,540 people out over 2 weeks in Peru."),
        ("Floods hit 2,310 people over 10 provinces of Peru.", "Floods hit 2,540 people over 12 provinces of Peru."),
        ("From 3 to 5 May floods hit 2,310 people in Peru.", "From 3 to 9 May floods hit 2,540 people in Peru."),
    ],
)
def test_days_and_dates_are_no_ages(one: str, other: str) -> None:
    mine, theirs = (told(doc, quote, number, "people", measure="displaced")
                    for doc, quote, number in (("a", one, "2,310"), ("b", other, "2,540")))  # fmt: skip
    assert said(mine, theirs).verdict == "conflict"


@pytest.mark.parametrize(
    ("subject", "one", "other"),
    [
        ("tonnes of tin", "Tin exports grew to 2,310 tonnes in Peru.", "Peru exported 2,540 tonnes of tin."),
        ("visas", "The number of visas declined to 2,310 in Peru.", "Peru issued 2,540 visas."),
    ],
)
def test_a_number_that_grew_or_declined_tells_of_no_harvest_and_no_refusal(subject: str, one: str, other: str) -> None:
    assert said(told("a", one, "2,310", subject), told("b", other, "2,540", subject)).verdict == "conflict"
