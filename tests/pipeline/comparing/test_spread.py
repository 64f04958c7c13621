"""What a fact's figures say together: open ends, bounds in words, running counts by their latest figure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.gates.wording import figure_text
from pipeline.comparing.spread import running_count
from pipeline.records.model import Claim, Fact
from tests.as_shipped import reconcile
from tests.made_claims import made


def fact_of(*claims: Claim) -> Fact:
    (fact,) = reconcile(claims).facts
    return fact


def counted(doc: str, value: float, *, published: str | None, **changes: Any) -> Claim:
    quote = f"As {doc} tells it, {value:,.0f} children in Peru came free from work on the boats since 2012."
    return made(doc, value=value, published=published, **({"quote": quote, "start": "2012", "end": None} | changes))


@pytest.mark.parametrize(
    ("bound", "modifier", "low", "high", "says"),
    [
        ("exact", None, 420.0, 420.0, "420"),
        ("about", "some", 420.0, 420.0, "some 420"),
        ("min", "upwards of", 420.0, None, "upwards of 420"),
        ("max", "fewer than", None, 420.0, "fewer than 420"),
    ],
)
def test_a_bound_leaves_its_side_open_and_stands_in_words(
    bound: Any, modifier: str | None, low: float | None, high: float | None, says: str
) -> None:
    fact = fact_of(made("a", value=420.0, bound=bound, modifier=modifier))
    assert (fact.bound, fact.low, fact.high, fact.says) == (bound, low, high, says)


def test_a_stated_range_keeps_its_ends() -> None:
    fact = fact_of(made("a", value=None, low=40.0, high=60.0, bound="range", number="40 to 60"))
    assert (fact.bound, fact.low, fact.high, fact.says) == ("range", 40.0, 60.0, "40 to 60")


def test_figures_bounded_unlike_are_told_one_by_one() -> None:
    above = made("a", value=400.0, bound="min", modifier="over")
    fact = fact_of(above, made("b", value=431.0, quote="431 minors left the yards of Peru for good in 2021."))
    assert (fact.bound, fact.low, fact.high, fact.says) == ("mixed", 400.0, None, "over 400; 431")


def test_a_figure_in_another_currency_is_in_the_words_alone() -> None:
    money = {"unit": "USD", "measure": "money", "kind": "amount", "subject": "fines"}
    dollars = [made(doc, value=2000.0, number="$2,000", **money) for doc in "ab"]
    fact = fact_of(*dollars, made("c", value=1800.0, number="€1,800", **(money | {"unit": "EUR"})))
    assert (fact.unit, fact.low, fact.high) == ("USD", 2000.0, 2000.0)
    assert "€1,800" in fact.says


@pytest.mark.parametrize(
    ("modifier", "words"),
    [
        ("or more", "30 or more"),
        ("+", "30+"),
        ("or so", "30 or so"),
        ("At  least", "at least 30"),
        (None, "at least 30"),
    ],
)
def test_words_of_a_bound_stand_where_they_belong(modifier: str | None, words: str) -> None:
    assert figure_text(made("a", value=30.0, bound="min", modifier=modifier)) == words


def test_a_corrected_bound_and_a_corrected_value_are_what_the_words_say() -> None:
    read = made("a", value=30.0, bound="max", modifier="more than", reading=("corrected:bound",))
    assert figure_text(read) == "at most 30"
    assert figure_text(replace(read, value=3000.0, reading=("corrected:value",))) == "more than 3,000"


@pytest.mark.parametrize(
    ("number", "value", "unit", "words"),
    [
        ("51.5", 51.5, "percent", "51.5%"),
        ("4.5", 4_500_000.0, "USD", "4,500,000 USD"),
        ("12", 12_000.0, "count", "12,000"),
        ("1 204", 1204.0, "count", "1 204"),
        ("12%", 12.0, "percent", "12%"),
        ("4.5 million", 4_500_000.0, "USD", "4.5 million"),
    ],
)
def test_a_bare_figure_is_shown_with_the_unit_and_scale_that_stand_elsewhere(
    number: str, value: float, unit: str, words: str
) -> None:
    assert figure_text(made("a", number=number, value=value, unit=unit)) == words


def test_a_running_count_says_its_latest_figure_with_its_day() -> None:
    told = [counted("a", 140.0, published="2017-04-02"), counted("b", 390.0, published="2022-11-30")]
    fact = fact_of(*told)
    assert (fact.as_of, fact.latest, fact.low, fact.high, fact.says) == ("2022-11-30", 390.0, 390.0, 390.0, "390")
    assert [value.text for value in fact.values] == ["140", "390"]
    assert (fact.status, fact.witnesses) == ("single", 1)


def test_an_open_running_count_stays_open() -> None:
    told = [counted("a", 140.0, published="2017"), counted("b", 390.0, published="2022", bound="min", modifier="over")]
    fact = fact_of(*told)
    assert (fact.bound, fact.low, fact.high, fact.latest, fact.says) == ("min", 390.0, None, 390.0, "over 390")


def test_a_running_count_agrees_by_those_who_tell_its_latest_figure() -> None:
    latest = counted("b", 390.0, published="2022-11-30")
    before = counted(
        "c", 390.0, published="2022-06-01", quote="The yards of Peru let 390 boys and girls go from 2012 on."
    )
    fact = fact_of(counted("a", 140.0, published="2017-04-02"), latest, before)
    assert (fact.status, fact.witnesses) == ("agreed", 2)


def test_a_count_that_falls_keeps_its_whole_spread() -> None:
    fell = [counted("a", 390.0, published="2017"), counted("b", 140.0, published="2022")]
    facts = reconcile(fell).facts
    assert [(fact.low, fact.high, fact.status == "agreed") for fact in facts] == [(140.0, 390.0, False)]


def test_a_count_without_a_day_has_no_latest_figure() -> None:
    fact = fact_of(counted("a", 140.0, published="2017"), counted("b", 390.0, published=None))
    assert (fact.as_of, fact.latest, fact.low, fact.high) == (None, None, 140.0, 390.0)


def test_counts_of_one_happening_and_from_other_starts_are_no_running_count() -> None:
    undated = [
        made(doc, value=60.0, start=None, end=None, published=day) for doc, day in (("a", "2019"), ("b", "2020"))
    ]
    assert running_count(undated) is None
    later_start = counted("b", 9.0, published="2022", start="2016")
    assert running_count([counted("a", 140.0, published="2017"), later_start]) is None


def test_facts_come_by_witnesses_then_conflicts_then_how_far_apart_they_are() -> None:
    agreed = [
        made("a", value=611.0),
        made("b", value=611.0, quote="Boats off Peru gave up 611 young hands in 2021, the navy's log has it."),
    ]
    disputed = [made("c", value=75.0, place="Kenya"), made("d", value=31.0, place="Kenya")]
    alone = made("e", value=9999.0, place="Chad")
    facts = reconcile([alone, *disputed, *agreed]).facts
    assert [fact.place for fact in facts] == ["Peru", "Kenya", "Chad"]
