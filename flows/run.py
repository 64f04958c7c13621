"""A run from lists to conflicts, whatever runs its steps: the caller's thread, or Prefect's tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Protocol

from flows.access import access
from flows.fetching import FETCHING, FetchTerms, parted_by_host
from flows.progress import current
from flows.second_reader import read_flagged_again
from flows.steps import (
    READING,
    compare_claims,
    fetch_feeds,
    fetch_sources,
    file_claims,
    join_figures,
    read_documents,
    reconcile_ledger,
    waiting,
)
from flows.summary import RunSummary, summarised
from pipeline.ledger import Ledger, utc_now
from pipeline.ledger.part import chunks
from pipeline.ledger.refresh import shared_out
from sources.catalog import SourceList, read_lists

BATCH = 25
"""Documents a step at most: few, fat steps, since each costs Prefect some tens of milliseconds."""
_BATCHES_AT_LEAST = 2
"""While one waits for the process that reads PDFs, or for the encoder, which leaves Python alone, the other reads."""

Step = Callable[..., Any]


class StepRunner(Protocol):
    """What runs steps: the caller's thread, or the tasks of Prefect."""

    def map(self, step: Step, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Calls the step once for each tuple of arguments; gives for each what it returned, or the exception."""


class StepFault(Exception):  # noqa: N818 - says what is the case
    """A step failed by a fault of ours: the run cannot go on."""


class Directly:
    """Steps one after the other in the caller's thread; a fault is raised where it happens."""

    def map(self, step: Step, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The step called on each, one after the other."""
        return [step(*call) for call in calls]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: its number in the ledger and what it did."""

    id: int
    summary: RunSummary
    faults: tuple[Exception, ...] = ()


def run_lists(ledger: Ledger, list_paths: Sequence[Path], runner: StepRunner, *, batch: int = BATCH) -> Run:
    """Reads the lists, extracts and reconciles, under the ledger's lock.

    Raises CatalogError, AccessError and LedgerError before anything is written, LedgerHeld where another run has the
    ledger, StepFault where a step as a whole fails. A document whose reading fails by a fault of ours is left unread,
    and the fault is in what comes back.
    """
    lists = read_lists(list_paths)
    access(None, ledger.settings.fetch)
    folder = str(ledger.folder)
    with ledger.lock("a run"):
        now = utc_now()
        retired = [source_id for each in lists for source_id in ledger.lists.put(each, now)]
        names = tuple(each.name for each in lists)
        opening = {"claims_before": ledger.claims.count(), "retired": retired, "notes": _of_the_clock(ledger, now)}
        run_id = ledger.runs.start(names, now, opening)
        _fetch(ledger, folder, run_id, lists, runner)
        read, faults = _read_all(ledger, folder, run_id, names, runner, batch)
        _reconcile(ledger, folder, run_id, runner)
        if read_flagged_again(ledger, run_id):
            _reconcile(ledger, folder, run_id, runner)
        unread = [each.source.id for each in waiting(ledger, names)]
        summary = summarised(ledger, run_id, names, read=read, unread=unread, retired=retired)
        ledger.runs.finish(run_id, summary.as_row(), utc_now())
    return Run(run_id, summary, tuple(faults))


def known_lists(ledger: Ledger) -> list[Path]:
    """The lists that the ledger knows, where they were last read from."""
    return [Path(each.path) for each in ledger.lists.all()]


def has_reading_to_do(ledger: Ledger, lists: Sequence[SourceList]) -> bool:
    """Whether a run over these lists is sure to need the language model: documents are new, or the reader is."""
    sources = {source.id for each in lists for source in each.sources if source.feed is None}
    read = set(ledger.documents.ids())
    # where the reader is new all wait, so that a few are asked about
    return bool(sources - read or waiting(ledger, [each.name for each in lists], sorted(sources)[:BATCH]))


def _fetch(ledger: Ledger, folder: str, run_id: int, lists: Sequence[SourceList], runner: StepRunner) -> None:
    """Fetches the feeds of the lists, then the sources, with the documents that feeds name now or that are unread."""
    opened = ledger.settings.fetch
    terms = {each.name: FetchTerms(each.policy, access(each.path.parent, opened)) for each in lists}
    fed = [each.name for each in lists if any(source.feed is not None for source in each.sources)]
    named = _whole(runner, fetch_feeds, [(folder, run_id, name, terms[name]) for name in fed])
    wanted = {doc for docs in named for doc in docs}
    read = set(ledger.documents.ids())
    calls: list[tuple[Any, ...]] = []
    expected = 0
    for name, of_list in terms.items():
        active = ledger.sources.active((name,))
        documents = [source for source in active if source.feed is None]
        due = [each for each in documents if each.parent is None or each.id in wanted or each.id not in read]
        calls += [(folder, run_id, of_list, hosts) for hosts in parted_by_host(ledger, due, of_list, active)]
        expected += len(due)
    current().expect(FETCHING, expected)
    _whole(runner, fetch_sources, calls)


def _read_all(
    ledger: Ledger, folder: str, run_id: int, names: tuple[str, ...], runner: StepRunner, batch: int
) -> tuple[tuple[str, ...], list[Exception]]:
    """The documents that were to be read, and the faults of ours that some of them met."""
    docs = [each.source.id for each in waiting(ledger, names)]
    current().expect(READING, len(docs))
    batches = chunks(docs, min(batch, ceil(len(docs) / _BATCHES_AT_LEAST)))
    outcomes = runner.map(read_documents, [(folder, run_id, names, some) for some in batches])
    if not any(isinstance(outcome, Exception) for outcome in outcomes):
        return tuple(docs), []
    # One document spoils a batch: what is left of it is tried again one by one, so that only that one is left out.
    left = [each.source.id for each in waiting(ledger, names)]
    again = runner.map(read_documents, [(folder, run_id, names, [doc]) for doc in left])
    faults = {doc: outcome for doc, outcome in zip(left, again, strict=True) if isinstance(outcome, Exception)}
    for doc, fault in faults.items():
        fault.add_note(f"while {doc} was read")
    return tuple(doc for doc in docs if doc not in faults), list(faults.values())


def _reconcile(ledger: Ledger, folder: str, run_id: int, runner: StepRunner) -> None:
    plan = shared_out(ledger)
    if plan is not None:
        _whole(runner, file_claims, [(folder, plan.token, batch) for batch in range(plan.batches)])
        shards = [(folder, plan.token, shard) for shard in range(plan.sharding.shards)]
        _whole(runner, join_figures, shards)
        _whole(runner, compare_claims, shards)
    _whole(runner, reconcile_ledger, [(folder, run_id)])


def _of_the_clock(ledger: Ledger, now: str) -> list[str]:
    """A sentence where the last run ended later than it is now."""
    last = ledger.runs.last()
    ended = last.finished_at if last else None
    if ended is None or ended <= now:
        return []
    return [
        f"The clock says {now}, but the last run ended at {ended}: it was set back, or was ahead then. Set it right."
    ]


def _whole(runner: StepRunner, step: Step, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
    outcomes = runner.map(step, calls)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise StepFault(f"{step.__name__}: {outcome}") from outcome
    return outcomes
