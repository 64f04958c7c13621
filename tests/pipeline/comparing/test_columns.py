"""Totals of tables and lists, held against the rows that they stand below or above."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.comparing.reconcile import compare_all
from pipeline.records.model import Claim, ClaimPlace, Verdict
from tests.as_shipped import SETTINGS, reconcile
from tests.made_claims import made

Rows = list[tuple[str, str]]
HARVEST: Rows = [("Inshore", "412"), ("Offshore", "133"), ("Rivers", "208")]


def table(rows: Rows, *, kind: Any = "table_row", **changes: Any) -> list[Claim]:
    """A claim for each row of a table of two cells."""
    return [_row(n, label, number, kind, changes) for n, (label, number) in enumerate(rows)]


def _row(n: int, label: str, number: str, kind: Any, changes: dict[str, Any]) -> Claim:
    quote, at = f"{label}\t{number}", len(label) + 1
    value = float(number.replace(",", ""))
    claim = made("a", quote=quote, number=number, value=value, subject="boats", measure="seized", **changes)
    place = ClaimPlace(n, 0, len(quote), at, len(quote), path=f"html[1]/body[1]/table[1]/tr[{n}]")
    return replace(claim, block_kind=kind, locator=place)


def said(claims: list[Claim]) -> list[Verdict]:
    return [found for found in compare_all(claims, SETTINGS.compare) if found.verdict == "derived_conflict"]


@pytest.mark.parametrize("total", ["Total", "Grand total", "All waters", "TOTALS", "Overall"])
def test_a_total_that_its_rows_miss_is_a_conflict_and_one_that_they_meet_is_none(total: str) -> None:
    (missed,) = said(table([*HARVEST, (total, "793")]))
    assert (missed.rule, missed.arithmetic) == ("column", "412 + 133 + 208 = 753; 793 does not fit")
    assert not said(table([*HARVEST, (total, "753")]))
    assert said(table([(total, "793"), *HARVEST]))[0].verdict == "derived_conflict"


def test_a_run_flags_it_as_well_and_names_the_rows() -> None:
    (conflict,) = reconcile(table([*HARVEST, ("Total", "793")])).conflicts
    assert conflict.kind == "derived_conflict"
    assert "793 (boats seized, row “Total”) from 412 (row “Inshore”); 133 (row “Offshore”)" in conflict.explanation


def test_a_total_with_a_digit_wrong_is_looked_at_however_far_off() -> None:
    assert said(table([*HARVEST, ("Total", "553")]))[0].verdict == "derived_conflict"


@pytest.mark.parametrize(
    "rows",
    [
        [*HARVEST, ("Total", "1,204")],
        [*HARVEST, ("of which towed", "60"), ("Total", "793")],
        [*HARVEST[:2], ("Subtotal", "545"), HARVEST[2], ("Total", "793")],
        [*HARVEST, ("Lakes", "793")],
        [HARVEST[0], ("Total", "753"), *HARVEST[1:]],
        [("Inshore", "4,120"), ("Offshore", "1,330"), ("Rivers", "2,080"), ("Total", "7,550")],
    ],
)
def test_rows_that_are_not_all_of_their_total_or_are_rounded_are_no_conflict(rows: Rows) -> None:
    assert not said(table(rows))


def test_another_column_another_table_and_a_row_between_are_no_parts() -> None:
    *parts, total = table([*HARVEST, ("Total", "793")])
    assert total.locator is not None
    assert not said([*parts, replace(total, locator=replace(total.locator, block=9))])
    assert not said([*parts, replace(total, locator=replace(total.locator, path="html[1]/body[1]/table[2]/tr[1]"))])
    assert not said([*parts, replace(total, headings=("Crews",))])


def test_rows_behind_one_whose_figure_is_kept_back_are_not_all_of_the_total() -> None:
    kept_back = table([("Inshore", "50"), ("Offshore", "533"), ("Rivers", "208"), ("Total", "793")])
    kept_back[0] = replace(kept_back[0], bound="max")
    assert not said(kept_back)
    *parts, total = table([*HARVEST, ("Lakes", "40"), ("Total", "413")])
    assert not said([*parts[:1], *parts[2:], total])


def test_each_part_of_a_table_has_its_own_total() -> None:
    rows = [*HARVEST, ("Total", "753"), ("2021", "0"), *HARVEST, ("Total", "793")]
    (missed,) = said([claim for claim in table(rows) if claim.number != "0"])
    assert missed.arithmetic == "412 + 133 + 208 = 753; 793 does not fit"


def test_a_list_adds_up_what_is_done_to_its_things() -> None:
    items = table([*HARVEST, ("Total", "793")], kind="list_item")
    assert said(items)[0].verdict == "derived_conflict"
    assert not said([*items[:-1], replace(items[-1], measure="rescued")])
