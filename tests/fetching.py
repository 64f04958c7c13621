"""One fetch and what came of it, for the tests of fetching."""

from __future__ import annotations

from sources.catalog import Source
from sources.fetch import Fetched, FetchFailure, FetchPolicy, Validators, fetch_all

PAGE = "<html><body><p>The shelter took in 41 girls in 2016.</p></body></html>"
QUICK = FetchPolicy(
    allow_private=True,
    pause_seconds=0,
    backoff_seconds=0.01,
    max_wait_seconds=5,
    silence_seconds=10,
    total_seconds=20,
    max_bytes=200_000,
)
NO_PATIENCE = FetchPolicy(allow_private=True, pause_seconds=0, retries=0, silence_seconds=10, total_seconds=20)


def fetch(url: str, policy: FetchPolicy = QUICK, known: Validators | None = None) -> Fetched | FetchFailure:
    return fetch_all([Source("it", url=url)], {"it": known} if known else {}, policy)[0]


def fetched(url: str, policy: FetchPolicy = QUICK, known: Validators | None = None) -> Fetched:
    result = fetch(url, policy, known)
    assert isinstance(result, Fetched), result
    return result


def failed(url: str, policy: FetchPolicy = QUICK) -> FetchFailure:
    result = fetch(url, policy)
    assert isinstance(result, FetchFailure), result
    assert result.reason.endswith(".")
    assert result.remedy.endswith(".")
    return result
