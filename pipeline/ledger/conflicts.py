"""Conflicts, as the last comparison left them; those that are gone stay on record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import get_args

from sqlalchemy import ColumnElement, case, func, select

from pipeline.ledger.codec import loaded
from pipeline.ledger.compared_schema import conflict_claims, conflict_facts, conflicts
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part, rows_with
from pipeline.ledger.schema import runs
from pipeline.records.model import Conflict, Severity, worst_first

_WORST_FIRST = (
    case({name: n for n, name in enumerate(get_args(Severity))}, value=conflicts.c.severity),
    conflicts.c.score.desc(),
    conflicts.c.id,
)


class Conflicts(Part):
    """The conflicts, flagged or unsure, present or withdrawn."""

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
        at_most: int | None = None,
    ) -> list[Conflict]:
        """The conflicts, the worst first. `withdrawn` picks those that are gone, `unsure` those too unlikely to be
        flagged; None gives both kinds. `at_most` leaves out all behind so many; with `ids` it may not be given."""
        query = select(conflicts.c.record, conflicts.c.withdrawn_at).order_by(*_WORST_FIRST)
        query = query.where(*_conditions(kind=kind, severity=severity, first_run=first_run))
        query = query.where(*_conditions_of_state(withdrawn, unsure))
        for table, name, value in ((conflict_claims, "claim", claim), (conflict_facts, "fact", fact)):
            if value is not None:
                query = query.where(conflicts.c.id.in_(select(table.c.conflict).where(table.c[name] == value)))
        if at_most is not None:
            query = query.limit(at_most)
        with self._read() as connection:
            told = rows_with(connection, query, conflicts.c.id, ids)
            found = [_told(loaded(Conflict, record), gone) for record, gone in told]
        return found if ids is None else sorted(found, key=worst_first)  # asked for some at a time

    def count(self, *, first_run: int | None = None) -> int:
        """How many conflicts are flagged now, or of these those that a run brought."""
        query = select(func.count()).select_from(conflicts).where(*_conditions_of_state(False, False))
        with self._read() as connection:
            return connection.execute(query.where(*_conditions(first_run=first_run))).scalar_one()

    def get(self, conflict_id: str) -> Conflict:
        """The conflict, present or withdrawn, flagged or unsure. Raises UnknownId."""
        found = self.find(ids=[conflict_id], withdrawn=None, unsure=None)
        if not found:
            raise UnknownId(f"no conflict {conflict_id!r} in this ledger; `factledger conflicts` lists them")
        return found[0]

    def of_claims(self, claims: Collection[str]) -> set[str]:
        """The ids of the conflicts that any of these claims belongs to."""
        query = select(conflict_claims.c.conflict).distinct()
        with self._read() as connection:
            return {row.conflict for row in rows_with(connection, query, conflict_claims.c.claim, claims)}

    def brought_by(self, run_id: int) -> set[str]:
        """The present conflicts that a run brought."""
        query = select(conflicts.c.id).where(conflicts.c.first_run == run_id, conflicts.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return set(connection.execute(query).scalars())

    def since(self) -> Mapping[str, tuple[int, str]]:
        """By present conflict the run that brought it, or brought it back, with the time at which that began."""
        query = select(conflicts.c.id, runs.c.id.label("run"), runs.c.started_at)
        query = query.join(runs, runs.c.id == conflicts.c.first_run).where(conflicts.c.withdrawn_at.is_(None))
        with self._read() as connection:
            return {row.id: (row.run, row.started_at) for row in connection.execute(query)}

    def gone_since(self, at: str) -> list[Conflict]:
        """The conflicts that went away after a time, the worst first."""
        query = select(conflicts.c.record, conflicts.c.withdrawn_at).order_by(*_WORST_FIRST)
        with self._read() as connection:
            told = connection.execute(query.where(conflicts.c.withdrawn_at > at)).all()
        return [_told(loaded(Conflict, row.record), row.withdrawn_at) for row in told]


def _conditions(**columns: object) -> list[ColumnElement[bool]]:
    return [conflicts.c[name] == value for name, value in columns.items() if value is not None]


def _conditions_of_state(withdrawn: bool | None, unsure: bool | None) -> list[ColumnElement[bool]]:
    gone, status = conflicts.c.withdrawn_at, conflicts.c.status
    found: list[ColumnElement[bool]] = []
    if withdrawn is not None:
        found.append(gone.is_not(None) if withdrawn else gone.is_(None))
    if unsure is not None:
        found.append(status == "unsure" if unsure else status != "unsure")
    return found


def _told(conflict: Conflict, withdrawn_at: str | None) -> Conflict:
    return conflict if withdrawn_at is None else replace(conflict, status="withdrawn")
