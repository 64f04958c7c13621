"""Telling people of what is new and what failed, by a real command, web hook and mail server; faults break nothing."""

from __future__ import annotations

import json
import socketserver
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from outputs.decisions import DecisionLog
from outputs.notify import after_failure, after_run
from pipeline.ledger import Ledger
from pipeline.records.output_settings import NotifySettings
from tests.sample_ledger import sample_ledger

SECOND_RUN = 2


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path)
    yield opened
    opened.close()


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))  # type: ignore[attr-defined]
        self.send_response(500 if self.path == "/broken" else 204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Silent."""


@pytest.fixture
def hook() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    server.posted = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class _Smtp(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to be sent a message."""

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            command = line.split(b" ")[0].strip().upper()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = list(iter(self.rfile.readline, b".\r\n"))
                self.server.mails.append(b"".join(lines).decode())  # type: ignore[attr-defined]
            if command == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


def telling(ledger: Ledger, **notify: Any) -> Ledger:
    """The ledger with these settings for whom a run tells of new conflicts."""
    return replace(ledger, settings=replace(ledger.settings, notify=NotifySettings(**notify)))


def test_nothing_is_configured_nothing_is_told(ledger: Ledger) -> None:
    assert after_run(ledger, SECOND_RUN, "") == ()


def test_a_command_gets_the_new_conflicts_as_lines(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "told.jsonl"
    code = f"import sys, pathlib; pathlib.Path({str(out)!r}).write_text(sys.stdin.read())"
    ledger = telling(ledger, command=(sys.executable, "-c", code))
    [told] = after_run(ledger, SECOND_RUN, "")
    assert (told.hook, told.ok) == ("command", True)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["severity"] for row in rows] == ["high", "low"]
    assert all(row["explanation"] for row in rows)


def test_a_web_hook_gets_them_as_json(ledger: Ledger, hook: HTTPServer) -> None:
    ledger = telling(ledger, webhook=f"http://127.0.0.1:{hook.server_port}/in", severity="high")
    [told] = after_run(ledger, SECOND_RUN, "")
    assert told.ok
    [body] = hook.posted  # type: ignore[attr-defined]
    assert body["run"] == SECOND_RUN
    assert len(body["conflicts"]) == 1
    assert "1 new conflict, the worst of high severity" in body["subject"]


def test_a_source_is_told_once_when_it_begins_to_fail(ledger: Ledger, hook: HTTPServer) -> None:
    ledger = telling(ledger, webhook=f"http://127.0.0.1:{hook.server_port}/in", severity="high")
    for run in (1, SECOND_RUN):
        after_run(ledger, run, "")
    first, second = hook.posted  # type: ignore[attr-defined]
    assert [row["source"] for row in first["sources"]] == ["silent"]
    assert "1 source failing" in first["subject"]
    assert "silent.example.org/ is 404" in first["text"]
    assert second["sources"] == []


def test_a_source_may_have_to_fail_for_some_days_before_it_is_told(ledger: Ledger, hook: HTTPServer) -> None:
    """The two runs of the sample are a week apart."""
    ledger = telling(ledger, webhook=f"http://127.0.0.1:{hook.server_port}/in", failing_days=5)
    for run in (1, SECOND_RUN):
        after_run(ledger, run, "")
    told = {body["run"]: [row["source"] for row in body["sources"]] for body in hook.posted}  # type: ignore[attr-defined]
    assert told == {1: [], SECOND_RUN: ["silent"]}


def test_a_command_gets_failures_as_lines_too(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "told.jsonl"
    code = f"import sys, pathlib; pathlib.Path({str(out)!r}).write_text(sys.stdin.read())"
    ledger = telling(ledger, command=(sys.executable, "-c", code))
    after_run(ledger, 1, "a fault of ours: harbour")
    failure, *_, failing = (json.loads(line) for line in out.read_text().splitlines())
    assert failure == {"failure": "a fault of ours: harbour"}
    assert failing.keys() == {"source", "kind", "reason", "remedy", "since"}


def test_a_run_that_could_not_be_done_is_told(ledger: Ledger, hook: HTTPServer) -> None:
    settings = ledger.folder / "settings.yaml"
    settings.write_text(f"notify: {{webhook: 'http://127.0.0.1:{hook.server_port}/in'}}")
    [told] = after_failure(ledger.folder, "list.yaml:4: not YAML")
    [body] = hook.posted  # type: ignore[attr-defined]
    assert told.ok
    assert (body["run"], body["failure"], body["subject"]) == (
        None, "list.yaml:4: not YAML", "Factledger: the run failed",
    )  # fmt: skip


def test_settings_that_cannot_be_read_tell_nobody_and_raise_nothing(ledger: Ledger) -> None:
    (ledger.folder / "settings.yaml").write_text("notify: [")
    assert after_failure(ledger.folder, "settings.yaml: not YAML") == ()


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise loads every service it knows
def test_mail_is_sent(ledger: Ledger) -> None:
    pytest.importorskip("apprise", reason="needs the extra 'mail'")
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp)
    server.daemon_threads = True
    server.mails = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    address = f"mailto://127.0.0.1:{port}?from=desk@example.org&to=ana@example.org&format=text"
    ledger = telling(ledger, mail=(address,))
    [told] = after_run(ledger, SECOND_RUN, "")
    server.shutdown()
    server.server_close()
    assert told.ok, told.reason
    assert "2 new conflicts" in server.mails[0]  # type: ignore[attr-defined]


def test_what_is_decided_already_is_not_told_again(ledger: Ledger, hook: HTTPServer) -> None:
    ledger = telling(ledger, webhook=f"http://127.0.0.1:{hook.server_port}/in")
    log = DecisionLog(ledger)
    for conflict in ledger.conflicts.find():
        log.decide(conflict.id, "unsettled", person="Ana")
    assert after_run(ledger, SECOND_RUN, "") == ()
    assert hook.posted == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("notify", "reason"),
    [
        ({"command": ("/nonesuch/program",)}, "cannot be started"),
        ({"command": (sys.executable, "-c", "import sys; sys.exit('no such list')")}, "status 1: no such list"),
        ({"command": (sys.executable, "-c", "import time; time.sleep(60)"), "seconds": 0.3}, "did not end within"),
        ({"webhook": "http://127.0.0.1:9/"}, "could not be reached"),
        ({"webhook": "nonsense"}, "could not be reached"),
        ({"webhook": "https://desk..example.org/in"}, "could not be reached"),
        ({"command": ("mail\0desk",)}, "cannot be started"),
        (
            {
                "command": (
                    sys.executable,
                    "-c",
                    "import os; os.write(1, b'\\xff'); os.write(2, b'k\\xe9o\\n'); os._exit(4)",
                )
            },
            r"status 4: k\xe9o",
        ),
    ],
)
def test_a_hook_that_fails_is_reported_and_raises_nothing(ledger: Ledger, notify: dict[str, Any], reason: str) -> None:
    ledger = telling(ledger, **notify)
    [told] = after_run(ledger, SECOND_RUN, "")
    assert not told.ok
    assert reason in told.reason


def test_one_hook_that_fails_does_not_keep_the_next_from_being_told(ledger: Ledger, hook: HTTPServer) -> None:
    ledger = telling(ledger, command=("/nonesuch/program",), webhook=f"http://127.0.0.1:{hook.server_port}/broken")
    assert [(told.hook, told.ok) for told in after_run(ledger, SECOND_RUN, "")] == [
        ("command", False),
        ("webhook", False),
    ]
    assert len(hook.posted) == 1  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_a_mail_address_that_is_none_is_reported(ledger: Ledger) -> None:
    pytest.importorskip("apprise", reason="needs the extra 'mail'")
    ledger = telling(ledger, mail=("nonsense",))
    [told] = after_run(ledger, SECOND_RUN, "")
    assert not told.ok
    assert "address 1 of 1 is none" in told.reason


def test_without_the_mail_extra_the_remedy_is_named(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    ledger = telling(ledger, mail=("mailto://127.0.0.1",))
    [told] = after_run(ledger, SECOND_RUN, "")
    assert not told.ok
    assert "factledger[mail]" in told.reason
