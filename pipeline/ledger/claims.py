"""Claims: stated, re-read, withdrawn; nothing that was once read is lost."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from pipeline.ledger.codec import dumped, loaded
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part, add_rows, chunks, rows_with
from pipeline.ledger.schema import claim_history, claims, fetches, lists, sources, versions
from pipeline.records.model import Claim, DocumentContext
from pipeline.records.packing import field_replacer

_ORDER = (lists.c.position, sources.c.position, claims.c.position, claims.c.id)
_with_document = field_replacer(Claim, "document")
COLUMNS = ("measure", "unit", "kind", "place", "value", "low", "high", "start", "end")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What a search looks at; `text` is the quote and the subject, in lower case."""

    id: str
    doc: str
    measure: str
    place: str | None
    confidence: float
    text: str


@dataclass(frozen=True, slots=True)
class ClaimNews:
    """The ids of claims that came, that went, and that are read otherwise, since some run."""

    come: frozenset[str]
    gone: frozenset[str]
    reread: frozenset[str]


class Claims(Part):
    """The claims of all documents, stated or withdrawn."""

    def find(
        self,
        *,
        doc: str | None = None,
        docs: Collection[str] | None = None,
        ids: Collection[str] | None = None,
        measure: str | None = None,
        place: str | None = None,
        kind: str | None = None,
        unit: str | None = None,
        stated: bool | None = True,
    ) -> list[Claim]:
        """Claims as they are read now, in document order, documents in list order.

        `docs` and `ids` name them by many at once; one of the two at most. `stated=False` gives those that no document
        states any more, None both. Corrections are not applied: `pipeline.ledger.corrections` does that.
        """
        query = _select_claims()
        wanted = {"doc": doc, "measure": measure, "place": place, "kind": kind, "unit": unit}
        for name, value in wanted.items():
            if value is not None:
                query = query.where(claims.c[name] == value)
        if stated is not None:
            query = query.where(claims.c.withdrawn_at.is_(None) if stated else claims.c.withdrawn_at.is_not(None))
        column, named = (claims.c.id, ids) if ids is not None else (claims.c.doc, docs)
        with self._read() as connection:
            rows = list(rows_with(connection, query, column, named))
        if named is not None:
            rows.sort(key=lambda row: tuple(row[-len(_ORDER) :]))
        return _built(rows)

    def get(self, claim_id: str) -> Claim:
        """The claim, stated or not. Raises UnknownId."""
        found = self.find(ids=[claim_id], stated=None)
        if not found:
            raise UnknownId(f"no claim {claim_id!r} in this ledger; `factledger claims` lists them")
        return found[0]

    def withdrawn(self, ids: Collection[str]) -> dict[str, str]:
        """Of these claims, those that are no longer stated, and since when."""
        query = select(claims.c.id, claims.c.withdrawn_at).where(claims.c.withdrawn_at.is_not(None))
        with self._read() as connection:
            return {row.id: row.withdrawn_at for row in rows_with(connection, query, claims.c.id, ids)}

    def history(self, claim_id: str) -> list[tuple[str, Claim]]:
        """How the claim was read before, the oldest first, each with when it was replaced."""
        query = (
            select(claim_history.c.record, versions.c.id, versions.c.context, claim_history.c.replaced_at)
            .join(versions, versions.c.id == claim_history.c.version)
            .where(claim_history.c.claim == claim_id)
            .order_by(claim_history.c.n)
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [(row.replaced_at, claim) for row, claim in zip(rows, _built(rows), strict=True)]

    def stated_by(self, doc: str, version: int) -> list[Claim]:
        """What a version of a document stated, as it was read when the next one came. Raises UnknownId."""
        of_version = select(versions.c.run, versions.c.read_at).where(versions.c.doc == doc, versions.c.id == version)
        with self._read() as connection:
            read = connection.execute(of_version).first()
            if read is None:
                raise UnknownId(f"document {doc!r} has no version {version}")
            query = _select_claims().where(claims.c.doc == doc, claims.c.first_run <= read.run)
            still_there = claims.c.withdrawn_at.is_(None) | (claims.c.withdrawn_at > read.read_at)
            now = {claim.id: claim for claim in _built(list(connection.execute(query.where(still_there))))}
            later = (
                select(claim_history.c.record, versions.c.id, versions.c.context)
                .join(versions, versions.c.id == claim_history.c.version)
                .where(versions.c.doc == doc, claim_history.c.replaced_at > read.read_at)
                .order_by(claim_history.c.n.desc())
            )
            then = {claim.id: claim for claim in _built(connection.execute(later).all())}  # the earliest of each
        return [then.get(claim, as_now) for claim, as_now in now.items()]

    def news(self, run: int, at: str) -> ClaimNews:
        """What came and went after a run that ended at `at`."""
        read = select(versions.c.doc).where(versions.c.run > run)
        fetched = select(fetches.c.source).where(fetches.c.run > run, fetches.c.status == "new")
        come = select(claims.c.id).where(claims.c.withdrawn_at.is_(None), claims.c.first_run > run)
        gone = select(claims.c.id).where(claims.c.withdrawn_at > at, claims.c.first_run <= run)
        again = select(claim_history.c.claim).where(claim_history.c.replaced_at > at).distinct()
        with self._read() as connection:
            docs = {*connection.execute(read).scalars(), *connection.execute(fetched).scalars()}
            told = [{row.id for row in rows_with(connection, query, claims.c.doc, docs)} for query in (come, gone)]
            reread = frozenset(connection.execute(again).scalars())
        return ClaimNews(frozenset(told[0]), frozenset(told[1]), reread - told[1])

    def count(self, *, docs: Collection[str] | None = None) -> int:
        """How many claims are stated, by these documents where they are given."""
        query = select(func.count()).select_from(claims).where(claims.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return sum(row[0] for row in rows_with(connection, query, claims.c.doc, docs))

    def counts_by_document(self) -> dict[str, int]:
        """How many claims each document states, in document order; those that state none are left out."""
        query = (
            select(claims.c.doc, func.count().label("stated"))
            .join(sources, sources.c.id == claims.c.doc)
            .join(lists, lists.c.name == sources.c.list)
            .where(claims.c.withdrawn_at.is_(None))
            .group_by(claims.c.doc, lists.c.position, sources.c.position)
            .order_by(lists.c.position, sources.c.position, claims.c.doc)
        )
        with self._read() as connection:
            return {row.doc: row.stated for row in connection.execute(query)}

    def counts_by_measure(self) -> dict[tuple[str, str], int]:
        """How many claims are stated, by measure and kind as they were read."""
        query = (
            select(claims.c.measure, claims.c.kind, func.count().label("stated"))
            .where(claims.c.withdrawn_at.is_(None))
            .group_by(claims.c.measure, claims.c.kind)
            .order_by(claims.c.measure, claims.c.kind)
        )
        with self._read() as connection:
            return {(row.measure, row.kind): row.stated for row in connection.execute(query)}

    def units_and_places(self) -> tuple[frozenset[str], frozenset[str]]:
        """The units and the places that stated claims have, as they were read."""
        stated = claims.c.withdrawn_at.is_(None)
        with self._read() as connection:
            units = connection.execute(select(claims.c.unit).where(stated).distinct()).scalars().all()
            places = connection.execute(select(claims.c.place).where(stated).distinct()).scalars().all()
        return frozenset(units), frozenset(place for place in places if place)

    def documents(self, claim_ids: Collection[str]) -> dict[str, str]:
        """The document of each of these claims that is stated."""
        query = select(claims.c.id, claims.c.doc).where(claims.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return {row.id: row.doc for row in rows_with(connection, query, claims.c.id, claim_ids)}

    def documents_of_all(self) -> dict[str, str]:
        """The document of each claim that is stated."""
        query = select(claims.c.id, claims.c.doc).where(claims.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return {row.id: row.doc for row in connection.execute(query)}

    def lines(self) -> Iterator[ClaimLine]:
        """A line for each stated claim, in document order, documents in list order."""
        query = (
            select(claims.c.id, claims.c.doc, claims.c.measure, claims.c.place, claims.c.record)
            .join(sources, sources.c.id == claims.c.doc)
            .join(lists, lists.c.name == sources.c.list)
            .where(claims.c.withdrawn_at.is_(None))
            .order_by(lists.c.position, sources.c.position, claims.c.position, claims.c.id)
        )
        with self._read() as connection:
            for row in connection.execute(query):
                record = json.loads(row.record)
                text = f"{record['quote']} {record['subject']}"
                words = " ".join(text.lower().split())
                yield ClaimLine(row.id, row.doc, row.measure, row.place, record["confidence"], words)


def put_claims(connection: Connection, run_id: int, doc: str, version: int, stated: Sequence[Claim], at: str) -> None:
    """Makes these the claims that the document states: adds, re-reads, and withdraws what is not among them."""
    known = {row.id: row for row in connection.execute(select(claims).where(claims.c.doc == doc))}
    added: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    replaced: list[dict[str, Any]] = []
    for position, claim in enumerate(stated):
        row = _values(claim, version, position)
        before = known.pop(claim.id, None)
        if before is None:
            added.append({"id": claim.id, "doc": doc, "first_run": run_id, **row})
        elif any(getattr(before, name) != value for name, value in row.items()):
            changed.append({"claim_id": claim.id, **row})
            if _is_another_reading(before.record, row["record"]):
                old = {"version": before.version, "replaced_at": at, "record": before.record}
                replaced.append({"claim": claim.id, **old})
    add_rows(connection, claims, added)
    add_rows(connection, claim_history, replaced)
    if changed:
        connection.execute(update(claims).where(claims.c.id == bindparam("claim_id")), changed)
    for some in chunks(name for name, row in known.items() if row.withdrawn_at is None):
        connection.execute(update(claims).where(claims.c.id.in_(some)).values(withdrawn_at=at))


def withdraw_claims(connection: Connection, doc: str, at: str) -> None:
    """Marks all claims of a document as no longer stated, from `at` on."""
    is_stated = (claims.c.doc == doc) & claims.c.withdrawn_at.is_(None)
    connection.execute(update(claims).where(is_stated).values(withdrawn_at=at))


def _values(claim: Claim, version: int, position: int) -> dict[str, Any]:
    # The context is the version's: kept once, and a new retrieval is no new reading.
    record = dumped(Claim, replace(claim, document=DocumentContext()))
    columns = {name: getattr(claim, name) for name in COLUMNS}
    return {
        "version": version,
        "position": position,
        "evidence": claim.evidence(),
        "withdrawn_at": None,
        "record": record,
        **columns,
    }


def _is_another_reading(before: str, now: str) -> bool:
    return {**json.loads(before), "locator": None} != {**json.loads(now), "locator": None}


def _select_claims() -> Select[Any]:
    return (
        select(claims.c.record, versions.c.id, versions.c.context, *_ORDER)
        .join(versions, versions.c.id == claims.c.version)
        .join(sources, sources.c.id == claims.c.doc)
        .join(lists, lists.c.name == sources.c.list)
        .order_by(*_ORDER)
    )


def _built(rows: Iterable[Row[Any]]) -> list[Claim]:
    contexts: dict[int, DocumentContext] = {}
    built = []
    for record, version, context, *_ in rows:
        if version not in contexts:
            contexts[version] = loaded(DocumentContext, context)
        built.append(_with_document(loaded(Claim, record), contexts[version]))
    return built
