"""Figures of one thing that readers filed under two measures, places or times."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.gates import normalise
from pipeline.comparing.pairs.close_figures import CloseKey, close_keys
from pipeline.comparing.pairs.contradictable import can_contradict
from pipeline.comparing.pairs.filed_apart import filed_apart
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.pairs.open_readings import chance_of_one, is_open
from pipeline.comparing.pairs.pairing import pair_of
from pipeline.comparing.pairs.weights import shipped_models
from pipeline.comparing.reconcile.all_pairs import compare_by
from pipeline.comparing.reconcile.filing import bucket_keys
from pipeline.comparing.reconcile.reconciler import reconcile_by
from pipeline.records.model import FLAGGED, Candidate, Claim, Conflict, FieldChoice, Verdict
from pipeline.records.settings import default_settings
from tests.made_claims import made

SETTINGS = default_settings().compare
ALL_FLAGGED = Rules(replace(SETTINGS, flag_from=0.0, unsure_from=0.0), shipped_models())


def left_open(claim: Claim, field: str, **probabilities: float) -> Claim:
    """The claim with the values between which its reader hesitated."""
    candidates = tuple(Candidate(value, chance) for value, chance in probabilities.items())
    return replace(claim, choices=(*claim.choices, FieldChoice(field, candidates)))


class TestTheChanceOfOneValue:
    def test_is_one_or_none_where_nothing_was_left_open(self) -> None:
        a, b = made("a"), made("b", measure="assisted")
        assert chance_of_one("place", a, b) == 1.0
        assert chance_of_one("measure", a, b) == 0.0

    def test_adds_up_over_the_values_that_both_may_have(self) -> None:
        a = left_open(made("a"), "measure", rescued=0.7, assisted=0.2)
        b = left_open(made("b", measure="assisted"), "measure", assisted=0.6, rescued=0.3)
        assert chance_of_one("measure", a, b) == pytest.approx(0.7 * 0.3 + 0.2 * 0.6)

    def test_takes_a_period_and_a_kind_as_their_candidates_are_written(self) -> None:
        read = made("a", start="2019", end="2020", kind="change", direction="up")
        candidates = (Candidate("2019/2020", 0.8), Candidate("2020", 0.1))
        read_again = replace(read, choices=(FieldChoice("period", candidates), FieldChoice("kind", (_up(0.5),))))
        assert chance_of_one("period", read, read_again) == 0.8
        assert chance_of_one("kind", read, read_again) == 0.5

    @pytest.mark.parametrize("mark", ["corrected:measure", "measure: second reader model-1"])
    def test_knows_what_somebody_decided(self, mark: str) -> None:
        hesitant = left_open(made("a"), "measure", assisted=0.6, rescued=0.4)
        decided = replace(hesitant, reading=(mark,))
        assert is_open("measure", hesitant)
        assert not is_open("measure", decided)
        assert chance_of_one("measure", decided, made("b", measure="rescued")) == 1.0


def _up(chance: float) -> Candidate:
    return Candidate("change up", chance)


class TestFiledApart:
    def told(self, **changes: Any) -> Claim:
        return made("b", **{"value": 1243.0, "place": "Peru"} | changes)

    def apart(self, a: Claim, b: Claim) -> bool:
        return filed_apart(normalise(a, SETTINGS), normalise(b, SETTINGS), SETTINGS)

    def test_is_what_two_readers_filed_under_two_measures_where_one_hesitated(self) -> None:
        assisted = self.told(measure="assisted")
        assert not self.apart(made("a"), assisted)
        assert self.apart(made("a"), left_open(assisted, "measure", assisted=0.6, rescued=0.3))

    def test_is_what_is_told_of_a_place_and_of_one_around_it_or_of_none(self) -> None:
        assert self.apart(made("a", place="Cusco"), self.told())
        assert self.apart(made("a", place="Cusco"), self.told(place=None))
        assert not self.apart(made("a", place="Kenya"), self.told())

    def test_is_what_two_readers_filed_under_two_places_where_one_hesitated(self) -> None:
        assert self.apart(made("a", place="Kenya"), left_open(self.told(), "place", Peru=0.6, Kenya=0.3))

    def test_is_nothing_of_one_block_or_one_document(self) -> None:
        assert not self.apart(made("a"), made("b", value=1243.0))
        assert not self.apart(made("a", place="Cusco"), replace(self.told(), doc="a"))

    @pytest.mark.parametrize("changes", [{"unit": "percent"}, {"kind": "change", "direction": "up"}])
    def test_has_unit_and_kind_in_common(self, changes: dict[str, Any]) -> None:
        assert not self.apart(made("a", place="Cusco"), self.told(**changes))

    @pytest.mark.parametrize("changes", [{"subject": "fishing boats"}, {"start": "2020"}, {"start": "2021-03"}])
    def test_may_be_told_in_other_words_and_for_another_part_of_the_year(self, changes: dict[str, Any]) -> None:
        assert self.apart(made("a", place="Cusco"), self.told(**changes))

    def test_is_of_one_year_or_of_years_between_which_a_reader_hesitated(self) -> None:
        later = self.told(start="2022", end="2022")
        hesitant = replace(later, choices=(FieldChoice("period", (Candidate("2022", 0.6), Candidate("2021", 0.3))),))
        assert not self.apart(made("a", place="Cusco"), later)
        assert self.apart(made("a", place="Cusco"), hesitant)

    def test_without_a_period_is_of_the_year_of_its_page(self) -> None:
        undated = {"start": None, "end": None}
        assert self.apart(made("a", place="Cusco"), self.told(published="2021-05-02", **undated))
        assert not self.apart(made("a", place="Cusco"), self.told(published="2023-05-02", **undated))

    @pytest.mark.parametrize(
        ("one", "other", "apart"),
        [(1234.0, 1851.0, True), (1234.0, 1852.0, False), (13.0, 31.0, True), (120.0, 12.0, True), (500.0, 5.0, False)],
    )
    def test_is_a_close_figure_or_one_of_the_same_digits(self, one: float, other: float, apart: bool) -> None:
        assert self.apart(made("a", place="Cusco", value=one), self.told(value=other)) == apart


class TestKeysOfCloseFigures:
    def test_are_in_common_where_figures_are_close_and_measure_and_year_may_be_one(self) -> None:
        dice = random.Random(3)
        for _ in range(500):
            one = math.exp(dice.uniform(-3, 30))
            other = one * SETTINGS.close_ratio ** dice.uniform(-0.999, 0.999)
            a, b = made("a", value=one), made("b", value=other, place="Cusco", measure=dice.choice(("rescued", "held")))
            b = left_open(b, "measure", held=0.6, rescued=0.3)
            assert close_keys(a, SETTINGS) & close_keys(b, SETTINGS)

    def test_are_those_of_the_digits_of_a_slip(self) -> None:
        for one, other in ((13.0, 310.0), (1.2e9, 1.2e10)):
            self.in_common_by_digits(one, other)

    def in_common_by_digits(self, one: float, other: float) -> None:
        a, b = made("a", value=one), made("b", value=other, place="Cusco")
        assert {key.by for key in close_keys(a, SETTINGS) & close_keys(b, SETTINGS)} == {"digits"}

    def test_are_of_every_measure_and_year_that_is_likely_enough(self) -> None:
        hesitant = left_open(made("a"), "measure", rescued=0.6, assisted=0.3, arrested=0.01)
        hesitant = replace(hesitant, choices=(*hesitant.choices, FieldChoice("period", (Candidate("2019/..", 0.2),))))
        keys = close_keys(hesitant, SETTINGS)
        assert {key.measure for key in keys} == {"rescued", "assisted"}
        assert {key.year for key in keys} == {"2021", (hesitant.document.published or "")[:4]}

    def test_come_in_one_order_among_the_buckets_of_a_claim(self) -> None:
        hesitant = left_open(made("a"), "measure", rescued=0.5, assisted=0.2, arrested=0.2)
        close = [key for key in bucket_keys(normalise(hesitant, SETTINGS), SETTINGS) if isinstance(key, CloseKey)]
        assert close == sorted(close_keys(hesitant, SETTINGS))

    def test_are_none_of_no_figure(self) -> None:
        assert not close_keys(made("a", value=0.0), SETTINGS)


class TestTimesThatMayBeOne:
    def may_contradict(self, a: Claim, b: Claim) -> bool:
        return can_contradict(pair_of(normalise(a, SETTINGS), normalise(b, SETTINGS), SETTINGS), SETTINGS)

    def test_are_those_between_which_a_reader_hesitated(self) -> None:
        later = made("b", value=1243.0, start="2022", end="2022")
        hesitant = replace(later, choices=(FieldChoice("period", (Candidate("2022", 0.6), Candidate("2021", 0.3))),))
        assert not self.may_contradict(made("a"), later)
        assert self.may_contradict(made("a"), hesitant)

    @pytest.mark.parametrize(("told", "may"), [(13.0, True), (310.0, True), (14.0, False)])
    def test_are_those_of_figures_with_the_same_digits(self, told: float, may: bool) -> None:
        hesitant = (FieldChoice("period", (Candidate("2022", 0.6), Candidate("2021", 0.3))),)
        later = made("b", value=told, start="2022", end="2022", choices=hesitant)
        assert self.may_contradict(made("a", value=31.0), later) == may

    def test_are_a_time_and_a_stretch_of_it_where_the_figures_are_close(self) -> None:
        month = {"start": "2021-03", "end": "2021-03"}
        assert self.may_contradict(made("a"), made("b", value=1200.0, **month))
        assert not self.may_contradict(made("a"), made("b", value=300.0, **month))


def test_a_run_flags_what_was_filed_apart_as_comparing_all_pairs_does() -> None:
    claims = [
        made("a"),
        left_open(made("b", value=1243.0, measure="assisted"), "measure", assisted=0.6, rescued=0.3),
        made("c", value=1300.0, place="Cusco"),
        made("c", value=1310.0, place=None, subject="girls"),
        made("d", value=1350.0, measure="arrested"),
    ]
    in_pairs = {_told(verdict) for verdict in compare_by(claims, ALL_FLAGGED) if verdict.verdict in FLAGGED}
    assert in_pairs == _flagged_of(reconcile_by(claims, ALL_FLAGGED).conflicts)
    a, b, c, *_ = (claim.id for claim in claims)
    assert {frozenset((a, b)), frozenset((a, c))} <= {pair for pair, *_ in in_pairs}


@pytest.mark.parametrize("paired_up_to", [120, 4])
def test_a_claim_of_a_large_bucket_is_held_against_partners_that_may_be_of_its_place(paired_up_to: int) -> None:
    few = replace(SETTINGS, flag_from=0.0, unsure_from=0.0, paired_up_to=paired_up_to, most_partners=1)
    elsewhere = [made(f"b{n}", value=1240.0 + n, place="Japan") for n in range(8)]
    claims = [made("a", place="Cusco"), *elsewhere, made("c", value=1300.0, start="2021-03")]
    flagged = _flagged_of(reconcile_by(claims, Rules(few, shipped_models())).conflicts)
    assert frozenset((claims[0].id, claims[-1].id)) in {pair for pair, *_ in flagged}


def _told(verdict: Verdict) -> tuple[frozenset[str], str, float | None]:
    return frozenset((verdict.a, *verdict.b)), verdict.rule, verdict.probability


def _flagged_of(conflicts: Iterable[Conflict]) -> set[tuple[frozenset[str], str, float | None]]:
    return {_told(verdict) for conflict in conflicts for verdict in conflict.verdicts}
