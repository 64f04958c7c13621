"""What the facts and conflicts were made from, and what a change to it bears on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select

from pipeline.ledger.part import Part, chunks, rows_with
from pipeline.ledger.schema import claim_buckets, claims, compared, conflict_buckets, documents, reconciled, versions
from pipeline.model import digest

_ONLY = "all"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be compared anew, by which stage: the documents that changed, the corrections in force by document,
    the buckets that the changed documents' claims are in now, by claim, and all buckets that the change bears on.

    `documents` and `touched` are None where everything is made anew.
    """

    stage: str
    corrections: Mapping[str, str]
    documents: Collection[str] | None
    buckets: Mapping[str, Collection[str]]
    touched: Collection[str] | None


class Bases(Part):
    def compared_by(self) -> str | None:
        """The stage that made the present facts and conflicts; None where they have to be made anew."""
        with self._read() as connection:
            return connection.execute(select(reconciled.c.stage)).scalar()

    def changed_documents(self, corrections: Mapping[str, str]) -> frozenset[str]:
        """The documents that state other claims than were compared, or none any more, or under other corrections."""
        pairs = documents.join(versions, versions.c.id == documents.c.version)
        stated = select(documents.c.doc).select_from(pairs.outerjoin(compared, compared.c.doc == documents.c.doc))
        stated = stated.where(or_(compared.c.stated.is_(None), compared.c.stated != versions.c.claims_digest))
        gone = select(compared.c.doc).outerjoin(documents, documents.c.doc == compared.c.doc)
        gone = gone.where(documents.c.version.is_(None))
        corrected = select(compared.c.doc, compared.c.corrections).where(compared.c.corrections != "")
        with self._read() as connection:
            changed = {row.doc for query in (stated, gone) for row in connection.execute(query)}
            before = {row.doc: row.corrections for row in connection.execute(corrected)}
            return frozenset(changed | {doc for doc, _ in before.items() ^ corrections.items()})

    def was_reconciled_by(self, run_id: int) -> bool:
        """Whether the present facts and conflicts are this run's."""
        with self._read() as connection:
            return connection.execute(select(reconciled.c.run)).scalar() == run_id

    def documents_of(self, claim_ids: Collection[str]) -> dict[str, str]:
        """The document of each of these claims that is stated."""
        query = select(claims.c.id, claims.c.doc).where(claims.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return {row.id: row.doc for row in rows_with(connection, query, claims.c.id, claim_ids)}

    def buckets_of(self, docs: Collection[str]) -> set[str]:
        """The buckets that claims of these documents were compared in."""
        query = select(claim_buckets.c.bucket).join(claims, claims.c.id == claim_buckets.c.claim).distinct()
        with self._read() as connection:
            return {row.bucket for row in rows_with(connection, query, claims.c.doc, docs)}

    def claims_in(self, buckets: Collection[str]) -> set[str]:
        """The ids of the claims that were compared in these buckets."""
        query = select(claim_buckets.c.claim).distinct()
        with self._read() as connection:
            return {row.claim for row in rows_with(connection, query, claim_buckets.c.bucket, buckets)}

    def buckets_beside(self, buckets: Collection[str], conflict_ids: Collection[str]) -> set[str]:
        """The buckets that make these conflicts, and those that make conflicts together with these buckets."""
        shared = select(conflict_buckets.c.conflict).distinct()
        query = select(conflict_buckets.c.bucket).distinct()
        with self._read() as connection:
            ids = {row.conflict for row in rows_with(connection, shared, conflict_buckets.c.bucket, buckets)}
            ids.update(conflict_ids)
            return {row.bucket for row in rows_with(connection, query, conflict_buckets.c.conflict, ids)}


def put_basis(connection: Connection, run_id: int, change: Change) -> None:
    """Records what facts and conflicts are made from now."""
    before = None if change.documents is None else connection.execute(select(reconciled.c.key)).scalar()
    _forget_changed(connection, change.documents)
    query = select(documents.c.doc, versions.c.claims_digest).join(versions, versions.c.id == documents.c.version)
    rows = [
        {"doc": row.doc, "stated": row.claims_digest, "corrections": change.corrections.get(row.doc, "")}
        for row in rows_with(connection, query, documents.c.doc, change.documents)
    ]
    members = [{"claim": claim, "bucket": bucket} for claim, some in change.buckets.items() for bucket in some]
    for table, values in ((compared, rows), (claim_buckets, members)):
        if values:
            connection.execute(insert(table), values)
    key = digest(before, change.stage, *(tuple(row.values()) for row in rows), length=64)
    connection.execute(delete(reconciled))
    connection.execute(insert(reconciled).values(name=_ONLY, key=key, stage=change.stage, run=run_id))


def _forget_changed(connection: Connection, changed: Collection[str] | None) -> None:
    if changed is None:
        connection.execute(delete(compared))
        connection.execute(delete(claim_buckets))
        return
    for some in chunks(sorted(changed)):
        own = select(claims.c.id).where(claims.c.doc.in_(some))
        connection.execute(delete(compared).where(compared.c.doc.in_(some)))
        connection.execute(delete(claim_buckets).where(claim_buckets.c.claim.in_(own)))
