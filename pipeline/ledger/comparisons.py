"""What the facts and conflicts were made from, and what a change to it bears on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, or_, select

from pipeline.ledger.database_locks import one_compares
from pipeline.ledger.findings import put_findings
from pipeline.ledger.part import Part, add_rows, remove_rows, rows_with
from pipeline.ledger.schema import claim_buckets, claims, compared, conflict_buckets, documents, reconciled, versions
from pipeline.records.model import digest

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import Findings

_ONLY = "all"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What made the present facts and conflicts: a key that no other comparison has, and the stage that compared."""

    key: str
    stage: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is compared anew, by which stage, `after` which comparison (its key).

    `documents`: a digest of what each changed document stated when it was read for this, None where it states nothing
    any more; `corrections`: those in force, by document; `buckets`: those that the changed documents' claims are in
    now, by claim; `touched`: all buckets that the change bears on, None where that is everything.
    """

    after: str | None
    stage: str
    documents: Mapping[str, str | None]
    corrections: Mapping[str, str]
    buckets: Mapping[str, Collection[str]]
    touched: Collection[str] | None


_STATED = select(documents.c.doc, versions.c.claims_digest).join(versions, versions.c.id == documents.c.version)


class Comparisons(Part):
    def put(self, run_id: int, found: Findings, change: Change, at: str) -> bool:
        """Makes what was found the facts and conflicts of the buckets that the change bears on; rows that say the same
        stay untouched, vanished conflicts stay on record as withdrawn.

        False, and nothing is written, where something else was compared since the change was read.
        """
        with self._write() as connection:
            if not follows_the_last(connection, change):
                return False
            put_findings(connection, run_id, found, change.touched, at)
            put_basis(connection, run_id, change)
            return True

    def last(self) -> Comparison | None:
        """The last comparison; None where facts and conflicts have to be made anew."""
        with self._read() as connection:
            row = connection.execute(select(reconciled.c.key, reconciled.c.stage)).first()
            return Comparison(row.key, row.stage) if row else None

    def stated_documents(self) -> dict[str, str]:
        """All documents that are read, each with a digest of what it states."""
        with self._read() as connection:
            return {row.doc: row.claims_digest for row in connection.execute(_STATED)}

    def changed_documents(self, corrections: Mapping[str, str]) -> dict[str, str | None]:
        """The documents that state other claims than were compared, or under other corrections, each with a digest of
        what it states; None for those that state nothing any more."""
        changed = _STATED.outerjoin(compared, compared.c.doc == documents.c.doc)
        changed = changed.where(or_(compared.c.stated.is_(None), compared.c.stated != versions.c.claims_digest))
        gone = select(compared.c.doc).outerjoin(documents, documents.c.doc == compared.c.doc)
        gone = gone.where(documents.c.version.is_(None))
        corrected = select(compared.c.doc, compared.c.corrections).where(compared.c.corrections != "")
        with self._read() as connection:
            before = {row.doc: row.corrections for row in connection.execute(corrected)}
            otherwise = [doc for doc, _ in before.items() ^ corrections.items()]
            found: dict[str, str | None] = dict.fromkeys(row.doc for row in connection.execute(gone))
            found |= {row.doc: row.claims_digest for row in connection.execute(changed)}
            found |= {row.doc: row.claims_digest for row in rows_with(connection, _STATED, documents.c.doc, otherwise)}
            return found

    def was_made_by(self, run_id: int) -> bool:
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


def follows_the_last(connection: Connection, change: Change) -> bool:
    """Whether nothing was compared since the change was read; until the transaction ends nothing is."""
    one_compares(connection)
    return connection.execute(select(reconciled.c.key)).scalar() == change.after


def put_basis(connection: Connection, run_id: int, change: Change) -> None:
    """Records what facts and conflicts are made from now."""
    _forget_changed(connection, change)
    rows = [
        {"doc": doc, "stated": stated, "corrections": change.corrections.get(doc, "")}
        for doc, stated in sorted(change.documents.items())
        if stated is not None
    ]
    members = [{"claim": claim, "bucket": bucket} for claim, some in change.buckets.items() for bucket in some]
    add_rows(connection, compared, rows)
    add_rows(connection, claim_buckets, members)
    key = digest(change.after, change.stage, *(tuple(row.values()) for row in rows), length=64)
    connection.execute(delete(reconciled))
    connection.execute(insert(reconciled).values(name=_ONLY, key=key, stage=change.stage, run=run_id))


def _forget_changed(connection: Connection, change: Change) -> None:
    if change.touched is None:
        connection.execute(delete(compared))
        connection.execute(delete(claim_buckets))
        return
    own = rows_with(connection, select(claims.c.id), claims.c.doc, change.documents)
    remove_rows(connection, claim_buckets.c.claim, [row.id for row in own])
    remove_rows(connection, compared.c.doc, change.documents)
