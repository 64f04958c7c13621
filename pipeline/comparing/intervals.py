"""What a claim's words stand for: the interval of values that would be written so, and arithmetic with intervals.

The rules are those of docs/design.md, section 4 ("Value"); their numbers are settings.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.comparing.number_words import is_fraction, is_scaled, value_of_word
from pipeline.records.bounds import hedge_of
from pipeline.records.data import load_yaml
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

_DIGITS = re.compile(r"\d[\d.,\u00a0\u202f  ']*")
_RATIO = re.compile(
    r"[\w-]+\s+(?:(?:in|out\s+of|of)\s+)(?:every\s+|each\s+|the\s+)?(?P<n>[\d,]+|[a-z-]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Interval:
    """Values from `low` to `high`; an end that is closed belongs to it. Unbounded ends are infinite."""

    low: float
    high: float
    low_closed: bool = True
    high_closed: bool = True

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Every value of this one is less than every value of the other."""
        return self.high < other.low or (self.high == other.low and not (self.high_closed and other.low_closed))

    def within(self, other: Interval) -> bool:
        """Whether it reaches no further than the other on either side."""
        return other.low <= self.low and self.high <= other.high

    def hull(self, other: Interval) -> Interval:
        """The least interval that holds both; its ends are closed."""
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def scaled(self, factor: float) -> Interval:
        """The interval times a factor; a negative one turns it round."""
        if factor == 1:
            return self
        if factor < 0:
            return Interval(self.high * factor, self.low * factor, self.high_closed, self.low_closed)
        return Interval(self.low * factor, self.high * factor, self.low_closed, self.high_closed)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + other.scaled(-1)

    def __truediv__(self, other: Interval) -> Interval:
        """For intervals of values that are not negative; by zero is without bound."""
        return Interval(
            0.0 if math.isinf(other.high) else _quotient(self.low, other.high),
            _quotient(self.high, other.low),
            self.low_closed and other.high_closed,
            self.high_closed and other.low_closed,
        )


def _quotient(a: float, b: float) -> float:
    if b == 0:
        return math.inf if a else 0.0
    return 0.0 if a == 0 else a / b


def point(value: float) -> Interval:
    """The interval of one value alone."""
    return Interval(value, value)


@lru_cache(maxsize=65536)
def _rounded(value: float, number: str, unit: str, cap: float, exact_digits: int) -> Interval:
    step = last_unit(value, number)
    if value == int(value) and unit != "percent" and _is_exact(value, number, step, exact_digits):
        return point(value)
    half = min(step / 2, abs(value) * cap)
    return Interval(value - half, value + half, True, half == 0)


def _is_exact(value: float, number: str, step: float, exact_digits: int) -> bool:
    size = abs(value)
    if size < 100:
        return step <= 1 and (size % 10 != 0 or size == 0)
    digits = math.floor(math.log10(size) + 1e-9) - round(math.log10(step)) + 1
    return digits >= exact_digits and not is_scaled(number)


@lru_cache(maxsize=65536)
def last_unit(value: float, number: str) -> float:
    """The worth of the last digit that is said: 0.1 million for "2.5 million", 10 for "1,450", 0.01 for "7.15".

    Digits behind a point count even where they are zeros ("40.0"); zeros before it do not.
    """
    if value == 0:
        return 1.0
    digits = _DIGITS.search(number)
    said = digits[0].rstrip(" ,.'\u00a0\u202f") if digits else ""
    _, dot, decimals = said.rpartition(".")
    if dot and decimals.isdigit() and (len(decimals) != 3 or _plain(said) * 1000 != abs(value)):
        scale = abs(value) / _plain(said) if _plain(said) else 1.0
        return float(scale * 10.0 ** -len(decimals))
    text = f"{abs(value):.12g}"
    if "e" in text or "." in text:
        text = f"{abs(value):.10f}".rstrip("0")
        if not text.endswith("."):
            return float(10.0 ** -len(text.split(".")[1]))
        text = text[:-1]
    zeros = len(text) - len(text.rstrip("0"))
    return float(10.0**zeros)


def _plain(digits: str) -> float:
    try:
        return float(re.sub(r"[,\s'\u00a0\u202f]", "", digits))
    except ValueError:
        return 0.0


@lru_cache(maxsize=4096)
def _of_how_many(number: str) -> float | None:
    """The N of "k in N", or None; k comes out of the claim's value."""
    match = _RATIO.search(number)
    return (_small_number(match["n"]) or None) if match else None


def _small_number(text: str) -> float:
    return _plain(text) if text[0].isdigit() else value_of_word(text)


def _share_interval(value: float, number: str, settings: CompareSettings) -> Interval | None:
    n = _of_how_many(number)
    if n:
        k = value * n / 100
        return Interval(100 * k / (n + 0.5), 100 * k / (n - 0.5), True, False)
    if is_fraction(number) and not any(c.isdigit() for c in number):
        width = value * settings.fraction_width
        return Interval(value - width, value + width)
    return None


def stated_interval(claim: Claim, settings: CompareSettings) -> Interval:
    """The values that would be written as the claim's number is, in its own unit, without sign or conversion."""
    if claim.value is None or (claim.bound == "range" and claim.low is not None and claim.high is not None):
        return _range_interval(claim, settings)
    value = claim.value
    as_share = _share_interval(value, claim.number, settings) if claim.unit == "percent" else None
    rounded = as_share or _rounded(value, claim.number, claim.unit, settings.rounding_cap, settings.exact_digits)
    hedge = hedge_of(claim.modifier, claim.bound)
    if hedge == "min":
        return Interval(value, math.inf)
    if hedge == "max":
        return Interval(-math.inf if value < 0 else 0.0, value)
    if hedge == "nearly":
        less = value * (1 - settings.nearly_width)
        return Interval(min(less, value), max(less, value))
    if hedge == "about":
        width = abs(value) * settings.about_width
        if claim.unit == "percent" and claim.kind != "change":
            width = min(width, settings.about_points)
        return rounded.hull(Interval(value - width, value + width))
    return rounded


def _range_interval(claim: Claim, settings: CompareSettings) -> Interval:
    low = -math.inf if claim.low is None else claim.low
    high = math.inf if claim.high is None else claim.high
    hedge = hedge_of(claim.modifier, "about" if claim.modifier and claim.bound == "about" else claim.bound)
    if hedge == "about":
        less, more = 1 - settings.about_width, 1 + settings.about_width
        return Interval(low * (less if low > 0 else more), high * (more if high > 0 else less))
    return Interval(low, high)


@cache
def _unit_scales() -> Mapping[str, tuple[str, float]]:
    loaded = load_yaml("pipeline.comparing", "unit_scales.yaml")
    return {unit: (family, float(scale)) for family, units in loaded.items() for unit, scale in units.items()}


@cache
def _exchange_rates() -> Mapping[str, Mapping[int, tuple[float, float]]]:
    loaded = load_yaml("pipeline.comparing", "exchange_rates.yaml")
    return {currency: {year: (low, high) for year, (low, high) in years.items()} for currency, years in loaded.items()}


def unit_family(unit: str) -> str:
    """The base unit of the family that a unit belongs to; currencies with known rates are one family ("money")."""
    if unit == "USD" or unit in _exchange_rates():
        return "money"
    scale = _unit_scales().get(unit)
    return scale[0] if scale else unit


def in_base_unit(interval: Interval, unit: str) -> Interval:
    """The interval in its family's base unit; an amount of money stays in its own currency (see `in_dollars`)."""
    scale = _unit_scales().get(unit)
    return interval.scaled(scale[1]) if scale else interval


def in_dollars(interval: Interval, currency: str, first_year: int, last_year: int) -> Interval:
    """The amounts of US dollars that the interval was worth at any rate of these years."""
    rates = _exchange_rates().get(currency)
    if not rates:
        return interval
    at_rates = rates_between(rates, first_year, last_year)
    low, high = min(interval.low / rate for rate in at_rates), max(interval.high / rate for rate in at_rates)
    return Interval(low, high, interval.low_closed, interval.high_closed)


def rates_between(rates: Mapping[int, tuple[float, float]], first_year: int, last_year: int) -> tuple[float, float]:
    """Lowest and highest rate of the years from first to last; a year without one takes the years next to it."""
    years = sorted(rates)
    before = max((year for year in years if year <= first_year), default=years[0])
    after = min((year for year in years if year >= last_year), default=years[-1])
    span = [rates[year] for year in years if before <= year <= after] or [rates[before], rates[after]]
    return min(low for low, _ in span), max(high for _, high in span)
