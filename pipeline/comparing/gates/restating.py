"""When two claims tell one figure: restated values, siblings in one document, contrasts in one sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.comparing.gates.cues import cue_pattern, cues
from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.intervals import Interval
from pipeline.comparing.subjects.lexicon import fold_words, lexicon
from pipeline.comparing.witnesses import similarity
from pipeline.records.bounds import hedge_of
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

_DISPLAYED = frozenset({"heading", "callout", "caption"})
_FRACTION_OR_RATIO = re.compile(
    r"\b(?:in|out of)\b|\b(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?\b", re.IGNORECASE
)
_LEAST_REPEATED_WORDS = 5


def equal_points(a: Slots, b: Slots, first: Interval, second: Interval) -> bool:
    """Both state one value, whatever hedge stands before it."""
    if a.claim.value is None or b.claim.value is None:
        return first == second
    if a.claim.unit == b.claim.unit:
        return a.claim.value == b.claim.value
    return first.within(second) and second.within(first)


def meet_tightly(a: Slots, b: Slots, first: Interval, second: Interval, settings: CompareSettings) -> bool:
    """They meet, and neither is so open that anything would."""
    if not first.meets(second):
        return False
    if equal_points(a, b, first, second):
        return True
    mine, theirs = _point(a.claim, first), _point(b.claim, second)
    if mine <= 0 or theirs <= 0:
        return mine == theirs
    return max(mine, theirs) <= min(mine, theirs) * settings.loose_bound


def _point(claim: Claim, interval: Interval) -> float:
    if claim.value is not None:
        return abs(claim.value)
    return abs(interval.low + interval.high) / 2


def retells(a: Slots, b: Slots, first: Interval, second: Interval) -> bool:
    """One figure told twice: one value, or a hedge or a fraction in words that holds the other's point."""
    if equal_points(a, b, first, second):
        return True
    return first.meets(second) and (_loosely_told(a.claim) or _loosely_told(b.claim))


def _loosely_told(claim: Claim) -> bool:
    if hedge_of(claim.modifier, claim.bound) in ("about", "nearly"):
        return True
    return claim.unit == "percent" and bool(_FRACTION_OR_RATIO.search(claim.number))


def one_stretch(a: Slots, b: Slots, first: Interval, second: Interval, settings: CompareSettings) -> bool:
    """One document tells one stretch of time twice ("our 25 years", "IJM has worked for over 25 years"): whatever is
    said to last, the same name stands beside both."""
    one, other = a.claim, b.claim
    if a.unit != "days" or one.doc != other.doc or (one.start, one.end, a.place) != (other.start, other.end, b.place):
        return False
    return meet_tightly(a, b, first, second, settings) and bool(
        _named_by(one) & _around(other) or _named_by(other) & _around(one)
    )


def _named_by(claim: Claim) -> frozenset[str]:
    return frozenset(fold_words(claim.subject)) - lexicon().ignored


def _around(claim: Claim) -> frozenset[str]:
    """The words of the quote, and the publisher's where it speaks of itself."""
    words = frozenset(fold_words(claim.quote))
    if not words.isdisjoint(cues()["first_person"]) and claim.document.publisher:
        words |= frozenset(fold_words(claim.document.publisher))
    return words


def then_and_now(a: Slots, b: Slots) -> bool:
    """One sentence sets two values of one series side by side ("from 1 in 8 to 1 in 30")."""
    return a.claim.quote == b.claim.quote and a.claim.doc == b.claim.doc and _contrasts(a.claim.quote)


@lru_cache(maxsize=16384)
def _contrasts(quote: str) -> bool:
    return bool(cue_pattern("then_and_now").search(quote))


def told_apart(a: Slots, b: Slots, settings: CompareSettings) -> bool:
    """Two claims of one document with the same slots are two things, unless one is a headline or a call-out and the
    other text, or one repeats the other's words."""
    one, other = a.claim, b.claim
    if one.doc != other.doc:
        return False
    if (one.block_kind in _DISPLAYED) != (other.block_kind in _DISPLAYED):
        return False
    if one.block_kind != "paragraph" or other.block_kind != "paragraph":
        return True
    if one.quote == other.quote or len(one.quote.split()) < _LEAST_REPEATED_WORDS:
        return True
    return similarity(one.quote, other.quote) < settings.one_witness_similarity
