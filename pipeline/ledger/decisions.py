"""The log of decisions: append-only."""

from __future__ import annotations

from sqlalchemy import insert, select

from pipeline.ledger.codec import dumped, loaded
from pipeline.ledger.errors import LedgerStale
from pipeline.ledger.part import Part
from pipeline.ledger.schema import decisions
from pipeline.model import Decision


class Decisions(Part):
    def append_decision(self, decision: Decision, *, after: str | None) -> None:
        """Adds an entry to the log; one that is there already is left as it is.

        `after` is the id of the last entry on the same target that the writer has seen, None for none. Raises
        LedgerStale where there is a later one: two people never overwrite each other unawares.
        """
        last_on_target = select(decisions.c.id).where(decisions.c.target == decision.target)
        with self._write() as connection:
            if connection.execute(select(decisions.c.n).where(decisions.c.id == decision.id)).first():
                return
            last = connection.execute(last_on_target.order_by(decisions.c.n.desc()).limit(1)).scalar()
            if last != after:
                raise LedgerStale(f"{decision.target} has a later entry, {last}; look at it before deciding")
            row = {"id": decision.id, "target": decision.target, "record": dumped(Decision, decision)}
            connection.execute(insert(decisions).values(row))

    def decisions(self, target: str | None = None) -> list[Decision]:
        """The log's entries in order, those on one target where it is given."""
        query = select(decisions.c.record).order_by(decisions.c.n)
        if target is not None:
            query = query.where(decisions.c.target == target)
        with self._read() as connection:
            return [loaded(Decision, record) for record in connection.execute(query).scalars()]
