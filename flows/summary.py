"""What a run did, as it is kept in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.ledger import Ledger, SourceStatus


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

    def as_row(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> RunSummary:
        """The summary that `as_row` wrote."""
        lists = {name: tuple(row[name]) for name in ("read", "unread", "retired")}
        return cls(**{**row, **lists, "failed": tuple(Failed(**each) for each in row["failed"])})

    @property
    def has_warnings(self) -> bool:
        return bool(self.failed or self.unread)


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
    failed = tuple(_failed(each) for each in statuses if each.fault is not None and each.state == "failing")
    not_read = {each.source for each in failed} | set(unread)
    in_all = (set(read) | ledger.runs.documents_read(run_id)) - not_read
    gone = tuple(dict.fromkeys([*opening.get("retired", ()), *retired]))
    return RunSummary(
        sources=len(statuses),
        read=tuple(each.id for each in statuses if each.id in in_all),
        unchanged=sum(each.state == "read" and each.id not in in_all | not_read for each in statuses),
        failed=failed,
        unread=tuple(unread),
        retired=gone,
        claims=ledger.claims.count(),
        claims_before=opening.get("claims_before", 0),
        facts=ledger.facts.count(),
        agreed=ledger.facts.count(status="agreed"),
        conflicts=ledger.conflicts.count(),
        new_conflicts=ledger.conflicts.count(first_run=run_id),
        changed=bool(in_all or unread or gone or ledger.comparisons.was_made_by(run_id)),
    )


def _failed(status: SourceStatus) -> Failed:
    fault = status.fault
    assert fault is not None
    return Failed(status.id, fault.kind, fault.reason, fault.remedy, fault.since)
