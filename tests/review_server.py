"""The review application on a port of its own, for tests, screenshots and timings."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from outputs.review import create_app
from pipeline.ledger import Ledger

TOKEN = "a-token-of-this-test"


@contextmanager
def served(ledger: Ledger, person: str = "Ana") -> Iterator[str]:
    """The application's address, for as long as the block runs; its token is TOKEN."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    config = uvicorn.Config(create_app(ledger, TOKEN, person=person), log_level="critical", access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
