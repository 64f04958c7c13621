"""How many of each status a group holds: bars of stacked parts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outputs.plots.scale import Scale, Tick

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 760
LEFT, RIGHT = 150, 40
HEIGHT = 18
_ROW = 28
_BELOW = 34


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, in the plot's own units, and what it counts."""

    x: float
    width: float
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label; `y` is its middle in pixels from the top."""

    label: str
    y: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """What a template draws; `statuses` are those of the legend, in the order of the parts."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    statuses: tuple[str, ...]


def stacked(counts: pd.DataFrame, statuses: Sequence[str]) -> Bars | None:
    """A bar for each row of a frame of counts (`outputs.frames.counts_frame`), its parts the columns in the order of
    `statuses`; None where there is nothing to count."""
    counted = counts.reindex(columns=list(statuses), fill_value=0)
    longest = int(counted.sum(axis=1).max()) if len(counted) else 0
    if not longest:
        return None
    scale = Scale((0.0, float(longest)), LEFT, WIDTH - RIGHT, exact=True)
    bars = tuple(
        Bar(str(group).replace("_", " "), 8 + _ROW * n, _parts(row, scale))
        for n, (group, row) in enumerate(counted.to_dict("index").items())
    )
    ticks = tuple(tick for tick in scale.ticks() if tick.value.is_integer())
    return Bars(WIDTH, 8 + _ROW * len(bars) + _BELOW, bars, ticks, tuple(statuses))


def _parts(counted: Mapping[Hashable, int], scale: Scale) -> tuple[Part, ...]:
    parts: list[Part] = []
    below = 0
    for status, count in counted.items():
        if count:
            start, end = scale(float(below)), scale(float(below + count))
            parts.append(Part(start, round(end - start, 1), str(status), count))
            below += count
    return tuple(parts)
