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

hypothesis.settings.register_profile("factledger", deadline=None)  # how fast a machine is says nothing of the code
hypothesis.settings.load_profile("factledger")


@pytest.fixture(scope="session", autouse=True)
def own_environment() -> Iterator[None]:
    """No settings of the tester's reach a test, and Prefect, should a test import it, keeps to a folder of ours."""
    for name in [name for name in os.environ if name.startswith(("FACTLEDGER_", "PREFECT_"))]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="factledger-tests-") as folder:
        os.environ |= {"PREFECT_HOME": folder, "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
        yield


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
