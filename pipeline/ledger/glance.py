"""Cheap looks at the whole: whether anything changed, and a line for each claim to search in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from pipeline.ledger.codec import loaded
from pipeline.ledger.part import Part
from pipeline.ledger.schema import claims, conflicts, decisions, lists, reconciled, runs, sources
from pipeline.records.model import Decision


@dataclass(frozen=True, slots=True)
class Marks:
    """What differs when something was written: the key of the last comparison, the last ended run and entry."""

    reconciled: str | None
    run: int
    decision: int


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What a search looks at; `text` is the quote and the subject, in lower case."""

    id: str
    doc: str
    measure: str
    place: str | None
    text: str


class Glance(Part):
    def marks(self) -> Marks:
        ended = select(func.coalesce(func.max(runs.c.id), 0)).where(runs.c.finished_at.is_not(None))
        with self._read() as connection:
            return Marks(
                connection.execute(select(reconciled.c.key)).scalar(),
                connection.execute(ended).scalar_one(),
                connection.execute(select(func.coalesce(func.max(decisions.c.n), 0))).scalar_one(),
            )

    def claim_lines(self) -> Iterator[ClaimLine]:
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
                yield ClaimLine(row.id, row.doc, row.measure, row.place, " ".join(text.lower().split()))

    def decisions_since(self, n: int) -> list[Decision]:
        """The entries of the log after the first `n`, in order."""
        query = select(decisions.c.record).where(decisions.c.n > n).order_by(decisions.c.n)
        with self._read() as connection:
            return [loaded(Decision, record) for record in connection.execute(query).scalars()]

    def conflict_ids_of(self, run_id: int) -> set[str]:
        """The standing conflicts that a run brought."""
        query = select(conflicts.c.id).where(conflicts.c.first_run == run_id, conflicts.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return set(connection.execute(query).scalars())
