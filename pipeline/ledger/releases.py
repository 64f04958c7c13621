"""The releases of the dataset that left this ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, select

from pipeline.ledger.codec import dumped_json, loaded
from pipeline.ledger.part import Part, insert_row
from pipeline.ledger.rows import ReleaseRow
from pipeline.ledger.schema import releases


class Releases(Part):
    """The journal of what was exported."""

    def put(self, directory: str, manifest: Mapping[str, Any], at: str) -> int:
        """Records what left, as the exporter describes it; gives the release's number, from 1."""
        with self._write() as connection:
            values = {"at": at, "directory": directory, "manifest": dumped_json(manifest)}
            return insert_row(connection, releases, values)

    def all(self) -> list[ReleaseRow]:
        """All releases, the oldest first."""
        with self._read() as connection:
            return [_release(row) for row in connection.execute(select(releases).order_by(releases.c.id)).mappings()]


def _release(row: RowMapping) -> ReleaseRow:
    return ReleaseRow(row["id"], row["at"], row["directory"], loaded(dict[str, Any], row["manifest"]))
