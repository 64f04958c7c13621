"""Many sources: hosts in parallel, one host's documents in turn."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from queue import Full, Queue
from urllib.parse import urlsplit

from sources.access import Access
from sources.catalog import Source
from sources.fetch.pacing import Pacing, Stopped, host_of
from sources.fetch.results import LATER, Fetched, FetchFailure, Validators, now
from sources.policy import FetchPolicy

Result = Fetched | FetchFailure
WAITING_RESULTS = 16
"""How many documents may wait in memory for whoever takes them."""

GIVE_UP_AFTER = 3
"""Documents in a row whose host does not answer, each after all its retries, from which the rest is not tried."""


def host_groups(sources: Iterable[Source]) -> list[tuple[Source, ...]]:
    """The sources by host, in the order of the list; local files are a group of their own."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        host = "" if source.path is not None else host_of(source.url or "")
        groups.setdefault(host, []).append(source)
    return [tuple(group) for group in groups.values()]


def fetch_all(
    sources: Sequence[Source],
    validators_by_id: Mapping[str, Validators],
    policy: FetchPolicy,
    access: Access,
    on_result: Callable[[Result], None] | None = None,
) -> list[Result]:
    """Fetch the sources and return a result for each, in their order.

    `on_result` is called with each as it comes, by the calling thread. Failures are results; nothing is raised.
    """
    results: dict[str, Result] = {}
    with closing(fetch_each(sources, validators_by_id, policy, access)) as coming:
        for result in coming:
            results[result.source_id] = result
            if on_result is not None:
                on_result(result)
    return [results[source.id] for source in sources]


def fetch_each(
    sources: Sequence[Source], validators_by_id: Mapping[str, Validators], policy: FetchPolicy, access: Access
) -> Generator[Result, None, None]:
    """Fetch the sources and give each result as it comes, a few ahead of whoever takes them. Close it to stop early."""
    from sources.fetch.reader import SourceReader  # brings the HTTP client, which reading a ledger does not need

    listed = set(_hosts(sources))
    opened = frozenset(each for each in access.private_hosts if each.host in listed)  # to others no redirect leads
    pacing = Pacing(policy.pause_seconds)
    reader = SourceReader(policy, pacing, replace(access, private_hosts=opened))
    results: Queue[Result | Future[None]] = Queue(WAITING_RESULTS)

    def deliver(item: Result | Future[None]) -> None:
        while not pacing.stopped:
            with suppress(Full):
                results.put(item, timeout=0.1)
                return

    def read_group(group: Iterable[Source]) -> None:
        in_a_row = 0
        try:
            for source in group:
                if in_a_row == GIVE_UP_AFTER:
                    result: Result = _not_tried(source)
                else:
                    result = reader.read(source, validators_by_id.get(source.id, Validators()))
                    host_failed = isinstance(result, FetchFailure) and result.kind in ("timeout", "connection")
                    in_a_row = in_a_row + 1 if host_failed else 0
                deliver(result)
        except Stopped:
            return

    with ThreadPoolExecutor(max(1, policy.parallel_hosts), "fetch") as pool:
        groups = host_groups(sources)
        for group in groups:
            pool.submit(read_group, group).add_done_callback(deliver)
        open_groups = len(groups)
        try:
            while open_groups:
                item = results.get()
                if isinstance(item, Future):
                    item.result()
                    open_groups -= 1
                else:
                    yield item
        finally:
            pacing.stop()


def _not_tried(source: Source) -> FetchFailure:
    host = urlsplit(source.url or "").hostname
    reason = f"{source.url}: not tried, since {host} failed {GIVE_UP_AFTER} times in a row."
    return FetchFailure(source.id, "connection", reason, LATER, passing=True, at=now())


def _hosts(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if source.path is None and source.url:
            yield (urlsplit(source.url).hostname or "").lower()
