"""What parts of a comparison that goes on have given, kept in the database, where every machine finds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from sqlalchemy import delete, insert, select

from pipeline.ledger.codec import unpacked
from pipeline.ledger.compared_schema import staged
from pipeline.ledger.part import Part

Record = TypeVar("Record")
Place = tuple[str, int, int]
"""The kind of what is kept, the shard that it is for or from, and the batch of documents that it is from."""


class Staging(Part):
    """By token, which says of what the parts were made: what is kept under one is right for as long as it is kept."""

    def put(self, token: str, payloads: Mapping[Place, bytes]) -> None:
        """Keeps what one part gave, all of it or nothing; what another has put there meanwhile is the same."""
        with self._write() as connection:
            for (kind, shard, batch), payload in payloads.items():
                here = (
                    staged.c.token == token,
                    staged.c.kind == kind,
                    staged.c.shard == shard,
                    staged.c.batch == batch,
                )
                connection.execute(delete(staged).where(*here))
                row = {"token": token, "kind": kind, "shard": shard, "batch": batch, "payload": payload}
                connection.execute(insert(staged).values(row))

    def get(
        self, record: type[Record], token: str, kind: str, *, shard: int | None = None, batch: int | None = None
    ) -> Iterator[Record]:
        """What is kept of the kind, of one shard or batch or of all, in the order of shards and batches, one at a
        time."""
        of_kind = (staged.c.token == token, staged.c.kind == kind)
        places = select(staged.c.shard, staged.c.batch).where(*of_kind).order_by(staged.c.shard, staged.c.batch)
        if shard is not None:
            places = places.where(staged.c.shard == shard)
        if batch is not None:
            places = places.where(staged.c.batch == batch)
        with self._read() as connection:
            rows = connection.execute(places).all()
        for row in rows:
            here = (staged.c.shard == row.shard, staged.c.batch == row.batch)
            with self._read() as connection:
                payload = connection.execute(select(staged.c.payload).where(*of_kind, *here)).scalar_one()
            yield unpacked(record, payload)

    def has(self, token: str, place: Place) -> bool:
        """Whether something is staged at a place by the comparison of this token."""
        kind, shard, batch = place
        here = (staged.c.token == token, staged.c.kind == kind, staged.c.shard == shard, staged.c.batch == batch)
        with self._read() as connection:
            return connection.execute(select(staged.c.shard).where(*here)).first() is not None

    def clear(self) -> None:
        """Forgets what is kept: what it was kept for is written, or will be made anew."""
        with self._write() as connection:
            connection.execute(delete(staged))
