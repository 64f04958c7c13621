"""A real PostgreSQL server for the tests, where one is installed, and ledgers in databases of their own on it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

PROGRAMS = os.pathsep.join([os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])
_NUMBERS = count(1)


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a fresh server on a socket in a folder of its own; not run by root, which PostgreSQL refuses."""
    pytest.importorskip("psycopg", reason="needs the extra 'postgres'")
    if not shutil.which("initdb", path=PROGRAMS):
        pytest.skip("PostgreSQL is not installed")
    user = "nobody" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="factledger-pg-") as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        if user:
            for path in (folder, data):
                shutil.chown(path, user)
        initdb, postgres = (str(shutil.which(each, path=PROGRAMS)) for each in ("initdb", "postgres"))
        subprocess.run(
            [initdb, "-D", data, "-U", "tester", "-A", "trust", "-N"], user=user, check=True, capture_output=True
        )
        server = subprocess.Popen(
            [postgres, "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            user=user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"postgresql+psycopg://tester@/postgres?host={folder}"
        _wait(address)
        yield address
        server.send_signal(signal.SIGINT)  # at once, whoever is connected
        server.wait()


def new_database(server: str) -> str:
    """The address of an empty database on the server; any password is taken."""
    name = f"ledger_{next(_NUMBERS)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def ledger_folder(folder: Path, address: str) -> Path:
    """The folder of a ledger whose tables are in the database at the address."""
    folder.mkdir(exist_ok=True)
    (folder / "settings.yaml").write_text(f"ledger:\n  url: {address}\n", "utf-8")
    return folder


def _wait(address: str) -> None:
    engine = create_engine(address)
    for _ in range(300):
        try:
            engine.connect().close()
        except OperationalError:
            time.sleep(0.1)
        else:
            break
    engine.dispose()
