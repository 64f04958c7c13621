"""The record of runs. One that was cut short is taken up again by the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, func, select, update

from pipeline.ledger.codec import dumped_json, loaded
from pipeline.ledger.errors import UnknownId
from pipeline.ledger.part import Part, insert_row
from pipeline.ledger.rows import RunRow
from pipeline.ledger.schema import runs, versions


class Runs(Part):
    """The journal of runs."""

    def start(self, list_names: Sequence[str], at: str, opening: Mapping[str, Any] = MappingProxyType({})) -> int:
        """The id of a new run, or of one that was cut short and goes on now. Call it under the ledger's lock.

        `opening` is what is known when it starts; it stands as the summary until the run is finished. A run that
        goes on keeps its own.
        """
        with self._write() as connection:
            unfinished = connection.execute(select(runs.c.id).where(runs.c.finished_at.is_(None))).scalar()
            if unfinished is not None:
                connection.execute(update(runs).where(runs.c.id == unfinished).values(lists=dumped_json(list_names)))
                return int(unfinished)
            values = {"lists": dumped_json(list(list_names)), "started_at": at, "summary": dumped_json(dict(opening))}
            return insert_row(connection, runs, values)

    def next_id(self) -> int:
        """The id that `start` would give: of the run that was cut short, else of a new one."""
        unfinished = select(runs.c.id).where(runs.c.finished_at.is_(None))
        with self._read() as connection:
            found = connection.execute(unfinished).scalar()
            return int(found or connection.execute(select(func.coalesce(func.max(runs.c.id), 0) + 1)).scalar_one())

    def finish(self, run_id: int, summary: Mapping[str, Any], at: str) -> None:
        """Records the end of a run and what came of it."""
        with self._write() as connection:
            values = {"summary": dumped_json(summary), "finished_at": at}
            connection.execute(update(runs).where(runs.c.id == run_id).values(values))

    def get(self, run_id: int) -> RunRow:
        """Raises UnknownId."""
        with self._read() as connection:
            row = connection.execute(select(runs).where(runs.c.id == run_id)).mappings().one_or_none()
        if row is None:
            raise UnknownId(f"no run {run_id} in this ledger")
        return _run(row)

    def documents_read(self, run_id: int) -> set[str]:
        """The documents that this run read for the first time as they are."""
        query = select(versions.c.doc).where(versions.c.run == run_id, versions.c.kind.is_(None))
        with self._read() as connection:
            return set(connection.execute(query).scalars())

    def all(self) -> list[RunRow]:
        """All runs, the oldest first."""
        with self._read() as connection:
            return [_run(row) for row in connection.execute(select(runs).order_by(runs.c.id)).mappings()]

    def last(self) -> RunRow | None:
        """The last one that came to its end."""
        query = select(runs).where(runs.c.finished_at.is_not(None)).order_by(runs.c.id.desc()).limit(1)
        with self._read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _run(row) if row else None


def _run(row: RowMapping) -> RunRow:
    return RunRow(
        row["id"],
        loaded(tuple[str, ...], row["lists"]),
        row["started_at"],
        row["finished_at"],
        loaded(dict[str, Any], row["summary"]),
    )
