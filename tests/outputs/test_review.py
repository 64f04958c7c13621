"""The review application without a browser: who may reach it, what it refuses, what each page answers."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import html

from outputs.review import ServeError, serve
from outputs.review.guard import POLICY
from pipeline.ledger import Ledger
from tests.outputs.test_decisions import about, claim_of
from tests.review_server import TOKEN, entered, form_of, served
from tests.sample_ledger import DOCUMENTS, FACTSHEET, HARBOUR, changed, sample_ledger

HOSTILE = "110 <script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for all: no test here writes."""
    opened = sample_ledger(tmp_path_factory.mktemp("ledger"))
    yield opened
    assert opened.decisions.entries() == []
    opened.close()


@pytest.fixture(scope="module")
def address(ledger: Ledger) -> Iterator[str]:
    with served(ledger) as at:
        yield at


@pytest.fixture
def stranger(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        yield client


PAGES = ["/", "/conflicts", "/facts", "/claims", "/claims?q=children", "/sources", "/log", "/document/lantern"]


# who may reach it


def test_without_the_token_nothing_is_shown(ledger: Ledger, stranger: httpx.Client) -> None:
    for page in [*PAGES, "/?token=wrong", "/?token=", f"/snapshot/{ledger.claims.find()[0].document.snapshot}"]:
        answer = stranger.get(page)
        assert answer.status_code == 401, page
        assert "children" not in answer.text
    assert stranger.post("/person", data={"person": "Eve"}).status_code == 401


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_never_get(stranger: httpx.Client) -> None:
    answer = stranger.get(f"/conflicts?token={TOKEN}&severity=high")
    assert answer.headers["location"] == "/conflicts?severity=high"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["//evil.example.org/", "/\\evil.example.org", "///evil.example.org"])
def test_the_welcome_leads_to_no_other_host(address: str, path: str) -> None:
    host = urlsplit(address)
    with socket.create_connection((host.hostname or "", host.port or 0)) as raw:
        raw.sendall(f"GET {path}?token={TOKEN} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(4096), b"")).decode()
    location = re.search(r"^location: (\S+)", answer, re.IGNORECASE | re.MULTILINE)
    assert location is not None
    location = location.group(1)
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert urlsplit(location).netloc == ""


@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1.evil.example.org", "10.0.0.7:8765", ""])
def test_another_host_name_is_refused(client: httpx.Client, host: str) -> None:
    """Against DNS rebinding: the browser would send our cookie to a name that was pointed at this machine."""
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_this_machine_has_several_names(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"host": host, "cookie": f"factledger={TOKEN}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example.org"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_changes_nothing(ledger: Ledger, client: httpx.Client, headers: dict[str, str]) -> None:
    conflict = about(ledger, "exploited").id
    action = f"/conflict/{conflict}/decide"
    fields = form_of(client, f"/conflict/{conflict}", action) | {"decision": "unsettled"}
    assert client.post(action, data=fields, headers=headers).status_code == 403
    assert ledger.decisions.entries() == []


def test_a_form_without_its_token_changes_nothing(ledger: Ledger, client: httpx.Client) -> None:
    conflict = about(ledger, "exploited").id
    for csrf in ("", "wrong", TOKEN):
        fields = {"csrf": csrf, "decision": "unsettled"}
        assert client.post(f"/conflict/{conflict}/decide", data=fields).status_code == 403
    assert ledger.decisions.entries() == []


def test_nothing_changes_by_following_a_link(client: httpx.Client, ledger: Ledger) -> None:
    conflict = about(ledger, "exploited").id
    assert client.get(f"/conflict/{conflict}/decide?decision=unsettled").status_code == 405
    assert ledger.decisions.entries() == []


@pytest.mark.parametrize("page", [*PAGES, "/nonesuch", "/static/review.css"])
def test_every_answer_carries_the_policy(client: httpx.Client, page: str) -> None:
    headers = client.get(page).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in POLICY


def test_no_page_holds_an_inline_script_or_style(client: httpx.Client, ledger: Ledger) -> None:
    pages = [*PAGES, f"/conflict/{about(ledger, 'rescued').id}", f"/claim/{ledger.claims.find()[0].id}"]
    for page in [*pages, f"/fact/{ledger.facts.find()[0].id}"]:
        tree = html.fromstring(client.get(page).text)
        assert tree.xpath("//style | //script[not(@src)] | //*[@style]") == [], page
        handlers = [name for e in tree.iter() for name in e.attrib if str(name).startswith(("on", "hx-on"))]
        assert handlers == [], page


def test_what_pages_say_is_always_text(tmp_path: Path) -> None:
    hostile = changed(HARBOUR, "110", HOSTILE)
    documents = tuple(hostile if document.id == "harbour-watch" else document for document in DOCUMENTS)
    with closing(sample_ledger(tmp_path, documents)) as opened, served(opened) as at, entered(at) as client:
        claim = next(c for c in opened.claims.find() if "<script>" in c.quote)
        fact = opened.facts.find(claim=claim.id)[0]
        for page in ("/claims", f"/claim/{claim.id}", "/facts", f"/fact/{fact.id}", "/document/harbour-watch"):
            tree = html.fromstring(client.get(page).text)
            assert [s.get("src") for s in tree.xpath("//script[not(starts-with(@src, '/static/'))]")] == []
            assert tree.xpath("//main//img[@src='x'] | //*[@onerror]") == []
            assert "{{ 7 * 7 }}" in tree.text_content(), page


def test_the_bytes_of_a_page_are_never_run(client: httpx.Client, ledger: Ledger) -> None:
    documents = {claim.doc: claim.document for claim in ledger.claims.find()}
    page, pdf = documents["lantern"].snapshot, documents["factsheet"].snapshot
    answer = client.get(f"/snapshot/{page}")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert b"<script>alert(1)</script>" in answer.content
    assert client.get(f"/snapshot/{pdf}").headers["content-type"] == "application/pdf"
    assert client.get("/snapshot/" + "0" * 64).status_code == 404
    assert client.get("/snapshot/no-digest").status_code == 404
    assert client.get("/snapshot/..%2f..%2fledger.sqlite").status_code == 404


# what each page shows


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers(client: httpx.Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    tree = html.fromstring(answer.text)
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//nav//a[@aria-current='page']")


def test_the_conflict_shows_both_quotes_the_readings_and_the_ways_back(client: httpx.Client, ledger: Ledger) -> None:
    conflict = about(ledger, "rescued")
    tree = html.fromstring(client.get(f"/conflict/{conflict.id}").text)
    marked = ["".join(mark.itertext()) for mark in tree.xpath("//blockquote/mark[contains(@class, 'figure-mark')]")]
    assert sorted(marked) == ["516", "517"]
    assert conflict.explanation in tree.text_content()
    links = tree.xpath("//article//a/@href")
    assert any("#:~:text=" in link for link in links)
    assert "https://factsheet.example.org/factsheet.pdf#page=1" in links
    assert any(link.startswith("/snapshot/") for link in links)
    pdf_claim = claim_of(ledger, conflict, "factsheet")
    assert tree.xpath(f"//img[@src='/claim/{pdf_claim}/crop.png']/@alt")


def test_the_place_on_a_pdf_page_is_a_picture(client: httpx.Client, ledger: Ledger) -> None:
    claim = next(c for c in ledger.claims.find() if c.doc == FACTSHEET.id)
    picture = client.get(f"/claim/{claim.id}/crop.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    page_claim = next(c for c in ledger.claims.find() if c.doc == "lantern")
    assert client.get(f"/claim/{page_claim.id}/crop.png").status_code == 404


def test_filters_stand_in_the_address(client: httpx.Client) -> None:
    def titles(query: str) -> list[str]:
        tree = html.fromstring(client.get(f"/conflicts?{query}").text)
        return [" ".join(a.text_content().split()) for a in tree.xpath("//*[@data-row]//a[@class='title']")]

    assert len(titles("")) == 3
    assert titles("severity=low") == ["Rescued · people · Costa Verde"]
    assert titles("measure=exploited&place=world") == ["Exploited · children · world"]
    assert titles("q=convictions") == ["Convicted · convictions · Costa Verde"]
    assert len(titles("new=1")) == 2
    assert titles("status=settled") == []
    assert titles("q=nonesuch") == []
    assert len(titles("page=99999999999999&severity=&nonsense=1")) == 3


def test_what_is_not_there_is_said_so(client: httpx.Client) -> None:
    for page in ("/conflict/nonesuch", "/fact/nonesuch", "/claim/nonesuch", "/document/nonesuch", "/nonesuch"):
        answer = client.get(page)
        assert answer.status_code == 404, page
        assert html.fromstring(answer.text).xpath("//*[@role='alert']"), page


# serving


def test_it_is_served_on_this_machine_only(ledger: Ledger) -> None:
    for host in ("0.0.0.0", "192.168.1.5", "example.org"):
        with pytest.raises(ServeError, match="this machine only"):
            serve(ledger, host, 0)


def test_serving_prints_an_address_that_works_and_holds_the_port(ledger: Ledger) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.ledger import Ledger; from outputs.review import serve; "
        "serve(Ledger.open(Path(sys.argv[1])), port=0)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(ledger.folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None
        parts = urlsplit(address.group())
        for _ in range(100):
            try:
                answer = httpx.get(address.group(), follow_redirects=True)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        assert answer.status_code == 200
        assert "wait for a decision" in answer.text
        assert "token" not in str(answer.url)
        with pytest.raises(ServeError, match="give another with --port"):
            serve(ledger, "127.0.0.1", parts.port or 0)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.mark.parametrize("page", ["/conflicts", "/claims", "/document/harbour-watch"])
def test_a_name_written_from_right_to_left_moves_no_figure_beside_it(client: httpx.Client, page: str) -> None:
    tree = html.fromstring(client.get(page).text)
    named = [each for each in tree.iter("span", "strong", "b", "bdi") if each.text == HARBOUR.publisher]
    assert named
    assert {each.tag for each in named} == {"bdi"}
