"""What a change bears on beside the buckets of its claims: facts of other buckets that take up claims of one figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.comparing.gates import normalise
from pipeline.comparing.pairs.blocks import block_key
from pipeline.comparing.reconcile import FactKey, Homes, figure_key, find_homes
from pipeline.ledger import Ledger
from pipeline.ledger.findings import bucket_id
from pipeline.ledger.stated_claims import StatedClaims
from pipeline.records.settings import CompareSettings


@dataclass(frozen=True, slots=True)
class Moves:
    """What a change does to the homes of claims, and to facts by that.

    `moved`: by claim the homes that are others than before, None for those of claims that have none any more;
    `buckets`: those between which, or in which, claims moved, and those where claims that changed are or were at home.
    """

    moved: Mapping[str, FactKey | None]
    buckets: Collection[str]

    def homes(self, before: Homes) -> Homes:
        """The homes of claims now, given those before."""
        return {claim: home for claim, home in {**before, **self.moved}.items() if home is not None}


def moved_claims(
    ledger: Ledger, stated: StatedClaims, changed: Collection[str], touched: Collection[str], settings: CompareSettings
) -> Moves:
    """`stated` are all claims of the touched buckets as they are now, and the `changed` ids are those of claims of
    documents that state others than before, old and new. Homes hang on the claims of their figure alone."""
    told = {claim.id: claim for claim in stated.claims if bucket_id(figure_key(claim, settings)) in touched}
    now = find_homes(told.values(), settings, lambda key: bucket_id(key) in touched, stated.regroupings)
    before = ledger.comparisons.homes({*told, *changed})
    moved = {claim: now.get(claim) for claim in (*before, *now) if now.get(claim) != before.get(claim)}
    at_home = (home for homes in (before, now) for claim, home in homes.items() if claim in changed or claim in moved)
    blocks = {home.block() for home in at_home}
    blocks |= {block_key(normalise(told[claim], settings)) for claim in moved if claim in told}
    return Moves(moved, frozenset(map(bucket_id, blocks)))
