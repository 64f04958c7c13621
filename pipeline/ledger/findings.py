"""Writing facts and conflicts: only the rows that say something else than before, many at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Table, bindparam, select, update

from pipeline.ledger.codec import dumped, loaded
from pipeline.ledger.compared_schema import (
    conflict_buckets,
    conflict_claims,
    conflict_facts,
    conflicts,
    fact_claims,
    facts,
)
from pipeline.ledger.part import add_rows, chunks, remove_rows, rows_with
from pipeline.records.model import Conflict, Fact, digest

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import BucketKey, Findings

_FACT_COLUMNS = ("measure", "subject", "place", "unit", "kind", "status")
_CONFLICT_COLUMNS = ("kind", "severity", "score", "status")
CONFLICT_ROWS = select(
    *(conflicts.c[name] for name in ("id", *_CONFLICT_COLUMNS, "record", "withdrawn_at", "first_run"))
)
Row = dict[str, Any]
Buckets = Collection[str]
"""The buckets that findings are from, by their ids."""


def bucket_id(key: BucketKey) -> str:
    """What a bucket is called in the tables: its key may be long, and has words of the sources in it."""
    return digest("bucket", key.text())


def put_findings(
    connection: Connection, run_id: int, found: Findings, buckets: Buckets, looked_for: Collection[str], at: str
) -> None:
    """Makes these the facts of the buckets, and what there is of the conflicts looked for. Other facts of the buckets
    are removed, since what they rested on is still there; conflicts that were not found stay on record as withdrawn."""
    ids = {*looked_for, *(conflict.id for _, conflict in found.conflicts)}
    known = {row.id: row for row in rows_with(connection, CONFLICT_ROWS, conflicts.c.id, ids)}
    beside = _conflicts_beside(connection, found, known)
    current = [conflict for _, conflict in found.conflicts]
    current += [loaded(Conflict, row.record) for row in beside.values()]
    told = _about_facts(connection, found, current)
    known |= beside
    named = {fact for conflict in told for fact in conflict.facts}
    named |= _column(connection, conflict_facts.c.fact, conflict_facts.c.conflict, known)
    put_conflicts(connection, run_id, told, known, at)
    put_conflict_buckets(connection, found.conflicts)
    own = {fact.id for _, fact in found.facts}
    present = _present_conflicts(connection, own | named)
    before = {row.id: row for row in rows_with(connection, select(facts), facts.c.bucket, buckets)}
    put_facts(connection, run_id, found.facts, before, present)
    _update_facts(connection, run_id, named - own, present)


def put_facts(
    connection: Connection,
    run_id: int,
    found: Sequence[tuple[BucketKey, Fact]],
    before: Mapping[str, Any],
    present: Mapping[str, Sequence[str]],
) -> None:
    """Puts these facts, each with the key of its bucket and the conflicts that are present, in the place of those
    before, which are rows by id."""
    known = dict(before)
    added: list[Row] = []
    changed: list[Row] = []
    links: list[Row] = []
    for key, fact in found:
        old, row = known.pop(fact.id, None), fact_row(fact, bucket_id(key), present.get(fact.id, ()))
        if old is not None and all(getattr(old, name) == value for name, value in row.items()):
            continue
        (added if old is None else changed).append(row)
        links += fact_links(fact)
    remove_rows(connection, fact_claims.c.fact, [*known, *(row["id"] for row in changed)])
    remove_rows(connection, facts.c.id, list(known))
    _write(connection, facts, run_id, added, changed)
    add_rows(connection, fact_claims, links)


def _update_facts(
    connection: Connection, run_id: int, ids: Collection[str], present: Mapping[str, Sequence[str]]
) -> None:
    """Facts of other buckets that conflicts of these name: their conflicts may be others than before."""
    changed: list[Row] = []
    for before in rows_with(connection, select(facts), facts.c.id, ids):
        bare = replace(loaded(Fact, before.record), status=before.unflagged, conflicts=())
        row = fact_row(bare, before.bucket, present.get(before.id, ()))
        if row["record"] != before.record:
            changed.append(row)
    _write(connection, facts, run_id, [], changed)


def fact_links(fact: Fact) -> list[Row]:
    """The rows that say which claims a fact has."""
    return [{"fact": fact.id, "claim": claim} for claim in dict.fromkeys(fact.claims)]


def fact_row(bare: Fact, bucket: str, present: Sequence[str]) -> Row:
    """The row of a fact, which comes without its conflicts; `present` are these."""
    fact = bare.with_conflicts(present)
    row = {name: getattr(fact, name) for name in _FACT_COLUMNS} | {"until": fact.end or fact.start}
    return row | {"id": fact.id, "record": dumped(Fact, fact), "bucket": bucket, "unflagged": bare.status}


def _about_facts(connection: Connection, found: Findings, current: Sequence[Conflict]) -> list[Conflict]:
    """Each conflict with the facts that hold its claims: found now, or of buckets that nothing has changed in."""
    fact_of = {claim: fact.id for _, fact in found.facts for claim in fact.claims}
    elsewhere = {claim for conflict in current for side in conflict.sides for claim in side} - fact_of.keys()
    rows = rows_with(connection, select(fact_claims), fact_claims.c.claim, elsewhere)
    fact_of |= {row.claim: row.fact for row in rows}
    return [conflict.with_facts(fact_of) for conflict in current]


def _conflicts_beside(connection: Connection, found: Findings, known: Collection[str]) -> dict[str, Any]:
    """Other conflicts, of claims that are joined in other facts now."""
    now = {claim: fact.id for _, fact in found.facts for claim in fact.claims}
    before = {row.claim: row.fact for row in rows_with(connection, select(fact_claims), fact_claims.c.claim, now)}
    moved = [claim for claim, fact in now.items() if before.get(claim) != fact]
    ids = _column(connection, conflict_claims.c.conflict, conflict_claims.c.claim, moved) - set(known)
    rows = rows_with(connection, CONFLICT_ROWS.where(conflicts.c.withdrawn_at.is_(None)), conflicts.c.id, ids)
    return {row.id: row for row in rows}


def put_conflicts(
    connection: Connection, run_id: int, current: Sequence[Conflict], known: dict[str, Any], at: str
) -> None:
    """Puts these conflicts, and withdraws what else is among the known rows."""
    were_current = {name for name, row in known.items() if row.withdrawn_at is None}
    added: list[Row] = []
    changed: list[Row] = []
    links: dict[Table, list[Row]] = {conflict_claims: [], conflict_facts: []}
    for conflict in current:
        before, row = known.pop(conflict.id, None), conflict_row(conflict)
        if before is not None and all(getattr(before, name) == value for name, value in row.items()):
            continue
        if before is None:
            added.append(row)
        else:
            changed.append(row | {"first_run": run_id if _is_news(before, conflict) else before.first_run})
        for table, rows in conflict_links(conflict).items():
            links[table] += rows
    for table in links:
        remove_rows(connection, table.c.conflict, [row["id"] for row in changed])
    _write(connection, conflicts, run_id, added, changed)
    for table, rows in links.items():
        add_rows(connection, table, rows)
    for some in chunks(sorted(known.keys() & were_current)):
        connection.execute(update(conflicts).where(conflicts.c.id.in_(some)).values(withdrawn_at=at))


def conflict_row(conflict: Conflict) -> Row:
    """The row of a conflict that stands."""
    row: Row = {"id": conflict.id, "record": dumped(Conflict, conflict), "withdrawn_at": None}
    return row | {name: getattr(conflict, name) for name in _CONFLICT_COLUMNS}


def conflict_links(conflict: Conflict) -> dict[Table, list[Row]]:
    """The rows that say which claims and facts a conflict has; a fact is open only where a conflict is flagged."""
    sides = {claim: n for n, side in enumerate(conflict.sides) for claim in side}
    about = dict.fromkeys(conflict.facts) if conflict.status != "unsure" else ()
    return {
        conflict_claims: [{"conflict": conflict.id, "claim": claim, "side": n} for claim, n in sides.items()],
        conflict_facts: [{"conflict": conflict.id, "fact": fact} for fact in about],
    }


def _is_news(before: Any, conflict: Conflict) -> bool:
    """Whether a conflict comes back, or has become sure enough to be flagged."""
    return before.withdrawn_at is not None or (before.status == "unsure" and conflict.status != "unsure")


def put_conflict_buckets(connection: Connection, found: Sequence[tuple[tuple[BucketKey, ...], Conflict]]) -> None:
    """A conflict's record may stay the same while other buckets make it."""
    ids = [conflict.id for _, conflict in found]
    before: dict[str, set[str]] = {}
    for row in rows_with(connection, select(conflict_buckets), conflict_buckets.c.conflict, ids):
        before.setdefault(row.conflict, set()).add(row.bucket)
    now: dict[str, list[Row]] = {conflict.id: [] for _, conflict in found}
    for made in conflict_bucket_rows(found):
        now[made["conflict"]].append(made)
    changed = {name: rows for name, rows in now.items() if {row["bucket"] for row in rows} != before.get(name)}
    remove_rows(connection, conflict_buckets.c.conflict, changed)
    add_rows(connection, conflict_buckets, [row for rows in changed.values() for row in rows])


def conflict_bucket_rows(found: Sequence[tuple[tuple[BucketKey, ...], Conflict]]) -> list[Row]:
    """The rows that say which buckets make a conflict."""
    return [
        {"conflict": conflict.id, "bucket": bucket}
        for keys, conflict in found
        for bucket in sorted(set(map(bucket_id, keys)))
    ]


def _present_conflicts(connection: Connection, fact_ids: Collection[str]) -> dict[str, list[str]]:
    """The conflicts that stand, by the facts that they are about."""
    query = (
        select(conflict_facts.c.fact, conflict_facts.c.conflict)
        .join(conflicts, conflicts.c.id == conflict_facts.c.conflict)
        .where(conflicts.c.withdrawn_at.is_(None))
        .order_by(conflict_facts.c.conflict)
    )
    found: dict[str, list[str]] = {}
    for fact, conflict in rows_with(connection, query, conflict_facts.c.fact, fact_ids):
        found.setdefault(fact, []).append(conflict)
    return found


def _column(connection: Connection, wanted: Column[Any], column: Column[Any], values: Collection[str]) -> set[str]:
    return {row[0] for row in rows_with(connection, select(wanted).distinct(), column, values)}


def _write(
    connection: Connection, table: Table, run_id: int, added: Sequence[Row], changed: Sequence[Mapping[str, Any]]
) -> None:
    add_rows(connection, table, [row | {"first_run": run_id} for row in added])
    if changed:
        # The parameter must not share the column's name: that one is among the values to set.
        keyed = [{"row_id" if name == "id" else name: value for name, value in row.items()} for row in changed]
        connection.execute(update(table).where(table.c.id == bindparam("row_id")), keyed)
