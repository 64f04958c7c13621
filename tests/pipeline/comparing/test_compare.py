"""Two claims through the gates, and the passes beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.comparing.reconcile import compare_all
from pipeline.records.model import Claim, Verdict
from pipeline.records.settings import default_settings
from tests.as_shipped import compare
from tests.made_claims import made, share

SETTINGS = default_settings().compare


def verdict(a: Claim, b: Claim) -> Verdict:
    return compare(a, b)[0]


def said(a: Claim, b: Claim) -> tuple[str, str]:
    found = verdict(a, b)
    return found.verdict, found.rule


class TestValue:
    def test_equal_readings_agree(self) -> None:
        assert said(made("a"), made("b")) == ("agree", "value")

    def test_readings_that_meet_are_compatible(self) -> None:
        about = made("b", value=1200.0, bound="about", modifier="about")
        assert said(made("a"), about) == ("compatible", "value")

    def test_readings_that_do_not_meet_conflict(self) -> None:
        found = verdict(made("a", value=10360.0), made("b", value=10359.0))
        assert (found.verdict, found.rule) == ("conflict", "value")
        assert "10,360 stands for 10,360" in found.arithmetic

    def test_bounds_that_exclude_each_other_conflict(self) -> None:
        least = made("a", value=500.0, bound="min", modifier="at least")
        most = made("b", value=400.0, bound="max", modifier="fewer than")
        assert said(least, most)[0] == "conflict"
        assert (
            said(made("c", value=412.0), made("d", value=300.0, bound="min", modifier="more than"))[0] == "compatible"
        )

    def test_a_share_and_its_ratio_fit(self) -> None:
        ratio = share("b", number="1 in 4", value=25.0, bound="about", modifier="nearly")
        assert said(share("a", number="23.9%", value=23.9), ratio)[0] == "compatible"

    def test_zero_against_a_count_conflicts(self) -> None:
        assert said(made("a", value=0.0, number="no"), made("b", value=6.0, number="six"))[0] == "conflict"

    def test_a_rise_and_a_drop_of_one_thing_conflict(self) -> None:
        rose = share("a", kind="change", direction="up", measure="growth", part=None)
        fell = share("b", kind="change", direction="down", measure="reduction", part=None)
        assert said(rose, fell)[0] == "conflict"

    def test_two_currencies_conflict_where_no_rate_reconciles_them(self) -> None:
        money = {"measure": "money", "kind": "amount", "subject": "illegal profits", "start": "2021", "end": "2021"}
        dollars = made("a", value=150e9, number="$150 billion", unit="USD", **money)
        same = made("b", value=128e9, number="€128 billion", unit="EUR", **money)
        more = made("c", value=236e9, number="€236 billion", unit="EUR", **money)
        assert said(dollars, same)[0] == "compatible"
        assert said(dollars, more)[0] == "conflict"


class TestGates:
    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ({"measure": "arrested", "subject": "suspects"}, "measure"),
            ({"unit": "USD"}, "unit and kind"),
            ({"kind": "rate"}, "unit and kind"),
            ({"subject": "men"}, "subject"),
            ({"place": "Kenya"}, "place"),
        ],
    )
    def test_the_first_gate_that_stays_shut_gives_the_verdict(self, change: dict[str, str], rule: str) -> None:
        assert said(made("a"), made("b", value=99.0, **change)) == ("scope", rule)

    def test_a_place_that_is_missing_on_one_side_flags_nothing(self) -> None:
        assert verdict(made("a"), made("b", value=99.0, place=None)).verdict == "unknown"
        assert verdict(made("a"), made("b", place=None)).verdict == "compatible"

    def test_aliases_of_a_place_are_one_place(self) -> None:
        assert said(made("a", place="U.S."), made("b", place="United States"))[0] == "agree"

    def test_whole_and_part_of_a_share_may_not_change_places(self) -> None:
        turned = share("b", subject="minors", part="trafficking victims", value=75.0, number="75%")
        assert said(share("a"), turned) == ("scope", "subject")

    def test_a_setting_belongs_to_the_subject(self) -> None:
        streets = share("b", number="40%", value=40.0, quote="In parks and on the streets 40% of victims were minors.")
        assert verdict(share("a"), streets).verdict == "scope"

    def test_per_year_and_per_victim_are_different(self) -> None:
        money = {"measure": "money", "kind": "amount", "subject": "profits", "unit": "USD", "value": 9e9}
        yearly = made("a", number="$9 billion", quote="Profits come to $9 billion a year.", **money)
        each = made("b", number="$9 billion", quote="Profits come to $9 billion per victim.", **money)
        assert said(yearly, each) == ("scope", "subject")


class TestTime:
    def test_a_running_count_grows(self) -> None:
        earlier = made("a", value=110.0, start="2013", end=None, published="2018")
        later = made("b", value=312.0, start="2013", end=None, published="2023")
        assert said(earlier, later) == ("progression", "counters")

    def test_a_running_count_cannot_fall(self) -> None:
        earlier = made("a", value=512.0, start="2013", end=None, published="2018")
        later = made("b", value=312.0, start="2013", end=None, published="2023")
        assert said(earlier, later) == ("regression", "counters")

    def test_a_yearly_series_may_fall(self) -> None:
        later = made("b", value=912.0, start="2022", end="2022")
        assert said(made("a"), later) == ("progression", "flows")

    def test_a_stretch_of_a_running_count_is_another_thing(self) -> None:
        running = made("a", value=5012.0, start="2003", end=None)
        assert said(running, made("b"))[0] == "scope"

    def test_a_year_so_far_counts_up_to_its_end(self) -> None:
        so_far = made("a", value=23.0, start="2015", end="2015-05", published="2015")
        running = made("b", value=112.0, start="2012", end=None, published="2018")
        assert said(so_far, running)[0] == "progression"

    def test_undated_pages_of_near_dates_conflict_by_inference(self) -> None:
        undated = {"kind": "level", "measure": "exploited", "start": None, "end": None}
        found = verdict(
            made("a", value=712000.0, published="2019", **undated),
            made("b", value=345000.0, published="2020", **undated),
        )
        assert found.verdict == "conflict"
        assert found.inferred

    def test_undated_pages_far_apart_are_perhaps_an_update(self) -> None:
        undated = {"kind": "level", "measure": "exploited", "start": None, "end": None}
        found = verdict(
            made("a", value=2e6, number="2 million", published="2010", **undated),
            made("b", value=1e6, number="1 million", published="2020", **undated),
        )
        assert (found.verdict, found.rule) == ("progression", "undated")

    def test_one_unknown_page_date_is_enough_for_an_inference_two_are_not(self) -> None:
        undated = {"kind": "level", "measure": "exploited", "start": None, "end": None}
        dated = made("a", value=2e6, number="2 million", published="2019", **undated)
        unknown = made("b", value=1e6, number="1 million", published=None, **undated)
        also_unknown = made("c", value=4e6, number="4 million", published=None, **undated)
        assert verdict(dated, unknown).verdict == "conflict"
        assert verdict(unknown, also_unknown).verdict == "unknown"
        one_house = {"publisher": "Harbour Watch", "published": None}
        one = made("d", value=1e6, number="1 million", **one_house, **undated)
        other = made("e", value=4e6, number="4 million", **one_house, **undated)
        assert verdict(one, other).verdict == "conflict"

    def test_one_sentence_may_set_then_against_now(self) -> None:
        quote = "The share of minors fell from 40% to 12%."
        then = share("a", quote=quote, number="40%", value=40.0, start=None, end=None)
        now = share("a", quote=quote, number="12%", value=12.0)
        assert said(then, now) == ("progression", "then and now")

    def test_changes_from_other_bases_are_other_changes(self) -> None:
        change = {"kind": "change", "direction": "up", "measure": "growth", "part": None}
        one = share("a", start="2016", end="2021", **change)
        other = share("b", value=66.0, number="66%", start="2019", end="2021", **change)
        assert verdict(one, other).verdict == "scope"


class TestOneDocument:
    def test_two_claims_with_one_label_are_two_things(self) -> None:
        assert said(made("a"), made("a", value=987.0, quote="Later that year it was 987 children.")) == (
            "scope",
            "siblings",
        )

    def test_a_headline_against_the_text_is_a_conflict(self) -> None:
        headline = made("a", value=1243.0, quote="1,243 children freed in Peru", block_kind="heading")
        assert said(headline, made("a")) == ("conflict", "value")

    def test_a_sentence_told_again_with_another_figure_is_a_conflict(self) -> None:
        assert said(made("a"), made("a", value=1243.0)) == ("conflict", "value")

    def test_a_stretch_of_time_told_twice_is_one(self) -> None:
        stretch = {"unit": "years", "kind": "level", "measure": "other", "start": None, "end": None}
        one = made(
            "a",
            value=9.0,
            number="nine years",
            quote="For nine years the harbour crew worked.",
            subject="work of the crew",
            **stretch,
        )
        other = made("a", value=9.0, number="nine years", quote="Nine years of work.", subject="crew", **stretch)
        assert verdict(one, other).verdict == "agree"


class TestPasses:
    def test_people_are_no_part_of_others_by_their_names_alone(self) -> None:
        assert said(made("a"), made("b", subject="girls", value=2345.0)) == ("scope", "subject")
        assert said(made("a"), made("b", subject="girls", value=234.0)) == ("scope", "subject")

    def test_a_place_above_its_country_is_a_conflict(self) -> None:
        assert said(made("a"), made("b", place="Lima", value=1345.0)) == ("conflict", "containment")

    def test_shares_of_part_and_whole_never_compare(self) -> None:
        assert (
            said(share("a", value=12.0, number="12%"), share("b", place="Lima", value=80.0, number="80%"))[0] == "scope"
        )

    def test_one_study_with_two_years_is_a_period_conflict(self) -> None:
        body = {"attributed_to": "Harbour Institute (HI)"}
        found = compare(share("a", **body), share("b", start="2019", end="2019", **body))
        assert [each.verdict for each in found] == ["agree", "period_conflict"]

    def test_one_count_since_two_years_is_a_period_conflict(self) -> None:
        body = {"attributed_to": "Harbour Institute"}
        first = made("a", value=110.0, start="2013", end=None, published="2018", **body)
        second = made("b", value=312.0, start="2012", end=None, published="2023", **body)
        assert [each.verdict for each in compare(first, second)] == ["progression", "period_conflict"]

    def test_small_counts_of_two_years_are_no_one_figure(self) -> None:
        body = {"attributed_to": "Harbour Institute"}
        found = compare(made("a", value=15.0, **body), made("b", value=15.0, start="2020", end="2020", **body))
        assert [each.verdict for each in found] == ["progression"]


class TestAll:
    def test_a_figure_told_more_loosely_elsewhere_does_not_hide_a_slip(self) -> None:
        right = made("a", value=11512.0)
        loosely = made(
            "a", value=10000.0, bound="min", modifier="more than", quote="It freed more than 10,000 children."
        )
        slip = made("b", value=11521.0)
        found = compare_all([right, loosely, slip], SETTINGS)
        assert [(each.a, each.b[0]) for each in found if each.verdict == "conflict"] == [(right.id, slip.id)]

    def test_each_pair_has_one_verdict_and_an_explanation(self) -> None:
        claims = [made(doc, value=value) for doc, value in (("a", 712.0), ("b", 713.0), ("c", 712.0))]
        found = compare_all(claims, SETTINGS)
        assert len({frozenset((each.a, *each.b)) for each in found}) == len(found) == 3
        assert all(each.explanation for each in found)

    def test_a_better_reading_keeps_the_place_from_the_document(self) -> None:
        hinted = made("b", value=1243.0, place=None)
        hinted = replace(hinted, document=replace(hinted.document, place="Chile"))
        assert verdict(made("a"), hinted).rule == "place"
        hinted = replace(hinted, document=replace(hinted.document, place="Peru"))
        assert verdict(made("a"), hinted).verdict == "conflict"
