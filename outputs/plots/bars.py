"""How many of each status a group holds: bars of stacked parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outputs.plots.scale import Scale, Tick

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


def stacked(counts: Mapping[str, Mapping[str, int]], statuses: Sequence[str]) -> Bars | None:
    """A bar for each group, its parts in the order of `statuses`; None where there is nothing to count."""
    totals = {group: sum(counted.get(status, 0) for status in statuses) for group, counted in counts.items()}
    if not any(totals.values()):
        return None
    scale = Scale((0.0, float(max(totals.values()))), LEFT, WIDTH - RIGHT, exact=True)
    bars = tuple(
        Bar(group.replace("_", " "), 8 + _ROW * n, _parts(counts[group], statuses, scale))
        for n, group in enumerate(totals)
    )
    ticks = tuple(tick for tick in scale.ticks() if tick.value.is_integer())
    return Bars(WIDTH, 8 + _ROW * len(bars) + _BELOW, bars, ticks, tuple(statuses))


def _parts(counted: Mapping[str, int], statuses: Sequence[str], scale: Scale) -> tuple[Part, ...]:
    parts: list[Part] = []
    below = 0
    for status in statuses:
        if count := counted.get(status, 0):
            start, end = scale(float(below)), scale(float(below + count))
            parts.append(Part(start, round(end - start, 1), status, count))
            below += count
    return tuple(parts)
