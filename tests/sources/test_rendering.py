"""Pages that a script fills, rendered by Debian's Chromium on answers that only we fetch."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sources.access import Access, HostPort
from sources.catalog import Source
from sources.fetch import Fetched, FetchFailure, FetchPolicy, Validators, fetch_all
from tests.as_shipped import read_html
from tests.browser import needs_chromium
from tests.fetching import QUICK
from tests.http_server import Route, WebServer, page, robots

SHELL = (
    "<!doctype html><meta http-equiv=Content-Security-Policy content=\"script-src 'self'\"><title>Harbour</title>"
    "<body><div id=root></div><script src=/app.js></script></body>"
)
PATIENT = replace(QUICK, total_seconds=60)


def script(text: str) -> Route:
    return page(text, media_type="text/javascript")


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({"/": page(SHELL)}) as running:
        yield running


def render(server: WebServer, path: str = "/", policy: FetchPolicy = PATIENT) -> Fetched | FetchFailure:
    host, _, port = server.host_and_port.rpartition(":")
    access = Access(None, frozenset({HostPort(host, int(port))}))
    (result,) = fetch_all([Source("it", url=server.url(path), browser=True)], {}, policy, access)
    return result


def told(result: Fetched | FetchFailure) -> str:
    assert isinstance(result, Fetched), result
    assert result.data is not None
    return result.data.decode()


def says(text: str) -> str:
    return f"document.getElementById('root').innerHTML = '<p>' + {text} + '</p>';"


@needs_chromium
def test_the_snapshot_is_the_page_as_its_scripts_have_made_it(server: WebServer) -> None:
    server.routes["/app.js"] = script(f"fetch('/figures').then(a => a.text()).then(t => {{ {says('t')} }});")
    server.routes["/figures"] = page("In 2021 the harbour trust rescued 112 children from boats on the lake.")
    result = render(server)
    assert "rescued 112 children" in told(result)
    assert isinstance(result, Fetched)
    assert result.media_type == "text/html"
    assert result.validators == Validators(None, None, result.sha256)
    blocks = read_html(told(result).encode()).blocks
    assert [block.text for block in blocks if block.kept] == [
        "In 2021 the harbour trust rescued 112 children from boats on the lake."
    ]


@needs_chromium
def test_robots_txt_holds_for_what_a_page_asks_for(server: WebServer) -> None:
    server.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /closed")
    server.routes["/app.js"] = script(f"fetch('/closed').catch(() => {{ {says(repr('refused'))} }});")
    assert "<p>refused</p>" in told(render(server))
    assert server.times("/closed") == 0


@needs_chromium
def test_no_request_of_a_page_reaches_a_private_network(server: WebServer) -> None:
    with WebServer({"/secret": page("secret")}) as inner:
        asks = "".join(
            f"fetch('{inner.url('/secret', host)}', {{mode: 'no-cors'}}).catch(() => tried++),"
            for host in ("127.0.0.1", "localhost", "[::1]")
        )
        socket = f"new WebSocket('ws://{inner.host_and_port}/secret');"
        frame = (
            f"document.body.append(Object.assign(document.createElement('iframe'), {{src: '{inner.url('/secret')}'}}));"
        )
        shown = says("'refused ' + tried")
        server.routes["/app.js"] = script(
            f"let tried = 0; {socket} {frame} Promise.all([{asks}]).then(() => {{ {shown} }});"
        )
        assert "<p>refused 3</p>" in told(render(server))
        assert inner.seen == []


@needs_chromium
def test_what_is_sent_downloaded_or_only_pictured_is_not_asked_for(server: WebServer) -> None:
    server.routes["/app.js"] = script(
        "document.body.append(Object.assign(document.createElement('img'), {src: '/picture'}));"
        "const link = Object.assign(document.createElement('a'), {href: 'blob:x', download: 'x'}); link.click();"
        f"fetch('/send', {{method: 'POST', body: 'x'}}).catch(() => {{ {says(repr('kept'))} }});"
    )
    assert "<p>kept</p>" in told(render(server))
    assert [request.path for request in server.seen] == ["/robots.txt", "/", "/app.js"]


@needs_chromium
def test_a_page_that_leads_on_by_script_is_read_where_it_ends(server: WebServer) -> None:
    server.routes["/app.js"] = script("location.replace('/report');")
    server.routes["/report"] = page("<p>The trust rescued 112 children.</p>")
    result = render(server)
    assert "112 children" in told(result)
    assert isinstance(result, Fetched)
    assert result.final_url == server.url("/report")


@needs_chromium
def test_the_limit_on_size_holds_for_all_that_a_page_fetches(server: WebServer) -> None:
    server.routes["/app.js"] = script(says(repr("x" * 30_000)) + "fetch('/more');")
    server.routes["/more"] = page("y" * 30_000)
    result = render(server, policy=replace(PATIENT, max_bytes=50_000))
    assert isinstance(result, FetchFailure)
    assert result.kind == "too_big"


@needs_chromium
@pytest.mark.parametrize("at", ["{}", "addEventListener('load', () => setTimeout(() => {{ {} }}, 100));"])
def test_a_script_without_end_ends_with_the_time_of_a_request(server: WebServer, at: str) -> None:
    server.routes["/app.js"] = script(at.format("while (true) {}"))
    result = render(server, policy=replace(PATIENT, total_seconds=8))
    assert isinstance(result, FetchFailure)
    assert result.kind == "timeout"


@needs_chromium
def test_what_is_no_page_stays_as_it_is(server: WebServer) -> None:
    server.routes["/table"] = page("place,children\nVolta,12\nAshanti,30\n", media_type="text/csv")
    assert told(render(server, "/table")) == "place,children\nVolta,12\nAshanti,30\n"


def test_without_the_extra_a_source_for_the_browser_fails_and_says_what_to_install(server: WebServer) -> None:
    host, _, port = server.host_and_port.rpartition(":")
    program = f"""
import sys
sys.modules["playwright"] = sys.modules["playwright.sync_api"] = None
from sources.access import Access, HostPort
from sources.catalog import Source
from sources.fetch import FetchPolicy, fetch_all
access = Access(None, frozenset({{HostPort({host!r}, {port})}}))
(result,) = fetch_all([Source("it", url={server.url("/")!r}, browser=True)], {{}}, FetchPolicy(pause_seconds=0), access)
print(result.kind, result.reason, result.remedy)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("no_browser ")
    assert "factledger[browser]" in done.stdout
