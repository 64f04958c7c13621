"""Many sources: hosts in parallel, one host's documents in turn, in the order in which they are given."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from queue import Full, Queue
from urllib.parse import urlsplit

from sources.access import Access
from sources.catalog import Source
from sources.fetch.pacing import Pacing, Stopped
from sources.fetch.results import LATER, Fetched, FetchFailure, Validators, now
from sources.fetch.turns import GIVE_UP_AFTER, Turns, host_groups
from sources.policy import FetchPolicy

Result = Fetched | FetchFailure
WAITING_RESULTS = 16
"""How many documents may wait in memory for whoever takes them."""


def fetch_all(
    sources: Sequence[Source], validators_by_id: Mapping[str, Validators], policy: FetchPolicy, access: Access
) -> list[Result]:
    """Fetch the sources and return a result for each, in their order. Failures are results; nothing is raised."""
    with closing(fetch_each(sources, validators_by_id, policy, access)) as coming:
        results = {result.source_id: result for result in coming}
    return [results[source.id] for source in sources]


def fetch_each(
    sources: Sequence[Source],
    validators_by_id: Mapping[str, Validators],
    policy: FetchPolicy,
    access: Access,
    *,
    beside: Iterable[Source] = (),
) -> Generator[Result, None, None]:
    """Fetch the sources and give each result as it comes, a few ahead of whoever takes them. Close it to stop early.

    `beside` are other sources of the same list: hosts that it names may lie in a private network where that is opened.
    """
    from sources.fetch.reader import SourceReader  # brings the HTTP client, which reading a ledger does not need

    listed = set(_hosts([*sources, *beside]))
    opened = frozenset(each for each in access.private_hosts if each.host in listed)  # to others no redirect leads
    pacing = Pacing(policy.pause_seconds)
    reader = SourceReader(policy, pacing, replace(access, private_hosts=opened))
    results: Queue[Result | Future[None]] = Queue(WAITING_RESULTS)

    def deliver(item: Result | Future[None]) -> None:
        while not pacing.stopped:
            with suppress(Full):
                results.put(item, timeout=0.1)
                return

    def read_on() -> None:
        with suppress(Stopped):
            while (host := turns.take()) is not None:
                source = host.next()
                if host.is_down:
                    result: Result = _not_tried(source)
                else:
                    result = reader.read(source, validators_by_id.get(source.id, Validators()))
                host.note(result)
                deliver(result)
                turns.give_back(host)

    turns = Turns(host_groups(sources), pacing)
    at_once = min(max(1, policy.parallel_hosts), len(turns))
    with ThreadPoolExecutor(max(1, at_once), "fetch") as pool:
        for _ in range(at_once):
            pool.submit(read_on).add_done_callback(deliver)
        reading = at_once
        try:
            while reading:
                item = results.get()
                if isinstance(item, Future):
                    item.result()
                    reading -= 1
                else:
                    yield item
        finally:
            pacing.stop()
            turns.stop()


def _not_tried(source: Source) -> FetchFailure:
    host = urlsplit(source.address).hostname
    reason = f"{source.address}: not tried, since {host} could not be reached {GIVE_UP_AFTER} times in a row."
    return FetchFailure(source.id, "not_tried", reason, LATER, passing=True, at=now())


def _hosts(sources: Iterable[Source]) -> Iterator[str]:
    """The hosts that the list itself names: where a feed leads, the feed says."""
    for source in sources:
        if source.path is None and source.parent is None and source.address:
            yield (urlsplit(source.address).hostname or "").lower()
