"""A Prefect API for one run: a server process of ours, started before prefect is imported, so that it boots on
another core meanwhile. docs/scheduling.md says what each setting is for.

Where `PREFECT_API_URL` is set already, that server is used and none is started.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from pathlib import Path

from sources.errors import UserError

_STARTUP_SECONDS = 180
_DATABASE = "prefect.db"
_ENVIRONMENT = {
    # No process that prefect starts imports from the current folder, whose packages may be called as ours are.
    "PYTHONSAFEPATH": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(_STARTUP_SECONDS),
}
_SERVER_OF_A_RUN = {
    "PREFECT__SERVER_EPHEMERAL": "1",  # without schedulers and the other services that tick
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_UI_ENABLED": "0",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
}


class LaunchError(UserError):
    """A flow that cannot be started; the message says why and what to do."""


class PrefectServerError(LaunchError):
    """The Prefect server cannot be started or does not answer; the message says why, or where its log is."""


@dataclass(frozen=True, slots=True)
class Server:
    """A Prefect server that is starting, or somebody else's (`first_question` None)."""

    api_url: str
    first_question: HTTPConnection | None
    """Where it was asked something that it answers when it is up."""
    log: Path | None
    home: Path
    is_fresh: bool
    """Whether its home was without a database, and no template was at hand."""

    def wait(self) -> None:
        """Returns when the server answers. Raises PrefectServerError where it does not."""
        if self.first_question is None:
            return
        try:
            self.first_question.getresponse().read()
        except (OSError, HTTPException) as error:
            raise PrefectServerError(f"the Prefect server did not start; its log is {self.log}") from error
        finally:
            self.close()
        if self.is_fresh:
            _keep_template(self.home / _DATABASE)

    def close(self) -> None:
        """Waits for no answer any more; the server goes on."""
        if self.first_question is not None:
            self.first_question.close()


def start_server(home: Path, *, with_schedules: bool = False) -> Server:
    """Starts a server with its data in `home`, or takes the one that `PREFECT_API_URL` names.

    Sets the environment that prefect reads when it is imported: call it before. The server's stop is registered with
    atexit, before prefect registers its own: so that it is called after, when all events have been delivered. Raises
    PrefectServerError where `home` cannot be written.
    """
    assert "prefect" not in sys.modules, "prefect reads its environment when it is imported"
    log = home.absolute() / "server.log"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        log.open("ab").close()  # a folder that is there may still be on a disk that can be read only
    except OSError as error:
        told = f"{home} cannot be written ({error.strerror}); give a ledger folder that can"
        raise PrefectServerError(told) from error
    home = home.resolve()
    for name, value in {**_ENVIRONMENT, "PREFECT_LOGGING_CONFIG_PATH": str(home / "logging.yml")}.items():
        os.environ.setdefault(name, value)
    if given := os.environ.get("PREFECT_API_URL"):
        return Server(given, None, None, home, False)
    os.environ["PREFECT_HOME"] = str(home)
    is_fresh = not (home / _DATABASE).exists() and not _put_template(home / _DATABASE)
    listening = socket.create_server(("127.0.0.1", 0))
    host, port = listening.getsockname()
    api_url = f"http://{host}:{port}/api"
    with listening, log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.prefect_child", str(listening.fileno())],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[listening.fileno()],
            env={**os.environ, **({} if with_schedules else _SERVER_OF_A_RUN), "PREFECT_API_URL": ""},
            cwd=home,
            start_new_session=True,  # Ctrl-C is for us; it ends when we do
        )
        first_question = _ask(host, port)
    atexit.register(_stop, process)
    os.environ["PREFECT_API_URL"] = api_url
    return Server(api_url, first_question, log, home, is_fresh)


@contextmanager
def importing() -> Iterator[None]:
    """Without the garbage collector, which finds nothing while modules are loaded."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def template_path() -> Path:
    """Where the empty Prefect database is kept from which fresh homes are made: in the user's cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "factledger" / f"prefect-{version('prefect')}.db"


def _ask(host: str, port: int) -> HTTPConnection:
    """Puts the first question of Prefect's client, which the server takes half a second to answer since it makes its
    routes for it. The socket listens already: the question waits there for the server, and nobody for the answer."""
    connection = HTTPConnection(host, port, timeout=_STARTUP_SECONDS)
    connection.request("GET", "/api/admin/version")
    return connection


def _put_template(database: Path) -> bool:
    template = template_path()
    if not template.is_file():
        return False
    part = database.with_suffix(".part")
    shutil.copyfile(template, part)
    part.replace(database)
    return True


def _keep_template(database: Path) -> None:
    """Copies the database that the server has just made, before any flow; without a place to keep it, does not."""
    template = template_path()
    part = template.with_suffix(f".{os.getpid()}")
    try:
        template.parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(database) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        part.replace(template)
    except (OSError, sqlite3.Error):
        part.unlink(missing_ok=True)


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
