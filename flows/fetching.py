"""Sources fetched into a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from flows.progress import current
from pipeline.ledger import Ledger
from pipeline.ledger.fetches import Known
from pipeline.ledger.part import chunks
from sources.access import Access
from sources.catalog import Source
from sources.fetch import FetchFailure, FetchPolicy, Validators, fetch_each
from sources.fetch.turns import host_groups

FETCHING = "fetching"


@dataclass(frozen=True, slots=True)
class FetchTerms:
    """How politely a list is fetched, as it says itself, and what whoever runs it opens to it."""

    policy: FetchPolicy
    access: Access


@dataclass(frozen=True, slots=True)
class HostsToFetch:
    """Sources of some hosts, each host whole; `beside` are others of their list on hosts that are opened to it."""

    sources: tuple[Source, ...]
    beside: tuple[Source, ...]


def parted_by_host(
    ledger: Ledger, sources: Sequence[Source], terms: FetchTerms, listed: Iterable[Source]
) -> list[HostsToFetch]:
    """The sources in parts of as many hosts as are read in parallel, those whose turn it is first; `listed` are all
    sources of their list."""
    known = ledger.fetches.known([source.id for source in sources])
    hosts = host_groups(sorted(sources, key=lambda source: turn(known.get(source.id))))
    opened = {each.host for each in terms.access.private_hosts}
    beside = tuple(each for each in listed if each.path is None and urlsplit(each.address).hostname in opened)
    at_once = max(1, terms.policy.parallel_hosts)
    return [HostsToFetch(tuple(chain(*some)), beside) for some in chunks(hosts, at_once)]


def fetch_into(
    ledger: Ledger, run_id: int, sources: Sequence[Source], terms: FetchTerms, *, beside: Sequence[Source] = ()
) -> None:
    """Fetches the sources, one result after the other into the ledger; `beside` are others of their list."""
    known = ledger.fetches.known([source.id for source in sources])
    usable = {name: _usable(ledger, each) for name, each in known.items()}
    in_turn = sorted(sources, key=lambda source: turn(known.get(source.id)))
    for result in fetch_each(in_turn, usable, terms.policy, terms.access, beside=beside):
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


def turn(known: Known | None) -> int:
    """Which sources are fetched first: those that were not tried yet, or not the last time; then those that failed,
    which have been unread the longest; those that keep their host silent come last, so that none waits for them."""
    if known is None or known.fault == "not_tried":
        return 0
    if known.fault is None:
        return 2
    return 3 if known.fault == "timeout" else 1


def _usable(ledger: Ledger, known: Known) -> Validators:
    """The source's validators, unless the bytes that they speak of are gone."""
    if known.sha256 is None or not ledger.snapshots.has(known.sha256):
        return Validators()
    return known.validators
