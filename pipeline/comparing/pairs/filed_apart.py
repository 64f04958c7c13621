"""Close figures of two documents that lie in two blocks: read under two measures, or for two places.

Where one of two texts leaves the district out, or a reader takes the one's deaths for casualties, the two may still be
of one thing. What the readers left open says where that may be, and how close the figures are.
"""

from __future__ import annotations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import comparable_kind, in_one_block
from pipeline.comparing.pairs.close_figures import CloseKey, are_close, first_in_common
from pipeline.comparing.pairs.open_readings import chance_of_one
from pipeline.reading.places import relation
from pipeline.records.settings import CompareSettings


def filed_apart(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    """Whether two claims of two blocks may be of one thing that was filed apart."""
    return met_under(a, b, settings) is not None


def met_under(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> CloseKey | None:
    """The bucket in which two claims that were filed apart are held against each other; None where they are not."""
    one, other = a.claim, b.claim
    if (
        one.doc != other.doc
        and (comparable_kind(a.kind), a.per) == (comparable_kind(b.kind), b.per)
        and _may_be_of_one_place(a, b, settings)
        and are_close(one, other, settings)
        and not in_one_block(a, b)
    ):
        return first_in_common(one, other, settings)
    return None


def _may_be_of_one_place(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    if a.place is None or b.place is None or relation(a.place, b.place) != "different":
        return True
    return chance_of_one("place", a.claim, b.claim) >= settings.reread_from
