"""The arithmetic of a pair in words, the one claim stated before the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.comparing.gates.normalised import NormalisedClaim, ratio_of
from pipeline.comparing.gates.wording import range_text, stated_text, values_text
from pipeline.comparing.pairs.containment import CONTAINMENT, contradicts_whole
from pipeline.comparing.pairs.dates import DATES, period_conflict
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.values import Values, relate_values
from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings

FALLS = "; a running count cannot fall"
"""How the arithmetic of a count that fell ends."""

NO_DAY = "up to when each counts is not known"
"""Said of counts so far that no day puts in order."""


def difference(a: NormalisedClaim, b: NormalisedClaim, values: Values) -> str:
    """What both figures stand for, and how far they lie apart."""
    ratio = ratio_of(a, b)
    times = f" (×{ratio:.{1 if ratio >= 1.1 else 4}f})" if ratio < float("inf") else ""
    return f"{stated_text(a, values.first)}; {stated_text(b, values.second)}: they do not meet{times}"


def told_in_order(pair: Pair) -> str:
    """Both figures and their times."""
    return f"{values_text(pair.a, pair.b)}; {_times_text(pair.a)} and {_times_text(pair.b)}"


def fall(pair: Pair) -> str:
    """A running count that is less at the later time."""
    return f"{told_in_order(pair)}{FALLS}"


PairOf = Callable[[NormalisedClaim, NormalisedClaim, CompareSettings], Pair]


def turned(
    verdict: Verdict, a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings, pair_of: PairOf
) -> Verdict:
    """What a flagged or unsure verdict says, stated from a to b. What lies between the two is asked for by the rules
    that need more than their figures."""
    arithmetic: str | None
    if verdict.rule == CONTAINMENT:
        arithmetic = contradicts_whole(pair_of(a, b, settings))
    elif verdict.rule == "counters":
        arithmetic = fall(pair_of(a, b, settings))
    elif verdict.rule == DATES:
        beside = period_conflict(pair_of(a, b, settings), settings)
        arithmetic = beside.arithmetic if beside else None
    else:
        arithmetic = difference(a, b, relate_values(a, b, settings))
    return replace(verdict, a=a.claim.id, b=(b.claim.id,), arithmetic=arithmetic or verdict.arithmetic)


def _times_text(norm: NormalisedClaim) -> str:
    reference = norm.frame.reference
    return range_text(norm, reference) if reference else "no date known"
