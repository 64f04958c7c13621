"""What decisions say of single claims: right, rejected, outdated, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from outputs.decisions.states import changes_since
from pipeline.ledger.in_force import CORRECTING, EntriesInForce
from pipeline.records.model import Claim, Decision

Word = Literal["stated", "right", "rejected", "outdated", "corrected", "withdrawn"]
DOES_NOT_COUNT: frozenset[Word] = frozenset({"rejected", "outdated", "withdrawn"})


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """What a claim is after the decisions, and the entry that says so (None: nobody said anything)."""

    word: Word
    entry: Decision | None = None


def claim_statuses(ids: Iterable[str], in_force: EntriesInForce, claims: Mapping[str, Claim]) -> dict[str, ClaimStatus]:
    """Each claim as the last decision on it that still holds leaves it; `claims` are the stated ones, as read."""
    return {claim: _status_of(claim, in_force, claims) for claim in ids}


def _status_of(claim: str, in_force: EntriesInForce, claims: Mapping[str, Claim]) -> ClaimStatus:
    found = ClaimStatus("stated")
    for entry in in_force.by_claim.get(claim, ()):
        word = _word(entry, claim)
        if word is not None and _speaks(entry, claim, in_force, claims):
            found = ClaimStatus(word, entry)
    return found


def _word(entry: Decision, claim: str) -> Word | None:
    named = claim in entry.claims
    match entry.decision:
        case "right":
            return "right" if named else "rejected"
        case "both":
            return "right"
        case "outdated":
            return "outdated" if named else None
        case "misread":
            return "corrected" if named else None
        case "not_a_claim":
            return "withdrawn" if named else None
    return None


def _speaks(entry: Decision, claim: str, in_force: EntriesInForce, claims: Mapping[str, Claim]) -> bool:
    """A correction as long as its claim stands; a verdict as long as nothing it weighed changed, until the next."""
    if entry.decision in CORRECTING:
        return claim in claims and claims[claim].evidence() == dict(entry.evidence)[claim]
    return in_force.latest(entry.target) == entry and not changes_since(entry, [], claims)
