"""The schema's versions, by Alembic. A ledger of an unknown one is refused, never guessed at.

Each file in `steps/versions/` makes one version from the one before and names all that it touches. It never looks at
the tables of `schema.py` and `compared_schema.py`, which are those of the newest version; a test holds that the steps
lead to them.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, Engine, column, func, inspect, select, table
from sqlalchemy.exc import DatabaseError

from pipeline.ledger.database_locks import one_makes_tables
from pipeline.ledger.engine import writing
from pipeline.ledger.errors import LedgerError

STEPS = Path(__file__).parent / "steps"
_ALEMBIC = table("alembic_version", column("version_num"))
_BEFORE_ALEMBIC = table("schema_version", column("version"))
_OURS = re.compile(r"\d{4}", re.ASCII)
"""A version of ours; other programs that use Alembic have others."""


def migrate(engine: Engine, where: str, steps: Path = STEPS) -> None:
    """Brings the tables to the newest version, all in one transaction.

    Raises LedgerError for a database that is no ledger, or one of a version that this program does not know.
    """
    newest = max(path.stem[1:5] for path in (steps / "versions").glob("s*.py"))
    try:
        with engine.connect() as connection:
            if _version(connection) == newest:
                return
        with writing(engine).begin() as connection:
            one_makes_tables(connection)
            found = _version(connection)
            if found == newest:
                return
            if found is None or not _OURS.fullmatch(found):
                _refuse_strangers(connection, where)
            elif found > newest:
                raise LedgerError(
                    f"{where} is a ledger of schema version {int(found)}, this program knows up to {int(newest)}; "
                    "use the newer Factledger that wrote it, or another --ledger"
                )
            _upgrade(connection, found, steps)
    except DatabaseError as error:
        raise LedgerError(f"{where} cannot be opened as a ledger: {error.orig}") from error


def _version(connection: Connection) -> str | None:
    """The version as Alembic writes it, for ours in four digits; None for a database without one."""
    tables = inspect(connection)
    if tables.has_table(_ALEMBIC.name):
        return connection.execute(select(_ALEMBIC.c.version_num)).scalar()
    if tables.has_table(_BEFORE_ALEMBIC.name):
        return f"{connection.execute(select(func.max(_BEFORE_ALEMBIC.c.version))).scalar_one():04}"
    return None


def _upgrade(connection: Connection, found: str | None, steps: Path) -> None:
    # Imported here: most ledgers that are opened are up to date.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if found is not None:
        command.stamp(config, found)
    command.upgrade(config, "head")


def _refuse_strangers(connection: Connection, where: str) -> None:
    if strangers := inspect(connection).get_table_names():
        raise LedgerError(
            f"{where} holds tables that are no ledger's ({', '.join(sorted(strangers)[:3])} …); use another --ledger"
        )
