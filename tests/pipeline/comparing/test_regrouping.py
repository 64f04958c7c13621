"""What people said is not of one thing is held against each other nowhere: within a measure, across two, in sums."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.comparing.reconcile import Regrouping, find_in_buckets
from pipeline.records.model import Candidate, Claim, Conflict, FieldChoice
from pipeline.records.settings import CompareSettings, default_settings
from tests.made_claims import made

SETTINGS = default_settings().compare
ALL_FLAGGED = replace(SETTINGS, flag_from=0.0, unsure_from=0.0)


def split(off: Claim, *rest: Claim) -> Regrouping:
    return Regrouping("entry", "split", (off.id,), tuple(claim.id for claim in rest))


def merge(*claims: Claim) -> Regrouping:
    return Regrouping("later", "merge", tuple(claim.id for claim in claims))


def conflicts(claims: list[Claim], *said: Regrouping, settings: CompareSettings = SETTINGS) -> list[Conflict]:
    return [conflict for _, conflict in find_in_buckets(claims, settings, regroupings=said).conflicts]


def hesitant(**told: Any) -> Claim:
    """A claim whose reader left open which of two measures it has."""
    choice = FieldChoice("measure", (Candidate("assisted", 0.6), Candidate("rescued", 0.3)))
    return replace(made("b", value=1243.0, measure="assisted", **told), choices=(choice,))


def test_a_split_holds_when_one_side_is_read_under_another_measure_since() -> None:
    one, other = made("a"), hesitant()
    assert [conflict.kind for conflict in conflicts([one, other], settings=ALL_FLAGGED)] == ["conflict"]
    assert conflicts([one, other], split(other, one), settings=ALL_FLAGGED) == []
    assert conflicts([one, other], split(one, other), settings=ALL_FLAGGED) == []


def test_a_split_of_one_pair_leaves_others_across_measures() -> None:
    one, other, third = made("a"), hesitant(), made("c", value=1300.0)
    (found,) = conflicts([one, other], split(one, third), settings=ALL_FLAGGED)
    assert {claim for side in found.sides for claim in side} == {one.id, other.id}


QUOTE = "The crew freed 812 people, 640 women and girls and 152 men and boys."
WHOLE, WOMEN, MEN = (
    made("h", quote=QUOTE, value=value, subject=who)
    for value, who in ((812.0, "people"), (640.0, "women and girls"), (152.0, "men and boys"))
)


def test_a_sum_is_no_conflict_where_its_whole_was_split_from_a_part() -> None:
    (found,) = conflicts([WHOLE, WOMEN, MEN])
    assert found.kind == "derived_conflict"
    assert conflicts([WHOLE, WOMEN, MEN], split(WHOLE, MEN)) == []
    assert conflicts([WHOLE, WOMEN, MEN], split(WOMEN, WHOLE)) == []


def test_parts_of_a_sum_are_two_things_anyway() -> None:
    (found,) = conflicts([WHOLE, WOMEN, MEN], split(WOMEN, MEN))
    assert found.kind == "derived_conflict"


def test_a_split_in_a_fact_of_a_sum_leaves_the_sum_its_id() -> None:
    elsewhere = made("i", value=640.0, subject="women and girls")
    (before,) = conflicts([WHOLE, WOMEN, MEN])
    assert before.id in {each.id for each in conflicts([WHOLE, WOMEN, MEN, elsewhere], split(WOMEN, elsewhere))}


def test_a_merge_takes_a_split_back_in_sums_too() -> None:
    (found,) = conflicts([WHOLE, WOMEN, MEN])
    split_and_merged = conflicts([WHOLE, WOMEN, MEN], split(WHOLE, MEN), merge(WHOLE, MEN))
    assert found.id in {each.id for each in split_and_merged}
