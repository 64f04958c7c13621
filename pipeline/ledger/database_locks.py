"""Locks in a database that several ledger folders, on several machines, may share: PostgreSQL's advisory locks.

SQLite needs none of them: its file is in one folder, which has a lock of its own, and a transaction that writes holds
it from its beginning.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from pipeline.ledger.errors import LedgerHeld

_CLASS = 0x464C
"""The first half of our locks' keys, "FL"; the second is of the schema: a database may hold a ledger in each."""
_LONG, _MAKING, _COMPARING = (f"hashtext(current_schema() || '{name}')" for name in ("run", "tables", "comparison"))
_HOLDER = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted "
    f"AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = {_CLASS} "
    f"AND objid = ({_LONG}::bigint & 4294967295)::oid"
)


@contextmanager
def held(engine: Engine, what: str, at: str) -> Iterator[None]:
    """Holds the ledger in the database for as long as the block runs; freed by the database if its holder is gone.

    Raises LedgerHeld, saying who has it and since when.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text(f"SELECT pg_try_advisory_lock({_CLASS}, {_LONG})")):
            holder = connection.scalar(_HOLDER) or "another process"
            raise LedgerHeld(
                f"the ledger in {engine.url} is in use by {holder}; wait until it is done, or use another --ledger"
            )
        who = f"{what} (process {os.getpid()} on {platform.node()[:16]}, since {at})"
        connection.execute(text("SELECT set_config('application_name', :who, false)"), {"who": who})
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({_CLASS}, {_LONG})"))
            connection.execute(text("RESET application_name"))


def one_makes_tables(connection: Connection) -> None:
    """Lets one at a time make the tables, until its transaction ends."""
    _hold(connection, _MAKING)


def one_compares(connection: Connection) -> None:
    """Lets one at a time write a comparison, until its transaction ends."""
    _hold(connection, _COMPARING)


def _hold(connection: Connection, key: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_CLASS}, {key})"))
