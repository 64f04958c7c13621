"""The report's plots: Vega-Lite by altair, drawn to SVG with real text by vl-convert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_FONT = "Source Serif 4, Georgia, serif"
_WIDTH = 620
_ROW = 46
_COLOURS = ("#1b5aa6", "#a4430c", "#6a3aa3", "#256a39", "#7a4f00", "#0b5c68", "#8a2b57", "#4b5560")
_STATUS_COLOURS = {"agreed": "#256a39", "settled": "#0b5c68", "single": "#b9b3a5", "open": "#a8201a"}
_LOG_FROM = 50.0
_INK, _QUIET, _GRID = "#1c2127", "#545b65", "#e2ddd2"


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure: who says it, its words, its point and the ends of what it stands for (None: open), when."""

    source: str
    words: str
    point: float | None
    low: float | None
    high: float | None
    year: float | None = None


def dot_and_range(dots: Sequence[Dot]) -> str | None:
    """Figures one under the other over a common scale, each a dot on its range; an open end runs off with an arrow.

    SVG, or None where nothing is a number.
    """
    values = [value for dot in dots for value in (dot.point, dot.low, dot.high) if value is not None]
    if not values:
        return None
    import altair as alt

    least, most = min(values), max(values)
    room = (most - least) * 0.2 or abs(most) * 0.2 or 1.0
    is_log = least > 0 and most / least >= _LOG_FROM
    first, last = (
        (least / 2, most * 2) if is_log else (max(least - room, 0.0) if least >= 0 else least - room, most + room)
    )
    rows = [_dot_row(n, dot, first, last) for n, dot in enumerate(dots)]
    data = alt.InlineData(values=rows)
    scale = alt.Scale(type="log" if is_log else "linear", domain=[first, last], nice=False)
    across = alt.X("low:Q", scale=scale, title=None, axis=alt.Axis(tickCount=5, labelExpr=_NUMBER_LABEL))
    down = alt.Y("n:O", axis=None, title=None)
    colour = alt.Color("n:O", scale=alt.Scale(range=list(_COLOURS)), legend=None)
    base = alt.Chart(data)
    layers = [
        base.mark_rule(strokeWidth=6, strokeCap="round", opacity=0.4).encode(
            x=across, x2="high:Q", y=down, color=colour
        ),
        base.transform_filter("datum.point != null")
        .mark_point(size=120, filled=True, opacity=1)
        .encode(x=alt.X("point:Q", scale=scale), y=down, color=colour),
        base.transform_filter("datum.arrow != null")
        .mark_point(shape="triangle-right", size=70, filled=True, opacity=1)
        .encode(x=alt.X("arrow:Q", scale=scale), y=down, color=colour),
        base.mark_text(align="left", baseline="bottom", dy=-9, fontSize=12, color=_INK).encode(
            x=alt.value(0), y=down, text="label:N"
        ),
    ]
    return _svg(alt.layer(*layers).properties(width=_WIDTH, height=_ROW * len(dots)))


def over_time(dots: Sequence[Dot]) -> str | None:
    """Figures at their dates, coloured by source; SVG, or None with fewer than two dates."""
    dated = [dot for dot in dots if dot.year is not None and dot.point is not None]
    if len({dot.year for dot in dated}) < 2:
        return None
    import altair as alt

    data = alt.InlineData(
        values=[{"year": d.year, "value": d.point, "source": d.source, "label": d.words} for d in dated]
    )
    years = [dot.year for dot in dated if dot.year is not None]
    across = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[min(years) - 0.5, max(years) + 0.8], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
    )
    up = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=5, labelExpr=_NUMBER_LABEL))
    colour = alt.Color("source:N", scale=alt.Scale(range=list(_COLOURS)), title=None)
    base = alt.Chart(data)
    layers = [
        base.mark_line(strokeWidth=2, opacity=0.35).encode(x=across, y=up, order="year:Q", color=colour),
        base.mark_point(size=110, filled=True, opacity=1).encode(x=across, y=up, color=colour),
        base.mark_text(align="left", dx=9, fontSize=12, color=_INK).encode(x=across, y=up, text="label:N"),
    ]
    return _svg(alt.layer(*layers).properties(width=_WIDTH, height=220))


def agreement(counts: Mapping[str, Mapping[str, int]]) -> str | None:
    """How many facts of each measure are agreed, decided, of one source, or open: stacked bars; SVG or None."""
    if not counts:
        return None
    import altair as alt

    rows = [
        {"group": group.replace("_", " "), "status": status, "facts": count, "order": n}
        for group, statuses in counts.items()
        for n, status in enumerate(_STATUS_COLOURS)
        if (count := statuses.get(status, 0))
    ]
    colours = alt.Scale(domain=list(_STATUS_COLOURS), range=list(_STATUS_COLOURS.values()))
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height={"band": 0.7})
        .encode(
            x=alt.X("facts:Q", title="facts", axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y("group:N", sort=None, title=None),
            color=alt.Color("status:N", scale=colours, title=None),
            order=alt.Order("order:Q"),
        )
    )
    return _svg(chart.properties(width=_WIDTH - 120, height={"step": 26}))


_NUMBER_LABEL = (
    "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, ',.3~r') + ' bn' : "
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',.3~r') + ' m' : format(datum.value, ',.4~r')"
)


def _dot_row(n: int, dot: Dot, first: float, last: float) -> dict[str, Any]:
    return {
        "n": n,
        "label": f"{dot.words} · {dot.source}",
        "point": dot.point,
        "low": dot.low if dot.low is not None else first,
        "high": dot.high if dot.high is not None else last,
        "arrow": last if dot.high is None else None,
    }


def _svg(chart: Any) -> str:
    import vl_convert

    config = {
        "font": _FONT,
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "labelColor": _QUIET,
            "titleColor": _QUIET,
            "gridColor": _GRID,
            "domainColor": _QUIET,
            "labelFontSize": 12,
        },
        "legend": {"labelColor": _INK, "labelFontSize": 12, "labelLimit": 0, "columns": 3, "orient": "top"},
    }
    return str(vl_convert.vegalite_to_svg(chart.to_dict() | {"config": config}))
