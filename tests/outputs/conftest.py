"""The review application over a test's own ledger, and a client that has entered it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from pipeline.ledger import Ledger
from tests.review_server import entered, served


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    with served(ledger) as at:
        yield at


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with entered(address) as client:
        yield client
