"""What all tests share: an environment that is not the tester's own, and the command line to call."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import hypothesis
import pytest

from flows.cli import main
from tests.postgresql import new_database, running_server

# How fast a machine is says nothing of the code, hence no deadline. A run of the tests draws the same examples each
# time, so that a change is judged by what it changes; `make fuzz` draws new ones.
hypothesis.settings.register_profile("same-examples", deadline=None, derandomize=True)
hypothesis.settings.register_profile("new-examples", deadline=None, print_blob=True)
hypothesis.settings.load_profile("same-examples")


@pytest.fixture(scope="session", autouse=True)
def own_environment() -> Iterator[None]:
    """No settings of the tester's reach a test, and Prefect, should a test import it, keeps to a folder of ours."""
    for name in [name for name in os.environ if name.startswith(("FACTLEDGER_", "PREFECT_"))]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="factledger-tests-") as folder:
        os.environ |= {"PREFECT_HOME": folder, "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with running_server() as address:
        yield address


@pytest.fixture
def database(postgresql: str) -> str:
    """The address of an empty PostgreSQL database."""
    return new_database(postgresql)


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Call = Callable[..., Answer]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    def called(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["factledger", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Answer(int(ended.value.code or 0), captured.out, captured.err)

    return called
