"""What the grammars find in a text: numbers with their units, and time expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bound = Literal["exact", "about", "min", "max", "range"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as it stands in a text.

    `start` and `end` span the number's own words (`79%`, `$1.5-2 billion`), `modifier` holds the words that
    bound it ("more than"), wherever they stand. `value` is None for a pure range. Ratios and fractions of a
    whole are percents.
    """

    start: int
    end: int
    surface: str
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    modifier: str | None = None
    form: str = "cardinal"
    """cardinal, percent, points, ratio, fraction, multiple, money, measure, vague, zero …; a range by low and high"""


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: ISO 8601 at the text's own precision; an open side is None."""

    start: int
    end: int
    surface: str
    first: str | None
    last: str | None
    role: str = "in"
    """in, since, until, as_of, span, base (of a comparison), now; with no ends: duration, rate ("a year"), vague"""
