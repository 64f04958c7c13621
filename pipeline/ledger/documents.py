"""Documents, their versions, and the claims that each version states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, insert, select, update

from pipeline.ledger.claims import put_claims
from pipeline.ledger.codec import dumped, loaded
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part, insert_row
from pipeline.ledger.rows import Fault, StoredDocument, VersionRow
from pipeline.ledger.schema import documents, lists, sources, versions
from pipeline.records.model import Claim, DocumentContext, Reading, digest


class Documents(Part):
    def is_read(self, doc: str, sha256: str, stage: str) -> bool:
        """Whether these bytes were read by this stage, well or in vain, and nothing came after."""
        query = select(versions.c.id).where(
            versions.c.doc == doc,
            versions.c.sha256 == sha256,
            versions.c.stage == stage,
            (versions.c.id == documents.c.version) | (versions.c.id == documents.c.failed),
            documents.c.doc == doc,
        )
        with self._read() as connection:
            return connection.execute(query).first() is not None

    def put_document(
        self,
        run_id: int,
        doc: str,
        *,
        sha256: str,
        stage: str,
        context: DocumentContext,
        reading: Reading,
        claims: Sequence[Claim],
        at: str,
    ) -> None:
        """Makes this the document's present reading and its claims the stated ones; others are withdrawn.

        Bytes that were read by the same stage before keep their version as it is.
        """
        reading_of = {
            "context": dumped(DocumentContext, context),
            "reading": dumped(Reading, reading),
            "claims_digest": _claims_digest(context, claims),
        }
        with self._write() as connection:
            known = _version(connection, doc, sha256, stage)
            if known is None:
                version = _add_version(connection, run_id, doc, sha256, stage, at, reading_of)
            else:
                version = known.id
                if known.claims_digest != reading_of["claims_digest"]:
                    now = {**reading_of, "kind": None, "reason": None, "remedy": None}
                    connection.execute(update(versions).where(versions.c.id == version).values(now))
            put_claims(connection, run_id, doc, version, claims, at)
            _put_pointer(connection, doc, {"version": version, "failed": None})

    def put_document_failure(
        self, run_id: int, doc: str, *, sha256: str, stage: str, kind: str, reason: str, remedy: str, at: str
    ) -> None:
        """Records that these bytes could not be read; what the document said before stays as it is."""
        with self._write() as connection:
            known = _version(connection, doc, sha256, stage)
            said = {"kind": kind, "reason": reason, "remedy": remedy}
            version = known.id if known else _add_version(connection, run_id, doc, sha256, stage, at, said)
            _put_pointer(connection, doc, {"failed": version})

    def documents(self) -> list[str]:
        """The ids of the documents that are read, in the order of the lists."""
        query = (
            select(documents.c.doc)
            .join(sources, sources.c.id == documents.c.doc)
            .join(lists, lists.c.name == sources.c.list)
            .where(documents.c.version.is_not(None))
            .order_by(lists.c.position, sources.c.position)
        )
        with self._read() as connection:
            return list(connection.execute(query).scalars())

    def document(self, doc: str) -> StoredDocument:
        """Raises UnknownId where there is no such document, or none of its versions could be read."""
        query = select(versions).where(versions.c.doc == doc).order_by(versions.c.id)
        with self._read() as connection:
            rows = connection.execute(query).mappings().all()
            present = connection.execute(select(documents.c.version).where(documents.c.doc == doc)).scalar()
        now = next((row for row in rows if row["id"] == present), None)
        if now is None:
            raise UnknownId(f"no document {doc!r} has been read; `factledger sources` lists them")
        return StoredDocument(
            doc,
            loaded(DocumentContext, now["context"]),
            loaded(Reading, now["reading"]),
            now["sha256"],
            now["read_at"],
            tuple(_version_row(row) for row in rows),
        )


def fault_of(row: RowMapping, since: str) -> Fault | None:
    return Fault(row["kind"], row["reason"], row["remedy"], since) if row["kind"] else None


def _version_row(row: RowMapping) -> VersionRow:
    return VersionRow(row["id"], row["sha256"], row["stage"], row["read_at"], fault_of(row, row["read_at"]))


def _claims_digest(context: DocumentContext, claims: Sequence[Claim]) -> str:
    """What facts and conflicts depend on: not when the bytes came, nor which bytes they were."""
    lasting = replace(context, retrieved=None, snapshot=None)
    return digest(*(dumped(Claim, replace(claim, document=lasting)) for claim in claims), length=64)


def _version(connection: Connection, doc: str, sha256: str, stage: str) -> Row[Any] | None:
    same = (versions.c.doc == doc, versions.c.sha256 == sha256, versions.c.stage == stage)
    return connection.execute(select(versions.c.id, versions.c.claims_digest).where(*same)).first()


def _add_version(
    connection: Connection, run_id: int, doc: str, sha256: str, stage: str, at: str, values: Mapping[str, str]
) -> int:
    row = {"run": run_id, "doc": doc, "sha256": sha256, "stage": stage, "read_at": at, **values}
    return insert_row(connection, versions, row)


def _put_pointer(connection: Connection, doc: str, values: dict[str, int | None]) -> None:
    if connection.execute(select(documents.c.doc).where(documents.c.doc == doc)).first() is None:
        connection.execute(insert(documents).values(doc=doc, **values))
    else:
        connection.execute(update(documents).where(documents.c.doc == doc).values(**values))
