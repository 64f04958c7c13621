"""Claims of one figure that were read in two ways: one fact, where the evidence says that they are of one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.reconcile import Regrouping, find_in_buckets
from pipeline.records.model import Candidate, Claim, Fact, FieldChoice
from pipeline.records.settings import default_settings
from tests.as_shipped import reconcile
from tests.made_claims import made

SETTINGS = default_settings().compare
RETOLD = "The coast guard freed 1,234 children from forced labour in Peru in 2021, its report says."


def hesitant(doc: str, field: str, *values: str, **changes: Any) -> Claim:
    """A retelling whose reader hesitated between the values of a field, the first of which it took."""
    claim = made(doc, quote=RETOLD, confidence=0.4, **changes)
    likely = tuple(Candidate(value, 0.5 - 0.1 * n) for n, value in enumerate(values))
    return replace(claim, choices=(FieldChoice(field, likely),))


MISREAD = [
    hesitant("b", "measure", "assisted", "rescued", measure="assisted"),
    hesitant("b", "place", "Lima", "Peru", place="Lima"),
    hesitant("b", "period", "2021-03", "2021", start="2021-03", end="2021-03"),
]


@pytest.mark.parametrize("misread", MISREAD, ids=["measure", "place", "period"])
def test_a_figure_that_two_documents_tell_is_one_fact_however_one_was_read(misread: Claim) -> None:
    sure = made("a", confidence=0.9)
    (fact,) = reconcile([sure, misread]).facts
    assert (fact.status, fact.witnesses, fact.joined) == ("agreed", 2, (misread.id,))
    assert (fact.measure, fact.place, fact.start) == ("rescued", "Peru", "2021")


def test_the_surest_reading_says_what_the_fact_is_about_whoever_is_in_the_majority() -> None:
    sure = made("a", confidence=0.9)
    two = [hesitant(doc, "measure", "assisted", "rescued", measure="assisted") for doc in ("b", "c")]
    (fact,) = reconcile([sure, *two]).facts
    assert fact.measure == "rescued"
    assert set(fact.joined) == {claim.id for claim in two}


@pytest.mark.parametrize(
    "changes",
    [
        {"modality": "planned"},
        {"bound": "max"},
        {"subject": "men"},
        {"place": "Kenya"},
        {"subject": "lorries", "quote": "Customs counted 1,234 lorries at the border.", "measure": "other"},
    ],
    ids=["planned", "at most", "other people", "elsewhere", "other things"],
)
def test_one_figure_of_two_things_is_two_facts(changes: dict[str, Any]) -> None:
    assert len(reconcile([made("a"), made("b", **{"measure": "assisted", **changes})]).facts) == 2


def test_a_round_figure_is_told_of_many_things() -> None:
    told = [made("a", value=20.0), made("b", value=20.0, measure="assisted")]
    assert len(reconcile(told).facts) == 2


def test_a_figure_that_others_join_leaves_unlike_figures_of_its_key() -> None:
    misread = MISREAD[0]
    told = [made("a", confidence=0.9), made("c", value=721.0), misread]
    found = {fact.claims: fact for fact in reconcile(told).facts}
    assert {frozenset(claims) for claims in found} == {frozenset((told[0].id, misread.id)), frozenset((told[1].id,))}
    assert not any(fact.status == "mixed" for fact in found.values())


def test_a_running_count_takes_a_claim_up_that_leaves_its_start_out() -> None:
    since = {"start": "2012", "end": None, "confidence": 0.9}
    before, now = made("a", value=712.0, published="2020", **since), made("b", published="2022-03-01", **since)
    retold = hesitant("c", "period", "2021-12", "2012/..", start="2021-12", end="2021-12", published="2022-03-05")
    (fact,) = reconcile([before, now, retold]).facts
    assert (fact.latest, fact.joined, fact.status) == (1234.0, (retold.id,), "agreed")


def facts_as_said(claims: list[Claim], *said: Regrouping) -> list[Fact]:
    return [fact for _, fact in find_in_buckets(claims, SETTINGS, regroupings=said).facts]


def test_what_people_split_off_joins_nothing() -> None:
    told = [made("a", confidence=0.9), MISREAD[0]]
    split = Regrouping("entry", "split", (MISREAD[0].id,), (told[0].id,))
    assert [fact.joined for fact in facts_as_said(told, split)] == [(), ()]


def test_what_people_merged_stays_one_fact_with_what_joined_it() -> None:
    told = [made("a", confidence=0.9), made("c", value=721.0), MISREAD[0]]
    merge = Regrouping("entry", "merge", tuple(claim.id for claim in told))
    (fact,) = facts_as_said(told, merge)
    assert set(fact.claims) == {claim.id for claim in told}


def test_what_people_merged_stays_one_fact_when_a_surer_reading_of_one_figure_comes() -> None:
    told = [made("a", confidence=0.5), made("c", value=721.0, start="2020", end="2020")]
    surer = replace(MISREAD[0], confidence=0.9)
    merge = Regrouping("entry", "merge", tuple(claim.id for claim in told))
    (fact,) = facts_as_said([*told, surer], merge)
    assert (fact.measure, fact.joined) == ("rescued", (surer.id,))


def test_neither_a_fact_nor_what_was_split_off_it_is_called_otherwise_when_a_claim_joins() -> None:
    told = [made("a", confidence=0.9), made("c", value=721.0)]
    split = Regrouping("entry", "split", (told[1].id,), (told[0].id,))
    before = {fact.id for fact in facts_as_said(told, split)}
    after = facts_as_said([*told, MISREAD[0]], split)
    assert {fact.id for fact in after} == before
    assert [fact.joined for fact in after if fact.joined] == [(MISREAD[0].id,)]
