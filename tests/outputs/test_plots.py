"""The small plots: every value on the canvas, in its order, and labels that can be read."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.frames import FIGURE_COLUMNS, counts_frame, figures_frame, frame_of
from outputs.plots import WIDTH, drawn, history, number_line, stacked
from outputs.plots.lines import label_ends
from tests.as_shipped import SETTINGS
from tests.made_claims import made

values = st.floats(min_value=-1e12, max_value=1e13, allow_nan=False)


def figures(*rows: tuple[object, ...]) -> pd.DataFrame:
    """A frame of figures: label, ends, point, side, when, and short label."""
    names = ("label", "low", "high", "point", "side", "when", "short")
    return frame_of((dict(zip(names, row, strict=False)) for row in rows), FIGURE_COLUMNS)


@given(st.lists(values, min_size=1, max_size=8))
def test_points_stay_on_the_line_and_in_order(points: list[float]) -> None:
    plot = number_line(figures(*((str(p), p, p, p, 1) for p in points)))
    assert plot is not None
    placed = [mark.x for mark in plot.marks if mark.x is not None]
    assert all(0 <= x <= WIDTH for x in placed)
    by_value = [x for _, x in sorted(zip(points, placed, strict=True))]
    assert by_value == sorted(by_value)
    assert plot.height > max(mark.y1 for mark in plot.marks)


@given(st.lists(st.tuples(values, st.integers(1900, 2100)), min_size=2, max_size=8))
def test_time_goes_to_the_right_and_labels_do_not_cover_each_other(said: list[tuple[float, int]]) -> None:
    plot = history(figures(*((f"{v} {y}", v, v, v, 1, float(y)) for v, y in said)))
    if len({year for _, year in said}) < 2:
        assert plot is None
        return
    assert plot is not None
    assert len(plot.marks) == len(set(said))
    for n, one in enumerate(plot.marks):
        for other in plot.marks[n + 1 :]:
            (a1, a2), (b1, b2) = label_ends(one), label_ends(other)
            assert a2 <= b1 or b2 <= a1 or abs(one.label_y - other.label_y) > 14.9


def test_a_narrow_plot_has_short_labels_that_end_within_it() -> None:
    said = [(f"{v} · A long publisher's name", v, v, v, 1, v, str(v)) for v in (2019.5, 2020.5, 2021.5)]
    plots = drawn(history, figures(*said))
    assert plots is not None
    assert [mark.label for mark in plots.narrow.marks] == ["2021.5", "2020.5", "2019.5"]
    for plot in (plots.wide, plots.narrow):
        assert all(min(label_ends(mark)) >= 0 and max(label_ends(mark)) <= plot.width + 20 for mark in plot.marks)


def test_a_long_label_is_cut_where_it_is_drawn_and_whole_where_it_is_read_out() -> None:
    long = "1,250 · Secretariat for the Protection of Children in the Fishing Ports of the Northern and Western Lakes"
    said = figures((long, 1250, 1250, 1250, 1, 2019.5), ("1,900 · B", 1900, 1900, 1900, 2, 2021.5))
    for plot in (number_line(said), history(said)):
        assert plot
        assert all(len(mark.label) <= 48 for mark in plot.marks)
        assert any(mark.label.startswith("1,250 · Secretariat for") for mark in plot.marks)
        assert long in plot.says


def test_open_ends_run_to_the_edge_and_say_so() -> None:
    plot = number_line(figures(("more than 300", 300, None, 300, 1), ("up to 900", None, 900, 900, 2)))
    assert plot is not None
    first, second = plot.marks
    assert (first.open_low, first.open_high) == (False, True)
    assert (second.open_low, second.open_high) == (True, False)
    assert first.x2 > second.x2
    assert second.x1 < first.x1


def test_the_same_figure_at_the_same_date_is_one_mark() -> None:
    twice = [("5 · A", 5, 5, 5, 1, 2020.5), ("5 · B", 5, 5, 5, 1, 2020.5)]
    plot = history(figures(*twice, ("6 · A", 6, 6, 6, 1, 2021.5)))
    assert plot is not None
    assert sorted(mark.label for mark in plot.marks) == ["5 · A and 1 more", "6 · A"]


def test_a_wide_spread_is_drawn_on_a_logarithmic_scale() -> None:
    plot = number_line(figures(("a", 1, 1, 1, 1), ("b", 1e6, 1e6, 1e6, 2)))
    assert plot is not None
    assert plot.log
    assert [tick.label for tick in plot.x_ticks][:3] == ["1", "10", "100"]


def test_nothing_to_draw_is_none() -> None:
    assert number_line(figures(("millions", None, None, None, 1))) is None
    assert history(figures()) is None


@pytest.mark.parametrize("ends", [(None, 5.0), (5.0, None), (-3.0, 5.0), (1.0, 1e9), (0.0, 0.0)])
def test_any_range_can_be_drawn(ends: tuple[float | None, float | None]) -> None:
    low, high = ends
    plot = number_line(figures(("some · A", low, high, low, 1), ("others · B", low, high, high, 2)))
    assert plot is not None
    assert all(0 <= mark.x1 <= mark.x2 <= WIDTH for mark in plot.marks)


def test_parts_of_a_bar_lie_beside_each_other_and_are_as_long_as_they_count() -> None:
    facts = [("in_care", "open")] * 2 + [("rescued", "open")] + [("rescued", "agreed")] * 3
    plot = stacked(counts_frame(facts), ("agreed", "open"))
    assert plot is not None
    first, second = plot.bars
    assert [(part.status, part.count) for part in first.parts] == [("agreed", 3), ("open", 1)]
    assert first.parts[1].x == first.parts[0].x + first.parts[0].width
    assert first.parts[0].width == pytest.approx(3 * first.parts[1].width, abs=0.2)
    assert (second.label, second.parts[0].width) == ("in care", pytest.approx(2 * first.parts[1].width, abs=0.2))
    assert all(tick.value.is_integer() for tick in plot.ticks)


def test_nothing_to_count_is_none() -> None:
    assert stacked(counts_frame([]), ("open",)) is None
    assert stacked(counts_frame([("rescued", "single")]), ("open",)) is None


def test_a_claims_figure_is_drawn_as_what_it_stands_for_and_leads_to_its_page() -> None:
    claim = made("a", value=300.0, bound="min", modifier="more than", end="2019")
    (row,) = figures_frame([(claim, 2)], SETTINGS.compare, "/claim/").to_dict("records")
    assert (row["label"], row["short"]) == ("more than 300 · Publisher of a", "more than 300")
    assert (row["low"], row["high"], row["point"], row["side"]) == (300.0, None, 300.0, 2)
    assert (row["when"], row["href"]) == (2019.5, f"/claim/{claim.id}")
