"""Facts, as the last comparison left them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from pipeline.ledger.codec import loaded
from pipeline.ledger.compared_schema import fact_claims, facts
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part, rows_with
from pipeline.records.model import Fact, weightiest_first


class Facts(Part):
    """The facts that the last comparison left."""

    def find(
        self,
        *,
        ids: Collection[str] | None = None,
        measure: str | None = None,
        place: str | None = None,
        status: str | None = None,
        claim: str | None = None,
    ) -> list[Fact]:
        """The facts, the weightiest first; `claim` gives those that the claim belongs to."""
        query = select(facts.c.record)
        for name, value in {"measure": measure, "place": place, "status": status}.items():
            if value is not None:
                query = query.where(facts.c[name] == value)
        if claim is not None:
            query = query.join(fact_claims, fact_claims.c.fact == facts.c.id).where(fact_claims.c.claim == claim)
        with self._read() as connection:
            found = [loaded(Fact, row.record) for row in rows_with(connection, query, facts.c.id, ids)]
        return sorted(found, key=weightiest_first)

    def count(self, *, status: str | None = None) -> int:
        """How many facts there are, or of these those of a status."""
        query = select(func.count()).select_from(facts)
        if status is not None:
            query = query.where(facts.c.status == status)
        with self._read() as connection:
            return connection.execute(query).scalar_one()

    def bucket(self, fact_id: str) -> str:
        """The bucket whose claims can meet in the fact. Raises UnknownId."""
        with self._read() as connection:
            found = connection.execute(select(facts.c.bucket).where(facts.c.id == fact_id)).scalar()
        if found is None:
            raise UnknownId(f"no fact {fact_id!r} in this ledger; `factledger facts` lists them")
        return str(found)

    def beside(self, fact_id: str) -> list[Fact]:
        """The other facts whose claims can meet this one's, the weightiest first. Raises UnknownId."""
        query = select(facts.c.record).where(facts.c.bucket == self.bucket(fact_id), facts.c.id != fact_id)
        with self._read() as connection:
            found = [loaded(Fact, record) for record in connection.execute(query).scalars()]
        return sorted(found, key=weightiest_first)

    def get(self, fact_id: str) -> Fact:
        """Raises UnknownId."""
        found = self.find(ids=[fact_id])
        if not found:
            raise UnknownId(f"no fact {fact_id!r} in this ledger; `factledger facts` lists them")
        return found[0]
