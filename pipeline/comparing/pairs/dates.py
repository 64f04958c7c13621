"""Dates of one fact that exclude each other."""

from __future__ import annotations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.spans import months_between
from pipeline.comparing.gates.wording import figure_text
from pipeline.comparing.number_words import is_fraction, is_ratio
from pipeline.comparing.pairs.blocks import in_one_block
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.values import point_of, significant_digits
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.records.bounds import hedge_of
from pipeline.records.model import Claim, Verdict, VerdictName
from pipeline.records.settings import CompareSettings

DATES = "dates"
"""The rule of dates that exclude each other."""

_DISTINCTIVE_DIGITS, _UNMISTAKABLE_DIGITS = 3, 5


def period_conflict(pair: Pair, settings: CompareSettings) -> Verdict | None:
    """One study, event or counter of one body, stated by two documents with dates that exclude each other.

    As likely as both are read rightly; flagged, or `unknown` where that is too unlikely, or None below `unsure_from`.
    """
    a, b = pair.a, pair.b
    if not pair.time.starts_differ and pair.time.kind != "ordered":
        return None
    if pair.one_document or a.kind != b.kind or not in_one_block(a, b) or a.modality != "asserted":
        return None
    if not _is_unmistakable(pair) and (a.body is None or a.body != b.body or pair.subject.kind != "same"):
        return None
    if pair.time.starts_differ and a.frame.start and b.frame.start:
        if a.frame.kind != b.frame.kind and pair.values.meeting != "equal":
            return None
        apart = months_between(a.frame.start, b.frame.start)
        dates = f"{_counted_from(a)} and {_counted_from(b)}"
    elif pair.time.kind == "ordered" and a.frame.kind in ("level", "flow") and _one_figure(pair):
        first, second = a.frame.span(), b.frame.span()
        if first is None or second is None:
            return None
        apart = months_between(first, second)
        dates = f"{_dates(a)} and {_dates(b)}"
    else:
        return None
    if apart > settings.series_months:
        return None
    gap = f"{apart:.0f} months apart at least" if apart >= 1 else "no day in common"
    likely = round(a.claim.confidence * b.claim.confidence, 3)
    if likely < settings.unsure_from:
        return None
    arithmetic = f"{figure_text(a.claim)} and {figure_text(b.claim)}, {dates}: {gap}"
    name: VerdictName = "period_conflict" if likely >= settings.flag_from else "unknown"
    return Verdict(a.claim.id, (b.claim.id,), name, DATES, arithmetic, probability=likely)


def retells(pair: Pair) -> bool:
    """One figure stated twice: one value, or a hedge or a fraction in words that holds the other's point."""
    if pair.values.meeting == "equal":
        return True
    return not pair.values.apart and (_loosely_stated(pair.a.claim) or _loosely_stated(pair.b.claim))


def _loosely_stated(claim: Claim) -> bool:
    if hedge_of(claim.modifier, claim.bound) in ("about", "nearly"):
        return True
    return claim.unit == "percent" and (is_ratio(claim.number) or is_fraction(claim.number))


def _one_figure(pair: Pair) -> bool:
    """One value by one body is one figure where two years would hardly give it twice: three digits that tell, or a
    share of the same things."""
    if pair.values.meeting != "equal":
        return False
    same_share = pair.a.kind == "share" and counted_words(pair.a) == counted_words(pair.b)
    return same_share or significant_digits(point_of(pair.a.claim)) >= _DISTINCTIVE_DIGITS


def _is_unmistakable(pair: Pair) -> bool:
    """A figure that two bodies or two things would hardly have in common."""
    return pair.values.meeting == "equal" and significant_digits(point_of(pair.a.claim)) >= _UNMISTAKABLE_DIGITS


def _counted_from(norm: NormalisedClaim) -> str:
    return _dates(norm) if norm.frame.kind == "flow" else f"since {norm.claim.start}"


def _dates(norm: NormalisedClaim) -> str:
    start, end = norm.claim.start, norm.claim.end
    return f"{start} to {end}" if start and end and start != end else str(start or end)
