"""Sources fetched into a ledger."""

from __future__ import annotations

from collections.abc import Sequence

from flows.progress import current
from pipeline.ledger import Ledger
from sources.catalog import Source
from sources.fetch import FetchFailure, FetchPolicy, Validators, fetch_each

FETCHING = "fetching"


def fetch_into(
    ledger: Ledger, run_id: int, sources: Sequence[Source], policy: FetchPolicy, *, beside: Sequence[Source] = ()
) -> None:
    """Fetches the sources, one result after the other into the ledger; `beside` are others of their list."""
    known = {source.id: _usable(ledger, source.id) for source in sources}
    current().expect(FETCHING, len(sources))
    for result in fetch_each(sources, known, policy, beside=beside):
        if isinstance(result, FetchFailure):
            ledger.fetches.put_failure(run_id, result)
            current().done(FETCHING, result.source_id, problem=f"{result.reason} {result.remedy}")
            continue
        if result.data is not None:
            ledger.snapshots.put(
                result.data,
                headers=result.headers,
                final_url=result.final_url,
                at=result.at,
                media_type=result.media_type,
            )
        ledger.fetches.put(run_id, result)
        current().done(FETCHING, result.source_id)


def _usable(ledger: Ledger, source_id: str) -> Validators:
    """The source's validators, unless the bytes that they speak of are gone."""
    known, fetch = ledger.fetches.validators(source_id), ledger.fetches.last(source_id)
    if known is None or fetch is None or not ledger.snapshots.path(fetch.sha256).exists():
        return Validators()
    return known
