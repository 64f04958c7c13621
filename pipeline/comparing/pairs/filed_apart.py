"""Close figures of two documents that lie in two blocks: read under two measures, or for two places.

Where one of two texts leaves the district out, or a reader takes the one's deaths for casualties, the two may still be
of one thing. What the readers left open says where that may be, and how close the figures are.
"""

from __future__ import annotations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import comparable_kind, in_one_block
from pipeline.comparing.pairs.open_readings import chance_of_one
from pipeline.comparing.pairs.values import SLIPS_OF_THE_SAME_DIGITS, digits_but_zeros, point_of, slip_between
from pipeline.reading.places import relation
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings


def filed_apart(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    """Whether two claims of two blocks may be of one thing that was filed apart. Those of two measures are looked for
    within a year only."""
    one, other = a.claim, b.claim
    return (
        one.doc != other.doc
        and (comparable_kind(a.kind), a.per) == (comparable_kind(b.kind), b.per)
        and _may_be_of_one_place(a, b, settings)
        and _may_be_of_one_measure(a, b, settings)
        and are_close(one, other, settings)
        and not in_one_block(a, b)
    )


def _may_be_of_one_place(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    if a.place is None or b.place is None or relation(a.place, b.place) != "different":
        return True
    return chance_of_one("place", a.claim, b.claim) >= settings.reread_from


def _may_be_of_one_measure(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    if a.measure == b.measure:
        return True
    year = year_of(a.claim)
    one_year = year is not None and year == year_of(b.claim)
    return one_year and chance_of_one("measure", a.claim, b.claim) >= settings.reread_from


def are_close(a: Claim, b: Claim, settings: CompareSettings) -> bool:
    """Whether two figures of one unit, neither of them none, lie within the ratio of close ones, or have the same
    digits, two or more, in another order or size."""
    smaller, larger = sorted((abs(point_of(a)), abs(point_of(b))))
    if a.unit != b.unit or larger == 0:
        return False
    if larger <= smaller * settings.close_ratio:
        return True
    return slip_between(a, b) in SLIPS_OF_THE_SAME_DIGITS and len(digits_but_zeros(larger)) > 1


def year_of(claim: Claim) -> str | None:
    """The year in which the claim's period ends, or else begins."""
    day = claim.end or claim.start
    return day[:4] if day else None
