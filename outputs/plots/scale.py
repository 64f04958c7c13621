"""Values to positions on a plot, and the ticks beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.comparing.gates.wording import number_text

_LOG_FROM = 50.0
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of the scale, where it stands, and how it is written."""

    value: float
    at: float
    label: str


class Scale:
    """Values to positions, linear or logarithmic; whole numbers have no ticks between them."""

    def __init__(self, values: Iterable[float], start: float, end: float, *, exact: bool = False) -> None:
        """`exact`: linear, from the least value to the greatest, without room beside them."""
        held = list(values)
        self._whole = all(value.is_integer() for value in map(float, held))
        low, high = min(held), max(held)
        self.log = not exact and low > 0 and high / low >= _LOG_FROM
        if not self.log and not exact:
            pad = (high - low) * 0.12 or abs(high) * 0.25 or 1.0
            low, high = (low - pad if low < 0 or low - pad > 0 else 0.0), high + pad
        self._low, self._high = (math.log10(low) - 0.15, math.log10(high) + 0.15) if self.log else (low, high)
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        at = math.log10(value) if self.log else value
        share = (at - self._low) / (self._high - self._low)
        return round(self._start + min(max(share, 0.0), 1.0) * (self._end - self._start), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Where values are written beside the axis, at round ones."""
        if self.log:
            powers = range(math.ceil(self._low), math.floor(self._high) + 1)
            return tuple(self._tick(10.0**power) for power in powers)
        step = _nice((self._high - self._low) / _TICKS)
        step = max(step, 1.0) if self._whole else step
        first = math.ceil(self._low / step)
        last = math.floor(self._high / step)
        return tuple(self._tick(n * step) for n in range(first, last + 1))

    def _tick(self, value: float) -> Tick:
        return Tick(value, self(value), number_text(value))


def _nice(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= step)
