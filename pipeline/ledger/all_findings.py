"""Writing all facts and conflicts there are, part by part, so that no more than one part is in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, select, update

from pipeline.ledger.compared_schema import conflicts, fact_claims, facts
from pipeline.ledger.findings import CONFLICT_ROWS, put_conflict_buckets, put_conflicts, put_facts
from pipeline.ledger.part import chunks, remove_rows, rows_with
from pipeline.records.model import Conflict, Fact

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import BucketKey, Partners

FactsFound = Sequence[tuple["BucketKey", Fact]]
ConflictsFound = Sequence[tuple[tuple["BucketKey", ...], Conflict]]
PartnersFound = Sequence[tuple["BucketKey", "Partners"]]


@dataclass(frozen=True, slots=True)
class FoundParts:
    """What all buckets gave, as `Findings` has it, in parts that can be gone through again; no conflict is in two.

    `fact_ids` are those of all facts; `fact_of` names the fact of each claim that a conflict has.
    """

    facts: Callable[[], Iterable[FactsFound]]
    conflicts: Callable[[], Iterable[ConflictsFound]]
    partners: Callable[[], Iterable[PartnersFound]]
    fact_ids: Collection[str]
    fact_of: Mapping[str, str]


def put_all_findings(connection: Connection, run_id: int, found: FoundParts, at: str) -> None:
    """Makes these the facts and conflicts of the ledger; rows that say the same stay untouched, other facts are
    removed, other conflicts stay on record as withdrawn."""
    present: dict[str, list[str]] = {}
    ids: set[str] = set()
    for some in found.conflicts():
        stated = [conflict.with_facts(found.fact_of) for _, conflict in some]
        known = {row.id: row for row in rows_with(connection, CONFLICT_ROWS, conflicts.c.id, [c.id for c in stated])}
        put_conflicts(connection, run_id, stated, known, at)
        put_conflict_buckets(connection, some)
        ids.update(conflict.id for conflict in stated)
        for conflict in stated:
            if conflict.status != "unsure":
                for fact in conflict.facts:
                    present.setdefault(fact, []).append(conflict.id)
    _withdraw_others(connection, ids, at)
    gone = _ids(connection, facts.c.id) - set(found.fact_ids)
    remove_rows(connection, fact_claims.c.fact, gone)
    remove_rows(connection, facts.c.id, gone)
    for each in found.facts():
        rows = {row.id: row for row in rows_with(connection, select(facts), facts.c.id, [fact.id for _, fact in each])}
        put_facts(connection, run_id, each, rows, {fact.id: sorted(present.get(fact.id, ())) for _, fact in each})


def _withdraw_others(connection: Connection, ids: Collection[str], at: str) -> None:
    current = connection.execute(select(conflicts.c.id).where(conflicts.c.withdrawn_at.is_(None))).scalars()
    for some in chunks(sorted(set(current) - set(ids))):
        connection.execute(update(conflicts).where(conflicts.c.id.in_(some)).values(withdrawn_at=at))


def _ids(connection: Connection, column: Column[Any]) -> set[str]:
    return set(connection.execute(select(column)).scalars())
