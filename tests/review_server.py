"""The review application on a port of its own, for tests, screenshots and timings."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from lxml import html

from outputs.review import create_app
from outputs.review.index import read_index
from pipeline.ledger import Ledger
from pipeline.records.model import Conflict

TOKEN = "a-token-of-this-test"


@contextmanager
def served(ledger: Ledger, person: str = "Ana") -> Iterator[str]:
    """The application's address, for as long as the block runs; its token is TOKEN."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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


@contextmanager
def entered(address: str, person: str = "Ana") -> Iterator[httpx.Client]:
    """A browser's stand-in that opened the printed address and gave a name."""
    with httpx.Client(base_url=address, cookies={"factledger_person": person}) as client:
        assert client.get(f"/?token={TOKEN}").status_code == 303
        yield client


def form_of(client: httpx.Client, address: str, action: str) -> dict[str, str]:
    """The hidden fields of the form on a page that leads to `action`."""
    tree = html.fromstring(client.get(address).text)
    [form] = tree.xpath(f"//form[@action='{action}']")[:1]
    return {i.get("name"): i.get("value") for i in form.xpath(".//input[@type='hidden']")}


def in_order_of_worth(ledger: Ledger) -> list[Conflict]:
    """The conflicts as the review puts them: those first that are worth deciding most."""
    conflicts = {conflict.id: conflict for conflict in ledger.conflicts.find()}
    return [conflicts[each] for each in read_index(ledger, 1, conflicts.values()).conflicts]
