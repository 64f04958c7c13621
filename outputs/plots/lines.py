"""Where values and their ranges stand on a line, and how a figure went over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from outputs.plots.scale import Scale, Tick

WIDTH = 760
COLOURS = 4
"""Sides that plots.css has colours for."""
LEFT, RIGHT = 24, 24
_ROW = 40
_LABEL_HEIGHT = 15
_LABEL_WIDTH = 230


@dataclass(frozen=True, slots=True)
class Span:
    """One thing that was said: its label, the ends of what it stands for (None: open), its point, its side."""

    label: str
    low: float | None
    high: float | None
    point: float | None
    side: int
    when: float | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as it is drawn, in the plot's own units; `open_low` and `open_high` end in an arrow."""

    x1: float
    x2: float
    y1: float
    y2: float
    x: float | None
    y: float | None
    label: str
    side: int
    open_low: bool
    open_high: bool
    anchor: str
    label_y: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """What a template draws: size, marks, ticks, and whether the scale of values is logarithmic."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    log: bool
    says: str


def number_line(spans: Sequence[Span]) -> Plot | None:
    """What several claims stand for, one under the other over a common scale; None where nothing is a number."""
    values = [v for span in spans for v in (span.low, span.high, span.point) if v is not None]
    if not values:
        return None
    scale = Scale(values, LEFT, WIDTH - RIGHT)
    height = 24 + _ROW * len(spans) + 28
    marks = tuple(_line_mark(span, 44 + _ROW * n, scale) for n, span in enumerate(spans))
    return Plot(WIDTH, height, marks, scale.ticks(), (), scale.log, _says(spans))


def history(spans: Sequence[Span]) -> Plot | None:
    """How a figure went over time, a mark at each date (as a year with a fraction); None with fewer than two dates.

    The same figure at the same date is one mark; labels that would cover each other are moved apart.
    """
    dated = _folded([span for span in spans if span.when is not None])
    values = [v for span in dated for v in (span.low, span.high, span.point) if v is not None]
    if len({span.when for span in dated}) < 2 or not values:
        return None
    height = 300
    up = Scale(values, height - 40, 24)
    years = [span.when for span in dated if span.when is not None]
    across = Scale([min(years) - 0.5, max(years) + 0.5], LEFT + 56, WIDTH - RIGHT - 40)
    marks = _moved_apart([_time_mark(span, across, up) for span in dated])
    first, last = math.floor(min(years)), math.ceil(max(years))
    step = max(1, round((last - first) / 8))
    x_ticks = tuple(Tick(year, across(year), str(year)) for year in range(first, last + 1, step))
    return Plot(WIDTH, height, marks, x_ticks, up.ticks(), up.log, _says(dated))


def _line_mark(span: Span, y: float, scale: Scale) -> Mark:
    low, high = span.low, span.high
    x1 = scale(low) if low is not None else float(LEFT)
    x2 = scale(high) if high is not None else float(WIDTH - RIGHT)
    x = scale(span.point) if span.point is not None else None
    at = x if x is not None else (x1 + x2) / 2
    anchor = "start" if at < WIDTH * 0.2 else "end" if at > WIDTH * 0.8 else "middle"
    return Mark(x1, x2, y, y, x, y, span.label, span.side, low is None, high is None, anchor, y - 13, span.href)


def _time_mark(span: Span, across: Scale, up: Scale) -> Mark:
    assert span.when is not None
    x = across(span.when)
    ends = [v for v in (span.low, span.high, span.point) if v is not None]
    y1, y2 = up(max(ends)), up(min(ends))
    y = up(span.point) if span.point is not None else None
    anchor = "end" if x > WIDTH * 0.85 else "start"
    at = (y if y is not None else y1) + 4
    return Mark(x, x, y1, y2, x, y, span.label, span.side, span.low is None, span.high is None, anchor, at, span.href)


def _folded(spans: Sequence[Span]) -> list[Span]:
    groups: dict[tuple[object, ...], list[Span]] = {}
    for span in spans:
        groups.setdefault((span.when, span.point, span.low, span.high, span.side), []).append(span)
    return [
        same[0] if len(same) == 1 else replace(same[0], label=f"{same[0].label} and {len(same) - 1} more")
        for same in groups.values()
    ]


def _moved_apart(marks: list[Mark]) -> tuple[Mark, ...]:
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.label_y):
        near = [other.label_y for other in placed if abs(other.x1 - mark.x1) < _LABEL_WIDTH]
        lowest = max((y for y in near if abs(y - mark.label_y) < _LABEL_HEIGHT or y > mark.label_y), default=None)
        placed.append(mark if lowest is None else replace(mark, label_y=lowest + _LABEL_HEIGHT))
    return tuple(placed)


def _says(spans: Sequence[Span]) -> str:
    return "; ".join(span.label for span in spans)
