"""Figures that are close, and the keys that bring them together, in whatever places or measures they were read."""

from __future__ import annotations

import math
from itertools import product
from typing import Literal, NamedTuple, get_args

from pipeline.comparing.pairs.blocks import comparable_kind
from pipeline.comparing.pairs.open_readings import plausible
from pipeline.comparing.pairs.values import SLIPS_OF_THE_SAME_DIGITS, digits_but_zeros, point_of, slip_between
from pipeline.comparing.subjects.traits import compared_measure, compared_under
from pipeline.records.candidates import period_ends, value_as_text
from pipeline.records.model import NO_MEASURE, Claim
from pipeline.records.settings import CompareSettings

Likeness = Literal["step", "half-step", "digits"]
_TELLING: tuple[Likeness, ...] = get_args(Likeness)


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
    figure = point_of(claim)
    if figure == 0:
        return frozenset()
    size = math.log(abs(figure), settings.close_ratio) / 2
    alike: list[tuple[Likeness, str]] = [
        ("step", str(math.floor(size))),
        ("half-step", str(math.floor(size + 0.5))),
    ]
    if len(digits := digits_but_zeros(figure)) > 1:
        alike.append(("digits", digits))
    told = plausible("measure", claim, settings.filed_from)
    measures = {compared_under(measure or NO_MEASURE, claim.kind, settings) for measure in told}
    years = {_year_of(period, claim) for period in plausible("period", claim, settings.filed_from)}
    kind = comparable_kind(claim.kind)
    return frozenset(CloseKey(*of, claim.unit, kind, *by) for of, by in product(product(measures, years), alike))


def _year_of(period: str | None, claim: Claim) -> str:
    """The year in which a period ends: that of the page where it is open or not told."""
    start, end = period_ends(period)
    return (end or claim.document.published or start or "")[:4]


def first_in_common(a: Claim, b: Claim, settings: CompareSettings) -> CloseKey | None:
    """The bucket in which two close figures are held against each other, None where they share none: of steps before
    digits, and of measures and years that they were read for before others."""
    own = [(compared_measure(each, settings), _year_of(value_as_text("period", each), each)) for each in (a, b)]

    def told(key: CloseKey) -> tuple[int, int, CloseKey]:
        others = sum((key.measure != measure) + (key.year != year) for measure, year in own)
        return _TELLING.index(key.by), others, key

    return min(close_keys(a, settings) & close_keys(b, settings), key=told, default=None)


def are_close(a: Claim, b: Claim, settings: CompareSettings) -> bool:
    """Whether two figures of one unit, neither of them none, lie within the ratio of close ones, or have the same
    digits, two or more, in another order or size."""
    smaller, larger = sorted((abs(point_of(a)), abs(point_of(b))))
    if a.unit != b.unit or larger == 0:
        return False
    if larger <= smaller * settings.close_ratio:
        return True
    return slip_between(a, b) in SLIPS_OF_THE_SAME_DIGITS and len(digits_but_zeros(larger)) > 1
