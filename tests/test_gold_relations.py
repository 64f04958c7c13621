"""Scoring what is said of pairs and groups of claims, folds of groups, and retellings with a slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pipeline.records.model import Verdict
from tests.gold.calibration import calibration_error
from tests.gold.conflict_scoring import score_conflicts
from tests.gold.corpora import CORPUS
from tests.gold.groups import balanced_folds, fold, later_series, not_fold, scored_parts
from tests.gold.records import Relation
from tests.gold.relating import retold_conflicts
from tests.gold.retellings import slipped_values
from tests.gold.verdict_scoring import NOTHING, VerdictError, score_verdicts


def claims(**values: float) -> dict[str, dict[str, Any]]:
    figure = {"low": None, "high": None, "unit": "count", "kind": "total", "required": True}
    return {name: {"id": name, "value": value, **figure} for name, value in values.items()}


ABOUT_BOYS = claims(a=40, b=55, a2=40, total=95)
CONFLICT = Relation("a", ("b",), "conflict")
RETOLD = Relation("a", ("a2",), "agree")
SUM = Relation("total", ("a", "b"), "derived_conflict")


def verdict(name: Any, a: str, *b: str) -> Verdict:
    return Verdict(a, b, name, "rule", "", "")


def flagged(kind: str, *sides: list[str]) -> dict[str, Any]:
    return {"kind": kind, "sides": list(sides)}


def same(*names: str) -> Mapping[str, str]:
    return {name: name for name in names}


def test_a_conflict_told_again_in_the_same_figure_conflicts_too() -> None:
    assert [each.members for each in retold_conflicts([CONFLICT, RETOLD], ABOUT_BOYS)] == [frozenset({"a2", "b"})]
    other = ABOUT_BOYS | claims(a2=41)
    assert list(retold_conflicts([CONFLICT, RETOLD], other)) == []


def test_a_flagged_row_shows_a_pair_across_its_sides_only() -> None:
    across = score_conflicts([CONFLICT], ABOUT_BOYS.values(), [flagged("conflict", ["a"], ["b"])], same("a", "b"))
    within = score_conflicts([CONFLICT], ABOUT_BOYS.values(), [flagged("conflict", ["a", "b"], ["c"])], same("a", "b"))
    assert (across.hit, across.good, within.hit, within.good) == (1, 1, 0, 0)
    assert within.missed == (CONFLICT,)


def test_a_row_of_another_class_or_a_mere_pile_shows_nothing() -> None:
    dates = flagged("period_conflict", ["a"], ["b"])
    pile = flagged("conflict", ["a", *"cdef"], ["b"])
    for row in (dates, pile):
        assert score_conflicts([CONFLICT], ABOUT_BOYS.values(), [row], same(*"abcdef")).good == 0


def test_a_pair_that_is_not_listed_counts_as_scope() -> None:
    scope = Relation("a", ("b",), "scope")
    assert score_verdicts([scope], ABOUT_BOYS.values(), []).relations == {"scope": (1, 1)}
    assert score_verdicts([CONFLICT], ABOUT_BOYS.values(), []).relations == {"conflict": (0, 1)}


def test_flagged_verdicts_are_right_known_to_be_fine_or_unknown() -> None:
    said = [
        verdict("conflict", "a", "b"),
        verdict("conflict", "a2", "b"),
        verdict("conflict", "a", "a2"),
        verdict("conflict", "total", "a2"),
    ]
    score = score_verdicts([CONFLICT, RETOLD], ABOUT_BOYS.values(), said)
    assert (score.right, score.wrong, score.unknown, score.hit, score.hard) == (2, 1, 1, 1, 1)
    assert score.relations["agree"] == (0, 1)
    assert (NOTHING + score).relations == score.relations


def test_a_group_is_shown_by_half_of_it_and_one_stranger_at_most() -> None:
    half, strange = verdict("derived_conflict", "total", "a"), verdict("derived_conflict", "total", "x", "y")
    assert score_verdicts([SUM], ABOUT_BOYS.values(), [half]).hit == 1
    assert score_verdicts([SUM], ABOUT_BOYS.values(), [strange]).hit == 0


def test_two_verdicts_for_a_pair_are_an_error_but_for_a_conflict_of_dates() -> None:
    agree = verdict("agree", "a", "a2")
    score_verdicts([RETOLD], ABOUT_BOYS.values(), [agree, verdict("period_conflict", "a2", "a")])
    with pytest.raises(VerdictError, match="agree and conflict"):
        score_verdicts([RETOLD], ABOUT_BOYS.values(), [agree, verdict("conflict", "a2", "a")])


def test_folds_share_out_the_groups() -> None:
    groups = [*"dbcae"]
    assert fold(groups, "1/2") == ["a", "c", "e"]
    assert not_fold(groups, "1/2") == ["b", "d"]
    assert sorted(group for k in (1, 2, 3) for group in fold(groups, f"{k}/3")) == sorted(groups)
    with pytest.raises(ValueError, match="3/2"):
        fold(groups, "3/2")


def test_groups_that_were_added_are_scored_apart_and_leave_the_others_in_their_halves() -> None:
    groups = {folder.name for folder in (CORPUS / "annotated").iterdir()}
    later = {f"{label} series": names for label, names in later_series().items()}
    first = groups.difference(*later.values())
    assert set().union(*later.values()) < groups
    halves = {"all": first, "read": set(fold(first, "1/2")), "only scored": set(fold(first, "2/2"))}
    assert scored_parts(first) == halves
    assert scored_parts(groups) == halves | later


def test_balanced_folds_hold_about_as_many_claims() -> None:
    folds = balanced_folds([*"aaaaaabbbbcccdd"], 2)
    assert folds == {"a": 0, "b": 1, "c": 1, "d": 0}


def test_a_slip_is_another_possible_figure() -> None:
    exact = {"value": 516.0, "bound": "exact", "unit": "count"}
    assert dict(slipped_values(exact)) == {"x3": 1548, "/3": 172, "x10": 5160, "digits swapped": 156}
    assert dict(slipped_values({"value": 40.0, "bound": "about", "unit": "percent"})) == {"/3": 40 / 3}


def test_honest_confidence_has_no_calibration_error() -> None:
    assert calibration_error([0.5] * 20, [True, False] * 10) == pytest.approx(0)
    assert calibration_error([0.9] * 20, [False] * 20) == pytest.approx(0.9)
