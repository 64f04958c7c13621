"""The schema's versions. A ledger of an unknown one is refused, never guessed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError

from pipeline.ledger import schema
from pipeline.ledger.engine import writing
from pipeline.ledger.errors import LedgerError

Step = Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    schema.metadata.create_all(connection)


def _buckets(connection: Connection) -> None:
    """What a change bears on is kept; all facts and conflicts are made anew once, to know it."""
    schema.metadata.create_all(connection)
    for column in (schema.facts.c.bucket, schema.facts.c.unflagged, schema.reconciled.c.stage):
        known = {each["name"] for each in inspect(connection).get_columns(column.table.name)}
        if column.name not in known:
            connection.execute(
                text(f"ALTER TABLE {column.table.name} ADD COLUMN {column.name} VARCHAR DEFAULT '' NOT NULL")
            )
    for index in schema.facts.indexes:
        index.create(connection, checkfirst=True)
    connection.execute(delete(schema.reconciled))


STEPS: Mapping[int, Step] = {1: _first_tables, 2: _buckets}
"""By version, what makes it from the one before."""


def migrate(engine: Engine, where: str, at: str, steps: Mapping[int, Step] = STEPS) -> None:
    """Brings the tables to the newest version, all in one transaction.

    Raises LedgerError for a database that is no ledger, or one of a version that this program does not know.
    """
    newest = max(steps)
    try:
        found = _version(engine)
        if found == newest:
            return
        with writing(engine).begin() as connection:
            found = _version(connection)
            if found is None:
                _refuse_strangers(connection, where)
            elif found > newest:
                raise LedgerError(
                    f"{where} is a ledger of schema version {found}, this program knows up to {newest}; "
                    "use the newer Factledger that wrote it, or another --ledger"
                )
            for version in range((found or 0) + 1, newest + 1):
                steps[version](connection)
                connection.execute(insert(schema.schema_version).values(version=version, at=at))
    except DatabaseError as error:
        raise LedgerError(f"{where} cannot be opened as a ledger: {error.orig}") from error


def _version(bind: Engine | Connection) -> int | None:
    if not inspect(bind).has_table(schema.schema_version.name):
        return None
    query = select(func.max(schema.schema_version.c.version))
    if isinstance(bind, Connection):
        return bind.execute(query).scalar()
    with bind.connect() as connection:
        return connection.execute(query).scalar()


def _refuse_strangers(connection: Connection, where: str) -> None:
    if strangers := inspect(connection).get_table_names():
        raise LedgerError(
            f"{where} holds tables that are no ledger's ({', '.join(sorted(strangers)[:3])} …); use another --ledger"
        )
