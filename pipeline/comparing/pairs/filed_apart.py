"""Close figures of one period, told in the same words, that lie in two blocks: read under two measures, or for a place
and for one around it.

Where one of two texts leaves the district out, or a reader takes the one's deaths for casualties, the two may still be
of one thing.
"""

from __future__ import annotations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import comparable_kind
from pipeline.comparing.pairs.open_readings import chance_of_one
from pipeline.comparing.pairs.values import point_of
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.comparing.place_keys import place_key
from pipeline.reading.places import relation
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

WordsAndPeriod = tuple[str, str, str, frozenset[str], str | None, str | None]


def words_and_period(norm: NormalisedClaim) -> WordsAndPeriod | None:
    """What two claims filed apart must have in common; None for a claim that is never looked for elsewhere: one without
    a period."""
    claim = norm.claim
    if not (claim.start or claim.end):
        return None
    return claim.unit, comparable_kind(norm.kind), norm.per or "", counted_words(norm), claim.start, claim.end


def filed_apart(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    """Whether two claims of two blocks may be of one thing that was filed apart."""
    mine = words_and_period(a)
    return mine is not None and mine == words_and_period(b) and may_be_one(a, b, settings)


def may_be_one(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    """`filed_apart` of two claims that have words and period in common."""
    if not are_close(a.claim, b.claim, settings):
        return False
    if a.measure != b.measure:
        likely = chance_of_one("measure", a.claim, b.claim) >= settings.reread_from
        return likely and place_key(a.place) == place_key(b.place)
    if a.place is None or b.place is None:
        return True
    may_hold = relation(a.place, b.place) != "different"
    return may_hold or chance_of_one("place", a.claim, b.claim) >= settings.reread_from


def are_close(a: Claim, b: Claim, settings: CompareSettings) -> bool:
    """Whether two figures of one unit, neither of them none, lie within the ratio of close ones."""
    smaller, larger = sorted((abs(point_of(a)), abs(point_of(b))))
    return a.unit == b.unit and 0 < larger <= smaller * settings.close_ratio
