"""When two claims state one figure: restated values, siblings in one document, contrasts in one sentence."""

from __future__ import annotations

from functools import lru_cache

from pipeline.comparing.gates.cues import cue_pattern
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.intervals import Interval
from pipeline.comparing.witnesses import similarity
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

DISPLAYED = frozenset({"heading", "callout", "caption"})
"""Kinds of block that stand out of the text, and may repeat what it says."""
_LEAST_REPEATED_WORDS = 5


def equal_points(a: NormalisedClaim, b: NormalisedClaim, first: Interval, second: Interval) -> bool:
    """Both state one value, whatever hedge stands before it."""
    if a.claim.value is None or b.claim.value is None:
        return first == second
    if a.claim.unit == b.claim.unit:
        return a.claim.value == b.claim.value
    return first.within(second) and second.within(first)


def meet_tightly(
    a: NormalisedClaim, b: NormalisedClaim, first: Interval, second: Interval, settings: CompareSettings
) -> bool:
    """They meet, and neither is so open that anything would."""
    if not first.meets(second):
        return False
    if equal_points(a, b, first, second):
        return True
    in_one_unit = a.claim.unit == b.claim.unit
    mine, theirs = _point(a.claim, first, in_one_unit), _point(b.claim, second, in_one_unit)
    if mine <= 0 or theirs <= 0:
        return mine == theirs
    return max(mine, theirs) <= min(mine, theirs) * settings.loose_bound


def _point(claim: Claim, interval: Interval, as_stated: bool) -> float:
    if claim.value is not None and as_stated:
        return abs(claim.value)
    return abs(interval.low + interval.high) / 2


def then_and_now(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    """One sentence sets two values of one series side by side ("from 1 in 8 to 1 in 30")."""
    return a.claim.quote == b.claim.quote and a.claim.doc == b.claim.doc and _contrasts(a.claim.quote)


@lru_cache(maxsize=16384)
def _contrasts(quote: str) -> bool:
    return bool(cue_pattern("then_and_now").search(quote))


def are_siblings(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    """Two claims of one document with the same fields are two things, unless one is a headline or a call-out and the
    other text, or one repeats the other's words."""
    one, other = a.claim, b.claim
    if one.doc != other.doc:
        return False
    if (one.block_kind in DISPLAYED) != (other.block_kind in DISPLAYED):
        return False
    if one.block_kind != "paragraph" or other.block_kind != "paragraph":
        return True
    if one.quote == other.quote or len(one.quote.split()) < _LEAST_REPEATED_WORDS:
        return True
    return similarity(one.quote, other.quote) < settings.restated_similarity
