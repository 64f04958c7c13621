"""What the facts and conflicts were made from, and what a change to it bears on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from pipeline.ledger.part import Part, chunks, rows_with
from pipeline.ledger.schema import claim_buckets, claims, compared, conflict_buckets, documents, reconciled, versions
from pipeline.model import digest

_ONLY = "all"


@dataclass(frozen=True, slots=True)
class Basis:
    """The stage that compares, and a digest of each document's claims as they count."""

    stage: str
    documents: Mapping[str, str]

    def key(self) -> str:
        return digest(self.stage, *sorted(self.documents.items()), length=64)

    def changed(self, before: Basis) -> frozenset[str]:
        """The documents that were not there before, are there no more, or count otherwise."""
        known = self.documents.keys() | before.documents.keys()
        return frozenset(doc for doc in known if self.documents.get(doc) != before.documents.get(doc))


@dataclass(frozen=True, slots=True)
class Change:
    """From one basis to the next: the documents that changed, the buckets that their claims are in now, by claim, and
    all buckets that the change bears on. Both are None where everything is made anew."""

    basis: Basis
    documents: Collection[str] | None
    buckets: Mapping[str, Collection[str]]
    touched: Collection[str] | None


class Bases(Part):
    def stated_digests(self) -> dict[str, str]:
        """By document a digest of the claims that it states."""
        query = select(documents.c.doc, versions.c.claims_digest).join(versions, versions.c.id == documents.c.version)
        with self._read() as connection:
            return {row.doc: row.claims_digest for row in connection.execute(query)}

    def documents_of(self, claim_ids: Collection[str]) -> dict[str, str]:
        """The document of each of these claims, stated or not."""
        with self._read() as connection:
            rows = rows_with(connection, select(claims.c.id, claims.c.doc), claims.c.id, claim_ids)
            return {row.id: row.doc for row in rows}

    def basis(self) -> Basis | None:
        """What the present facts and conflicts were made from; None where they have to be made anew."""
        with self._read() as connection:
            stage = connection.execute(select(reconciled.c.stage)).scalar()
            if stage is None:
                return None
            return Basis(stage, {row.doc: row.digest for row in connection.execute(select(compared))})

    def was_reconciled_by(self, run_id: int) -> bool:
        """Whether the present facts and conflicts are this run's."""
        with self._read() as connection:
            return connection.execute(select(reconciled.c.run)).scalar() == run_id

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
    basis, changed = change.basis, change.documents
    _forget_changed(connection, changed)
    now = {doc: held for doc, held in basis.documents.items() if changed is None or doc in changed}
    rows = [{"doc": doc, "digest": held} for doc, held in now.items()]
    members = [{"claim": claim, "bucket": bucket} for claim, some in change.buckets.items() for bucket in some]
    for table, values in ((compared, rows), (claim_buckets, members)):
        if values:
            connection.execute(insert(table), values)
    connection.execute(delete(reconciled))
    connection.execute(insert(reconciled).values(name=_ONLY, key=basis.key(), stage=basis.stage, run=run_id))


def _forget_changed(connection: Connection, changed: Collection[str] | None) -> None:
    if changed is None:
        connection.execute(delete(compared))
        connection.execute(delete(claim_buckets))
        return
    for some in chunks(sorted(changed)):
        own = select(claims.c.id).where(claims.c.doc.in_(some))
        connection.execute(delete(compared).where(compared.c.doc.in_(some)))
        connection.execute(delete(claim_buckets).where(claim_buckets.c.claim.in_(own)))
