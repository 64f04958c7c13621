"""What all tests share: an environment that is not the tester's own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_environment() -> Iterator[None]:
    """No settings of the tester's reach a test, and Prefect, should a test import it, keeps to a folder of ours."""
    for name in [name for name in os.environ if name.startswith(("FACTLEDGER_", "PREFECT_"))]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="factledger-tests-") as folder:
        os.environ |= {"PREFECT_HOME": folder, "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
        yield
