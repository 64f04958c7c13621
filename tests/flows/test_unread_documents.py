"""Sources that answer with something else than their document: named with reason and remedy, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from flows.run import Directly, Run, run_lists
from pipeline.documents.pdf import isolation
from pipeline.ledger import Ledger
from tests.conftest import Call
from tests.http_server import WebServer, page, redirect
from tests.pdf_maker import Sheet, make_pdf

BEFORE = "<html><title>Patrols 2021</title><h1>Patrols 2021</h1><p>The council rescued 214 boys in Accra in 2021.</p>"
CORRECTED = BEFORE.replace("214", "241")
EMPTIED = BEFORE.replace(
    "The council rescued 214 boys in Accra in 2021.", "The council has withdrawn its figures for now."
)
ANOTHER = (
    "<html><title>Menu of the week</title><h1>Lunch</h1><p>The kitchen served 512 plates of soup in March 2024.</p>"
)
CHALLENGE = "<html><title>Just a moment...</title><p>Verifying you are human.</p>"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    with WebServer({"/patrols": page(BEFORE)}) as running:
        monkeypatch.setenv("FACTLEDGER_PRIVATE_HOSTS", running.host_and_port)
        yield running


@pytest.fixture
def no_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither here nor in the processes that read PDFs: those that idle have the PATH that they were started with."""
    pool = isolation._Pool()
    monkeypatch.setattr(isolation, "_pool", pool)
    monkeypatch.setenv("PATH", str(tmp_path))
    yield
    pool.close()


def ran(ledger: Ledger, server: WebServer, folder: Path) -> Run:
    path = folder / "list.yaml"
    path.write_text(
        "name: Patrols\nfetch: {pause_seconds: 0, retries: 0}\n"
        f"sources:\n  - {{id: patrols, url: '{server.url('/patrols')}'}}\n",
        "utf-8",
    )
    return run_lists(ledger, [path], Directly())


def stated(ledger: Ledger) -> list[str]:
    return [claim.number for claim in ledger.claims.find()]


@pytest.mark.parametrize(
    ("after", "kind"), [(CHALLENGE, "challenge"), (EMPTIED, "figures_gone"), (ANOTHER, "another_document")]
)
def test_claims_stay_when_a_page_turns_into_something_else(
    ledger: Ledger, server: WebServer, tmp_path: Path, after: str, kind: str
) -> None:
    ran(ledger, server, tmp_path)
    before = stated(ledger)
    assert "214" in before
    server.routes["/patrols"] = page(after)
    for _ in range(2):
        run = ran(ledger, server, tmp_path)
        assert [(each.source, each.kind) for each in run.summary.failed] == [("patrols", kind)]
        assert stated(ledger) == before
    (status,) = ledger.sources.status()
    assert (status.state, status.claims) == ("failing", len(before))
    server.routes["/patrols"] = page(BEFORE)
    assert ran(ledger, server, tmp_path).summary.failed == ()
    assert ledger.sources.status()[0].state == "read"


def test_a_page_is_read_in_the_character_set_that_its_server_names(
    ledger: Ledger, server: WebServer, tmp_path: Path
) -> None:
    written = BEFORE.replace("<h1>", "<meta charset='utf-8'><h1>").replace("Accra", "Łódź").encode("iso-8859-2")
    server.routes["/patrols"] = lambda handler: handler.answer(
        200, written, Content_Type='text/html; Charset="ISO-8859-2"'
    )
    ran(ledger, server, tmp_path)
    assert {claim.quote for claim in ledger.claims.find()} == {"The council rescued 214 boys in Łódź in 2021."}


def test_a_corrected_figure_takes_the_place_of_the_old_one(ledger: Ledger, server: WebServer, tmp_path: Path) -> None:
    ran(ledger, server, tmp_path)
    server.routes["/patrols"] = page(CORRECTED)
    assert ran(ledger, server, tmp_path).summary.failed == ()
    assert "241" in stated(ledger)
    assert "214" not in stated(ledger)


def test_a_person_can_let_another_document_take_the_place(
    ledger: Ledger, server: WebServer, tmp_path: Path, call: Call
) -> None:
    ran(ledger, server, tmp_path)
    server.routes["/patrols"] = page(ANOTHER)
    ran(ledger, server, tmp_path)
    answer = call("renew", "patrols", "--ledger", ledger.folder)
    assert (answer.status, "The next run takes it" in answer.out) == (0, True)
    assert ran(ledger, server, tmp_path).summary.failed == ()
    assert "512" in stated(ledger)
    assert call("renew", "patrols", "--ledger", ledger.folder).status == 2


def test_a_page_that_leads_to_the_front_page_of_its_site_is_gone(
    ledger: Ledger, server: WebServer, tmp_path: Path
) -> None:
    server.routes |= {"/patrols": redirect("/"), "/": page("<h1>Welcome</h1><p>We rescued 900 boys in 2023.</p>")}
    run = ran(ledger, server, tmp_path)
    assert [each.kind for each in run.summary.failed] == ["not_found"]
    assert "front page" in run.summary.failed[0].reason
    assert stated(ledger) == []


@pytest.mark.usefixtures("no_tesseract")
def test_the_pages_of_a_scan_are_named_and_the_others_are_read(
    ledger: Ledger, server: WebServer, tmp_path: Path
) -> None:
    scan = Image.new("L", (600, 800), "white")
    for line in range(20):
        ImageDraw.Draw(scan).text((60, 60 + 30 * line), "The weir holds 4,120 cubic metres of water", fill="black")
    photograph = Image.effect_noise((600, 800), 90).point(lambda value: value // 2)
    written = Sheet().text(60, 100, "The council rescued 214 boys in Accra in 2021.")
    pictured = [Sheet().picture(image, 0, 0, 595, 842) for image in (scan, photograph)]
    server.routes["/patrols"] = page(make_pdf(written, *pictured), media_type="application/pdf")
    run = ran(ledger, server, tmp_path)
    (failed,) = run.summary.failed
    assert failed.reason == "1 of 3 pages (page 2) is a picture of writing and could not be read."
    assert "[ocr]" in failed.remedy
    assert stated(ledger)[0] == "214"
    server.routes["/patrols"] = page(make_pdf(pictured[0]), media_type="application/pdf")
    assert ran(ledger, server, tmp_path).summary.failed[0].reason == "The PDF is a scan: no page of it holds text."
    assert stated(ledger)[0] == "214"


def test_sources_shows_why_and_what_to_do(ledger: Ledger, server: WebServer, tmp_path: Path, call: Call) -> None:
    server.routes["/patrols"] = page(CHALLENGE)
    ran(ledger, server, tmp_path)
    (row,) = call("sources", "--ledger", ledger.folder, "--format", "jsonl").rows
    assert row["state"] == "failing"
    assert str(row["problem"]).startswith("challenge since ")
    assert "test for robots" in str(row["problem"])


def test_reading_without_a_ledger_names_it_too(tmp_path: Path, call: Call) -> None:
    path = tmp_path / "page.html"
    path.write_text(CHALLENGE, "utf-8")
    answer = call("read", path, "--format", "jsonl")
    assert (answer.status, answer.out) == (1, "")
    assert "test for robots" in answer.err
