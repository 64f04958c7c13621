"""Figures that are close, and the keys that bring them together, in whatever places or measures they were read."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

from pipeline.comparing.pairs.blocks import comparable_kind
from pipeline.comparing.pairs.open_readings import plausible
from pipeline.comparing.pairs.values import SLIPS_OF_THE_SAME_DIGITS, digits_but_zeros, point_of, slip_between
from pipeline.comparing.subjects.traits import compared_measure, compared_under
from pipeline.records.candidates import period_ends, value_as_text
from pipeline.records.model import NO_MEASURE, Claim
from pipeline.records.settings import CompareSettings

Likeness = Literal["step", "half-step", "digits"]


class CloseKey(NamedTuple):
    """The bucket of close figures that may be of one measure and one year. `by` says what of the figure is alike: a
    step of its size, or the digits that a slip leaves."""

    measure: str
    year: str
    unit: str
    kind: str
    by: Likeness
    figure: str

    def text(self) -> str:
        return "|".join(self)


def close_keys(claim: Claim, settings: CompareSettings) -> frozenset[CloseKey]:
    """The buckets in which the claim meets close figures of other blocks: of each measure and each year that its reader
    took to be likely enough. Two close figures have at least one step of size or their digits in common."""
    alike = _alike(point_of(claim), settings.close_ratio)
    if not alike:
        return frozenset()
    kind = comparable_kind(claim.kind)
    measures, years = _measures(claim, settings), _years(claim, settings)
    return frozenset(CloseKey(*of, claim.unit, kind, *by) for of, by in product(product(measures, years), alike))


@lru_cache(maxsize=1 << 16)
def _alike(figure: float, close_ratio: float) -> Sequence[tuple[Likeness, str]]:
    """What a figure has in common with close ones, the most telling first; nothing where it is nought."""
    if figure == 0:
        return ()
    size = math.log(abs(figure), close_ratio) / 2
    alike: list[tuple[Likeness, str]] = [
        ("step", str(math.floor(size))),
        ("half-step", str(math.floor(size + 0.5))),
    ]
    if len(digits := digits_but_zeros(figure)) > 1:
        alike.append(("digits", digits))
    return alike


def _measures(claim: Claim, settings: CompareSettings) -> frozenset[str]:
    told = plausible("measure", claim, settings.filed_from)
    return frozenset(compared_under(measure or NO_MEASURE, claim.kind, settings) for measure in told)


def _years(claim: Claim, settings: CompareSettings) -> frozenset[str]:
    return frozenset(_year_of(period, claim) for period in plausible("period", claim, settings.filed_from))


def _year_of(period: str | None, claim: Claim) -> str:
    """The year in which a period ends: that of the page where it is open or not told."""
    start, end = period_ends(period)
    return (end or claim.document.published or start or "")[:4]


def first_in_common(a: Claim, b: Claim, settings: CompareSettings) -> CloseKey | None:
    """The bucket in which two close figures are held against each other, None where they share none: of steps before
    digits, and of measures and years that they were read for before others."""
    kind = comparable_kind(a.kind)
    if (a.unit, kind) != (b.unit, comparable_kind(b.kind)):
        return None
    mine, theirs = (_alike(point_of(each), settings.close_ratio) for each in (a, b))
    by = next((each for each in mine if each in theirs), None)
    measures = _measures(a, settings) & _measures(b, settings) if by else frozenset()
    told = list(product(measures, _years(a, settings) & _years(b, settings))) if measures else []
    if by is None or not told:
        return None
    of = told[0] if len(told) == 1 else min(told, key=_by_readings(a, b, settings))
    return CloseKey(*of, a.unit, kind, *by)


def _by_readings(
    a: Claim, b: Claim, settings: CompareSettings
) -> Callable[[tuple[str, str]], tuple[int, tuple[str, str]]]:
    """Orders measures with years by how often the two claims were read otherwise."""
    own = [(compared_measure(each, settings), _year_of(value_as_text("period", each), each)) for each in (a, b)]

    def others(of: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        measure, year = of
        return sum((measure != read) + (year != told) for read, told in own), of

    return others


def are_close(a: Claim, b: Claim, settings: CompareSettings) -> bool:
    """Whether two figures of one unit, neither of them none, lie within the ratio of close ones, or have the same
    digits, two or more, in another order or size."""
    smaller, larger = sorted((abs(point_of(a)), abs(point_of(b))))
    if a.unit != b.unit or larger == 0:
        return False
    if larger <= smaller * settings.close_ratio:
        return True
    return slip_between(a, b) in SLIPS_OF_THE_SAME_DIGITS and len(digits_but_zeros(larger)) > 1
