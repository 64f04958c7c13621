"""One figure stated for a place and for the place around it: a district's count that another text gives the country.

Where one of two texts leaves the district out, or names it as no gazetteer does, the two lie in two blocks. Close
figures of one period, counted in the same words, may still be of one thing.
"""

from __future__ import annotations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.values import point_of
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.records.settings import CompareSettings

_MAY_BE_ONE = frozenset({"within", "contains", "unknown"})


def told_nearby(pair: Pair, settings: CompareSettings) -> bool:
    """Whether two figures are close, of two documents and one period, in the same words, for places of which one may be
    the other or lie in it."""
    a, b = pair.a, pair.b
    close = are_close(point_of(a.claim), point_of(b.claim), settings)
    return close and pair.place in _MAY_BE_ONE and same_but_for_place(a, b)


def same_but_for_place(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    """Whether two documents tell two claims of one period whose counted words are alike, or one says fewer."""
    one, other = a.claim, b.claim
    if one.doc == other.doc or (one.start, one.end) != (other.start, other.end) or not (one.start or one.end):
        return False
    mine, theirs = counted_words(a), counted_words(b)
    return mine <= theirs or theirs <= mine


def are_close(one: float, other: float, settings: CompareSettings) -> bool:
    """Whether two figures, neither of them none, lie within the ratio of close ones."""
    smaller, larger = sorted((abs(one), abs(other)))
    return 0 < larger <= smaller * settings.nearby_ratio
