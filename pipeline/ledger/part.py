"""What the parts of the ledger share: the engine and its transactions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Row, Select, Table, delete, insert

from pipeline.ledger.engine import writing

_IN_AT_ONCE = 500
Item = TypeVar("Item")


class Part:
    """A part of the ledger's store; each method that writes is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)

    def _read(self) -> AbstractContextManager[Connection]:
        return self._engine.connect()

    def _write(self) -> AbstractContextManager[Connection]:
        return self._writing.begin()


def chunks(items: Iterable[Item], size: int = _IN_AT_ONCE) -> Iterator[Sequence[Item]]:
    """The items in lists short enough for one statement's parameters."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def rows_with(
    connection: Connection, query: Select[Any], column: Column[Any], values: Iterable[str] | None
) -> Iterator[Row[Any]]:
    """The query's rows whose column has one of the values, or all its rows where that is None."""
    if values is None:
        yield from connection.execute(query)
        return
    for some in chunks(sorted(values)):
        yield from connection.execute(query.where(column.in_(some)))


def add_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds the rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def remove_rows(connection: Connection, column: Column[Any], values: Iterable[str]) -> None:
    """Removes the rows of the column's table that have one of the values in it."""
    for some in chunks(values):
        connection.execute(delete(column.table).where(column.in_(some)))


def insert_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Adds the row and gives the number that the database has given it."""
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    assert key is not None
    return int(key[0])
