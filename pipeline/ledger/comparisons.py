"""What the facts and conflicts were made from, and what a change to it bears on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, or_, select

from pipeline.ledger.all_findings import FoundParts, PartnersFound, put_all_findings
from pipeline.ledger.codec import dumped, loaded, packed, unpacked
from pipeline.ledger.compared_schema import (
    block_partners,
    claim_buckets,
    claim_homes,
    compared,
    conflict_buckets,
    conflict_claims,
    conflicts,
    reconciled,
)
from pipeline.ledger.database_locks import one_compares
from pipeline.ledger.findings import bucket_id, put_findings
from pipeline.ledger.part import Part, add_rows, remove_rows, rows_with
from pipeline.ledger.schema import claims, documents, versions
from pipeline.records.model import digest

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import FactKey, Findings, Homes, Partners

_ONLY = "all"
_PARTNERS = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What made the present facts and conflicts: a key that no other comparison has, and the stage that compared."""

    key: str
    stage: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is compared anew, by which stage, `after` which comparison (its key).

    `documents`: a digest of what each changed document stated when it was read for this, None where it states nothing
    any more; `corrections`: those in force, by document; `buckets`: those that the changed documents' claims are in
    now, by claim; `touched`: all buckets whose facts are made anew; `moved`: by claim the homes that are others than
    before, None for those that have none any more; `conflicts`: all conflicts that the change bears on.
    """

    after: str | None
    stage: str
    documents: Mapping[str, str | None]
    corrections: Mapping[str, str]
    buckets: Mapping[str, Collection[str]]
    touched: Collection[str]
    moved: Mapping[str, FactKey | None]
    conflicts: Collection[str]


@dataclass(frozen=True, slots=True)
class Basis:
    """What all is made from, by which stage, `after` which comparison (its key), None where there is none.

    `documents`: by document a digest of what it states; `corrections`: of those in force on its claims.
    """

    after: str | None
    stage: str
    documents: Mapping[str, str]
    corrections: Mapping[str, str]


_STANDS = conflicts.c.withdrawn_at.is_(None)
_STATED = select(documents.c.doc, versions.c.claims_digest).join(versions, versions.c.id == documents.c.version)


class Comparisons(Part):
    """What facts and conflicts were made from: documents, corrections, buckets, homes and proposed pairs."""

    def put(self, run_id: int, found: Findings, change: Change, at: str) -> bool:
        """Makes what was found the facts of the buckets that the change touches, and the conflicts that it bears on;
        rows that say the same stay untouched, vanished conflicts stay on record as withdrawn.

        False, and nothing is written, where something else was compared since the change was read.
        """
        with self._write() as connection:
            if not follows_the_last(connection, change.after):
                return False
            put_findings(connection, run_id, found, change.touched, change.conflicts, at)
            _forget_changed(connection, change)
            add_rows(connection, claim_buckets, member_rows(change.buckets))
            remove_rows(connection, claim_homes.c.claim, change.moved)
            homes = {claim: home for claim, home in change.moved.items() if home is not None}
            add_rows(connection, claim_homes, home_rows(homes))
            remove_rows(connection, block_partners.c.bucket, change.touched)
            _put_partners(connection, [each for each in found.partners if bucket_id(each[0]) in change.touched])
            _put_basis(connection, run_id, change)
            return True

    def put_all(
        self,
        run_id: int,
        found: FoundParts,
        buckets: Iterable[Mapping[str, Collection[str]]],
        homes: Iterable[Homes],
        basis: Basis,
        at: str,
    ) -> bool:
        """As `put`, for all that is stated; `buckets` and `homes` give those of all claims, by claim, in parts."""
        with self._write() as connection:
            if not follows_the_last(connection, basis.after):
                return False
            put_all_findings(connection, run_id, found, at)
            for table in (compared, claim_buckets, claim_homes, block_partners):
                connection.execute(delete(table))
            for some in buckets:
                add_rows(connection, claim_buckets, member_rows(some))
            for joined in homes:
                add_rows(connection, claim_homes, home_rows(joined))
            for each in found.partners():
                _put_partners(connection, each)
            _put_basis(connection, run_id, basis)
            return True

    def last(self) -> Comparison | None:
        """The last comparison; None where facts and conflicts have to be made anew."""
        with self._read() as connection:
            row = connection.execute(select(reconciled.c.key, reconciled.c.stage)).first()
            return Comparison(row.key, row.stage) if row else None

    def stated_documents(self) -> dict[str, str]:
        """All documents that are read, each with a digest of what it states."""
        with self._read() as connection:
            return {row.doc: row.claims_digest for row in connection.execute(_STATED)}

    def changed_documents(self, corrections: Mapping[str, str]) -> dict[str, str | None]:
        """The documents that state other claims than were compared, or under other corrections, each with a digest of
        what it states; None for those that state nothing any more."""
        changed = _STATED.outerjoin(compared, compared.c.doc == documents.c.doc)
        changed = changed.where(or_(compared.c.stated.is_(None), compared.c.stated != versions.c.claims_digest))
        gone = select(compared.c.doc).outerjoin(documents, documents.c.doc == compared.c.doc)
        gone = gone.where(documents.c.version.is_(None))
        corrected = select(compared.c.doc, compared.c.corrections).where(compared.c.corrections != "")
        with self._read() as connection:
            before = {row.doc: row.corrections for row in connection.execute(corrected)}
            otherwise = [doc for doc, _ in before.items() ^ corrections.items()]
            found: dict[str, str | None] = dict.fromkeys(row.doc for row in connection.execute(gone))
            found |= {row.doc: row.claims_digest for row in connection.execute(changed)}
            found |= {row.doc: row.claims_digest for row in rows_with(connection, _STATED, documents.c.doc, otherwise)}
            return found

    def was_made_by(self, run_id: int) -> bool:
        """Whether the present facts and conflicts are this run's."""
        with self._read() as connection:
            return connection.execute(select(reconciled.c.run)).scalar() == run_id

    def buckets_of(self, docs: Collection[str]) -> dict[str, set[str]]:
        """The buckets that claims of these documents were compared in, by claim."""
        query = select(claim_buckets).join(claims, claims.c.id == claim_buckets.c.claim)
        found: dict[str, set[str]] = {}
        with self._read() as connection:
            for row in rows_with(connection, query, claims.c.doc, docs):
                found.setdefault(row.claim, set()).add(row.bucket)
        return found

    def members(self, buckets: Collection[str]) -> dict[str, set[str]]:
        """The ids of the claims that were compared in these buckets, by bucket."""
        found: dict[str, set[str]] = {bucket: set() for bucket in buckets}
        with self._read() as connection:
            for row in rows_with(connection, select(claim_buckets), claim_buckets.c.bucket, buckets):
                found[row.bucket].add(row.claim)
        return found

    def claims_in(self, buckets: Collection[str]) -> set[str]:
        """The ids of the claims that were compared in these buckets."""
        return {claim for claims_of in self.members(buckets).values() for claim in claims_of}

    def homes(self, claims: Collection[str], buckets: Collection[str] = ()) -> dict[str, FactKey]:
        """The homes of those of these claims, and of all claims at home in these buckets, that have one."""
        from pipeline.comparing.reconcile import FactKey  # heavy

        query = select(claim_homes.c.claim, claim_homes.c.key)
        with self._read() as connection:
            own = list(rows_with(connection, query, claim_homes.c.claim, claims))
            arrived = rows_with(connection, query, claim_homes.c.bucket, buckets)
            return {row.claim: loaded(FactKey, row.key) for row in (*own, *arrived)}

    def conflicts_of(self, claim_ids: Collection[str]) -> dict[str, frozenset[str]]:
        """The conflicts that stand and have these claims, by claim."""
        query = select(conflict_claims.c.claim, conflict_claims.c.conflict).join(conflicts).where(_STANDS)
        found: dict[str, set[str]] = {}
        with self._read() as connection:
            for row in rows_with(connection, query, conflict_claims.c.claim, claim_ids):
                found.setdefault(row.claim, set()).add(row.conflict)
        return {claim: frozenset(those) for claim, those in found.items()}

    def derived_in(self, buckets: Collection[str]) -> set[str]:
        """The conflicts that stand and that these buckets make by arithmetic, alone or with others."""
        query = select(conflict_buckets.c.conflict).join(conflicts).where(_STANDS).distinct()
        query = query.where(conflicts.c.kind == "derived_conflict")
        with self._read() as connection:
            return {row.conflict for row in rows_with(connection, query, conflict_buckets.c.bucket, buckets)}

    def buckets_making(self, conflict_ids: Collection[str]) -> dict[str, set[str]]:
        """The buckets that make these conflicts, by conflict, where they stand."""
        query = select(conflict_buckets).join(conflicts).where(_STANDS)
        found: dict[str, set[str]] = {}
        with self._read() as connection:
            for row in rows_with(connection, query, conflict_buckets.c.conflict, conflict_ids):
                found.setdefault(row.conflict, set()).add(row.bucket)
        return found

    def partners_in(self, buckets: Collection[str]) -> dict[str, Partners]:
        """The pairs that were proposed in those of these buckets that are large."""
        with self._read() as connection:
            return proposed_partners(connection, buckets)


def follows_the_last(connection: Connection, after: str | None) -> bool:
    """Whether nothing was compared since the comparison with this key; until the transaction ends nothing is."""
    one_compares(connection)
    return connection.execute(select(reconciled.c.key)).scalar() == after


def proposed_partners(connection: Connection, buckets: Collection[str] | None = None) -> dict[str, Partners]:
    """The pairs that were proposed in large buckets, by bucket; of these buckets only, where they are given."""
    rows = rows_with(connection, select(block_partners), block_partners.c.bucket, buckets)
    return {row.bucket: unpacked(_PARTNERS, row.partners) for row in rows}


def member_rows(buckets: Mapping[str, Collection[str]]) -> list[dict[str, str]]:
    """The rows that say which buckets claims are compared in."""
    return [{"claim": claim, "bucket": bucket} for claim, some in buckets.items() for bucket in some]


def home_rows(homes: Homes) -> list[dict[str, str]]:
    """The rows that say which facts of other keys claims are joined to."""
    from pipeline.comparing.reconcile import FactKey  # heavy

    return [
        {"claim": claim, "bucket": bucket_id(home.block()), "key": dumped(FactKey, home)}
        for claim, home in homes.items()
    ]


def _put_partners(connection: Connection, found: PartnersFound) -> None:
    rows = [{"bucket": bucket_id(key), "partners": packed(_PARTNERS, dict(partners))} for key, partners in found]
    add_rows(connection, block_partners, rows)


def _put_basis(connection: Connection, run_id: int, made_from: Change | Basis) -> None:
    """Records what facts and conflicts are made from now."""
    rows = [
        {"doc": doc, "stated": stated, "corrections": made_from.corrections.get(doc, "")}
        for doc, stated in sorted(made_from.documents.items())
        if stated is not None
    ]
    add_rows(connection, compared, rows)
    key = digest(made_from.after, made_from.stage, *(tuple(row.values()) for row in rows), length=64)
    connection.execute(delete(reconciled))
    connection.execute(insert(reconciled).values(name=_ONLY, key=key, stage=made_from.stage, run=run_id))


def _forget_changed(connection: Connection, change: Change) -> None:
    own = rows_with(connection, select(claims.c.id), claims.c.doc, change.documents)
    remove_rows(connection, claim_buckets.c.claim, [row.id for row in own])
    remove_rows(connection, compared.c.doc, change.documents)
