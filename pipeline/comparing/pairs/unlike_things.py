"""Figures that meet by chance: what they count is told apart by a word or a cause."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from pipeline.comparing.gates.causes import causes_of, other_causes
from pipeline.comparing.gates.contrasts import Gate, kinds_named, other_kind
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.values import TELLING_DIGITS, point_of, significant_digits


def unlike_things(a: NormalisedClaim, b: NormalisedClaim) -> Gate | None:
    """Why two figures that meet are of two things: each names its own kind or, where they have few digits, its own
    cause; else None."""
    if why := other_kind(a, b):
        return "subject", why
    if _has_few_digits(a) and (why := other_causes(a, b)):
        return "about", why
    return None


def are_of_unlike_things(norms: Iterable[NormalisedClaim]) -> bool:
    """Whether any two of these claims are."""
    told = {(kinds_named(norm), causes_of(norm), _has_few_digits(norm)): norm for norm in norms}
    return any(unlike_things(a, b) for a, b in combinations(told.values(), 2))


def _has_few_digits(norm: NormalisedClaim) -> bool:
    return significant_digits(point_of(norm.claim)) < TELLING_DIGITS
