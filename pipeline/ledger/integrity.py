"""Whether what is stored is still what was stored: bytes by their digests, records by theirs and by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Row, delete, func, select, update

from pipeline.ledger.claims import COLUMNS, Claims
from pipeline.ledger.codec import loaded
from pipeline.ledger.compared_schema import (
    compared,
    conflict_claims,
    conflict_facts,
    conflicts,
    fact_claims,
    facts,
    reconciled,
)
from pipeline.ledger.documents import claims_digest
from pipeline.ledger.engine import integrity_problems
from pipeline.ledger.part import Part, chunks
from pipeline.ledger.schema import claims, documents, fetches, versions
from pipeline.records.model import Claim, DocumentContext, Reading, with_ids
from pipeline.records.validation import first_fault
from sources.snapshots import SnapshotError, SnapshotStore

Kind = Literal["database", "snapshot", "document", "claim", "fact", "conflict", "comparison", "decision"]
FROM_A_BACKUP = "Restore it from a backup: nothing here can make it again."
FETCHED_AGAIN = "`factledger verify --repair` has the next run fetch it again."
READ_AGAIN = "`factledger verify --repair` has the next run read its document again."
COMPARED_AGAIN = "`factledger verify --repair` has the next run compare all claims anew."

_DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Damage:
    """What is not as it was stored, and what to do about it; `doc` is the document that it belongs to."""

    kind: Kind
    id: str
    problem: str
    remedy: str
    doc: str | None = None


class Integrity(Part):
    """What the ledger holds against its own digests: snapshots, records and what hangs on them."""

    def __init__(self, engine: Engine, snapshots: SnapshotStore) -> None:
        super().__init__(engine)
        self._snapshots = snapshots
        self._claims = Claims(engine)

    def damages(self) -> Iterator[Damage]:
        """What is wrong with the database, the snapshots, the documents and their claims."""
        for problem in integrity_problems(self._engine):
            yield Damage("database", "sqlite", problem, FROM_A_BACKUP)
        yield from self._snapshot_damages()
        with self._read() as connection:
            read = connection.execute(_PRESENT).all()
        for row in read:
            yield from self._document_damages(row)
        yield from self._withdrawn_damages()

    def mark_for_repair(self, damages: Iterable[Damage]) -> None:
        """Has the next run fetch, read and compare again what is damaged, as far as it can be had again."""
        found = list(damages)
        with self._write() as connection:
            present = self._present_hashes(connection)
            for each in found:
                if each.kind == "snapshot" and each.id in present:
                    self._snapshots.remove(each.id)
                if each.kind in ("document", "claim") and each.doc:
                    _mark_unread(connection, each.doc)
            for kind in ("fact", "conflict"):
                for ids in chunks(each.id for each in found if each.kind == kind):
                    _have_put_anew(connection, kind, ids)
            if any(each.kind in ("document", "claim", "fact", "conflict", "comparison") for each in found):
                connection.execute(delete(compared))
                connection.execute(delete(reconciled))

    def snapshot_hashes(self) -> list[str]:
        """The snapshots that the ledger speaks of."""
        named = select(fetches.c.sha256).where(fetches.c.sha256.is_not(None)).union(select(versions.c.sha256))
        with self._read() as connection:
            return sorted(connection.execute(named).scalars())

    def _snapshot_damages(self) -> Iterator[Damage]:
        with self._read() as connection:
            present = self._present_hashes(connection)
        for sha256 in self.snapshot_hashes():
            try:
                self._snapshots.get(sha256)
            except (SnapshotError, OSError) as error:
                is_present = sha256 in present
                remedy = FETCHED_AGAIN if is_present else FROM_A_BACKUP
                yield Damage("snapshot", sha256, str(error), remedy, present.get(sha256))

    def _present_hashes(self, connection: Connection) -> dict[str, str]:
        """The bytes that sources were last found to hold, with a source of each."""
        last = select(func.max(fetches.c.id)).where(fetches.c.status == "new").group_by(fetches.c.source)
        rows = connection.execute(select(fetches.c.sha256, fetches.c.source).where(fetches.c.id.in_(last)))
        return {row.sha256: row.source for row in rows}

    def _document_damages(self, row: Row[Any]) -> Iterator[Damage]:
        doc = row.doc
        try:
            context = loaded(DocumentContext, row.context)
            loaded(Reading, row.reading)
            stated = self._claims.find(docs=[doc])
        except ValidationError as error:
            told = ": ".join(first_fault(error, "JSON"))
            yield Damage("document", doc, f"its record is damaged ({told})", READ_AGAIN, doc)
            return
        with self._read() as connection:
            columns = {each.id: each for each in connection.execute(select(claims).where(claims.c.doc == doc))}
        odd = [claim for claim in stated if not _fits(claim, columns.get(claim.id))]
        for claim in odd:
            yield Damage("claim", claim.id, "its record is not what it was stored as", READ_AGAIN, doc)
        if not odd and claims_digest(context, stated) != row.claims_digest:
            yield Damage("document", doc, "its claims are not those that were read", READ_AGAIN, doc)
        elif [claim.id for claim in with_ids(stated)] != [claim.id for claim in stated]:
            yield Damage("document", doc, "its claims' ids are not those of what they say", READ_AGAIN, doc)

    def _withdrawn_damages(self) -> Iterator[Damage]:
        with self._read() as connection:
            rows = connection.execute(
                select(claims, versions.c.context)
                .join(versions, versions.c.id == claims.c.version)
                .where(claims.c.withdrawn_at.is_not(None))
            )
            for row in rows:
                try:
                    context = loaded(DocumentContext, row.context)
                    claim = replace(loaded(Claim, row.record), document=context)
                except ValidationError:
                    claim = None
                if claim is None or not _fits(claim, row):
                    problem = "the record of this claim, which is no longer stated, is damaged"
                    yield Damage("claim", row.id, problem, FROM_A_BACKUP)


def _have_put_anew(connection: Connection, kind: Literal["fact", "conflict"], ids: Sequence[str]) -> None:
    """So that the next comparison puts these rows anew: those that are there differ, of the others no link is left."""
    table, column = (facts, facts.c.bucket) if kind == "fact" else (conflicts, conflicts.c.status)
    connection.execute(update(table).where(table.c.id.in_(ids)).values({column: _DAMAGED}))
    links = [fact_claims.c.fact] if kind == "fact" else [conflict_claims.c.conflict, conflict_facts.c.conflict]
    for about in links:
        connection.execute(delete(about.table).where(about.in_(ids), about.not_in(select(table.c.id))))


_PRESENT = (
    select(documents.c.doc, versions.c.context, versions.c.reading, versions.c.claims_digest)
    .join(versions, versions.c.id == documents.c.version)
    .order_by(documents.c.doc)
)


def _fits(claim: Claim, row: Row[Any] | None) -> bool:
    """Whether the claim's record says what the columns beside it say, its evidence among them."""
    if row is None or claim.doc != row.doc or claim.evidence() != row.evidence:
        return False
    return all(getattr(claim, name) == getattr(row, name) for name in COLUMNS)


def _mark_unread(connection: Connection, doc: str) -> None:
    """A reading under a name that no stage has: the next run reads the document anew."""
    version = connection.execute(select(documents.c.version).where(documents.c.doc == doc)).scalar()
    connection.execute(update(versions).where(versions.c.id == version).values(stage=f"damaged-{version}"))
