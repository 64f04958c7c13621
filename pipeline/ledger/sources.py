"""The sources of all lists: which are to be read, and how each fares."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import RowMapping, func, select

from pipeline.ledger.codec import loaded
from pipeline.ledger.documents import fault_of
from pipeline.ledger.part import Part
from pipeline.ledger.rows import Fault, SourceState, SourceStatus
from pipeline.ledger.schema import claims, documents, fetches, lists, runs, sources, versions
from pipeline.ledger.takedowns import forgotten_ids
from sources.catalog import Source


class Sources(Part):
    """The sources and how each fares."""

    def active(self, list_names: tuple[str, ...] | None = None) -> list[Source]:
        """The sources to read, in the order of the lists: neither retired nor forgotten."""
        query = (
            select(sources.c.record, sources.c.id)
            .join(lists)
            .where(sources.c.retired_at.is_(None))
            .order_by(lists.c.position, sources.c.position)
        )
        if list_names is not None:
            query = query.where(lists.c.name.in_(list_names))
        with self._read() as connection:
            barred = forgotten_ids(connection)
            rows = connection.execute(query).all()
        return [loaded(Source, record) for record, source_id in rows if source_id not in barred]

    def status(self) -> list[SourceStatus]:
        """Every source that was ever listed, in the order of the lists."""
        with self._read() as connection:
            listed = connection.execute(
                select(sources).join(lists).order_by(lists.c.position, sources.c.position)
            ).mappings()
            fetched: dict[str, list[RowMapping]] = {}
            for row in connection.execute(select(fetches).order_by(fetches.c.id)).mappings():
                fetched.setdefault(row["source"], []).append(row)
            unreadable = {
                row["doc"]: row
                for row in connection.execute(
                    select(versions).join(documents, documents.c.failed == versions.c.id)
                ).mappings()
            }
            is_stated = claims.c.withdrawn_at.is_(None)
            counted = select(claims.c.doc, func.count().label("n")).where(is_stated).group_by(claims.c.doc)
            counts = {row.doc: row.n for row in connection.execute(counted)}
            barred = forgotten_ids(connection)
            finished = connection.execute(
                select(runs.c.lists, runs.c.finished_at).where(runs.c.finished_at.is_not(None)).order_by(runs.c.id)
            ).all()
            return [
                _status(
                    row,
                    fetched.get(row["id"], []),
                    unreadable.get(row["id"]),
                    [at for names, at in finished if row["list"] in loaded(tuple[str, ...], names)],
                    row["id"] in barred,
                    counts.get(row["id"], 0),
                )
                for row in listed
            ]


def _status(
    row: RowMapping,
    fetched: list[RowMapping],
    unreadable: RowMapping | None,
    finished: list[str],
    is_forgotten: bool,
    count: int,
) -> SourceStatus:
    source = loaded(Source, row["record"])
    fault = _fetch_fault(fetched) or _reading_fault(unreadable, fetched)
    good = [each["at"] for each in fetched if each["status"] != "failed"]
    checks = [at for at in finished if fault is None or at < fault.since] if good else []
    return SourceStatus(
        id=row["id"],
        list_name=row["list"],
        url=source.feed or source.url,
        path=str(source.path) if source.path else None,
        publisher=source.publisher,
        state=_state(is_forgotten, row["retired_at"] is not None, fault, bool(fetched)),
        last_read=max([*good, *checks], default=None),
        last_change=max((each["at"] for each in fetched if each["status"] == "new"), default=None),
        fault=fault,
        claims=count,
    )


def _state(is_forgotten: bool, is_retired: bool, fault: Fault | None, was_fetched: bool) -> SourceState:
    """The first that holds."""
    if is_forgotten:
        return "forgotten"
    if is_retired:
        return "retired"
    if fault is not None:
        return "failing"
    return "read" if was_fetched else "unread"


def _fetch_fault(fetched: list[RowMapping]) -> Fault | None:
    """What the latest fetch said was wrong, since the first of the failures that it ends."""
    if not fetched or fetched[-1]["status"] != "failed":
        return None
    return fault_of(fetched[-1], _start_of_failures(fetched))


def _start_of_failures(fetched: Iterable[RowMapping]) -> str:
    since = ""
    for row in fetched:
        if row["status"] != "failed":
            since = ""
        elif not since:
            since = row["at"]
    return since


def _reading_fault(unreadable: RowMapping | None, fetched: Iterable[RowMapping]) -> Fault | None:
    """What is wrong with the bytes that are there now; those of before may have come back since."""
    present = [row["sha256"] for row in fetched if row["status"] == "new"][-1:]
    if unreadable is None or (present and present != [unreadable["sha256"]]):
        return None
    return fault_of(unreadable, unreadable["read_at"])
