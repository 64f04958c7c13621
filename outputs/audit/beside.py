"""What a ledger holds beside a draft: the claims that could be of the same things, as people left them."""

from __future__ import annotations

from collections.abc import Sequence

from outputs.decisions import DecisionLog
from outputs.decisions.claim_status import DOES_NOT_COUNT, claim_statuses
from pipeline.ledger import Ledger
from pipeline.ledger.compare_changed import buckets_of
from pipeline.records.model import Claim


def claims_beside(ledger: Ledger, claims: Sequence[Claim]) -> list[Claim]:
    """The ledger's claims that share a bucket with one of these, with their corrections; without what people rejected,
    called outdated or withdrew."""
    keys = {key for each in buckets_of(claims, ledger.compare_settings()).values() for key in each}
    found = ledger.claims.find(ids=ledger.comparisons.claims_in(keys))
    in_force = DecisionLog(ledger).in_force()
    statuses = claim_statuses([claim.id for claim in found], in_force, {claim.id: claim for claim in found})
    counted = (claim for claim in found if statuses[claim.id].word not in DOES_NOT_COUNT)
    return list(DecisionLog(ledger).corrected(counted).claims)
