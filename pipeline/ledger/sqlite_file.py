"""A SQLite database as a file: made, read where nothing can be written, copied while others write."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine

from pipeline.ledger.errors import LedgerError


def is_read_only(file: Path) -> bool:
    """Whether the SQLite file is there and may be read, but not written."""
    return file.exists() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def read_only_address(file: Path) -> URL:
    """The SQLite file as it is read where nothing can be written beside it. Raises LedgerError where it cannot."""
    log, index = file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")
    how = {"mode": "ro", "uri": "true"}
    if not log.exists() or not log.stat().st_size:
        how["immutable"] = "1"  # else SQLite would make an index of the log, beside the file
    elif not index.exists():
        raise LedgerError(
            f"{log} holds changes that are not in {file.name} yet, and its folder cannot be written; copy the "
            "folder to where it can"
        )
    return URL.create("sqlite", database=f"file:{quote(str(file))}", query=how)


def make_file(file: Path) -> None:
    """Makes an empty database of the file, unless there is one; never, at any moment, a file without content.

    Raises LedgerError where it cannot be made, and for a file that is there and has none: what it held is lost.
    """
    if file.exists():
        if file.stat().st_size == 0:
            raise LedgerError(
                f"{file} is empty: the ledger that it held is gone; restore a backup with `factledger restore`, or "
                "remove the file to begin anew"
            )
        return
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(part)) as made:
            made.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise LedgerError(f"{file} cannot be made ({error}); give a ledger folder that can be written") from error
    try:
        os.link(part, file)  # unlike a rename, never over a file that somebody else has made meanwhile
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        part.replace(file)
    part.unlink(missing_ok=True)


def copy_database(engine: Engine, file: Path) -> None:
    """Copies the SQLite database as it is at one moment, whoever writes to it meanwhile.

    Raises OSError, sqlite3.Error.
    """
    with engine.connect() as connection, closing(sqlite3.connect(file)) as copy:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
