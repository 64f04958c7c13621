"""Documents, their versions, and the claims that each version states."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, func, insert, select, update

from pipeline.ledger.claims import put_claims
from pipeline.ledger.codec import dumped, loaded
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part, chunks, insert_row
from pipeline.ledger.rows import Fault, FetchRow, StoredDocument, VersionRow, Waiting
from pipeline.ledger.schema import documents, fetches, lists, sources, versions
from pipeline.ledger.takedowns import forgotten_ids
from pipeline.records.model import Claim, DocumentContext, Problem, Reading, digest
from sources.catalog import Source

CONTINUITY = ("figures_gone", "another_document")
"""The kinds of problem that a person can wave aside: the bytes could be read, and say something else than before."""
RENEWED = "renewed"
"""The kind of a version whose bytes a person has let take the document's place."""


class Documents(Part):
    """The documents as they are read now, and every version of them."""

    def waiting(
        self,
        list_names: Collection[str],
        stage_of: Callable[[Source, tuple[str, ...]], str],
        *,
        docs: Collection[str] | None = None,
    ) -> list[Waiting]:
        """The documents of these lists to read, in the lists' order: those whose present bytes no reading in force,
        well or in vain, was made of by the stage that `stage_of` gives for a source and its list's packs.

        `docs` asks about these only.
        """
        with self._read() as connection:
            barred = forgotten_ids(connection)
            parts: Iterable[Collection[str] | None] = [None] if docs is None else chunks(sorted(docs))
            rows = [row for some in parts for row in connection.execute(_fetched(list_names, some))]
        rows.sort(key=lambda row: (row.list_position, row.position))
        packs = {row.packs: loaded(tuple[str, ...], row.packs) for row in rows}
        found = (_waiting(row, packs[row.packs], stage_of) for row in rows if row.id not in barred)
        return [each for each in found if each is not None]

    def put(
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

        A reading with a problem is the present one all the same, and the document's fault says what is missing. Bytes
        that were read by the same stage before keep their version as it is.
        """
        problem = reading.problem
        reading_of = {
            **_said(problem),
            "context": dumped(DocumentContext, context),
            "reading": dumped(Reading, reading),
            "claims_digest": claims_digest(context, claims),
        }
        with self._write() as connection:
            known = _version(connection, doc, sha256, stage)
            if known is None:
                version = _add_version(connection, run_id, doc, sha256, stage, at, reading_of)
            else:
                version = known.id
                if known.claims_digest != reading_of["claims_digest"]:
                    connection.execute(update(versions).where(versions.c.id == version).values(reading_of))
            put_claims(connection, run_id, doc, version, claims, at)
            _put_pointer(connection, doc, {"version": version, "failed": version if problem else None})

    def put_failure(self, run_id: int, doc: str, problem: Problem, *, sha256: str, stage: str, at: str) -> None:
        """Records that these bytes could not be read; what the document said before stays as it is."""
        with self._write() as connection:
            known = _version(connection, doc, sha256, stage)
            version = known.id if known else _add_version(connection, run_id, doc, sha256, stage, at, _said(problem))
            if known:
                connection.execute(update(versions).where(versions.c.id == version).values(_said(problem)))
            _put_pointer(connection, doc, {"failed": version})

    def renew(self, doc: str) -> str:
        """Lets the next run take the bytes that were kept from taking the document's place, and says what kept them.

        Raises UnknownId where there are none.
        """
        with self._write() as connection:
            query = select(versions).join(documents, documents.c.failed == versions.c.id)
            found = connection.execute(query.where(documents.c.doc == doc)).mappings().first()
            if found is None or found["kind"] not in CONTINUITY:
                raise UnknownId(
                    f"no bytes of {doc!r} wait to be taken; `factledger sources` says how each source fares"
                )
            connection.execute(update(versions).where(versions.c.id == found["id"]).values(kind=RENEWED))
            _put_pointer(connection, doc, {"failed": None})
            return str(found["reason"])

    def is_renewed(self, doc: str, sha256: str) -> bool:
        """Whether a person has let these bytes take the document's place, whatever they hold."""
        same = (versions.c.doc == doc, versions.c.sha256 == sha256, versions.c.kind == RENEWED)
        with self._read() as connection:
            return connection.execute(select(versions.c.id).where(*same)).first() is not None

    def ids(self) -> list[str]:
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

    def contexts(self) -> dict[str, DocumentContext]:
        """What each document that is read says of itself, or its source says of it."""
        query = select(documents.c.doc, versions.c.context).join(versions, versions.c.id == documents.c.version)
        with self._read() as connection:
            return {row.doc: loaded(DocumentContext, row.context) for row in connection.execute(query)}

    def reading_of(self, doc: str, version: int) -> Reading:
        """What a version of the document was read to. Raises UnknownId where there is none, or it could not be read."""
        query = select(versions.c.reading).where(versions.c.doc == doc, versions.c.id == version)
        with self._read() as connection:
            found = connection.execute(query).scalar()
        if found is None:
            raise UnknownId(f"document {doc!r} has no version {version} that could be read")
        return loaded(Reading, found)

    def get(self, doc: str) -> StoredDocument:
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
            now["stage"],
            now["read_at"],
            tuple(_version_row(row) for row in rows),
        )


def _fetched(list_names: Collection[str], docs: Collection[str] | None) -> Select[Any]:
    """Every active source, or these only, with the bytes that it was last found to hold, and what its document was
    read from."""
    last = select(func.max(fetches.c.id).label("id")).where(fetches.c.status == "new").group_by(fetches.c.source)
    if docs is not None:
        last = last.where(fetches.c.source.in_(docs))
    present, failed = versions.alias("present"), versions.alias("failed")
    return (
        select(
            sources.c.id,
            sources.c.record,
            sources.c.position,
            lists.c.position.label("list_position"),
            lists.c.packs,
            fetches.c.sha256,
            fetches.c.at,
            fetches.c.media_type,
            fetches.c.final_url,
            present.c.sha256.label("read_sha256"),
            present.c.stage.label("read_stage"),
            failed.c.sha256.label("failed_sha256"),
            failed.c.stage.label("failed_stage"),
        )
        .join(lists, lists.c.name == sources.c.list)
        .join(fetches, fetches.c.source == sources.c.id)
        .outerjoin(documents, documents.c.doc == sources.c.id)
        .outerjoin(present, present.c.id == documents.c.version)
        .outerjoin(failed, failed.c.id == documents.c.failed)
        .where(fetches.c.id.in_(last), sources.c.retired_at.is_(None), lists.c.name.in_(list_names))
    )


def _waiting(
    row: Row[Any], packs: tuple[str, ...], stage_of: Callable[[Source, tuple[str, ...]], str]
) -> Waiting | None:
    source = loaded(Source, row.record)
    if source.feed is not None:
        return None  # it names documents and is none
    stage = stage_of(source, packs)
    if (row.sha256, stage) in ((row.read_sha256, row.read_stage), (row.failed_sha256, row.failed_stage)):
        return None
    return Waiting(source, FetchRow(row.id, row.sha256, row.at, row.media_type, row.final_url), stage, packs)


def fault_of(row: RowMapping, since: str) -> Fault | None:
    """The fault that a row names, if any, with the time since when it is so."""
    return Fault(row["kind"], row["reason"], row["remedy"], since) if row["kind"] else None


def _said(problem: Problem | None) -> dict[str, str | None]:
    if problem is None:
        return {"kind": None, "reason": None, "remedy": None}
    return {"kind": problem.kind, "reason": problem.reason, "remedy": problem.remedy}


def _version_row(row: RowMapping) -> VersionRow:
    return VersionRow(row["id"], row["sha256"], row["stage"], row["read_at"], fault_of(row, row["read_at"]))


def claims_digest(context: DocumentContext, claims: Sequence[Claim]) -> str:
    """What facts and conflicts depend on: not when the bytes came, nor which bytes they were."""
    lasting = replace(context, retrieved=None, snapshot=None)
    return digest(*(dumped(Claim, replace(claim, document=lasting)) for claim in claims), length=64)


def _version(connection: Connection, doc: str, sha256: str, stage: str) -> Row[Any] | None:
    same = (versions.c.doc == doc, versions.c.sha256 == sha256, versions.c.stage == stage)
    return connection.execute(select(versions.c.id, versions.c.claims_digest).where(*same)).first()


def _add_version(
    connection: Connection, run_id: int, doc: str, sha256: str, stage: str, at: str, values: Mapping[str, str | None]
) -> int:
    row = {"run": run_id, "doc": doc, "sha256": sha256, "stage": stage, "read_at": at, **values}
    return insert_row(connection, versions, row)


def _put_pointer(connection: Connection, doc: str, values: dict[str, int | None]) -> None:
    if connection.execute(select(documents.c.doc).where(documents.c.doc == doc)).first() is None:
        connection.execute(insert(documents).values(doc=doc, **values))
    else:
        connection.execute(update(documents).where(documents.c.doc == doc).values(**values))
