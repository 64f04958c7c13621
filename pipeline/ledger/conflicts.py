"""Conflicts, as the last comparison left them; those that are gone stay on record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select

from pipeline.ledger.codec import loaded
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part, rows_with
from pipeline.ledger.schema import conflict_claims, conflict_facts, conflicts
from pipeline.records.model import Conflict, worst_first


class Conflicts(Part):
    def find(
        self,
        *,
        ids: Collection[str] | None = None,
        kind: str | None = None,
        severity: str | None = None,
        claim: str | None = None,
        fact: str | None = None,
        first_run: int | None = None,
        withdrawn: bool | None = False,
        unsure: bool | None = False,
    ) -> list[Conflict]:
        """The conflicts, the worst first. `withdrawn` picks those that are gone, `unsure` those too unlikely to be
        flagged; None gives both kinds."""
        query = select(conflicts.c.record, conflicts.c.withdrawn_at)
        for name, value in {"kind": kind, "severity": severity, "first_run": first_run}.items():
            if value is not None:
                query = query.where(conflicts.c[name] == value)
        if withdrawn is not None:
            gone = conflicts.c.withdrawn_at
            query = query.where(gone.is_not(None) if withdrawn else gone.is_(None))
        for table, name, value in ((conflict_claims, "claim", claim), (conflict_facts, "fact", fact)):
            if value is not None:
                query = query.where(conflicts.c.id.in_(select(table.c.conflict).where(table.c[name] == value)))
        with self._read() as connection:
            told = rows_with(connection, query, conflicts.c.id, ids)
            rows = [(loaded(Conflict, record), gone) for record, gone in told]
        wanted = (row for row in rows if unsure in (None, row[0].status == "unsure"))
        found = [conflict if gone is None else replace(conflict, status="withdrawn") for conflict, gone in wanted]
        return sorted(found, key=worst_first)

    def get(self, conflict_id: str) -> Conflict:
        """The conflict, present or withdrawn, flagged or unsure. Raises UnknownId."""
        found = self.find(ids=[conflict_id], withdrawn=None, unsure=None)
        if not found:
            raise UnknownId(f"no conflict {conflict_id!r} in this ledger; `factledger conflicts` lists them")
        return found[0]

    def first_seen(self, conflict_id: str) -> int:
        """The run that brought the conflict, or brought it back. Raises UnknownId."""
        with self._read() as connection:
            found = connection.execute(select(conflicts.c.first_run).where(conflicts.c.id == conflict_id)).scalar()
        if found is None:
            raise UnknownId(f"no conflict {conflict_id!r} in this ledger; `factledger conflicts` lists them")
        return int(found)

    def brought_by(self, run_id: int) -> set[str]:
        """The present conflicts that a run brought."""
        query = select(conflicts.c.id).where(conflicts.c.first_run == run_id, conflicts.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return set(connection.execute(query).scalars())
