"""Claims that are stated, as people put them: corrected, and with what they said of which are of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ledger.corrections import corrected
from pipeline.ledger.in_force import EntriesInForce
from pipeline.records.model import REGROUPING, Claim, Decision

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import Regrouping


@dataclass(frozen=True, slots=True)
class StatedClaims:
    """Claims as they count, and what people said of which of them are of one thing, in order."""

    claims: tuple[Claim, ...]
    regroupings: tuple[Regrouping, ...]


def as_people_put_them(as_read: Iterable[Claim], in_force: EntriesInForce) -> StatedClaims:
    """The claims, given as they were read, with what is in force on them."""
    given = list(as_read)
    return StatedClaims(tuple(corrected(given, in_force).claims), tuple(_regroupings(given, in_force)))


def regrouped_claims(in_force: EntriesInForce) -> set[str]:
    """The ids of the claims that people split off, left or merged. The key of one hangs on those of the others, so
    whoever compares some of them needs all."""
    return {claim for entry in _regrouping_entries(in_force) for claim, _ in entry.evidence}


def ever_regrouped_claims(in_force: EntriesInForce) -> set[str]:
    """`regrouped_claims`, and those of whom people said so once."""
    said = (entry for entry in in_force.entries if entry.decision in REGROUPING)
    return {claim for entry in said for claim, _ in entry.evidence}


def _regroupings(as_read: Iterable[Claim], in_force: EntriesInForce) -> Iterator[Regrouping]:
    """An entry holds for a claim as long as that says what it said, as a correction does."""
    entries = list(_regrouping_entries(in_force))
    if not entries:
        return
    from pipeline.comparing.reconcile import Regrouping  # heavy

    now = {claim.id: claim.evidence() for claim in as_read}
    for entry in entries:
        holds = [claim for claim, evidence in entry.evidence if now.get(claim) == evidence]
        if entry.decision == "merge":
            yield Regrouping(entry.id, "merge", tuple(holds))
        else:
            off = tuple(claim for claim in holds if claim in entry.claims)
            yield Regrouping(entry.id, "split", off, tuple(claim for claim in holds if claim not in off))


def _regrouping_entries(in_force: EntriesInForce) -> Iterator[Decision]:
    entries = in_force.entries
    return (each for each in entries if each.decision in REGROUPING and each.id not in in_force.undone_by)
