"""The audit of drafts: what contradicts itself, what contradicts the ledger, by command and in the application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html

from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger
from sources.catalog import SourceList
from tests.browser import needs_chromium, opened, started_browser
from tests.conftest import Call
from tests.outputs.test_decisions import about, side_of
from tests.pdf_maker import Sheet, make_pdf
from tests.review_server import form_of, served
from tests.sample_ledger import Document, Figure, Text, sample_ledger

SOUND = """# Our year

In 2024 our teams freed 412 children from forced labour in Ghana. Of these, 212 were girls and 200 were boys.
Police in Ghana arrested 37 boat owners in 2024. In Togo police arrested 21 boat owners in 2024.
In 2023 the network spent $3.8 million in Ghana, and in 2024 $4.2 million.

## In short

- In 2024 our teams freed 412 children from forced labour in Ghana.
- Police in Ghana arrested 37 boat owners in 2024.
"""
FAULTY = SOUND.replace("- In 2024 our teams freed 412", "- In 2024 our teams freed 421").replace("200 were", "230 were")
AGAINST = "In 2019 police in Ghana arrested 98 boat owners.\n"


def counted(name: str, value: int) -> Document:
    text = f"In 2019 police in Ghana arrested {value} boat owners."
    figure = Figure(str(value), value, "arrested", "boat owners", "total", "Ghana", "2019", "2019")
    return Document(name, name.title(), "Boats of the lake", "2020-02", (Text("paragraph", text, (figure,)),))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("sound.md", SOUND), ("faulty.md", FAULTY), ("against.txt", AGAINST)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger", (counted("lantern", 62), counted("lighthouse", 35)))
    yield opened
    opened.close()


def test_a_sound_draft_ends_well_and_says_nothing(folder: Path, call: Call) -> None:
    answer = call("audit", "sound.md")
    assert (answer.status, answer.out) == (0, "")


def test_what_contradicts_itself_is_told_with_its_place_and_the_arithmetic(folder: Path, call: Call) -> None:
    answer = call("audit", "faulty.md", "--format", "jsonl")
    assert answer.status == 4
    repeated = next(row for row in answer.rows if row["kind"] == "conflict")
    assert (repeated["file"], repeated["place"], repeated["figure"]) == ("faulty.md", "line 9", "421")
    assert [(other["figure"], other["place"]) for other in repeated["others"]] == [("412", "line 3")]
    assert "they do not meet" in repeated["arithmetic"]
    assert {row["against"] for row in answer.rows} == {"draft"}
    table = call("audit", "faulty.md").out
    assert "faulty.md, line 9: 421 against 412 (faulty.md, line 3" in table


def test_several_drafts_are_held_against_each_other(folder: Path, call: Call) -> None:
    (folder / "other.md").write_text("In 2024 our teams freed 421 children from forced labour in Ghana.\n", "utf-8")
    (row,) = call("audit", "sound.md", "other.md", "--format", "jsonl").rows
    assert (row["file"], [other["doc"] for other in row["others"]]) == ("other.md", ["sound.md"])


def test_a_draft_is_held_against_the_figures_of_a_ledger_that_count(folder: Path, call: Call, ledger: Ledger) -> None:
    assert call("audit", "against.txt").status == 0, "nothing in it contradicts itself"
    place = ("--ledger", str(ledger.folder), "--format", "jsonl")
    answer = call("audit", "against.txt", *place)
    assert answer.status == 4
    (row,) = answer.rows
    (other,) = row["others"]
    assert (row["against"], row["figure"]) == ("ledger", "98")
    assert other["url"].startswith(f"https://{other['doc']}.example.org")
    conflict = about(ledger, "arrested")
    DecisionLog(ledger).decide(conflict.id, "right", person="Ana", side=side_of(ledger, conflict, "lantern"))
    (row,) = call("audit", "against.txt", *place).rows
    assert [other["doc"] for other in row["others"]] == ["lantern"], "what was rejected is no witness"


def test_a_draft_is_read_with_the_measure_packs_of_the_ledgers_lists(folder: Path, call: Call, ledger: Ledger) -> None:
    told = "In 2019 nurses vaccinated {} children in Ghana."
    (folder / "health.md").write_text(f"{told.format('4,120')}\n\n## In short\n\n- {told.format('4,210')}\n", "utf-8")
    place = ("--ledger", str(ledger.folder), "--format", "jsonl")
    (row,) = call("audit", "health.md", *place).rows
    assert "vaccinated" not in row["explanation"]
    ledger.lists.put(SourceList("health", folder / "health.yaml", (), ("public-health",)), "2020-03-01T00:00:00Z")
    (row,) = call("audit", "health.md", *place).rows
    assert "children vaccinated" in row["explanation"]


def test_a_page_of_findings_escapes_what_a_draft_says(folder: Path, call: Call) -> None:
    hostile = FAULTY.replace("from forced labour", "\x1b[2J from forced <x-y> labour")
    (folder / "hostile.md").write_text(hostile, "utf-8")
    answer = call("audit", "hostile.md", "--format", "html")
    assert answer.status == 4
    assert "&lt;x-y&gt;" in answer.out
    assert not {"<x-y>", "\x1b"} & set(answer.out.split())


def test_what_cannot_be_read_is_named_and_the_rest_is_checked(folder: Path, call: Call) -> None:
    answer = call("audit", "nowhere.pdf", "sound.md")
    assert answer.status == 1
    assert "nowhere.pdf: No such file" in answer.err
    assert call("audit", "sound.md", "--published", "yesterday").status == 2


def test_a_dropped_file_without_text_is_said_to_be_none(client: httpx.Client) -> None:
    form = form_of(client, "/audit", "/audit")
    page = b"<!doctype html><html><body><nav><a href=/>Home</a> <a href=/x>5 offers</a></nav></body></html>"
    answer = client.post("/audit", data=form, files={"draft": ("menu.html", page)})
    assert answer.status_code == 422
    assert "menu.html cannot be read." in answer.text
    assert "Nothing in the document was taken for its text." in answer.text
    assert "contradicts another" not in answer.text


def test_a_dropped_file_is_checked_and_not_kept(client: httpx.Client, ledger: Ledger) -> None:
    form = form_of(client, "/audit", "/audit")
    before = [path for path in ledger.folder.rglob("*") if path.is_file()]
    answer = client.post("/audit", data=form, files={"draft": ("against.txt", AGAINST.encode())})
    page = html.fromstring(answer.text)
    assert answer.status_code == 200
    assert page.xpath("//h1")[0].text_content() == "1 figure of 1 cannot be true together with others"
    assert page.xpath("//a[starts-with(@href, '/claim/')]")
    assert [path for path in ledger.folder.rglob("*") if path.is_file()] == before


@pytest.mark.parametrize(
    ("data", "files", "status"),
    [
        ({"csrf": "wrong"}, {"draft": ("a.txt", b"12 boats")}, 403),
        ({}, {"draft": ("a.txt", b"12 boats")}, 403),
        (None, {}, 422),
        (None, {"draft": ("a.bin", bytes(range(256)) * 40)}, 422),
        (None, {"draft": ("<b>a</b>.html", b"<script>document.title='run'</script><p>12 boats sank.</p>")}, 422),
    ],
)
def test_hostile_uploads_are_refused_or_harmless(
    client: httpx.Client, data: dict[str, str] | None, files: dict[str, Any], status: int
) -> None:
    sent = form_of(client, "/audit", "/audit") if data is None else data
    answer = client.post("/audit", data=sent, files=files or {"other": ("x", b"")})
    assert answer.status_code == status
    assert "<b>a</b>" not in answer.text
    assert "'run'" not in answer.text


def test_an_upload_without_a_length_or_with_too_much_is_not_read(client: httpx.Client) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/audit", content=iter([b"--x"]), headers=headers).status_code == 413


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("width", [1280, 400])
def test_a_pdf_is_dropped_in_the_browser(ledger: Ledger, tmp_path: Path, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    (tmp_path / "draft.pdf").write_bytes(make_pdf(Sheet().text(60, 100, AGAINST.strip())))
    screen = {"viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with served(ledger) as address, started_browser() as browser, opened(browser, address, **screen) as page:
        page.keyboard.press("g")
        page.keyboard.press("a")
        page.locator("[name=draft]").set_input_files(str(tmp_path / "draft.pdf"))
        page.locator("button", has_text="Check its figures").click()
        page.locator("h1", has_text="1 figure of 1 cannot be true together").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
        page.keyboard.press("j")
        page.locator("[data-row] a[href^='/claim/']").first.click()
        page.wait_for_url("**/claim/*")
