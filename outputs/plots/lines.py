"""Where values and their ranges stand on a line, and how a figure went over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from outputs.plots.scale import Scale, Tick

if TYPE_CHECKING:
    import pandas as pd

WIDTH, NARROW = 760, 340
COLOURS = 4
"""Sides that plots.css has colours for."""
LEFT, RIGHT = 24, 24
_ROW = 40
_LABEL_HEIGHT = 15
_LETTER_WIDTH = 7.0
_LETTERS = 48
"""Letters of a label at most: more than half of a wide plot hides what is drawn, and is cut off at its edge."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of a frame of figures (`outputs.frames.figures_frame`)."""

    label: str
    low: float | None
    high: float | None
    point: float | None
    when: float | None
    side: int
    href: str

    @property
    def values(self) -> list[float]:
        return [value for value in (self.low, self.high, self.point) if value is not None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure as it is drawn, in the plot's own units; `open_low` and `open_high` end in an arrow."""

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


def drawn(plot: Callable[[pd.DataFrame, int], Plot | None], frame: pd.DataFrame) -> Drawn | None:
    """The plot of a frame of figures in both widths; None where there is nothing to draw."""
    wide = plot(frame, WIDTH)
    narrow = plot(frame.assign(label=frame["short"]), NARROW)
    return Drawn(wide, narrow) if wide and narrow else None


def number_line(frame: pd.DataFrame, width: int = WIDTH) -> Plot | None:
    """What several claims stand for, one under the other over a common scale, out of a frame of figures; None where
    nothing is a number."""
    figures = _figures(frame)
    values = [value for figure in figures for value in figure.values]
    if not values:
        return None
    scale = Scale(values, LEFT, width - RIGHT)
    height = 24 + _ROW * len(figures) + 28
    marks = tuple(_line_mark(figure, 44 + _ROW * n, scale, width) for n, figure in enumerate(figures))
    return Plot(width, height, marks, scale.ticks(), (), scale.log, _says(figures))


def history(frame: pd.DataFrame, width: int = WIDTH) -> Plot | None:
    """How a figure went over time, a mark at each date, out of a frame of figures; None with fewer than two dates.

    The same figure at the same date is one mark; labels that would cover each other are moved apart.
    """
    dated = _folded([figure for figure in _figures(frame) if figure.when is not None])
    values = [value for figure in dated for value in figure.values]
    if len({figure.when for figure in dated}) < 2 or not values:
        return None
    height = 300
    up = Scale(values, height - 40, 24)
    years = [figure.when for figure in dated if figure.when is not None]
    across = Scale([min(years) - 0.5, max(years) + 0.5], LEFT + 56, width - RIGHT - 40)
    marks = _moved_apart([_time_mark(figure, across, up, width) for figure in dated])
    first, last = math.floor(min(years)), math.ceil(max(years))
    step = max(1, math.ceil((last - first) / (width // 90)))
    x_ticks = tuple(Tick(year, across(year), str(year)) for year in range(first, last + 1, step))
    return Plot(width, height, marks, x_ticks, up.ticks(), up.log, _says(dated))


def _figures(frame: pd.DataFrame) -> list[Figure]:
    names = [each.name for each in fields(Figure)]
    return [Figure(*row) for row in frame[names].itertuples(index=False, name=None)]


def _shortened(label: str) -> str:
    return label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1].rstrip()}…"


def _line_mark(figure: Figure, y: float, scale: Scale, width: int) -> Mark:
    low, high, label = figure.low, figure.high, _shortened(figure.label)
    x1 = scale(low) if low is not None else float(LEFT)
    x2 = scale(high) if high is not None else float(width - RIGHT)
    x = scale(figure.point) if figure.point is not None else None
    at = x if x is not None else (x1 + x2) / 2
    half = _text_width(label) / 2
    anchor = "start" if at < half else "end" if at + half > width else "middle"
    return Mark(x1, x2, y, y, x, y, label, figure.side, low is None, high is None, anchor, y - 13, figure.href)


def _time_mark(figure: Figure, across: Scale, up: Scale, width: int) -> Mark:
    assert figure.when is not None
    x = across(figure.when)
    y1, y2 = up(max(figure.values)), up(min(figure.values))
    y = up(figure.point) if figure.point is not None else None
    label = _shortened(figure.label)
    anchor = "end" if x + 10 + _text_width(label) > width else "start"
    at = (y if y is not None else y1) + 4
    return Mark(
        x, x, y1, y2, x, y, label, figure.side, figure.low is None, figure.high is None, anchor, at, figure.href
    )


def _folded(figures: Sequence[Figure]) -> list[Figure]:
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.when, figure.point, figure.low, figure.high, figure.side), []).append(figure)
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


def _says(figures: Sequence[Figure]) -> str:
    return "; ".join(figure.label for figure in figures)
