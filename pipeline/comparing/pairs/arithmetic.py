"""The arithmetic of a pair in words, the one claim stated before the other."""

from __future__ import annotations

from dataclasses import replace

from pipeline.comparing.gates.normalised import NormalisedClaim, ratio_of
from pipeline.comparing.gates.wording import range_text, stated_text, values_text
from pipeline.comparing.pairs.containment import CONTAINMENT, contradicts_whole
from pipeline.comparing.pairs.dates import DATES, period_conflict
from pipeline.comparing.pairs.evidence import Pair
from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings


def difference(pair: Pair) -> str:
    """What both figures stand for, and how far they lie apart."""
    ratio = ratio_of(pair.a, pair.b)
    times = f" (×{ratio:.{1 if ratio >= 1.1 else 4}f})" if ratio < float("inf") else ""
    first, second = stated_text(pair.a, pair.values.first), stated_text(pair.b, pair.values.second)
    return f"{first}; {second}: they do not meet{times}"


def told_in_order(pair: Pair) -> str:
    """Both figures and their times."""
    return f"{values_text(pair.a, pair.b)}; {_times_text(pair.a)} and {_times_text(pair.b)}"


def fall(pair: Pair) -> str:
    """A running count that is less at the later time."""
    return f"{told_in_order(pair)}; a running count cannot fall"


def turned(verdict: Verdict, pair: Pair, settings: CompareSettings) -> Verdict:
    """What a flagged or unsure verdict says, stated from the pair's first claim to its second."""
    if verdict.rule == CONTAINMENT:
        arithmetic = contradicts_whole(pair)
    elif verdict.rule == "counters":
        arithmetic = fall(pair)
    elif verdict.rule == DATES:
        beside = period_conflict(pair, settings)
        arithmetic = beside.arithmetic if beside else None
    else:
        arithmetic = difference(pair)
    return replace(verdict, a=pair.a.claim.id, b=(pair.b.claim.id,), arithmetic=arithmetic or verdict.arithmetic)


def _times_text(norm: NormalisedClaim) -> str:
    reference = norm.frame.reference
    return range_text(norm, reference) if reference else "no date known"
