"""Writing facts and conflicts: only the rows that say something else than before, many at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from pipeline.ledger.codec import dumped
from pipeline.ledger.part import chunks
from pipeline.ledger.schema import conflict_claims, conflict_facts, conflicts, fact_claims, facts
from pipeline.model import Conflict, Fact

_FACT_COLUMNS = ("measure", "subject", "place", "unit", "kind", "status")
Row = dict[str, Any]


def put_facts(connection: Connection, run_id: int, found: Iterable[Fact]) -> None:
    """Makes these the facts; others are removed: what they rested on is still there."""
    known = {row.id: row.record for row in connection.execute(select(facts.c.id, facts.c.record))}
    added: list[Row] = []
    changed: list[Row] = []
    links: list[Row] = []
    for fact in found:
        before, record = known.pop(fact.id, None), dumped(Fact, fact)
        if before == record:
            continue
        row = {name: getattr(fact, name) for name in _FACT_COLUMNS} | {"until": fact.end or fact.start}
        row |= {"id": fact.id, "record": record}
        (added if before is None else changed).append(row)
        links += [{"fact": fact.id, "claim": claim} for claim in dict.fromkeys(fact.claims)]
    _remove(connection, fact_claims, "fact", [*known, *(row["id"] for row in changed)])
    _remove(connection, facts, "id", list(known))
    _write(connection, facts, run_id, added, changed)
    _add(connection, fact_claims, links)


def put_conflicts(connection: Connection, run_id: int, found: Iterable[Conflict], at: str) -> None:
    """Makes these the conflicts; others stay on record as withdrawn."""
    query = select(conflicts.c.id, conflicts.c.record, conflicts.c.withdrawn_at, conflicts.c.first_run)
    known = {row.id: row for row in connection.execute(query)}
    added: list[Row] = []
    changed: list[Row] = []
    claim_links: list[Row] = []
    fact_links: list[Row] = []
    for conflict in found:
        before, record = known.pop(conflict.id, None), dumped(Conflict, conflict)
        if before is not None and before.record == record and before.withdrawn_at is None:
            continue
        row: Row = {"id": conflict.id, "record": record, "withdrawn_at": None}
        row |= {"kind": conflict.kind, "severity": conflict.severity, "score": conflict.score}
        if before is None:
            added.append(row)
        else:
            changed.append(row | {"first_run": run_id if before.withdrawn_at else before.first_run})
        sides = {claim: n for n, side in enumerate(conflict.sides) for claim in side}
        claim_links += [{"conflict": conflict.id, "claim": claim, "side": n} for claim, n in sides.items()]
        fact_links += [{"conflict": conflict.id, "fact": fact} for fact in dict.fromkeys(conflict.facts)]
    for table in (conflict_claims, conflict_facts):
        _remove(connection, table, "conflict", [row["id"] for row in changed])
    _write(connection, conflicts, run_id, added, changed)
    _add(connection, conflict_claims, claim_links)
    _add(connection, conflict_facts, fact_links)
    for some in chunks(name for name, row in known.items() if row.withdrawn_at is None):
        connection.execute(update(conflicts).where(conflicts.c.id.in_(some)).values(withdrawn_at=at))


def _write(
    connection: Connection, table: Table, run_id: int, added: Sequence[Row], changed: Sequence[Mapping[str, Any]]
) -> None:
    _add(connection, table, [row | {"first_run": run_id} for row in added])
    if changed:
        # The parameter must not share the column's name: that one is among the values to set.
        keyed = [{"row_id" if name == "id" else name: value for name, value in row.items()} for row in changed]
        connection.execute(update(table).where(table.c.id == bindparam("row_id")), keyed)


def _add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _remove(connection: Connection, table: Table, column: str, values: Collection[str]) -> None:
    for some in chunks(values):
        connection.execute(delete(table).where(table.c[column].in_(some)))
