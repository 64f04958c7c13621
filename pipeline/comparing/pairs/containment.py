"""A part above its whole: a city's count above its country's."""

from __future__ import annotations

from datetime import date

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.wording import figure_text, interval_text
from pipeline.comparing.intervals import Interval
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.comparing.place_keys import place_containers, place_key

CONTAINMENT = "containment"
"""The rule of a part that is above its whole."""

_ADDS_UP = frozenset({"total", "level", "amount"})
_MOST_YEARS = 12


def years_of(norm: NormalisedClaim) -> frozenset[str]:
    """The years that a claim's value belongs to; none where they are more than can be gone through."""
    span = norm.frame.reference
    if span is None:
        return frozenset()
    first, last = date.fromordinal(span.first).year, date.fromordinal(span.last - 1).year
    return frozenset(map(str, range(first, last + 1))) if last - first < _MOST_YEARS else frozenset()


def adds_up(norm: NormalisedClaim) -> bool:
    """Whether a whole is at least as much as its parts: counts and sums, where the measure says what was done."""
    return norm.kind in _ADDS_UP and norm.claim.unit not in ("percent", "times") and not norm.traits.unspecific


def contradicts_whole(pair: Pair) -> str | None:
    """The arithmetic where one place lies in the other, both count the same thing at one time, and the part's count is
    above the whole's; else None. Shares of part and whole never compare, nor people by their kinds: "girls" in one text
    need not be among the "children" of another."""
    a, b = pair.a, pair.b
    if place_key(b.place) in place_containers(a.place):
        part, whole = a, b
    elif place_key(a.place) in place_containers(b.place):
        part, whole = b, a
    else:
        return None
    if a.kind != b.kind or not adds_up(a) or a.modality != "asserted" or not years_of(a) & years_of(b):
        return None
    if pair.subject.kind != "same" or counted_words(a) != counted_words(b) or pair.time.inferred:
        return None
    part_value, whole_value = (
        (pair.values.first, pair.values.second) if part is a else (pair.values.second, pair.values.first)
    )
    if not whole_value.below(part_value) or not _within_its_time(pair, part):
        return None
    return _arithmetic(part, whole, part_value, whole_value)


def _within_its_time(pair: Pair, part: NormalisedClaim) -> bool:
    """At one time, or the part's stretch within the whole's."""
    if pair.time.kind == "same":
        return True
    flows = pair.a.frame.kind == pair.b.frame.kind == "flow"
    return flows and pair.time.kind == "part" and (pair.time.earlier == "a") == (part is pair.a)


def _arithmetic(part: NormalisedClaim, whole: NormalisedClaim, part_value: Interval, whole_value: Interval) -> str:
    least, most = Interval(part_value.low, part_value.low), Interval(whole_value.high, whole_value.high)
    return (
        f"{part.place} lies in {whole.place}; the part, {figure_text(part.claim)}, is "
        f"{interval_text(least, part.claim.unit)} at least; the whole, {figure_text(whole.claim)}, "
        f"{interval_text(most, whole.claim.unit)} at most"
    )
