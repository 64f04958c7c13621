"""Figures of one thing that readers filed under two measures, places or times."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.gates import normalise
from pipeline.comparing.pairs.filed_apart import filed_apart
from pipeline.comparing.pairs.judge import Rules, can_contradict, pair_of
from pipeline.comparing.pairs.open_readings import chance_of_one, is_open
from pipeline.comparing.pairs.weights import shipped_models
from pipeline.comparing.reconcile.all_pairs import compare_by
from pipeline.comparing.reconcile.reconciler import reconcile_by
from pipeline.records.model import FLAGGED, Candidate, Claim, FieldChoice
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
        return made("b", value=1243.0, **changes)

    def apart(self, a: Claim, b: Claim) -> bool:
        return filed_apart(normalise(a, SETTINGS), normalise(b, SETTINGS), SETTINGS)

    def test_is_what_two_readers_filed_under_two_measures_where_one_hesitated(self) -> None:
        assisted = self.told(measure="assisted")
        assert not self.apart(made("a"), assisted)
        assert self.apart(made("a"), left_open(assisted, "measure", assisted=0.6, rescued=0.3))

    def test_is_what_is_told_of_a_place_and_of_one_around_it(self) -> None:
        assert self.apart(made("a", place="Cusco"), self.told(place="Peru"))
        assert not self.apart(made("a", place="Kenya"), self.told(place="Peru"))

    @pytest.mark.parametrize(
        "changes",
        [
            {"start": "2020"},
            {"subject": "fishing boats"},
            {"unit": "percent"},
            {"place": None, "start": None, "end": None},
        ],
    )
    def test_has_its_period_words_and_unit_in_common(self, changes: dict[str, Any]) -> None:
        assert self.apart(made("a", place="Cusco"), self.told())
        assert not self.apart(made("a", place="Cusco"), self.told(**changes))

    def test_is_no_figure_far_from_the_other(self) -> None:
        assert not self.apart(made("a", place="Cusco", value=100.0), made("b", value=1243.0))


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
        made("d", value=1350.0, measure="arrested"),
    ]
    in_pairs = {frozenset((v.a, *v.b)) for v in compare_by(claims, ALL_FLAGGED) if v.verdict in FLAGGED}
    conflicts = reconcile_by(claims, ALL_FLAGGED).conflicts
    in_run = {frozenset((v.a, *v.b)) for conflict in conflicts for v in conflict.verdicts}
    a, b, c, _ = (claim.id for claim in claims)
    assert in_pairs == in_run == {frozenset((a, b)), frozenset((a, c))}
