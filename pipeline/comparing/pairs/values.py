"""How the figures of two claims lie: they meet, one is the other rounded, or they are apart; and what slip fits."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.comparing.gates.normalised import NormalisedClaim, values_of
from pipeline.comparing.gates.restating import equal_points, meet_tightly
from pipeline.comparing.intervals import Interval, last_unit
from pipeline.records.model import Claim, Slip
from pipeline.records.settings import CompareSettings

Meeting = Literal["equal", "tight", "loose", "rounded", "apart"]
Rounding = Literal["to the nearest", "cut off", "up"]

TELLING_DIGITS = 3
"""Significant digits from which two things hardly have a figure in common by chance."""

SLIPS_OF_THE_SAME_DIGITS: frozenset[Slip] = frozenset({"scale", "neighbouring digits", "two digits"})
_SCALES = (10.0, 100.0, 1000.0, 1e6)
_LEAST_SCALE = 9.0
_ROUND_DIGITS = 3
_ROUND_UNIT = 100.0
_MOST_ROUNDED = 0.11
"""A figure of two digits or more is rounded by a tenth of itself at most."""


class Values(NamedTuple):
    """Both intervals in one unit and how they meet: `equal` points, `tight` intervals, `loose` where one is so open
    that anything would, `rounded` where one is the other rounded or cut off, else `apart`."""

    first: Interval
    second: Interval
    meeting: Meeting

    @property
    def apart(self) -> bool:
        return self.meeting == "apart"


def relate_values(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> Values:
    """How the intervals of two claims lie: equal, meeting tightly or loosely, one rounded from the other, or apart."""
    first, second = values_of(a, b)
    if a.claim.direction == b.claim.direction and equal_points(a, b, first, second):
        return Values(first, second, "equal")
    if first.meets(second):
        return Values(first, second, "tight" if meet_tightly(a, b, first, second, settings) else "loose")
    return Values(first, second, "rounded" if is_rounded(a.claim, b.claim) else "apart")


def is_rounded(a: Claim, b: Claim) -> bool:
    """One figure is the other rounded or cut off: "12,400" or "1.34 lakh" for 12,388 or 134,516.

    Only round figures of two or three digits are, from a hundred up: 10,360 is not a round 10,359.
    """
    if a.value is None or b.value is None or a.unit != b.unit or "range" in (a.bound, b.bound):
        return False
    if abs(a.value - b.value) > _MOST_ROUNDED * max(abs(a.value), abs(b.value)):
        return False
    return _rounds_to(a, b.value) or _rounds_to(b, a.value)


def _rounds_to(coarse: Claim, fine: float) -> bool:
    value = coarse.value or 0.0
    unit = last_unit(value, coarse.number)
    digits = significant_digits(value)
    if unit < _ROUND_UNIT or not 2 <= digits <= _ROUND_DIGITS or significant_digits(fine) <= digits:
        return False
    return abs(fine - value) <= unit / 2 or (coarse.bound != "max" and value <= fine < value + unit)


def rounding_between(a: Claim, b: Claim) -> Rounding | None:
    """How the figure of fewer digits, three at most, may be told for the other: to the nearest of its last digit, or
    the next below or above; None where it is further off, and for ranges."""
    if a.value is None or b.value is None or a.unit != b.unit or a.direction != b.direction:
        return None
    digits, others = significant_digits(a.value), significant_digits(b.value)
    coarse, fine = (a, b.value) if digits < others else (b, a.value)
    if digits == others or min(digits, others) > _ROUND_DIGITS:
        return None
    value = coarse.value or 0.0
    unit, beyond = last_unit(value, coarse.number), fine - value
    if abs(beyond) > unit:
        return None
    return "to the nearest" if abs(beyond) <= unit / 2 else "cut off" if beyond > 0 else "up"


@lru_cache(maxsize=1 << 16)
def significant_digits(value: float) -> int:
    """How many significant digits a value has: 3 for 4,120, 1 for 0.5, 0 for 0."""
    return len(f"{abs(value):.10g}".partition("e")[0].replace(".", "").strip("0"))


def is_retold(a: Claim, b: Claim) -> bool:
    """Of two figures of one unit that meet, whether one may be told for the other: a hedged one of two digits or more
    is no further off than its last digit says, so that "some 470" does not tell 439, as "about 4,500" tells 4,530."""
    if a.value is None or b.value is None or a.unit != b.unit or a.unit in _IN_WORDS:
        return True
    return all(_is_near(one, other) for one, other in ((a, b), (b, a)) if one.bound == "about")


def _is_near(hedged: Claim, other: Claim) -> bool:
    if hedged.value is None or other.value is None or significant_digits(hedged.value) < 2:
        return True
    return abs(hedged.value - other.value) <= last_unit(hedged.value, hedged.number)


_IN_WORDS = frozenset({"percent", "times"})
"""Units of figures that are told as fractions and ratios, whose digits do not say how far they are rounded."""


def point_of(claim: Claim) -> float:
    """The stated value, the middle of a range, or its one end; negative for a drop."""
    point = claim.value
    if point is None:
        ends = [end for end in (claim.low, claim.high) if end is not None]
        point = sum(ends) / len(ends)
    return -point if claim.kind == "change" and claim.direction == "down" else point


def log_ratio(one: float, other: float) -> float:
    """How far apart two figures in one unit are on a log scale; infinite against zero or another sign."""
    if one == other:
        return 0.0
    return abs(math.log(one / other)) if one * other > 0 else math.inf


def slip_between(a: Claim, b: Claim) -> Slip | None:
    """The slip of the pen that makes the one figure of the other, if there is one."""
    return slip_of(point_of(a), point_of(b)) if a.unit == b.unit else None


@lru_cache(maxsize=1 << 16)
def slip_of(one: float, other: float) -> Slip | None:
    """The slip of the pen that makes the one value of the other, if there is one."""
    if one <= 0 or other <= 0 or one == other:
        return None
    ratio = max(one, other) / min(one, other)
    if ratio > _LEAST_SCALE and any(math.isclose(ratio, scale, rel_tol=1e-6) for scale in _SCALES):
        return "scale"
    return _slip_of_digits(_digits(one), _digits(other))


@lru_cache(maxsize=1 << 16)
def digits_but_zeros(value: float) -> str:
    """The digits of a figure in their order of size, without its zeros: equal where one is the other times ten, or with
    two digits swapped."""
    return "".join(sorted(char for char in _digits(value).partition("e")[0] if char in "123456789"))


@lru_cache(maxsize=1 << 16)
def _digits(value: float) -> str:
    return f"{value:.10g}"


def _slip_of_digits(one: str, other: str) -> Slip | None:
    if len(one) != len(other):
        return None
    unlike = [n for n, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    if len(unlike) == 1:
        return "one digit" if len(one.strip("0")) >= _ROUND_DIGITS else None
    if len(unlike) == 2 and (one[unlike[0]], one[unlike[1]]) == (other[unlike[1]], other[unlike[0]]):
        return "neighbouring digits" if unlike[1] == unlike[0] + 1 else "two digits"
    return None
