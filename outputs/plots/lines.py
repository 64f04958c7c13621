"""Where values and their ranges stand on a line, and how a figure went over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from outputs.plots.scale import Scale, Tick

WIDTH, NARROW = 760, 340
COLOURS = 4
"""Sides that plots.css has colours for."""
LEFT, RIGHT = 24, 24
_ROW = 40
_LABEL_HEIGHT = 15
_LETTER_WIDTH = 6.6


@dataclass(frozen=True, slots=True)
class Span:
    """One thing that was said: its label (and one for little room), the ends of what it stands for (None: open), its
    point, its side."""

    label: str
    low: float | None
    high: float | None
    point: float | None
    side: int
    when: float | None = None
    href: str = ""
    short: str = ""


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """One plot for wide pages and paper, and one for narrow ones, whose labels are short."""

    wide: Plot
    narrow: Plot


def drawn(plot: Callable[[Sequence[Span], int], Plot | None], spans: Sequence[Span]) -> Drawn | None:
    """The plot in both widths; None where there is nothing to draw."""
    wide = plot(spans, WIDTH)
    narrow = plot([replace(span, label=span.short or span.label) for span in spans], NARROW)
    return Drawn(wide, narrow) if wide and narrow else None


def number_line(spans: Sequence[Span], width: int = WIDTH) -> Plot | None:
    """What several claims stand for, one under the other over a common scale; None where nothing is a number."""
    values = [v for span in spans for v in (span.low, span.high, span.point) if v is not None]
    if not values:
        return None
    scale = Scale(values, LEFT, width - RIGHT)
    height = 24 + _ROW * len(spans) + 28
    marks = tuple(_line_mark(span, 44 + _ROW * n, scale, width) for n, span in enumerate(spans))
    return Plot(width, height, marks, scale.ticks(), (), scale.log, _says(spans))


def history(spans: Sequence[Span], width: int = WIDTH) -> Plot | None:
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
    across = Scale([min(years) - 0.5, max(years) + 0.5], LEFT + 56, width - RIGHT - 40)
    marks = _moved_apart([_time_mark(span, across, up, width) for span in dated])
    first, last = math.floor(min(years)), math.ceil(max(years))
    step = max(1, math.ceil((last - first) / (width // 90)))
    x_ticks = tuple(Tick(year, across(year), str(year)) for year in range(first, last + 1, step))
    return Plot(width, height, marks, x_ticks, up.ticks(), up.log, _says(dated))


def _line_mark(span: Span, y: float, scale: Scale, width: int) -> Mark:
    low, high = span.low, span.high
    x1 = scale(low) if low is not None else float(LEFT)
    x2 = scale(high) if high is not None else float(width - RIGHT)
    x = scale(span.point) if span.point is not None else None
    at = x if x is not None else (x1 + x2) / 2
    half = _text_width(span.label) / 2
    anchor = "start" if at < half else "end" if at + half > width else "middle"
    return Mark(x1, x2, y, y, x, y, span.label, span.side, low is None, high is None, anchor, y - 13, span.href)


def _time_mark(span: Span, across: Scale, up: Scale, width: int) -> Mark:
    assert span.when is not None
    x = across(span.when)
    ends = [v for v in (span.low, span.high, span.point) if v is not None]
    y1, y2 = up(max(ends)), up(min(ends))
    y = up(span.point) if span.point is not None else None
    anchor = "end" if x + 10 + _text_width(span.label) > width else "start"
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
        near = [other.label_y for other in placed if _side_by_side(mark, other)]
        lowest = max((y for y in near if abs(y - mark.label_y) < _LABEL_HEIGHT or y > mark.label_y), default=None)
        placed.append(mark if lowest is None else replace(mark, label_y=lowest + _LABEL_HEIGHT))
    return tuple(placed)


def _side_by_side(a: Mark, b: Mark) -> bool:
    """Whether the labels of two marks stand over some same part of the plot's width."""
    (a1, a2), (b1, b2) = label_ends(a), label_ends(b)
    return a1 < b2 and b1 < a2


def label_ends(mark: Mark) -> tuple[float, float]:
    """From where to where the label of a mark over time stands, its point and some room included."""
    length = _text_width(mark.label) + 20
    return (mark.x1 - length, mark.x1 + 10) if mark.anchor == "end" else (mark.x1 - 10, mark.x1 + length)


def _text_width(text: str) -> float:
    return len(text) * _LETTER_WIDTH


def _says(spans: Sequence[Span]) -> str:
    return "; ".join(span.label for span in spans)
