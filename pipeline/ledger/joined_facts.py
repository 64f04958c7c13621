"""What a change bears on beside the buckets of its claims: facts of other buckets that take up claims of one figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pipeline.comparing.gates import normalise
from pipeline.comparing.pairs.blocks import block_key
from pipeline.comparing.reconcile import FigureKey, figure_key, find_homes
from pipeline.ledger import Ledger
from pipeline.ledger.findings import bucket_id
from pipeline.ledger.stated_claims import StatedClaims
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings


def exchanging_buckets(
    ledger: Ledger, stated: StatedClaims, touched: Collection[str], settings: CompareSettings
) -> set[str]:
    """The buckets between which, or in which, claims of touched figures were moved before the change, or are after it.
    `stated` are all claims of the touched buckets as they are now."""
    figures = {claim.id: claim for claim in stated.claims if bucket_id(figure_key(claim, settings)) in touched}
    homes = find_homes(figures.values(), settings, lambda key: bucket_id(key) in touched, stated.regroupings)
    known = {claim.id for claim in stated.claims}
    gone = ledger.comparisons.claims_in(touched) - known
    before = ledger.comparisons.joined(figures.keys() | gone)
    moved = (figures[claim] for claim in {*homes, *before} & figures.keys())
    natives = {bucket_id(block_key(normalise(claim, settings))) for claim in moved}
    return natives.union(before.values(), (bucket_id(home.block()) for home in homes.values()))


def figure_mates(
    ledger: Ledger, claims: Iterable[Claim], touched: Collection[str], settings: CompareSettings
) -> set[str]:
    """The ids of all claims that state a figure of one of these whose fact a touched bucket holds: where they belong
    hangs on each other."""
    here = (claim for claim in claims if bucket_id(block_key(normalise(claim, settings))) in touched)
    keys: set[FigureKey] = {figure_key(claim, settings) for claim in here}
    return ledger.comparisons.claims_in(set(map(bucket_id, keys)))
