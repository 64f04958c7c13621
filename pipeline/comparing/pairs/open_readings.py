"""How likely two claims have one value in a field, by the candidates that their readers left open.

A claim is read rightly in all its fields in one case of three, and a contradiction is lost where either side is filed
under another measure, place or time. What the reader thought nearly as likely says where that may be so.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records.candidates import value_as_text
from pipeline.records.model import Candidate, Claim

_FIELDS_WITHIN = {"period": ("start", "end"), "kind": ("kind", "direction")}


def chance_of_one(field: str, a: Claim, b: Claim) -> float:
    """The probability that both have one value in `field`, as if read independently; 1 or 0 where neither has
    candidates left."""
    if not a.choices and not b.choices:
        return float(value_as_text(field, a) == value_as_text(field, b))
    mine, theirs = _candidates(field, a), _candidates(field, b)
    return sum(one.probability * other.probability for one in mine for other in theirs if one.value == other.value)


def plausible(field: str, claim: Claim, least: float) -> frozenset[str | None]:
    """The claim's own value of a field, and what its reader gave this probability or more."""
    if not claim.choices:
        return frozenset((value_as_text(field, claim),))
    likely = (each.value for each in _candidates(field, claim) if each.probability >= least)
    return frozenset((value_as_text(field, claim), *likely))


def is_open(field: str, claim: Claim) -> bool:
    """Whether the reader left more than one value open."""
    return bool(claim.choices) and len(_candidates(field, claim)) > 1


def _candidates(field: str, claim: Claim) -> Sequence[Candidate]:
    """What the reader left open; the claim's own value alone where it had no choice, or somebody decided since."""
    for choice in claim.choices:
        if choice.field == field:
            if _is_decided(field, claim):
                break
            return choice.candidates
    return (Candidate(value_as_text(field, claim), 1.0),)


def _is_decided(field: str, claim: Claim) -> bool:
    """Whether a person or a second reader said what the value is."""
    marks = (f"{field}: second reader", *(f"corrected:{name}" for name in _FIELDS_WITHIN.get(field, (field,))))
    return any(mark.startswith(marks) for mark in claim.reading)
