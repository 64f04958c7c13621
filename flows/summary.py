"""What a run did, as it is kept in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.ledger import Ledger, SourceStatus
from pipeline.records.text import counted

NO_NETWORK = frozenset({"unknown_host", "unreachable", "not_tried"})
"""Faults that every source on the web has while this machine has no network."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that could not be fetched or read, and why."""

    source: str
    kind: str
    reason: str
    remedy: str
    since: str


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Counts after a run; `read` are the documents that it read, `unread` those that a fault of ours kept it from."""

    sources: int
    read: tuple[str, ...]
    unchanged: int
    failed: tuple[Failed, ...]
    unread: tuple[str, ...]
    retired: tuple[str, ...]
    claims: int
    claims_before: int
    facts: int
    agreed: int
    conflicts: int
    new_conflicts: int
    changed: bool
    """Whether the run changed anything in the ledger but the record of itself."""
    notes: tuple[str, ...] = ()
    """What was odd about this machine, a sentence each."""
    offline: bool = False
    """Whether none of the sources on the web could be reached; `notes` say so."""

    def as_row(self) -> dict[str, Any]:
        """The summary as a row of JSON."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> RunSummary:
        """The summary that `as_row` wrote."""
        lists = {name: tuple(row.get(name, ())) for name in ("read", "unread", "retired", "notes")}
        return cls(**{**row, **lists, "failed": tuple(Failed(**each) for each in row["failed"])})

    @property
    def has_warnings(self) -> bool:
        return bool(self.failed or self.unread or self.notes)

    def in_a_line(self) -> str:
        """What the run did, in counts."""
        sources = _counted(
            (len(self.read), "read"), (self.unchanged, "unchanged"), (len(self.failed), "failed"),
            (len(self.unread), "not read by a fault of ours"), (len(self.retired), "retired"),
        )  # fmt: skip
        new = f", {self.new_conflicts} new" if self.new_conflicts else ""
        kinds = ((self.claims, "claim"), (self.facts, "fact"), (self.conflicts, "conflict"))
        return f"{counted(self.sources, 'source')} ({sources}); {', '.join(counted(*each) for each in kinds)}{new}"


def summarised(
    ledger: Ledger,
    run_id: int,
    list_names: Collection[str],
    *,
    read: Collection[str],
    unread: Collection[str],
    retired: Collection[str],
) -> RunSummary:
    """The state of the ledger after a run over these lists; of one that was taken up again, with its first part."""
    opening = ledger.runs.get(run_id).summary
    statuses = [each for each in ledger.sources.status() if each.list_name in list_names and each.state != "retired"]
    on_the_web = [each for each in statuses if each.path is None]
    offline = _is_offline(on_the_web)
    failed = tuple(_failed(each) for each in statuses if each.fault is not None and each.state == "failing")
    not_read = {each.source for each in failed} | set(unread)
    in_all = (set(read) | ledger.runs.documents_read(run_id)) - not_read
    changed = ledger.fetches.changed_in(run_id)  # feeds too, which are not among the documents read
    gone = tuple(dict.fromkeys([*opening.get("retired", ()), *retired]))
    return RunSummary(
        sources=len(statuses),
        read=tuple(each.id for each in statuses if each.id in in_all),
        unchanged=sum(each.state == "read" and each.id not in in_all | not_read | changed for each in statuses),
        failed=failed,
        unread=tuple(unread),
        retired=gone,
        claims=ledger.claims.count(),
        claims_before=opening.get("claims_before", 0),
        facts=ledger.facts.count(),
        agreed=ledger.facts.count(status="agreed"),
        conflicts=ledger.conflicts.count(),
        new_conflicts=ledger.conflicts.count(first_run=run_id),
        notes=(*opening.get("notes", ()), *([_no_network(len(on_the_web))] if offline else ())),
        offline=offline,
        changed=bool(in_all or unread or gone or ledger.comparisons.was_made_by(run_id)),
    )


def _counted(*parts: tuple[int, str]) -> str:
    return ", ".join(f"{count:,} {what}" for count, what in parts if count) or "nothing read"


def _is_offline(on_the_web: Collection[SourceStatus]) -> bool:
    return len(on_the_web) > 1 and all(each.fault and each.fault.kind in NO_NETWORK for each in on_the_web)


def _no_network(sources: int) -> str:
    return f"No network: none of the {sources} sources on the web could be reached. Check this machine's network."


def _failed(status: SourceStatus) -> Failed:
    fault = status.fault
    assert fault is not None
    return Failed(status.id, fault.kind, fault.reason, fault.remedy, fault.since)
