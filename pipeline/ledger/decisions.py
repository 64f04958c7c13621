"""The log of decisions: append-only."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from pipeline.ledger.codec import dumped, loaded
from pipeline.ledger.errors import LedgerStale
from pipeline.ledger.part import Part
from pipeline.ledger.schema import decisions
from pipeline.records.model import Decision


class Decisions(Part):
    """The decision log: it only grows."""

    def append(self, decision: Decision, *, after: str | None) -> None:
        """Adds an entry to the log; one that is there already is left as it is.

        `after` is the id of the last entry on the same target that the writer has seen, None for none. Raises
        LedgerStale where there is a later one: two people never overwrite each other unawares.
        """
        try:
            with self._write() as connection:
                _append(connection, decision, after)
        except IntegrityError as error:
            raise _stale(decision.target) from error

    def append_all(self, entries: Sequence[tuple[Decision, str | None]]) -> None:
        """Adds entries, each with the id of the last entry on its target that the writer has seen: all or, where one
        target has a later entry, none. Raises LedgerStale."""
        try:
            with self._write() as connection:
                for decision, after in entries:
                    _append(connection, decision, after)
        except IntegrityError as error:
            raise _stale("one of these") from error

    def entries(self, target: str | None = None) -> list[Decision]:
        """The log's entries in order, those on one target where it is given."""
        query = select(decisions.c.record).order_by(decisions.c.n)
        if target is not None:
            query = query.where(decisions.c.target == target)
        with self._read() as connection:
            return [_entry(record) for record in connection.execute(query).scalars()]

    def misfiled(self) -> list[str]:
        """The ids of the entries whose records have another id, or another target, than is stored beside them."""
        with self._read() as connection:
            rows = connection.execute(select(decisions.c.id, decisions.c.target, decisions.c.record)).all()
        told = [(row, _entry(row.record)) for row in rows]
        return [row.id for row, entry in told if (row.id, row.target) != (entry.id, entry.target)]

    def since(self, n: int) -> list[Decision]:
        """The entries of the log after the first `n`, in order."""
        query = select(decisions.c.record).where(decisions.c.n > n).order_by(decisions.c.n)
        with self._read() as connection:
            return [_entry(record) for record in connection.execute(query).scalars()]


def _append(connection: Connection, decision: Decision, after: str | None) -> None:
    if connection.execute(select(decisions.c.n).where(decisions.c.id == decision.id)).first():
        return
    if _last_entry(connection, decision.target) != after:
        raise _stale(decision.target)
    row = {"id": decision.id, "target": decision.target, "record": dumped(Decision, decision)}
    connection.execute(insert(decisions).values(row | {"after": after or ""}))


def _entry(record: str) -> Decision:
    """An entry as it was written; the log only grows, so entries with one `field` and `value` are there for good."""
    if '"field"' not in record:
        return loaded(Decision, record)
    row = json.loads(record)
    field, value = row.pop("field", None), row.pop("value", None)
    return loaded(Decision, json.dumps({"corrections": [[field, value]] if field else [], **row}))


def _last_entry(connection: Connection, target: str) -> str | None:
    query = select(decisions.c.id).where(decisions.c.target == target).order_by(decisions.c.n.desc()).limit(1)
    return connection.execute(query).scalar()


def _stale(target: str) -> LedgerStale:
    return LedgerStale(f"somebody else decided about {target} meanwhile; look at it again before deciding")
