"""Takedowns: a source's texts and claims go for good, and a mark stays that they did."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from pipeline.ledger.codec import dumped, loaded
from pipeline.ledger.compared_schema import (
    block_partners,
    claim_buckets,
    claim_homes,
    compared,
    conflict_buckets,
    conflict_claims,
    conflict_facts,
    conflicts,
    fact_claims,
    facts,
    reconciled,
    staged,
)
from pipeline.ledger.engine import erase_deleted
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part
from pipeline.ledger.rows import ForgetMark
from pipeline.ledger.schema import claim_history, claims, documents, fetches, forgotten, sources, validators, versions
from sources.addresses import document_address
from sources.catalog import Source
from sources.snapshots import SnapshotStore


class Takedowns(Part):
    """Sources that are forgotten: all that they said is removed, and a mark of it stays."""

    def __init__(self, engine: Engine, snapshots: SnapshotStore) -> None:
        super().__init__(engine)
        self._snapshots = snapshots

    def forget(self, source_id: str, at: str, why: str) -> ForgetMark:
        """Removes what the source said, with the facts and conflicts that rest on it, and its snapshots.

        The source is not read again, under this id or this address, until the mark is lifted. Facts and conflicts
        of what is left have to be reconciled anew. Raises UnknownId.
        """
        with self._write() as connection:
            record = connection.execute(select(sources.c.record).where(sources.c.id == source_id)).scalar()
            if record is None:
                raise UnknownId(f"no source {source_id!r} in this ledger; `factledger sources` lists them")
            mark = ForgetMark(source_id, loaded(Source, record).url, at, why, _count(connection, source_id), False)
            own = _hashes(connection, source_id)
            _remove_results(connection, source_id)
            _remove_texts(connection, source_id)
            _blank_source(connection, source_id, mark.url)
            _put_mark(connection, mark)
            # Before the transaction ends: cut short here, the source is still there to be forgotten again.
            for sha256 in sorted(own - _hashes_of_others(connection, own)):
                self._snapshots.remove(sha256)
        erase_deleted(self._engine)
        return mark

    def lift(self, source_id: str, at: str, why: str) -> ForgetMark:
        """Lets the source be read again. Raises UnknownId where it is not forgotten."""
        with self._write() as connection:
            last = _in_force(_marks(connection)).get(source_id)
            if last is None:
                raise UnknownId(f"the source {source_id!r} is not forgotten")
            mark = ForgetMark(source_id, last.url, at, why, 0, True)
            _put_mark(connection, mark)
        return mark

    def marks(self) -> list[ForgetMark]:
        """All marks, the oldest first, lifted ones and those that lift them among them."""
        with self._read() as connection:
            return _marks(connection)


def forgotten_ids(connection: Connection) -> set[str]:
    """The sources that must not be read: those forgotten, and those whose address is a forgotten one's."""
    in_force = _in_force(_marks(connection))
    if not in_force:
        return set()
    addresses = {document_address(mark.url) for mark in in_force.values() if mark.url}
    rows = connection.execute(select(sources.c.id, sources.c.record))
    same_address = {row.id for row in rows if document_address(loaded(Source, row.record).url or "") in addresses}
    return set(in_force) | same_address


def _marks(connection: Connection) -> list[ForgetMark]:
    rows = connection.execute(select(forgotten).order_by(forgotten.c.n))
    return [ForgetMark(row.source, row.url, row.at, row.why, row.claims, bool(row.lifted)) for row in rows]


def _in_force(marks: list[ForgetMark]) -> dict[str, ForgetMark]:
    last = {mark.source_id: mark for mark in marks}
    return {source_id: mark for source_id, mark in last.items() if not mark.lifted}


def _count(connection: Connection, source_id: str) -> int:
    return connection.execute(select(func.count()).select_from(claims).where(claims.c.doc == source_id)).scalar_one()


def _hashes(connection: Connection, source_id: str) -> set[str]:
    fetched = connection.execute(select(fetches.c.sha256).where(fetches.c.source == source_id)).scalars()
    read = connection.execute(select(versions.c.sha256).where(versions.c.doc == source_id)).scalars()
    return {sha256 for sha256 in (*fetched, *read) if sha256}


def _hashes_of_others(connection: Connection, among: set[str]) -> set[str]:
    return set(connection.execute(select(fetches.c.sha256).where(fetches.c.sha256.in_(among))).scalars())


def _remove_results(connection: Connection, source_id: str) -> None:
    own = select(claims.c.id).where(claims.c.doc == source_id)
    gone = list(
        connection.execute(
            select(conflict_claims.c.conflict).where(conflict_claims.c.claim.in_(own)).distinct()
        ).scalars()
    )
    for conflict in gone:
        for table in (conflict_buckets, conflict_claims, conflict_facts):
            connection.execute(delete(table).where(table.c.conflict == conflict))
        connection.execute(delete(conflicts).where(conflicts.c.id == conflict))
    touched = list(
        connection.execute(select(fact_claims.c.fact).where(fact_claims.c.claim.in_(own)).distinct()).scalars()
    )
    for fact in touched:
        connection.execute(delete(fact_claims).where(fact_claims.c.fact == fact))
        connection.execute(delete(facts).where(facts.c.id == fact))
    connection.execute(delete(claim_buckets).where(claim_buckets.c.claim.in_(own)))
    for table in (block_partners, claim_homes, compared, reconciled, staged):
        connection.execute(delete(table))


def _remove_texts(connection: Connection, source_id: str) -> None:
    own = select(claims.c.id).where(claims.c.doc == source_id)
    connection.execute(delete(claim_history).where(claim_history.c.claim.in_(own)))
    connection.execute(delete(claims).where(claims.c.doc == source_id))
    connection.execute(delete(documents).where(documents.c.doc == source_id))
    connection.execute(delete(versions).where(versions.c.doc == source_id))
    connection.execute(delete(fetches).where(fetches.c.source == source_id))
    connection.execute(delete(validators).where(validators.c.source == source_id))


def _blank_source(connection: Connection, source_id: str, url: str | None) -> None:
    bare = dumped(Source, Source(id=source_id, url=url))
    connection.execute(update(sources).where(sources.c.id == source_id).values(record=bare))


def _put_mark(connection: Connection, mark: ForgetMark) -> None:
    connection.execute(
        insert(forgotten).values(
            source=mark.source_id,
            url=mark.url,
            at=mark.at,
            why=mark.why,
            claims=mark.claims,
            lifted=int(mark.lifted),
        )
    )
