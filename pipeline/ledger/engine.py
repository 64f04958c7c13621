"""The connection to the database: this module and `database_locks.py` alone know which database it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from pipeline.ledger.errors import LedgerError
from pipeline.ledger.sqlite_file import is_read_only, read_only_address
from pipeline.records.settings import LedgerSettings

FILE_NAME = "ledger.sqlite"
_BUSY_SECONDS = 60


def address_of(folder: Path, settings: LedgerSettings) -> URL:
    """The database that the settings name, else the SQLite file in `folder`; it may hold a password.

    Raises LedgerError where the address is none, or its password is not to be had; never with the address in it.
    """
    if settings.url is None:
        file = (folder / FILE_NAME).resolve()
        return read_only_address(file) if is_read_only(file) else URL.create("sqlite", database=str(file))
    try:
        address = make_url(settings.url)
    except ArgumentError:
        raise LedgerError(
            f"{folder}: ledger.url is no SQLAlchemy address; write it as postgresql+psycopg://user@host/name"
        ) from None
    if not settings.password_variable:
        return address
    password = os.environ.get(settings.password_variable)
    if password is None:
        raise LedgerError(
            f"the environment variable {settings.password_variable}, which ledger.password_variable names, is not set; "
            "set it to the database's password"
        )
    return address.set(password=password)


def integrity_problems(engine: Engine) -> list[str]:
    """What SQLite finds wrong with its file; of other databases nothing is known here."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
        return [problem for problem in found if problem != "ok"]


def connect(address: URL) -> Engine:
    """An engine on the database. Raises LedgerError where its driver is not to be had."""
    try:
        engine = create_engine(address)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise LedgerError(f"ledger.url {str(address)!r} cannot be used ({error}); install its driver") from error
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine, read_only=address.query.get("mode") == "ro")
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that write: SQLite takes the write lock at once, not half-way."""
    return engine.execution_options(factledger_writes=True)


def erase_deleted(engine: Engine) -> None:
    """Overwrites what was deleted, where the database would keep it in free pages."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_up_sqlite(engine: Engine, *, read_only: bool) -> None:
    pragmas = [f"busy_timeout = {_BUSY_SECONDS * 1000}", "foreign_keys = ON"]
    if not read_only:
        pragmas += ["journal_mode = WAL", "synchronous = NORMAL"]

    @event.listens_for(engine, "connect")
    def _on_connect(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("factledger_writes", False)
        if writes and read_only:
            raise LedgerError("this ledger can be read but not written; copy its folder to where it can")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
