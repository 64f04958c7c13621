"""Explanations name both figures, what they count, where and when, and the arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.explain import explain_verdict
from pipeline.comparing.explain.phrases import thing_text
from pipeline.comparing.gates import normalise
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
        (made("b", subject="men"), "They do not count the same: child against man."),
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
        ({"place": None}, "Both: children rescued, in Peru – only the one names a place; 2021."),
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


HEALTH = replace(SETTINGS, packs=("public-health",))


def test_a_packs_measure_is_named_as_the_pack_says() -> None:
    nurses = normalise(made("a", measure="vaccinated", subject="children"), HEALTH)
    police = normalise(made("a", measure="rescued", subject="children"), HEALTH)
    assert (thing_text(nurses), thing_text(police)) == ("children vaccinated", "children rescued")


def test_who_counts_the_act_need_not_be_told_what_was_done() -> None:
    for measure, subject in (("vaccinated", "measles vaccinations"), ("rescued", "sea rescues")):
        assert thing_text(normalise(made("a", measure=measure, subject=subject), HEALTH)) == subject


def test_a_packs_synonyms_tell_nothing_apart() -> None:
    for measure, synonym in (("vaccinated", "immunised"), ("rescued", "freed")):
        plain, again = (
            normalise(made("a", measure=measure, subject=subject), HEALTH)
            for subject in ("schoolchildren", f"{synonym} schoolchildren")
        )
        assert counted_words(plain) == counted_words(again)
