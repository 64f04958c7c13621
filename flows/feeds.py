"""Feeds read into a ledger: what they name becomes sources of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from flows.fetching import FETCHING, FetchTerms, fetch_into
from flows.progress import current
from pipeline.ledger import Ledger, utc_now
from sources.catalog import Source
from sources.feeds import FeedEntry, FeedError, documents_of, entries_of, sitemaps_of
from sources.fetch import FetchFailure, fetch_all
from sources.fetch.bodies import unpacked
from sources.fetch.results import FetchError
from sources.snapshots import SnapshotError

MOST_SITEMAPS = 20
"""Sitemaps of one index that are read, those that changed last first."""
_REMEDY = "Open the address in a browser; give that of the feed, or name a document with 'url:'."


def read_feeds(ledger: Ledger, run_id: int, feeds: Sequence[Source], terms: FetchTerms) -> frozenset[str]:
    """Fetches the feeds and records the documents that they name now; gives the ids of these.

    A feed that cannot be read is a failed source; its documents of before stay.
    """
    if not feeds:
        return frozenset()
    current().expect(FETCHING, len(feeds))
    fetch_into(ledger, run_id, feeds, terms)
    named: set[str] = set()
    for feed in feeds:
        fetch = ledger.fetches.last(feed.id)
        if fetch is None:
            continue
        try:
            data = unpacked(ledger.snapshots.get(fetch.sha256).data, terms.policy.max_bytes, feed.address)
            entries = _entries(data, feed, terms)
        except (FeedError, FetchError, SnapshotError) as error:
            failure = _failure(feed, error)
            ledger.fetches.put_failure(run_id, failure)
            current().done(FETCHING, feed.id, problem=f"{failure.reason} {failure.remedy}")
            continue
        named.update(ledger.lists.put_documents(feed.list_name, documents_of(feed, entries)))
    return frozenset(named)


def _failure(feed: Source, error: FeedError | FetchError | SnapshotError) -> FetchFailure:
    reason = f"{feed.address}: {str(error).removeprefix(feed.address + ': ')}."
    if isinstance(error, FetchError):
        return replace(error.failure(feed.id), reason=reason)
    return FetchFailure(feed.id, "wrong_type", reason, _REMEDY, False, utc_now())


def _entries(data: bytes, feed: Source, terms: FetchTerms) -> tuple[FeedEntry, ...]:
    """The entries of a feed; of a sitemap index those of its sitemaps, as far as they can be fetched and read.

    Raises FeedError or FetchError where none can.
    """
    sitemaps = sorted(sitemaps_of(data, feed.address), key=lambda each: each.published or "", reverse=True)
    if not sitemaps:
        return entries_of(data, feed.address)
    wanted = (each for each in sitemaps if _may_be_new(each, feed) and _is_on_host_of(each, feed))
    parts = [Source(id=f"{feed.id}.{n}", feed=each.url) for n, each in enumerate(islice(wanted, MOST_SITEMAPS))]
    results = fetch_all(parts, {}, terms.policy, terms.access)
    found: list[FeedEntry] = []
    fault: FeedError | FetchError | None = None
    for part, result in zip(parts, results, strict=True):
        if isinstance(result, FetchFailure):
            fault = FetchError(result.kind, result.reason.removesuffix("."), result.remedy, passing=result.passing)
        elif result.data is not None:
            try:
                found += entries_of(unpacked(result.data, terms.policy.max_bytes, part.address), part.address)
            except (FeedError, FetchError) as error:
                fault = error
    if fault is not None and not found:
        raise fault
    return tuple(found)


def _may_be_new(sitemap: FeedEntry, feed: Source) -> bool:
    return not (feed.since and sitemap.published and sitemap.published < feed.since[: len(sitemap.published)])


def _is_on_host_of(sitemap: FeedEntry, feed: Source) -> bool:
    """Sitemaps of other hosts are not this one's to name."""
    return urlsplit(sitemap.url).hostname == urlsplit(feed.address).hostname
