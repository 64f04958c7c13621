"""Explanations name both figures, what they count, where and when, and the arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.explain import explain_verdict
from pipeline.comparing.explain.phrases import thing_text
from pipeline.comparing.gates import normalise
from pipeline.comparing.gates.wording import figure_text, number_text
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.records.model import Claim, Verdict
from pipeline.records.settings import default_settings
from tests.as_shipped import compare
from tests.made_claims import made

SETTINGS = default_settings().compare


def explained(a: Claim, b: Claim) -> str:
    return explain_verdict(compare(a, b)[0], {each.id: normalise(each, SETTINGS) for each in (a, b)})


def test_a_conflict_can_be_checked_with_pencil_and_paper() -> None:
    undated = {"kind": "level", "measure": "exploited", "start": None, "end": None, "place": "world"}
    one = made("a", value=1e6, number="one million", published="2019", **undated)
    two = made("b", value=2e6, number="2 million", published=None, **undated)
    assert explained(one, two) == (
        "Publisher of a, ‘Page a’ (2019): one million; Publisher of b, ‘Page b’: 2 million. "
        "Both: children exploited, worldwide; neither names a time. "
        "One million stands for 750,000 to 1.25 million, 2 million stands for 1.5 million to 2.5 million: "
        "they do not meet (×2.0). The time is inferred from the dates of the pages."
    )


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (made("b", place="Kenya"), "They do not speak of the same place: Peru against Kenya."),
        (made("b", subject="men"), "They do not count the same: children against men."),
        (made("b", start="2022", end="2022", value=99.0), "a series may rise or fall"),
        (made("b", place=None, value=99.0), "Nothing can be said: one names no place."),
        (made("b", value=1200.0, bound="about", modifier="about"), "They fit each other."),
        (made("b"), "They say the same."),
        (made("b", place="Lima", value=2345.0), "the whole, 1,234, 1,234 at most"),
    ],
)
def test_what_does_not_conflict_is_explained_too(other: Claim, words: str) -> None:
    assert words in explained(made("a"), other)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"place": "Cusco"}, "Both: children rescued, in Peru or in Cusco; 2021."),
        ({"place": None}, "Both: children rescued, in Peru – only one of them names a place; 2021."),
        (
            {"measure": "assisted"},
            "Filed under two measures, perhaps of one thing: children rescued; children assisted. Both: in Peru; 2021.",
        ),
    ],
)
def test_what_was_filed_apart_is_told_with_both_places_and_both_measures(other: dict[str, Any], words: str) -> None:
    a, b = made("a"), made("b", value=1300.0, **other)
    told = {each.id: normalise(each, SETTINGS) for each in (a, b)}
    assert words in explain_verdict(Verdict(a.id, (b.id,), "conflict", "value", "they do not meet"), told)


def test_a_fall_of_a_running_count_is_explained() -> None:
    earlier = made("a", value=512.0, start="2013", end=None, published="2018")
    later = made("b", value=312.0, start="2013", end=None, published="2023")
    assert "A running count cannot fall" in explained(earlier, later)


def test_exact_figures_need_no_interval() -> None:
    assert "Both figures are exact, and they do not meet (×1.5)." in explained(made("a"), made("b", value=1851.0))
    rounded = explained(made("a"), made("b", value=1e6, number="one million"))
    assert "1,234 is exact, one million stands for 750,000 to 1.25 million: they do not meet" in rounded


def test_a_long_figure_is_told_in_full() -> None:
    assert "5.5 million" not in explained(made("a", value=5512345.0), made("b", value=4e6, number="4 million"))
    assert number_text(5512345.0) == "5,512,345"
    assert number_text(-0.0) == number_text(0.0) == "0"


@pytest.mark.parametrize(
    ("value", "number", "factor"), [(12340.0, "12,340", "10"), (1.234e6, "1.234 million", "1,000")]
)
def test_a_slip_of_scale_names_its_factor(value: float, number: str, factor: str) -> None:
    told = explained(made("a"), made("b", value=value, number=number))
    assert f"The one is {factor} times the other: perhaps a slip of scale." in told


def test_a_range_keeps_the_word_that_its_number_leaves_out() -> None:
    ends: dict[str, Any] = {"value": None, "low": 300.0, "high": 600.0, "bound": "range"}
    written = {number: figure_text(made("a", number=number, **ends)) for number in ("300 and 600", "300 to 600")}
    assert written == {"300 and 600": "between 300 and 600", "300 to 600": "300 to 600"}


def test_a_source_that_says_both_is_named_once() -> None:
    quote = "In Peru the crew freed 12 girls and 40 boys in 2021."
    girls, boys = (
        made("a", quote=quote, value=12.0, subject="girls"),
        made("a", quote=quote, value=40.0, subject="boys"),
    )
    assert (
        explained(girls, boys)
        == "Publisher of a, ‘Page a’ (2022): 12 and 40. They do not count the same: girls against boys."
    )


def test_what_is_counted_in_two_ways_is_told_of_each() -> None:
    conflict = Verdict(made("a").id, (made("b", subject="child workers").id,), "conflict", "value", "they do not meet")
    told = {each.id: normalise(each, SETTINGS) for each in (made("a"), made("b", subject="child workers"))}
    words = "The one counts children rescued, the other child workers rescued; in Peru; 2021."
    assert words in explain_verdict(conflict, told)


def test_counts_so_far_of_days_that_are_not_known_are_explained() -> None:
    one = made("a", quote="So far 17 children were freed in Peru in 2021.", value=17.0, published=None)
    other = made("b", quote="In Peru 52 children were freed to date in 2021.", value=52.0, published=None)
    assert "2021 so far. Both are counts so far, and it is not said up to which day" in explained(one, other)


HEALTH = replace(SETTINGS, packs=("public-health",))


def test_a_packs_measure_is_named_as_the_pack_says() -> None:
    nurses = normalise(made("a", measure="vaccinated", subject="children"), HEALTH)
    police = normalise(made("a", measure="rescued", subject="children"), HEALTH)
    assert (thing_text(nurses), thing_text(police)) == ("children vaccinated", "children rescued")


def test_who_counts_the_act_need_not_be_told_what_was_done() -> None:
    for measure, subject in (("vaccinated", "measles vaccinations"), ("rescued", "sea rescues")):
        assert thing_text(normalise(made("a", measure=measure, subject=subject), HEALTH)) == subject


@pytest.mark.parametrize(
    ("measure", "subject", "text"),
    [
        ("convicted", "smugglers convicted", "smugglers convicted"),
        ("injured", "people injured at sea", "people injured at sea"),
        ("deaths", "divers", "deaths of divers"),
        ("casualties", "divers", "casualties among divers"),
        ("money", "reef repairs", "reef repairs (money)"),
    ],
)
def test_what_is_counted_is_told_in_plain_words_and_once(measure: str, subject: str, text: str) -> None:
    assert thing_text(normalise(made("a", measure=measure, subject=subject), SETTINGS)) == text


def test_a_packs_synonyms_tell_nothing_apart() -> None:
    for measure, synonym in (("vaccinated", "immunised"), ("rescued", "freed")):
        plain, again = (
            normalise(made("a", measure=measure, subject=subject), HEALTH)
            for subject in ("schoolchildren", f"{synonym} schoolchildren")
        )
        assert counted_words(plain) == counted_words(again)
