"""What must happen to a verdict when a claim is changed in a known way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.records.model import FLAGGED, Claim
from tests.as_shipped import compare, reconcile
from tests.made_claims import made, share

counts = st.integers(101, 10**7).filter(lambda n: n % 10 != 0)
measures = st.sampled_from(
    [("rescued", "children"), ("arrested", "suspects"), ("cases", "human trafficking cases"), ("identified", "victims")]
)
years = st.integers(1990, 2024)


@st.composite
def counted(draw: st.DrawFn, doc: str = "a") -> Claim:
    measure, subject = draw(measures)
    year = str(draw(years))
    return made(doc, value=float(draw(counts)), measure=measure, subject=subject, start=year, end=year)


def flagged(a: Claim, b: Claim) -> bool:
    return any(verdict.verdict in FLAGGED for verdict in compare(a, b))


def told_by(doc: str, claim: Claim, **changes: object) -> Claim:
    return made(
        doc,
        **({name: getattr(claim, name) for name in ("value", "measure", "subject", "start", "end")} | changes),  # type: ignore[arg-type]
    )


@given(counted())
def test_an_agreeing_pair_whose_one_value_is_tripled_is_flagged(claim: Claim) -> None:
    same = told_by("b", claim)
    assert compare(claim, same)[0].verdict == "agree"
    assert flagged(claim, told_by("b", claim, value=(claim.value or 0) * 3))


@given(counted(), st.sampled_from(["Kenya", "Norway", "Japan", "world"]))
def test_a_conflict_moved_to_another_country_is_none(claim: Claim, place: str) -> None:
    smaller = told_by("b", claim, value=float(round((claim.value or 0) / 3)))
    assert flagged(claim, smaller)
    assume(place != "world")
    assert not flagged(claim, replace(smaller, place=place))


@given(counted(), st.integers(1, 20))
def test_a_conflict_moved_to_another_year_is_none(claim: Claim, later: int) -> None:
    year = str(int(claim.start or "2000") + later)
    assert not flagged(claim, told_by("b", claim, value=(claim.value or 0) * 3, start=year, end=year))


@given(counts)
def test_a_conflict_moved_to_another_population_is_none(count: int) -> None:
    assert flagged(made("a", value=float(count)), made("b", value=float(count * 3)))
    assert not flagged(made("a", value=float(count)), made("b", value=float(count * 3), subject="men"))


@given(counted(), counted(), st.booleans())
def test_a_pair_compared_the_other_way_round_gives_the_same(a: Claim, b: Claim, same_slots: bool) -> None:
    other = told_by("b", a, value=b.value) if same_slots else told_by("b", b)
    there, back = compare(a, other), compare(other, a)
    assert [(each.verdict, each.rule) for each in there] == [(each.verdict, each.rule) for each in back]


@given(st.lists(counted(), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_sources_changes_no_conflict(claims: list[Claim], order: object) -> None:
    told = [told_by(f"doc{n}", claim) for n, claim in enumerate(claims)]
    shuffled = list(told)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reconcile(told).conflicts == reconcile(shuffled).conflicts


@given(st.lists(counted(), min_size=1, max_size=5))
def test_a_duplicate_of_a_source_makes_no_conflict(claims: list[Claim]) -> None:
    told = [told_by(f"doc{n}", claim) for n, claim in enumerate(claims)]
    mirrored = [replace(told_by(f"mirror{n}", claim), document=claim.document) for n, claim in enumerate(told)]
    before, after = reconcile(told), reconcile([*told, *mirrored])
    assert {conflict.id for conflict in before.conflicts} == {conflict.id for conflict in after.conflicts}
    assert [fact.witnesses for fact in before.facts] == [fact.witnesses for fact in after.facts]


@pytest.mark.parametrize(
    "spelling",
    [
        {"number": "2.5 million", "value": 2.5e6},
        {"number": "2,500,000", "value": 2.5e6},
        {"number": "2500 thousand", "value": 2.5e6},
        {"number": "two and a half million", "value": 2.5e6},
    ],
)
def test_every_spelling_of_a_value_is_one_value(spelling: dict[str, object]) -> None:
    plain = made("a", number="2.5 million", value=2.5e6)
    assert compare(plain, made("b", **spelling))[0].verdict == "agree"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": "two weeks", "value": 2.0, "unit": "weeks"}, {"number": "14 days", "value": 14.0, "unit": "days"}),
        ({"number": "5 km", "value": 5.0, "unit": "km"}, {"number": "5,000 m", "value": 5000.0, "unit": "metres"}),
        (
            {"number": "3 years", "value": 3.0, "unit": "years"},
            {"number": "36 months", "value": 36.0, "unit": "months"},
        ),
    ],
)
def test_every_unit_of_a_value_is_one_value(one: dict[str, object], other: dict[str, object]) -> None:
    stretch = {"measure": "sentenced", "kind": "level", "subject": "prison sentence"}
    found = compare(made("a", **stretch, **one), made("b", **stretch, **other))[0]  # type: ignore[arg-type]
    assert found.verdict in ("agree", "compatible")


@given(st.integers(2, 40))
def test_a_ratio_is_its_percent(n: int) -> None:
    ratio = share("a", number=f"1 in {n}", value=100 / n)
    percent = share("b", number=f"{100 / n:.1f}%", value=round(100 / n, 1))
    assert compare(ratio, percent)[0].verdict in ("agree", "compatible")


@given(counts, st.sampled_from([("more than", "min", 0.9), ("nearly", "about", 1.05), ("about", "about", 1.04)]))
def test_a_hedge_that_fits_flags_nothing(count: int, hedge: tuple[str, str, float]) -> None:
    modifier, bound, factor = hedge
    told = made("b", value=float(round(count * factor)), bound=bound, modifier=modifier)
    assert not flagged(made("a", value=float(count)), told)
