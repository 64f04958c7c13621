"""What was fetched, and what could not be. Only news makes a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, func, insert, select, update

from pipeline.ledger.part import Part, chunks
from pipeline.ledger.rows import FetchRow
from pipeline.ledger.schema import fetches, sources, validators
from sources.fetch import Fetched, FetchFailure, Validators


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source: what to ask its host with, the bytes that it was last found to hold (None: none), and
    what went wrong the last time (None: nothing)."""

    validators: Validators
    sha256: str | None
    fault: str | None


def _known_of(source_ids: Sequence[str]) -> Select[Any]:
    latest = select(func.max(fetches.c.id)).where(fetches.c.source.in_(source_ids)).group_by(fetches.c.source)
    good = latest.where(fetches.c.status == "new")
    last, last_good = fetches.alias("last"), fetches.alias("last_good")
    return (
        select(
            sources.c.id,
            last.c.kind,
            last_good.c.sha256,
            validators.c.etag,
            validators.c.last_modified,
            validators.c.sha256.label("validated"),
        )
        .select_from(sources)
        .join(last, (last.c.source == sources.c.id) & last.c.id.in_(latest))
        .outerjoin(last_good, (last_good.c.source == sources.c.id) & last_good.c.id.in_(good))
        .outerjoin(validators, validators.c.source == sources.c.id)
        .where(sources.c.id.in_(source_ids))
    )


class Fetches(Part):
    """The journal of what was fetched, or tried, from each source."""

    def known(self, source_ids: Iterable[str]) -> dict[str, Known]:
        """What is known of those of the sources that were fetched, or tried, before."""
        with self._read() as connection:
            return {row.id: _known(row) for some in chunks(source_ids) for row in connection.execute(_known_of(some))}

    def put(self, run_id: int, fetched: Fetched) -> None:
        """Call it once the snapshot is kept: a row that names bytes must find them."""
        with self._write() as connection:
            _put_validators(connection, fetched)
            last = _last(connection, fetched.source_id)
            known = _last_good(connection, fetched.source_id)
            is_new = known is None or known["sha256"] != fetched.sha256
            if not is_new and last is not None and last["status"] != "failed":
                return
            connection.execute(
                insert(fetches).values(
                    run=run_id,
                    source=fetched.source_id,
                    at=fetched.at,
                    status="new" if is_new else "unchanged",
                    sha256=fetched.sha256,
                    media_type=fetched.media_type,
                    final_url=fetched.final_url,
                )
            )

    def put_failure(self, run_id: int, failure: FetchFailure) -> None:
        """Records that a source could not be fetched; the same failure once more changes nothing."""
        said = {"kind": failure.kind, "reason": failure.reason, "remedy": failure.remedy}
        with self._write() as connection:
            last = _last(connection, failure.source_id)
            if last is not None and all(last[key] == value for key, value in said.items()):
                return
            row = {"run": run_id, "source": failure.source_id, "at": failure.at, "status": "failed"}
            connection.execute(insert(fetches).values(row | said))

    def changed_in(self, run_id: int) -> frozenset[str]:
        """The sources whose bytes this run found to be new."""
        asked = select(fetches.c.source).where(fetches.c.run == run_id, fetches.c.status == "new")
        with self._read() as connection:
            return frozenset(connection.execute(asked).scalars())

    def last(self, source_id: str) -> FetchRow | None:
        """The bytes that the source was last found to hold, and when they were first seen."""
        with self._read() as connection:
            row = _last_good(connection, source_id)
        return FetchRow(source_id, row["sha256"], row["at"], row["media_type"], row["final_url"]) if row else None


def _known(row: Row[Any]) -> Known:
    return Known(Validators(row.etag, row.last_modified, row.validated), row.sha256, row.kind)


def _put_validators(connection: Connection, fetched: Fetched) -> None:
    given = fetched.validators
    values = {"etag": given.etag, "last_modified": given.last_modified, "sha256": fetched.sha256}
    where = validators.c.source == fetched.source_id
    known = connection.execute(select(validators).where(where)).mappings().first()
    if known is None:
        connection.execute(insert(validators).values(source=fetched.source_id, **values))
    elif any(known[key] != value for key, value in values.items()):
        connection.execute(update(validators).where(where).values(**values))


def _last(connection: Connection, source_id: str) -> RowMapping | None:
    query = select(fetches).where(fetches.c.source == source_id).order_by(fetches.c.id.desc()).limit(1)
    return connection.execute(query).mappings().first()


def _last_good(connection: Connection, source_id: str) -> RowMapping | None:
    """The row that brought the present bytes: an end of a failure repeats their hash, not their time."""
    query = (
        select(fetches)
        .where(fetches.c.source == source_id, fetches.c.status == "new")
        .order_by(fetches.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().first()
