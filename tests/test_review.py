"""The review application without a browser: who may reach it, what it refuses, what each page answers."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import html

from outputs.decisions import Book
from outputs.review import ServeError, serve
from outputs.review.guard import POLICY
from pipeline.ledger import Ledger
from tests.review_server import TOKEN, served
from tests.sample_ledger import DOCUMENTS, FACTSHEET, HARBOUR, changed, reread, sample_ledger
from tests.test_decisions import about, claim_of

HOSTILE = "110 <script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    with served(ledger) as at:
        yield at


@pytest.fixture
def stranger(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        yield client


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with entered(address) as client:
        yield client


@pytest.fixture
def bo(address: str) -> Iterator[httpx.Client]:
    """A second reviewer."""
    with entered(address, "Bo") as client:
        yield client


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


def decide(client: httpx.Client, conflict: str, **fields: str) -> httpx.Response:
    action = f"/conflict/{conflict}/decide"
    return client.post(action, data=form_of(client, f"/conflict/{conflict}", action) | fields)


PAGES = ["/", "/conflicts", "/facts", "/claims", "/claims?q=children", "/sources", "/log", "/document/lantern"]


# who may reach it


def test_without_the_token_nothing_is_shown(ledger: Ledger, stranger: httpx.Client) -> None:
    for page in [*PAGES, "/?token=wrong", "/?token=", f"/snapshot/{ledger.claims()[0].document.snapshot}"]:
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
    assert ledger.decisions() == []


def test_a_form_without_its_token_changes_nothing(ledger: Ledger, client: httpx.Client) -> None:
    conflict = about(ledger, "exploited").id
    for csrf in ("", "wrong", TOKEN):
        fields = {"csrf": csrf, "decision": "unsettled"}
        assert client.post(f"/conflict/{conflict}/decide", data=fields).status_code == 403
    assert ledger.decisions() == []


def test_nothing_changes_by_following_a_link(client: httpx.Client, ledger: Ledger) -> None:
    conflict = about(ledger, "exploited").id
    assert client.get(f"/conflict/{conflict}/decide?decision=unsettled").status_code == 405
    assert ledger.decisions() == []


@pytest.mark.parametrize("page", [*PAGES, "/nonesuch", "/static/review.css"])
def test_every_answer_carries_the_policy(client: httpx.Client, page: str) -> None:
    headers = client.get(page).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in POLICY


def test_no_page_holds_an_inline_script_or_style(client: httpx.Client, ledger: Ledger) -> None:
    pages = [*PAGES, f"/conflict/{about(ledger, 'rescued').id}", f"/claim/{ledger.claims()[0].id}"]
    for page in [*pages, f"/fact/{ledger.facts()[0].id}"]:
        tree = html.fromstring(client.get(page).text)
        assert tree.xpath("//style | //script[not(@src)] | //*[@style]") == [], page
        handlers = [name for e in tree.iter() for name in e.attrib if str(name).startswith(("on", "hx-on"))]
        assert handlers == [], page


def test_what_pages_say_is_always_text(tmp_path: Path) -> None:
    hostile = changed(HARBOUR, "110", HOSTILE)
    documents = tuple(hostile if document.id == "harbour-watch" else document for document in DOCUMENTS)
    with closing(sample_ledger(tmp_path, documents)) as opened, served(opened) as at, entered(at) as client:
        claim = next(c for c in opened.claims() if "<script>" in c.quote)
        fact = opened.facts(claim=claim.id)[0]
        for page in ("/claims", f"/claim/{claim.id}", "/facts", f"/fact/{fact.id}", "/document/harbour-watch"):
            tree = html.fromstring(client.get(page).text)
            assert [s.get("src") for s in tree.xpath("//script[not(starts-with(@src, '/static/'))]")] == []
            assert tree.xpath("//main//img[@src='x'] | //*[@onerror]") == []
            assert "{{ 7 * 7 }}" in tree.text_content(), page


def test_the_bytes_of_a_page_are_never_run(client: httpx.Client, ledger: Ledger) -> None:
    page, pdf = (next(c for c in ledger.claims() if c.doc == doc).document.snapshot for doc in ("lantern", "factsheet"))
    answer = client.get(f"/snapshot/{page}")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert b"<script>alert(1)</script>" in answer.content
    assert client.get(f"/snapshot/{pdf}").headers["content-type"] == "application/pdf"
    assert client.get("/snapshot/" + "0" * 64).status_code == 404
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
    claim = next(c for c in ledger.claims() if c.doc == FACTSHEET.id)
    picture = client.get(f"/claim/{claim.id}/crop.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    page_claim = next(c for c in ledger.claims() if c.doc == "lantern")
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


# deciding


def test_a_decision_is_recorded_and_leads_to_the_next_in_the_view(client: httpx.Client, ledger: Ledger) -> None:
    first, second, third = (c.id for c in ledger.conflicts())
    answer = decide(client, first, decision="right", side="0", note="counted")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/conflict/{second}?")
    [entry] = ledger.decisions()
    assert (entry.decision, entry.person, entry.note, entry.side) == ("right", "Ana", "counted", 0)
    assert "Recorded" in client.get(answer.headers["location"]).text
    decide(client, second, decision="unsettled")
    assert decide(client, third, decision="unsettled").headers["location"].startswith(f"/conflict/{third}?")


def test_a_decision_that_lacks_something_keeps_what_was_typed(client: httpx.Client, ledger: Ledger) -> None:
    answer = decide(client, about(ledger, "exploited").id, decision="both", note="to be kept")
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert "what differs" in tree.xpath("//*[@role='alert']")[0].text_content()
    assert tree.xpath("//input[@name='note']/@value") == ["to be kept"]
    assert tree.xpath("//input[@name='decision'][@checked]/@value") == ["both"]
    assert decide(client, about(ledger, "exploited").id, decision="nonsense").status_code == 422
    assert ledger.decisions() == []


def test_two_reviewers_at_once_lose_no_decision(ledger: Ledger, client: httpx.Client, bo: httpx.Client) -> None:
    """Both open the same conflict, both decide: the second is told what the first said, with the words kept."""
    conflict = about(ledger, "exploited").id
    action = f"/conflict/{conflict}/decide"
    seen_by_bo = form_of(bo, f"/conflict/{conflict}", action)
    assert decide(client, conflict, decision="right", side="0").status_code == 303
    answer = bo.post(action, data=seen_by_bo | {"decision": "right", "side": "1", "note": "my reason"})
    assert answer.status_code == 409
    alert = html.fromstring(answer.text).xpath("//*[@role='alert']")[0].text_content()
    assert "'right' by Ana" in alert
    assert 'value="my reason"' in answer.text
    assert [entry.person for entry in ledger.decisions()] == ["Ana"]
    assert decide(bo, conflict, decision="right", side="1", note="my reason").status_code == 303
    assert [entry.person for entry in ledger.decisions()] == ["Ana", "Bo"]


def test_a_page_opened_before_a_run_changed_its_evidence_is_refused(client: httpx.Client, ledger: Ledger) -> None:
    conflict = about(ledger, "exploited").id
    action = f"/conflict/{conflict}/decide"
    seen = form_of(client, f"/conflict/{conflict}", action)
    reread(ledger, changed(HARBOUR, "One million", "Four million", value=4_000_000))
    assert client.post(action, data=seen | {"decision": "right", "side": "0"}).status_code in (404, 409, 422)
    assert ledger.decisions() == []


def test_a_reopened_conflict_shows_old_and_new(client: httpx.Client, ledger: Ledger) -> None:
    decide(client, about(ledger, "exploited").id, decision="right", side="0", note="counted")
    reread(ledger, changed(HARBOUR, "One million", "Four million", value=4_000_000))
    page = html.fromstring(client.get(f"/conflict/{about(ledger, 'exploited').id}").text)
    [table] = page.xpath("//section[@aria-labelledby='changes-title']")
    text = " ".join(table.text_content().split())
    assert "One million children are exploited" in text
    assert "Four million children are exploited" in text
    assert "“counted”" in text


def test_undo_sign_off_and_the_log(ledger: Ledger, client: httpx.Client, bo: httpx.Client) -> None:
    conflict = about(ledger, "exploited").id
    decide(client, conflict, decision="right", side="0")
    [entry] = ledger.decisions()
    signing = form_of(bo, "/log", f"/log/{entry.id}/sign-off")
    assert bo.post(f"/log/{entry.id}/sign-off", data=signing).status_code == 303
    assert "Signed off by Bo" in client.get("/log").text
    undoing = form_of(client, "/log", f"/log/{entry.id}/undo")
    assert client.post(f"/log/{entry.id}/undo", data=undoing).status_code == 303
    assert Book(ledger).state(conflict).status == "open"
    assert "Undone by Ana" in bo.get("/log").text
    assert client.post(f"/log/{entry.id}/undo", data=undoing).status_code == 409
    assert len(ledger.decisions()) == 3


def test_a_correction_taken_back_brings_its_conflict_back(client: httpx.Client, ledger: Ledger) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    answer = decide(client, conflict.id, decision="misread", misread=claim, field="value", value="516")
    assert answer.status_code == 303
    assert conflict.id not in {c.id for c in ledger.conflicts()}
    gone = client.get(f"/conflict/{conflict.id}").text
    assert "Stands no more" in gone
    assert 'id="decide"' not in gone
    [entry] = ledger.decisions()
    action = f"/log/{entry.id}/undo"
    assert client.post(action, data=form_of(client, f"/conflict/{conflict.id}", action)).status_code == 303
    assert Book(ledger).state(conflict.id).status == "open"
    assert conflict.id in {c.id for c in ledger.conflicts()}


def test_the_overview_says_what_the_last_run_did(client: httpx.Client) -> None:
    text = " ".join(html.fromstring(client.get("/").text).text_content().split())
    assert "1 document read, 3 unchanged, 1 failed. 0 claims before, 8 now." in text
    assert "silent fails since 2026-03-02 06:00" in text


def test_a_claim_is_corrected_outside_a_conflict(client: httpx.Client, ledger: Ledger) -> None:
    claim = next(c for c in ledger.claims() if c.value == 110)
    action = f"/claim/{claim.id}/correct"
    fields = form_of(client, f"/claim/{claim.id}", action)
    assert client.post(action, data=fields | {"decision": "misread", "field": "value", "value": "x"}).status_code == 422
    good = fields | {"decision": "misread", "field": "value", "value": "111", "note": "smudge"}
    assert client.post(action, data=good).status_code == 303
    assert next(f for f in ledger.facts() if claim.id in f.claims).low == 111
    assert "Corrected" in client.get(f"/claim/{claim.id}").text


def test_a_fact_is_accepted(client: httpx.Client, ledger: Ledger) -> None:
    fact = next(f for f in ledger.facts() if not f.conflicts)
    action = f"/fact/{fact.id}/accept"
    assert client.post(action, data=form_of(client, f"/fact/{fact.id}", action)).status_code == 303
    assert "Accepted" in client.get(f"/fact/{fact.id}").text
    assert "1 are vetted" in client.get("/").text
    open_fact = about(ledger, "exploited").facts[0]
    assert client.post(f"/fact/{open_fact}/accept", data=form_of(client, "/", "/person")).status_code == 422


def test_a_person_can_name_themselves(client: httpx.Client, ledger: Ledger) -> None:
    fields = form_of(client, "/", "/person") | {"person": "  Zoë  <b>Ní</b> "}
    assert client.post("/person", data=fields).status_code == 303
    decide(client, about(ledger, "exploited").id, decision="unsettled")
    assert ledger.decisions()[-1].person == "Zoë <b>Ní</b>"
    assert "Zoë &lt;b&gt;Ní&lt;/b&gt;" in client.get("/log").text


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
    process = subprocess.Popen([sys.executable, "-c", code, str(ledger.home)], stdout=subprocess.PIPE, text=True)
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
