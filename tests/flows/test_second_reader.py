"""A language model as a second reader: a server of our own answers, the ledger keeps what it said."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.second_reader import read_flagged_again
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Candidate, FieldChoice
from tests.ledger_samples import AT, put, write_list
from tests.made_claims import made

PLACES = FieldChoice("place", (Candidate("Peru", 0.6, "document"), Candidate("Lima", 0.4, "own sentence")))


@dataclass
class ModelServer:
    """Says the same to whatever it is asked, and keeps the questions."""

    says: str
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def model() -> Iterator[ModelServer]:
    told = ModelServer('{"place": 2}')

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            reply = json.dumps({"choices": [{"message": {"content": told.says}}]}).encode()
            self.send_response(told.status)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def ledger(tmp_path: Path, model: ModelServer) -> Iterator[Ledger]:
    """Two documents whose figures for Peru do not fit; one of them may be about Lima."""
    home = tmp_path / "ledger"
    home.mkdir()
    asked = f"{{ask: flagged, address: '{model.address}', model: tiny, seconds: 2}}"
    (home / "settings.yaml").write_text(f"second_reader: {asked}\n", "utf-8")
    opened = Ledger.open(home)
    opened.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in ("north", "south")}), AT)
    run = opened.runs.start(["Two shelters"], AT)
    put(opened, run, "north", [made("north", value=711.0, place="Peru")])
    quote = "Rescuers say that 1,234 children came home."
    put(opened, run, "south", [made("south", value=1234.0, place="Peru", quote=quote, choices=(PLACES,))])
    refresh(opened, run)
    yield opened
    opened.close()


def place_of_south(ledger: Ledger) -> str | None:
    (claim,) = ledger.claims.find(docs=["south"])
    return claim.place


def test_a_claim_in_a_flagged_conflict_is_read_again(ledger: Ledger, model: ModelServer) -> None:
    assert ledger.conflicts.find()
    assert read_flagged_again(ledger, 1)
    assert place_of_south(ledger) == "Lima"
    (question,) = model.asked
    assert question["model"] == "tiny"
    assert "Rescuers say that 1,234 children" in question["messages"][1]["content"]


def test_nothing_is_asked_twice(ledger: Ledger, model: ModelServer) -> None:
    model.says = '{"place": 1}'
    assert not read_flagged_again(ledger, 1)
    assert not read_flagged_again(ledger, 1)
    assert len(model.asked) == 1


@pytest.mark.parametrize("says", ["Lima, I believe.", '{"place": 9}', ""])
def test_a_wrong_answer_leaves_the_claim_as_it_was_read(ledger: Ledger, model: ModelServer, says: str) -> None:
    model.says = says
    assert not read_flagged_again(ledger, 1)
    assert place_of_south(ledger) == "Peru"


def test_a_failing_server_leaves_the_claim_as_it_was_read(ledger: Ledger, model: ModelServer) -> None:
    model.status = 503
    assert not read_flagged_again(ledger, 1)
    assert place_of_south(ledger) == "Peru"


def test_without_the_setting_nothing_leaves_the_machine(ledger: Ledger, model: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "ledger" / "settings.yaml").unlink()
    quiet = Ledger.open(tmp_path / "ledger")
    assert not read_flagged_again(quiet, 1)
    assert model.asked == []
    quiet.close()
