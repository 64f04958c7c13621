"""Facts and conflicts, as the last comparison left them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from pipeline.ledger.basis import Change, follows_the_last, put_basis
from pipeline.ledger.codec import loaded
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.findings import put_findings
from pipeline.ledger.part import Part, rows_with
from pipeline.ledger.schema import (
    conflict_claims,
    conflict_facts,
    conflicts,
    fact_claims,
    facts,
)
from pipeline.records.model import Conflict, Fact

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import Findings

_FACT_ORDER = (
    facts.c.measure,
    facts.c.subject,
    func.coalesce(facts.c.place, ""),
    func.coalesce(facts.c.until, ""),
    facts.c.id,
)


class Reconciliation(Part):
    def put_reconciled(self, run_id: int, found: Findings, change: Change, at: str) -> bool:
        """Makes what was found the facts and conflicts of the buckets that the change bears on; rows that say the same
        stay untouched, vanished conflicts stay on record as withdrawn.

        False, and nothing is written, where something else was compared since the change was read.
        """
        with self._write() as connection:
            if not follows_the_last(connection, change):
                return False
            put_findings(connection, run_id, found, change.touched, at)
            put_basis(connection, run_id, change)
            return True

    def facts(
        self,
        *,
        ids: Collection[str] | None = None,
        measure: str | None = None,
        place: str | None = None,
        status: str | None = None,
        claim: str | None = None,
    ) -> list[Fact]:
        """The facts by measure, subject, place and time; `claim` gives those that the claim belongs to."""
        query = select(facts.c.record).order_by(*_FACT_ORDER)
        for name, value in {"measure": measure, "place": place, "status": status}.items():
            if value is not None:
                query = query.where(facts.c[name] == value)
        if claim is not None:
            query = query.join(fact_claims, fact_claims.c.fact == facts.c.id).where(fact_claims.c.claim == claim)
        with self._read() as connection:
            return [loaded(Fact, row.record) for row in rows_with(connection, query, facts.c.id, ids)]

    def fact(self, fact_id: str) -> Fact:
        """Raises UnknownId."""
        found = self.facts(ids=[fact_id])
        if not found:
            raise UnknownId(f"no fact {fact_id!r} in this ledger; `factledger facts` lists them")
        return found[0]

    def conflicts(
        self,
        *,
        ids: Collection[str] | None = None,
        kind: str | None = None,
        severity: str | None = None,
        claim: str | None = None,
        fact: str | None = None,
        first_run: int | None = None,
        withdrawn: bool | None = False,
    ) -> list[Conflict]:
        """The conflicts, the worst first. `withdrawn` picks those that stand no more; None gives both."""
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
            found = [
                _conflict(record, gone_at) for record, gone_at in rows_with(connection, query, conflicts.c.id, ids)
            ]
        return sorted(found, key=_worst_first)

    def conflict(self, conflict_id: str) -> Conflict:
        """The conflict, standing or withdrawn. Raises UnknownId."""
        found = self.conflicts(ids=[conflict_id], withdrawn=None)
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


_SEVERITIES = ("high", "medium", "low")


def _worst_first(conflict: Conflict) -> tuple[int, float, str]:
    return _SEVERITIES.index(conflict.severity), -conflict.score, conflict.id


def _conflict(record: str, withdrawn_at: str | None) -> Conflict:
    conflict = loaded(Conflict, record)
    return conflict if withdrawn_at is None else replace(conflict, status="withdrawn")
