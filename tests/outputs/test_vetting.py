"""Vetting in bulk: filters with counts, a hundred facts by keys, a whole view for one reason, and by command."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html

from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger
from tests.browser import needs_chromium, opened, started_browser
from tests.conftest import Call
from tests.outputs.test_decisions import about
from tests.review_server import entered, form_of, served
from tests.sample_ledger import Document, Figure, Text, sample_ledger

PLACES = ("Porto", "Lisbon", "Faro", "Braga", "Evora")


def hundred_facts() -> tuple[Document, ...]:
    """Two publishers with fifty facts each, of ten years in five places, that no one else tells of."""
    return tuple(
        Document(
            name,
            name.title(),
            "Courts year by year",
            "2023-02",
            tuple(
                Text(
                    "paragraph",
                    f"In {year} the courts of {place} counted {base + 7 * n} {subject}.",
                    (Figure(f"{base + 7 * n}", base + 7 * n, measure, subject, "total", place, f"{year}", f"{year}"),),
                )
                for n, (year, place) in enumerate((year, place) for year in range(2010, 2020) for place in PLACES)
            ),
        )
        for name, base, measure, subject in (
            ("north", 101, "convicted", "convictions"),
            ("south", 211, "rescued", "girls"),
        )
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger", hundred_facts())
    assert len(opened.facts.find()) == 100
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started_browser() as chromium:
        yield chromium


def choices(client: httpx.Client, address: str, facet: str) -> dict[str, str]:
    options = html.fromstring(client.get(address).text).xpath(f"//select[@name='{facet}']/option[@value!='']")
    return {option.get("value"): option.text.rpartition("(")[2].rstrip(")") for option in options}


def test_each_facet_counts_what_it_would_show_beside_the_others(client: httpx.Client, ledger: Ledger) -> None:
    assert choices(client, "/facts", "publisher") == {"North": "50", "South": "50"}
    assert choices(client, "/facts?place=Faro&year=2012", "publisher") == {"North": "1", "South": "1"}
    assert choices(client, "/facts?place=Faro&publisher=North", "place")["Porto"] == "10"
    assert choices(client, "/facts?doc=north", "measure") == {"convicted": "50"}
    DecisionLog(ledger).accept(ledger.facts.find()[0].id, person="Bo")
    assert choices(client, "/facts", "vetted") == {"yes": "1", "no": "99", "ready": "99"}


def test_what_a_view_does_not_show_is_not_offered_for_acceptance(client: httpx.Client) -> None:
    assert "Accept all 50 of this view" in client.get("/facts?publisher=North").text
    for shows_nothing in ("vetted=maybe", "vetted=yes", "status=setled"):
        assert "Accept all" not in client.get(f"/facts?{shows_nothing}").text


def test_columns_can_be_sorted_both_ways(client: httpx.Client) -> None:
    def figures(sort: str) -> list[int]:
        page = html.fromstring(client.get(f"/facts?publisher=North&sort={sort}").text)
        return [int(cell.text_content()) for cell in page.xpath("//td[@data-column='Figure']")]

    assert figures("figure") == [101 + 7 * n for n in range(50)]
    assert figures("-figure") == figures("figure")[::-1]


@pytest.mark.browser
@needs_chromium
def test_a_hundred_facts_are_accepted_with_hardly_more_keys(browser: Any, address: str, ledger: Ledger) -> None:
    keys = 0
    with opened(browser, address) as page:
        page.goto("/facts?vetted=ready")
        while page.locator("[data-row]").count() and keys <= 120:
            page.keyboard.press("v")
            keys += 1
            page.locator(".htmx-request, [aria-busy]").first.wait_for(state="detached")
        page.locator("text=No fact fits this view").wait_for()
    accepted = [entry.target for entry in ledger.decisions.entries() if entry.decision == "accept"]
    assert sorted(accepted) == sorted(fact.id for fact in ledger.facts.find())
    assert keys <= 105, keys


@pytest.mark.browser
@needs_chromium
def test_one_acceptance_is_taken_back_and_back_leads_where_one_stood(
    browser: Any, address: str, ledger: Ledger
) -> None:
    with opened(browser, address) as page:
        page.goto("/facts")
        for key in ("j", "j", "j", "v"):
            page.keyboard.press(key)
        page.locator("tr.vetted").wait_for()
        page.keyboard.press("u")
        page.locator("tr.vetted").wait_for(state="detached")
        for _ in range(30):
            page.keyboard.press("j")
        chosen = page.locator("tr.chosen").get_attribute("id")
        top = page.evaluate("scrollY")
        page.keyboard.press("Enter")
        page.locator("text=Accept as vetted").wait_for()
        page.wait_for_load_state("networkidle")
        page.go_back()
        page.locator("tr.chosen").wait_for()
        assert page.locator("tr.chosen").get_attribute("id") == chosen
        assert abs(page.evaluate("scrollY") - top) < 100
    assert [entry.decision for entry in ledger.decisions.entries()] == ["accept", "undo"]


def test_a_whole_view_is_accepted_for_one_reason(client: httpx.Client, ledger: Ledger) -> None:
    view = "/facts?publisher=North&place=Faro"
    form = form_of(client, view, "/facts/accept")
    assert "needs a reason" in client.post("/facts/accept", data=form).text
    assert client.post("/facts/accept", data=form | {"note": "the court's own table"}).status_code == 303
    entries = ledger.decisions.entries()
    assert {(entry.decision, entry.note) for entry in entries} == {("accept", "the court's own table")}
    vetted = {entry.target for entry in entries}
    assert {(fact.place, fact.measure) for fact in ledger.facts.find() if fact.id in vetted} == {("Faro", "convicted")}
    assert len(vetted) == 10
    assert client.post("/facts/accept", data=form | {"note": "again"}).status_code == 409, "the view is another now"
    assert len(ledger.decisions.entries()) == 10


def test_a_row_without_scripts_leads_back_to_its_list(client: httpx.Client, ledger: Ledger) -> None:
    fact = next(fact.id for fact in ledger.facts.find() if fact.place == "Porto")
    form = form_of(client, "/facts?place=Porto", f"/fact/{fact}/accept")
    answer = client.post(f"/fact/{fact}/accept", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/facts?place=Porto")


def test_a_fact_that_went_away_meanwhile_is_told(client: httpx.Client, ledger: Ledger) -> None:
    fact = next(fact.id for fact in ledger.facts.find() if fact.place == "Porto")
    sent = form_of(client, "/facts?place=Porto", f"/fact/{fact}/accept")
    answer = client.post("/fact/nonesuch/accept", data=sent)
    assert (answer.status_code, "no fact &#39;nonesuch&#39;" in answer.text) == (404, True)
    row = client.post("/fact/nonesuch/accept", data=sent, headers={"HX-Target": "f-nonesuch"})
    assert (row.status_code, row.text.strip()[:4], "this fact is gone" in row.text) == (404, "<tr>", True)


def test_the_next_fact_of_the_view_follows_an_accepted_one(client: httpx.Client, ledger: Ledger) -> None:
    page = html.fromstring(client.get("/facts?place=Porto&sort=figure").text)
    first, second = (link.get("href") for link in page.xpath("//td/a[@class='title']")[:2])
    action = first.partition("?")[0] + "/accept"
    assert client.post(action, data=form_of(client, first, action)).headers["location"] == second


def test_facts_are_accepted_by_command_with_the_same_filters(
    ledger: Ledger, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = ("--ledger", str(ledger.folder))
    listed = call("facts", *place, "--vetted", "ready", "--publisher", "South", "--year", "2011", "--ids")
    assert len(listed.out.split()) == 5
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{listed.out}nonesuch\n"))
    answer = call("decide", "-", "accept", *place, "--person", "Ana", "--note", "the print of 2011")
    assert (answer.status, answer.out.count("accept on")) == (2, 5)
    assert "no fact 'nonesuch'" in answer.err
    assert call("facts", *place, "--vetted", "yes", "--ids").out == listed.out


def test_conflicts_are_found_by_their_source(tmp_path: Path) -> None:
    ledger = sample_ledger(tmp_path)
    with served(ledger) as address, entered(address) as client:
        page = client.get("/conflicts?doc=factsheet").text
        assert about(ledger, "rescued").id in page
        assert about(ledger, "exploited").id not in page
    ledger.close()


def test_lists_and_things_are_there_as_json(client: httpx.Client, ledger: Ledger) -> None:
    page = client.get("/facts.json?publisher=North&sort=figure&page=1").json()
    assert (page["found"], page["pages"], page["rows"][0]["low"]) == (50, 1, 101)
    assert page["facets"]["publisher"] == {"North": 50, "South": 50}
    fact = page["rows"][0]["id"]
    assert client.get(f"/fact/{fact}.json").json()["vetted"] is False
    claim = page["rows"][0]["claims"][0]
    assert client.get(f"/claim/{claim}.json").json()["number"] == "101"
    assert client.get("/claims.json?place=Faro").json()["found"] == 20
    assert client.get("/conflicts.json").json() == {"found": 0, "page": 1, "pages": 0, "rows": []}
    DecisionLog(ledger).accept(fact, person="Bo")
    assert client.get("/log.json").json()["rows"][0]["target"] == fact
    assert client.get("/fact/nonesuch.json").status_code == 404
