"""Source lists and their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from pipeline.ledger.claims import withdraw_claims
from pipeline.ledger.codec import dumped, dumped_json, loaded
from pipeline.ledger.errors import LedgerError
from pipeline.ledger.part import Part
from pipeline.ledger.rows import ListRow
from pipeline.ledger.schema import documents, lists, sources
from pipeline.ledger.takedowns import forgotten_ids
from sources.addresses import document_address
from sources.catalog import Source, SourceList

BEHIND_THE_LIST = 1_000_000
"""Where the documents of feeds stand in the order of a list: behind all that it names itself."""


class Lists(Part):
    """The source lists that the ledger has read, and the sources that they name."""

    def put(self, source_list: SourceList, at: str) -> tuple[str, ...]:
        """Records the list as it is now; gives the ids of sources that it named before and names no more.

        Those are retired: what they said stays on record as no longer stated. A forgotten source's entry is left
        alone. Raises LedgerError where the list's name or a source's id already belongs to another list.
        """
        with self._write() as connection:
            known = _known_sources(connection)
            named = {source.id for source in source_list.sources}
            active = _active_of(known, source_list.name)
            dropped = {name for name in active if (_parent_of(known[name]) or name) not in named}
            _check_name(connection, source_list, dropped)
            _check_ids(known, source_list)
            _put_list_row(connection, source_list)
            forgotten = forgotten_ids(connection)
            for position, source in enumerate(source_list.sources):
                if source.id not in forgotten or source.id not in known:
                    _put_source(connection, known.get(source.id), source, source_list.name, position)
            for source_id in sorted(dropped):
                retire(connection, source_id, at)
        return tuple(sorted(dropped))

    def put_documents(self, list_name: str, found: Sequence[Source]) -> tuple[str, ...]:
        """Records documents that a list's feeds name, and gives their ids: of those that are read from now on.

        A forgotten document, and one whose address another source of the ledger is read from, is left out. What a
        feed names no more stays as it is.
        """
        with self._write() as connection:
            known = _known_sources(connection)
            barred = forgotten_ids(connection)
            taken = _addresses(known)
            count = sum(_parent_of(row) is not None for row in known.values())
            kept: list[str] = []
            for source in found:
                if source.id in barred or taken.setdefault(document_address(source.url or ""), source.id) != source.id:
                    continue
                row = known.get(source.id)
                count += row is None
                position = row["position"] if row is not None else BEHIND_THE_LIST + count
                _put_source(connection, row, source, list_name, position)
                kept.append(source.id)
        return tuple(kept)

    def all(self) -> list[ListRow]:
        """All source lists that the ledger knows, in their order."""
        with self._read() as connection:
            rows = connection.execute(select(lists).order_by(lists.c.position)).mappings().all()
        return [ListRow(row["name"], row["path"], loaded(tuple[str, ...], row["packs"])) for row in rows]

    def packs(self) -> tuple[str, ...]:
        """The measure packs of all lists, each once."""
        return tuple(dict.fromkeys(pack for row in self.all() for pack in row.packs))

    def packs_of(self, source_id: str) -> tuple[str, ...]:
        """The measure packs that a source is read with; none for a source that no list knows."""
        query = select(lists.c.packs).join(sources, sources.c.list == lists.c.name).where(sources.c.id == source_id)
        with self._read() as connection:
            packs = connection.execute(query).scalar()
        return loaded(tuple[str, ...], packs) if packs is not None else ()


def retire(connection: Connection, source_id: str, at: str) -> None:
    """Takes a source out: its document goes, and its claims count as no longer stated."""
    connection.execute(update(sources).where(sources.c.id == source_id).values(retired_at=at))
    connection.execute(documents.delete().where(documents.c.doc == source_id))
    withdraw_claims(connection, source_id, at)


def _known_sources(connection: Connection) -> dict[str, RowMapping]:
    return {row["id"]: row for row in connection.execute(select(sources)).mappings()}


def _parent_of(row: RowMapping) -> str | None:
    """The feed that names a document."""
    return loaded(Source, row["record"]).parent


def _addresses(known: Mapping[str, RowMapping]) -> dict[str, str]:
    """The address of each active source that is fetched, with the source's id."""
    active = [loaded(Source, row["record"]) for row in known.values() if row["retired_at"] is None]
    return {document_address(source.url): source.id for source in active if source.url and source.path is None}


def _active_of(known: dict[str, RowMapping], list_name: str) -> set[str]:
    return {name for name, row in known.items() if row["list"] == list_name and row["retired_at"] is None}


def _check_name(connection: Connection, source_list: SourceList, dropped: set[str]) -> None:
    path = connection.execute(select(lists.c.path).where(lists.c.name == source_list.name)).scalar_one_or_none()
    if path is None or path == str(source_list.path) or not dropped or not Path(path).exists():
        return
    raise LedgerError(
        f"{source_list.path}: the ledger has another list named {source_list.name!r}, {path}; "
        "give this one a name of its own, or use another --ledger"
    )


def _check_ids(known: dict[str, RowMapping], source_list: SourceList) -> None:
    taken = [
        f"{source.id} (in {row['list']!r})"
        for source in source_list.sources
        if (row := known.get(source.id)) and row["list"] != source_list.name and row["retired_at"] is None
    ]
    if taken:
        raise LedgerError(
            f"{source_list.path}: other lists of this ledger have these ids already: {', '.join(taken)}; "
            "give the sources ids of their own, leave them out here, or use another --ledger"
        )


def _put_list_row(connection: Connection, source_list: SourceList) -> None:
    values = {"path": str(source_list.path), "packs": dumped_json(list(source_list.packs))}
    known = connection.execute(select(lists).where(lists.c.name == source_list.name)).mappings().one_or_none()
    if known is None:
        position = connection.execute(select(func.count()).select_from(lists)).scalar_one()
        connection.execute(insert(lists).values(name=source_list.name, position=position, **values))
    elif any(known[key] != value for key, value in values.items()):
        connection.execute(update(lists).where(lists.c.name == source_list.name).values(**values))


def _put_source(connection: Connection, known: RowMapping | None, source: Source, name: str, position: int) -> None:
    values = {"list": name, "position": position, "record": dumped(Source, source), "retired_at": None}
    if known is None:
        connection.execute(insert(sources).values(id=source.id, **values))
    elif any(known[key] != value for key, value in values.items()):
        connection.execute(update(sources).where(sources.c.id == source.id).values(**values))
