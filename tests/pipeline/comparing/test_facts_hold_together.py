"""What one fact may hold: figures of one thing. Unlike ones are apart, or make one that nobody can accept."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.comparing.gates import normalise
from pipeline.comparing.pairs.values import relate_values
from pipeline.comparing.pairs.wordings import words_of
from pipeline.records.model import Claim, Fact, Modality
from pipeline.records.settings import default_settings
from tests.as_shipped import reconcile
from tests.made_claims import made

SETTINGS = default_settings().compare
SENTENCE = "Of the 54 trials that began in 2020, 21 had ended by June."


def statuses(*claims: Claim) -> list[str]:
    return [fact.status for fact in reconcile(claims).facts]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"value": 54.0, "quote": SENTENCE}, {"value": 21.0, "quote": SENTENCE}),
        ({"value": 2600.0}, {"value": 190.0, "quote": "The delta makes up 190 of them."}),
        ({"value": 8.0, "unit": "years"}, {"value": 13.0, "unit": "years", "quote": "Later it was 13 years."}),
        ({"value": 9.0, "quote": "in 9 out of 10 cases"}, {"value": 10.0, "quote": "in 9 out of 10 cases"}),
    ],
)
def test_unlike_figures_of_one_document_are_apart_or_mixed(first: dict[str, Any], second: dict[str, Any]) -> None:
    found = statuses(made("a", **first), made("a", **second))
    assert found in (["mixed"], ["single", "single"])


def test_a_place_and_the_places_in_it_are_two_facts() -> None:
    assert statuses(made("a", value=2600.0), made("a", value=190.0, place="Lima")) == ["single", "single"]


def test_a_unit_and_its_parts_told_by_one_document_count_as_one_figure() -> None:
    weeks = {"kind": "level", "measure": "sentenced", "subject": "sentence"}
    told = (
        made("a", value=2.0, unit="weeks", **weeks),
        made("a", value=14.0, unit="days", quote="That is 14 days.", **weeks),
    )
    assert statuses(*told) == ["single"]


_TOLD = st.fixed_dictionaries(
    {
        "value": st.sampled_from([9.0, 10.0, 54.0, 300.0, 310.0, 2600.0]),
        "bound": st.sampled_from(["exact", "about", "min", "max"]),
        "measure": st.sampled_from(["other", "rescued", "participation"]),
        "subject": st.sampled_from(["lorries", "tents", "tents of canvas", "children", "young children"]),
        "start": st.sampled_from(["2012", "2021", None]),
        "end": st.sampled_from(["2021", None]),
        "published": st.sampled_from(["2018", "2022-03-01", None]),
    }
)


_COUNTED = {"value": 54.0, "measure": "rescued", "subject": "tents of canvas", "start": "2021", "end": None}


@pytest.mark.parametrize("modality", ["planned", "projected", "conditional", "denied"])
def test_what_is_not_stated_as_a_fact_disputes_no_figure_that_is(modality: Modality) -> None:
    retold = "Peru counts 312 children whom its coast guard brought out of forced labour in 2021."
    done = [made("a", value=312.0), made("b", value=312.0, quote=retold)]
    other = made("c", value=540.0, quote="Plans for 2021 spoke of 540 children.", modality=modality)
    assert sorted(statuses(*done, other)) == ["agreed", "single"]


@pytest.mark.parametrize(
    "quote",
    [
        "An earlier version of this page put the number of children freed in Peru in 2021 at 1,324.",
        "We mistakenly wrote that 1,324 children were freed in Peru in 2021.",
        "This page originally stated that 1,324 children were freed in Peru in 2021.",
        "The office retracted its earlier figure of 1,324 children freed in Peru in 2021.",
    ],
)
def test_what_its_own_source_takes_back_disputes_no_figure(quote: str) -> None:
    taken_back = made("c", value=1324.0, quote=quote)
    retold = made("b", quote="Peru counts 1,234 children whom its coast guard brought out of forced labour in 2021.")
    found = reconcile([made("a"), retold, taken_back])
    assert not [conflict for conflict in found.conflicts if conflict.status == "open"]
    assert sorted(fact.status for fact in found.facts) == ["agreed", "single"]


@pytest.mark.parametrize(
    "quote",
    [
        "The office revised its earlier estimate upwards to 1,324 children freed in Peru in 2021.",
        "The office corrected its previous figure of 980 to 1,324 children freed in Peru in 2021.",
        "The first edition of the survey put the children freed in Peru in 2021 at 1,324.",
        "Originally published in May, the list counts 1,324 children freed in Peru in 2021.",
        "The office had previously reported 1,324 children freed in Peru in 2021.",
    ],
)
def test_a_figure_that_was_put_right_or_only_told_before_still_counts(quote: str) -> None:
    found = reconcile([made("a"), made("c", value=1324.0, number="1,324", quote=quote)])
    assert [conflict for conflict in found.conflicts if conflict.status == "open"]


def test_what_is_right_behind_what_is_taken_back_still_counts() -> None:
    quote = "We mistakenly wrote of 1,324 children; in fact 1,432 children were freed in Peru in 2021."
    right, wrong = (made("c", value=value, quote=quote) for value in (1432.0, 1324.0))
    found = reconcile([made("a"), right, wrong])
    (conflict,) = [conflict for conflict in found.conflicts if conflict.status == "open"]
    assert right.id in {claim for side in conflict.sides for claim in side}
    assert wrong.id not in {claim for side in conflict.sides for claim in side}


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from("abc"), _TOLD), min_size=2, max_size=8))
@example(
    [
        ("a", {**_COUNTED, "bound": "min", "published": "2018"}),
        ("b", {**_COUNTED, "bound": "exact", "published": "2022-03-01"}),
    ]
)
def test_what_counts_as_one_figure_is_one(told: list[tuple[str, dict[str, Any]]]) -> None:
    claims = {claim.id: claim for claim in (made(doc, **said) for doc, said in told)}
    for fact in reconcile(claims.values()).facts:
        members = [claims[claim] for claim in fact.claims]
        if fact.status in ("single", "agreed") and not fact.as_of:
            assert all(_are_alike(a, b) for a, b in combinations(members, 2))
        if fact.measure in ("other", "participation"):
            assert all(words_of(a.subject) & words_of(b.subject) for a, b in combinations(members, 2))
        assert fact.status != "agreed" or len({claim.doc for claim in members}) > 1
        _check_ends(fact, members)


def _are_alike(a: Claim, b: Claim) -> bool:
    first, second = (normalise(claim, SETTINGS) for claim in (a, b))
    return relate_values(first, second, SETTINGS).meeting in ("equal", "tight", "rounded")


def _check_ends(fact: Fact, members: list[Claim]) -> None:
    """No figure that a fact says lies outside of its ends."""
    said = [claim for claim in members if not fact.as_of or claim.value == fact.latest]
    for claim in said:
        assert claim.value is not None
        assert fact.low is None or fact.low <= claim.value
        assert fact.high is None or claim.value <= fact.high
    assert fact.high is None or not any(claim.bound == "min" and _is_of_its_day(claim, fact) for claim in said)


def _is_of_its_day(claim: Claim, fact: Fact) -> bool:
    """A running count speaks by its latest day: "at least 54" years before leaves 54 as it is."""
    return not fact.as_of or (claim.end or (claim.document.published or "")[:10]) == fact.as_of
