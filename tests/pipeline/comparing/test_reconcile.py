"""Claims to facts and conflicts: grouped, folded, stable, and at the cost of a change after a change."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from operator import eq
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.comparing.gates import normalise
from pipeline.comparing.reconcile import BucketKey, FigureKey, Reconciled, bucket_keys, compare_all
from pipeline.records.model import FLAGGED, Candidate, Claim, FieldChoice
from pipeline.records.settings import default_settings
from tests.as_shipped import find_in_buckets, reconcile
from tests.made_claims import made, share

SETTINGS = default_settings().compare


def conflicting() -> list[Claim]:
    return [made("a", value=712.0), made("b", value=712.0), made("c", value=345.0), share("d"), share("e")]


def test_claims_about_one_thing_are_one_fact_with_its_spread() -> None:
    found = reconcile(conflicting())
    fact = next(fact for fact in found.facts if fact.measure == "rescued")
    assert (fact.low, fact.high, len(fact.values), fact.status) == (345.0, 712.0, 2, "open")
    assert [value.text for value in fact.values] == ["345", "712"]
    assert fact.conflicts == (found.conflicts[0].id,)


def test_one_disagreement_is_one_conflict_with_its_sides() -> None:
    claims = conflicting()
    (conflict,) = reconcile(claims).conflicts
    assert conflict.kind == "conflict"
    assert {frozenset(side) for side in conflict.sides} == {
        frozenset({claims[2].id}),
        frozenset({claims[0].id, claims[1].id}),
    }
    assert (conflict.severity, conflict.status) == ("high", "open")
    assert "do not meet" in conflict.explanation


@pytest.mark.parametrize("docs", [("a", "b"), ("b", "a"), ("c", "x"), ("x", "c")])
def test_an_explanation_names_the_sides_in_their_order(docs: tuple[str, str]) -> None:
    less, more = made(docs[0], value=345.0), made(docs[1], value=712.0)
    (conflict,) = reconcile([less, more]).conflicts
    assert conflict.sides == ((less.id,), (more.id,))
    assert [(verdict.a, verdict.b) for verdict in conflict.verdicts] == [(less.id, (more.id,))]
    assert conflict.explanation.index("345") < conflict.explanation.index("712")
    assert conflict.verdicts[0].arithmetic.index("345") < conflict.verdicts[0].arithmetic.index("712")


def test_independent_witnesses_agree_and_copies_do_not_count() -> None:
    apart = made("b", quote="Rescuers on the coast of Peru say that 1,234 boys and girls came home in 2021.")
    assert reconcile([made("a"), apart]).facts[0].status == "agreed"
    assert reconcile([made("a"), made("b")]).facts[0].status == "single"


def test_ids_last_when_a_claim_joins() -> None:
    claims = conflicting()
    before, after = reconcile(claims), reconcile([*claims, made("f", value=712.0), made("g", value=346.0)])
    assert before.conflicts[0].id == after.conflicts[0].id
    assert {fact.id for fact in before.facts} == {fact.id for fact in after.facts}


def test_a_decided_conflict_keeps_its_id_when_an_undated_page_joins() -> None:
    undated = made("f", value=712.0, start=None, end=None, kind="level", measure="exploited")
    levels = [made(doc, value=value, kind="level", measure="exploited") for doc, value in (("a", 712.0), ("c", 345.0))]
    assert reconcile(levels).conflicts[0].id in {conflict.id for conflict in reconcile([*levels, undated]).conflicts}


def mixed_claims() -> list[Claim]:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    broken = [made("h", quote=quote, value=v, subject=s) for v, s in ((812.0, "people"), (640.0, "women and girls"))]
    return [
        *conflicting(),
        *broken,
        made("h", quote=quote, value=152.0, subject="men and boys"),
        made("i", value=5000.0, number="5,001", place="Lima"),
        made("j", value=110.0, start="2013", end=None, published="2018", attributed_to="Harbour Institute"),
        made("k", value=312.0, start="2012", end=None, published="2023", attributed_to="Harbour Institute"),
        made("l", value=90.0, start="2012", end=None, published="2024"),
    ]


def plain(found: Reconciled) -> object:
    return (found.facts, [(each.id, each.sides, each.severity, each.explanation) for each in found.conflicts])


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_nothing(order: random.Random) -> None:
    claims = mixed_claims()
    shuffled = order.sample(claims, len(claims))
    assert plain(reconcile(claims)) == plain(reconcile(shuffled))


def test_a_duplicate_of_a_source_adds_no_witness_and_no_conflict() -> None:
    claims = mixed_claims()
    twin = [made("a-mirror", value=712.0, publisher="Publisher of a")]
    before, after = reconcile(claims), reconcile([*claims, *twin])
    assert {each.id for each in before.conflicts} == {each.id for each in after.conflicts}
    assert [fact.witnesses for fact in before.facts] == [fact.witnesses for fact in after.facts]


def test_each_bucket_gives_the_same_by_itself_with_who_states_a_figure_of_its_claims() -> None:
    claims = mixed_claims()
    keys_of = {claim.id: bucket_keys(normalise(claim, SETTINGS), SETTINGS) for claim in claims}
    whole = find_in_buckets(claims)
    facts, conflicts = set(), {}
    for key in {key for keys in keys_of.values() for key in keys}:
        figures = {each for keys in keys_of.values() if key in keys for each in keys if isinstance(each, FigureKey)}
        members = [claim for claim in claims if not {key, *figures}.isdisjoint(keys_of[claim.id])]
        found = find_in_buckets(members, wanted=partial(eq, key))
        facts.update(found.facts)
        conflicts |= {conflict.id: conflict for _, conflict in found.conflicts}
    assert facts == set(whole.facts)
    assert conflicts == {conflict.id: conflict for _, conflict in whole.conflicts}


def test_keys_of_two_kinds_of_bucket_are_never_equal() -> None:
    lengths = [len(kind._fields) for kind in get_args(BucketKey)]
    assert len(set(lengths)) == len(lengths)


def test_a_sum_that_two_copies_of_a_page_tell_wrongly_is_one_conflict() -> None:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    said = ((812.0, "people"), (640.0, "women and girls"), (152.0, "men and boys"))
    copies = [made(doc, quote=quote, value=value, subject=who) for doc in ("h", "i") for value, who in said]
    (conflict,) = reconcile(copies).conflicts
    assert conflict.kind == "derived_conflict"
    assert [len(side) for side in conflict.sides] == [2, 4]
    ((buckets, _),) = find_in_buckets(copies).conflicts
    assert len(buckets) == 2


def test_all_pairs_and_buckets_flag_the_same() -> None:
    claims = mixed_claims()
    pairs = {frozenset((each.a, *each.b)) for each in compare_all(claims, SETTINGS) if each.verdict in FLAGGED}
    verdicts = [verdict for conflict in reconcile(claims).conflicts for verdict in conflict.verdicts]
    found = {frozenset((verdict.a, *verdict.b)) for verdict in verdicts if verdict.verdict in FLAGGED}
    claim_of = {claim.id: claim for claim in claims}
    folded = {frozenset(claim_of[each].value for each in pair) for pair in found}
    assert {frozenset(claim_of[each].value for each in pair) for pair in pairs} == folded


def test_large_buckets_are_masked_without_losing_a_conflict() -> None:
    claims = [made(f"doc{n}", value=1000.0 + n, start=str(1900 + n), end=str(1900 + n)) for n in range(120)]
    slip = made("slip", value=2222.0, start="1950", end="1950")
    found = reconcile([*claims, slip]).conflicts
    assert [set(side) for side in found[0].sides] == [{claims[50].id}, {slip.id}]
    assert len(found) == 1


def test_large_buckets_keep_conflicts_of_dates() -> None:
    claims = [made(f"doc{n}", value=1001.0 + n, start=str(1900 + n), end=str(1900 + n)) for n in range(60)]
    body = {"attributed_to": "Harbour Institute"}
    told = made("told", value=5551.0, start="1950", end="1950", place="Peru", subject="boys", **body)
    again = made("again", value=5551.0, start="1951", end="1951", place="Peru", subject="boys", **body)
    boys = [made(f"boys{n}", value=101.0 + n, start=str(1800 + n), end=str(1800 + n), subject="boys") for n in range(9)]
    found = [each for each in reconcile([*claims, *boys, told, again]).conflicts if each.kind == "period_conflict"]
    assert [{claim for side in each.sides for claim in side} for each in found] == [{told.id, again.id}]


IN_OTHER_WORDS = "Rescuers on the coast of Peru say that 1,234 boys and girls came home in 2021."


def test_figures_that_agree_are_one_fact_whatever_their_words_and_dates() -> None:
    first = made("a", start="2021-03-02", end="2021-03-02")
    second = made("b", quote=IN_OTHER_WORDS, subject="children in the camps", start="2021-03", end="2021-03")
    (fact,) = reconcile([first, second]).facts
    assert (set(fact.claims), fact.status, fact.witnesses) == ({first.id, second.id}, "agreed", 2)
    assert fact.id in {reconcile([each]).facts[0].id for each in (first, second)}


def test_a_claim_that_does_not_fit_keeps_two_keys_apart() -> None:
    first = made("a", start="2021-03-02", end="2021-03-02")
    second = made("b", quote=IN_OTHER_WORDS, start="2021-03", end="2021-03")
    other = made("c", value=880.0, start="2021-03", end="2021-03")
    assert len(reconcile([first, second]).facts) == 1
    found = reconcile([first, second, other])
    assert sorted(len(fact.claims) for fact in found.facts) == [1, 2]
    assert not any({first.id, other.id} <= set(fact.claims) for fact in found.facts)


def test_other_things_without_a_word_in_common_are_two_facts() -> None:
    goods = made("a", measure="other", subject="lorries")
    assert len(reconcile([goods, made("b", measure="other", subject="tents", quote=IN_OTHER_WORDS)]).facts) == 2


def test_open_ends_that_say_little_of_each_other_are_mixed() -> None:
    few = made("a", value=300.0, number="more than 300", bound="min")
    many = made("b", value=14_000.0, number="over 14,000", bound="min")
    (fact,) = reconcile([few, many]).facts
    assert fact.status == "mixed"


def test_a_conflict_names_the_fact_that_its_claims_are_joined_in() -> None:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    said = ((812.0, "people"), (640.0, "women and girls"), (152.0, "men and boys"))
    claims = [made("h", quote=quote, value=value, subject=who) for value, who in said]
    retold = [
        made("i", quote=f"In {when} 812 people came free.", value=812.0, subject="people", start=when, end=when)
        for when in ("2021-03", "2021-04-02")
    ]
    for beside in retold:
        found = reconcile([*claims, beside])
        facts = {fact.id: fact for fact in found.facts}
        assert any(len(fact.claims) == 2 for fact in found.facts)
        assert found.conflicts
        for conflict in found.conflicts:
            assert set(conflict.facts) <= facts.keys()
            assert {c for fact in conflict.facts for c in facts[fact].claims} >= set().union(*conflict.sides)


def test_nothing_reconciles_to_nothing() -> None:
    assert reconcile([]) == Reconciled((), ())


def test_unsure_readings_make_no_severe_conflict() -> None:
    unsure = [made("a", value=712.0, confidence=0.2), made("b", value=345.0)]
    assert reconcile(unsure).conflicts[0].severity == "low"


def test_what_is_too_unlikely_to_be_flagged_is_kept_apart_from_the_flags() -> None:
    claims = [made("a", value=712.0), made("b", value=345.0)]
    sure = reconcile(claims)
    assert [each.status for each in sure.conflicts] == ["open"]
    likely = sure.conflicts[0].probability or 0.0
    unsure = reconcile(claims, replace(SETTINGS, flag_from=likely + 0.01))
    assert [each.status for each in unsure.conflicts] == ["unsure"]
    assert {fact.status for fact in unsure.facts} == {"mixed"}
    assert not reconcile(claims, replace(SETTINGS, flag_from=1.0, unsure_from=likely + 0.01)).conflicts


def test_a_surer_reading_never_makes_a_contradiction_less_likely() -> None:
    likely = [
        reconcile([made("a", value=712.0, confidence=sure), made("b", value=345.0)]).conflicts[0].probability or 0.0
        for sure in (0.15, 0.4, 0.7, 1.0)
    ]
    assert likely == sorted(likely)


def test_a_figure_of_a_district_is_held_against_one_that_names_the_country_only() -> None:
    district = made("a", place="Arequipa", value=12431.0)
    country = made("b", place="Peru", value=12341.0)
    found = reconcile([district, country]).conflicts
    assert [sorted(claim for side in each.sides for claim in side) for each in found] == [
        sorted((district.id, country.id))
    ]
    assert not reconcile([district, replace(country, start="2017", end="2017")]).conflicts


def test_the_surest_pair_gives_severity_and_headline() -> None:
    told = [made("a", value=11512.0), made("b", value=11521.0), made("c", value=30.0, subject="children and adults")]
    worst = reconcile(told).conflicts[0]
    assert worst.verdicts[0].probability == max(each.probability or 0 for each in worst.verdicts)
    assert worst.severity == "low"
    assert "two digits that changed places" in worst.explanation


_HESITANT = FieldChoice("measure", (Candidate("rescued", 0.5), Candidate("assisted", 0.4)))
_TOLD = st.fixed_dictionaries(
    {
        "value": st.sampled_from([0.0, 110.0, 512.0, 521.0, 1234.0, 12340.0, 2e6]),
        "subject": st.sampled_from(["children", "girls", "men", "victims of trafficking", "victims"]),
        "place": st.sampled_from(["Peru", "Lima", "world", "Kenya", None]),
        "start": st.sampled_from(["2012", "2021", None]),
        "end": st.sampled_from(["2021", "2022-03", None]),
        "kind": st.sampled_from(["total", "level"]),
        "attributed_to": st.sampled_from(["Harbour Institute", None]),
        "block_kind": st.sampled_from(["paragraph", "heading"]),
        "bound": st.sampled_from(["exact", "about"]),
        "published": st.sampled_from(["2018", "2022-03-01", None]),
        "measure": st.sampled_from(["rescued", "rescued", "assisted"]),
        "choices": st.sampled_from([(), (_HESITANT,)]),
    }
)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from("abcd"), _TOLD), min_size=2, max_size=9), st.sampled_from([3, 120]))
def test_a_run_flags_exactly_what_all_pairs_flag(told: list[tuple[str, dict[str, Any]]], paired_up_to: int) -> None:
    claims = list({claim.id: claim for claim in (made(doc, **said) for doc, said in told)}.values())
    limits = replace(SETTINGS, paired_up_to=paired_up_to, most_partners=9, listed_verdicts=99)
    in_pairs = {(frozenset((v.a, *v.b)), v.verdict) for v in compare_all(claims, SETTINGS) if v.verdict in FLAGGED}
    conflicts = reconcile(claims, limits).conflicts
    in_run = {(frozenset((v.a, *v.b)), v.verdict) for each in conflicts for v in each.verdicts if v.verdict in FLAGGED}
    assert {each for each in in_run if each[1] != "derived_conflict"} == {
        each for each in in_pairs if each[1] != "derived_conflict"
    }
