"""Whether the tables of facts, conflicts and buckets hold, column by column, what the claims give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from pipeline.ledger.compared_schema import (
    block_partners,
    claim_buckets,
    claim_homes,
    conflict_buckets,
    conflict_claims,
    conflict_facts,
    conflicts,
    fact_claims,
    facts,
)
from pipeline.ledger.comparisons import home_rows, member_rows, proposed_partners
from pipeline.ledger.findings import (
    Row,
    bucket_id,
    conflict_bucket_rows,
    conflict_links,
    conflict_row,
    fact_links,
    fact_row,
)
from pipeline.ledger.integrity import COMPARED_AGAIN, Damage, Kind
from pipeline.records.model import Conflict

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import Findings, Homes

Rows = Mapping[Table, Sequence[Row]]
_ABOUT = {
    facts: "id",
    fact_claims: "fact",
    conflicts: "id",
    conflict_claims: "conflict",
    conflict_facts: "conflict",
    conflict_buckets: "conflict",
}
"""The column that names the fact or conflict of a row; the first table of each kind has a row for each."""


@dataclass(frozen=True, slots=True)
class ComparedAnew:
    """What all claims give: facts and conflicts, and by claim the buckets that it is compared in, and its home where it
    is joined to a fact of another key."""

    found: Findings
    buckets: Mapping[str, Collection[str]]
    homes: Homes


def row_damages(connection: Connection, anew: ComparedAnew) -> Iterator[Damage]:
    """What these tables hold otherwise than it was made anew."""
    told, about_facts = _conflicts_told(anew.found)
    yield from _damages(connection, "fact", _fact_rows(anew.found, about_facts), set(_ids(connection, facts)))
    standing = select(conflicts.c.id).where(conflicts.c.withdrawn_at.is_(None))
    present = set(connection.execute(standing).scalars())
    yield from _damages(connection, "conflict", _conflict_rows(anew.found, told), present)
    partners = {bucket_id(key): dict(pairs) for key, pairs in anew.found.partners}
    for table, is_whole in (
        (claim_buckets, _holds(connection, claim_buckets, member_rows(anew.buckets))),
        (claim_homes, _holds(connection, claim_homes, home_rows(anew.homes))),
        (block_partners, proposed_partners(connection) == partners),
    ):
        if not is_whole:
            problem = f"the table {table.name} does not say which claims are compared with which"
            yield Damage("comparison", table.name, problem, COMPARED_AGAIN)


def _conflicts_told(found: Findings) -> tuple[list[Conflict], dict[str, list[str]]]:
    """The conflicts with the facts that they are about, and by fact the ids of those that are flagged."""
    fact_of = {claim: fact.id for _, fact in found.facts for claim in fact.claims}
    told = [conflict.with_facts(fact_of) for _, conflict in found.conflicts]
    flagged: dict[str, list[str]] = {}
    for row in (row for conflict in told for row in conflict_links(conflict)[conflict_facts]):
        flagged.setdefault(row["fact"], []).append(row["conflict"])
    return told, flagged


def _fact_rows(found: Findings, flagged: Mapping[str, Sequence[str]]) -> Rows:
    return {
        facts: [fact_row(fact, bucket_id(key), sorted(flagged.get(fact.id, ()))) for key, fact in found.facts],
        fact_claims: [row for _, fact in found.facts for row in fact_links(fact)],
    }


def _conflict_rows(found: Findings, told: Sequence[Conflict]) -> Rows:
    links = [conflict_links(conflict) for conflict in told]
    return {
        conflicts: [conflict_row(conflict) for conflict in told],
        **{table: [row for each in links for row in each[table]] for table in (conflict_claims, conflict_facts)},
        conflict_buckets: conflict_bucket_rows(found.conflicts),
    }


def _damages(connection: Connection, kind: Kind, made: Rows, present: set[str]) -> Iterator[Damage]:
    """Of the facts or conflicts there are now: which are missing or too many, and which have other rows."""
    ids = {row["id"] for row in next(iter(made.values()))}
    odd: set[str] = set()
    for table, rows in made.items():
        held, meant = _held(connection, table, rows, _ABOUT[table]), _grouped(rows, _ABOUT[table])
        odd.update(name for name in ids & present if held.get(name) != meant.get(name))
    for name in sorted(odd | (ids ^ present)):
        missing = "it is missing, though its claims give it" if name in ids else "its claims do not give it"
        problem = "it is not what its claims give" if name in odd else missing
        yield Damage(kind, name, problem, COMPARED_AGAIN)


def _holds(connection: Connection, table: Table, meant: Sequence[Row]) -> bool:
    return _held(connection, table, meant, "claim") == _grouped(meant, "claim")


def _ids(connection: Connection, table: Table) -> Iterable[str]:
    return connection.execute(select(table.c.id)).scalars()


def _held(connection: Connection, table: Table, meant: Sequence[Row], about: str) -> dict[str, set[tuple[Any, ...]]]:
    """What the table holds of the columns that its rows should have."""
    names = meant[0].keys() if meant else [about]
    return _grouped([dict(row._mapping) for row in connection.execute(select(*(table.c[n] for n in names)))], about)


def _grouped(rows: Iterable[Row], about: str) -> dict[str, set[tuple[Any, ...]]]:
    found: dict[str, set[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[about], set()).add(tuple(row.values()))
    return found
