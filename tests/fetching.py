"""One fetch and what came of it, for the tests of fetching."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from sources.access import Access, HostPort
from sources.catalog import Source
from sources.fetch import Fetched, FetchFailure, FetchPolicy, Validators, fetch_all

PAGE = "<html><body><p>The shelter took in 41 girls in 2016.</p></body></html>"
QUICK = FetchPolicy(
    pause_seconds=0,
    backoff_seconds=0.01,
    max_wait_seconds=5,
    silence_seconds=10,
    total_seconds=20,
    max_bytes=200_000,
)
NO_PATIENCE = FetchPolicy(pause_seconds=0, retries=0, silence_seconds=10, total_seconds=20)


def opened(sources: Sequence[Source], folder: Path | None = None) -> Access:
    """Opens the sources' hosts, and the folder."""
    parts = [urlsplit(source.url) for source in sources if source.url]
    return Access(folder, frozenset(HostPort(part.hostname or "", part.port or 80) for part in parts))


def fetch_opened(sources: Sequence[Source], policy: FetchPolicy = QUICK) -> list[Fetched | FetchFailure]:
    """What comes of each where the hosts of all are opened."""
    return fetch_all(sources, {}, policy, opened(sources))


def fetch(url: str, policy: FetchPolicy = QUICK, known: Validators | None = None) -> Fetched | FetchFailure:
    sources = [Source("it", url=url)]
    return fetch_all(sources, {"it": known} if known else {}, policy, opened(sources))[0]


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
