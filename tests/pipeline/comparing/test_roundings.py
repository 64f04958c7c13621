"""A figure and its rounding, told of one thing: one fact, which keeps both as they are stated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.pairs.values import Rounding, rounding_between
from pipeline.comparing.reconcile import Regrouping, find_in_buckets
from pipeline.records.model import Claim
from pipeline.records.settings import default_settings
from tests.as_shipped import reconcile
from tests.made_claims import made

SETTINGS = default_settings().compare
HEADLINE = "More than 1,200 children freed from forced labour in Peru in 2021, says the coast guard."
EXACT = "The coast guard freed 1,234 children from forced labour in Peru in 2021, its report says."


def exact(doc: str = "a", **changes: Any) -> Claim:
    return made(doc, **{"quote": EXACT, "confidence": 0.9, **changes})


def rounded(doc: str = "b", **changes: Any) -> Claim:
    """The headline's figure, whose subject and time are read in other words."""
    plain: dict[str, Any] = {
        "value": 1200.0,
        "number": "1,200",
        "quote": HEADLINE,
        "bound": "min",
        "modifier": "More than",
        "subject": "children freed from forced labour",
        "start": "2021-01",
        "end": "2021-12",
        "confidence": 0.5,
    }
    return made(doc, **{**plain, **changes})


@pytest.mark.parametrize(
    ("value", "number", "other", "expected"),
    [
        (1200.0, "1,200", 1234.0, "to the nearest"),
        (1200.0, "1,200", 1288.0, "cut off"),
        (1300.0, "1,300", 1234.0, "up"),
        (3e6, "3 million", 2.96e6, "to the nearest"),
        (1200.0, "1,200", 1345.0, None),
        (1234.0, "1,234", 1235.0, None),
        (10_190.0, "10,190", 10_193.0, None),
    ],
)
def test_the_figure_of_fewer_digits_rounds_what_lies_within_its_last(
    value: float, number: str, other: float, expected: Rounding | None
) -> None:
    coarse, fine = made("a", value=value, number=number), made("b", value=other)
    assert rounding_between(coarse, fine) == rounding_between(fine, coarse) == expected


def test_a_figure_and_its_rounding_are_one_fact_that_keeps_both() -> None:
    told = [exact(), rounded()]
    (fact,) = reconcile(told).facts
    assert (fact.joined, fact.status, fact.subject) == ((told[1].id,), "agreed", "children")
    assert [value.text for value in fact.values] == ["more than 1,200", "1,234"]
    assert (fact.low, fact.high, fact.bound) == (1200.0, None, "mixed")


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "men"},
        {"start": "2015", "end": "2015", "quote": HEADLINE.replace("2021", "2015")},
        {"place": "Lima"},
        {"modality": "planned"},
        {"value": 1600.0, "number": "1,600"},
    ],
    ids=["other people", "another time", "another place", "planned", "too far off"],
)
def test_a_rounding_of_another_thing_is_a_fact_of_its_own(changes: dict[str, Any]) -> None:
    assert len(reconcile([exact(), rounded(**changes)]).facts) == 2


def test_one_sentence_does_not_tell_a_figure_twice() -> None:
    quote = f"{EXACT} {HEADLINE}"
    assert len(reconcile([exact(quote=quote), rounded("a", quote=quote)]).facts) == 2


def test_a_figure_that_its_rounding_joins_leaves_unlike_figures_of_its_key() -> None:
    told = [exact(), exact("c", value=721.0, number="721"), rounded()]
    found = {frozenset(fact.claims): fact for fact in reconcile(told).facts}
    assert set(found) == {frozenset((told[0].id, told[2].id)), frozenset((told[1].id,))}
    assert found[frozenset((told[0].id, told[2].id))].joined == (told[2].id,)


def test_a_rounding_that_was_split_off_joins_nothing() -> None:
    told = [exact(), rounded()]
    split = Regrouping("entry", "split", (told[1].id,), (told[0].id,))
    assert [fact.joined for _, fact in find_in_buckets(told, SETTINGS, regroupings=(split,)).facts] == [(), ()]


def test_of_many_figures_a_rounding_is_held_against_those_of_its_period() -> None:
    crowd = [exact(f"c{n}", value=3001.0 + 7 * n, start=str(1800 + n), end=str(1800 + n)) for n in range(140)]
    told = [exact(), rounded(start="2021", end="2021")]
    facts = reconcile([*crowd, *told]).facts
    assert {fact.claims for fact in facts if fact.joined} == {tuple(sorted(claim.id for claim in told))}


def test_the_order_of_the_documents_changes_nothing() -> None:
    told = [exact(), rounded(), rounded("d", number="1,200", bound="about", modifier="about"), exact("e")]
    assert reconcile(told).facts == reconcile([replace(claim) for claim in reversed(told)]).facts


def test_however_many_tell_a_figure_and_its_rounding_they_are_one_fact() -> None:
    told = [each(f"{each.__name__}{n}") for each in (exact, rounded) for n in range(SETTINGS.most_partners + 3)]
    (fact,) = reconcile(told).facts
    assert (len(fact.claims), len(fact.joined)) == (len(told), len(told) // 2)
