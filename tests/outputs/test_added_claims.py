"""Claims that a person added where the reader missed one: proposed, checked, kept over re-reads, marked, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html

from outputs.dataset import export
from outputs.decisions import DecisionLog
from outputs.decisions.verification import damages
from outputs.published_ids import published_id
from pipeline.ledger import Ledger
from pipeline.ledger.added import BY_A_PERSON
from pipeline.ledger.refresh import refresh
from tests.browser import needs_chromium, opened, started_browser
from tests.review_server import served
from tests.sample_ledger import HARBOUR, LANTERN, Text, sample_ledger

MISSED = "In 2018 the shelters of Lisbon took in more than 240 girls, and closed in winter."
DOCUMENT = LANTERN.__class__(
    "shelters", "Shelter Watch", "Beds and winters", "2019-06-04", (*LANTERN.texts, Text("paragraph", MISSED))
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger", (DOCUMENT, HARBOUR))
    yield opened
    opened.close()


def address_of(ledger: Ledger, selected: str = "more than 240 girls") -> str:
    block = next(b for b in ledger.documents.get("shelters").reading.blocks if b.text == MISSED)
    return f"/document/shelters/add?block={block.n}&selected={selected.replace(' ', '+')}"


def filled_in(client: httpx.Client, where: str) -> dict[str, str]:
    """What the form would send as it is proposed."""
    form = html.fromstring(client.get(where).text).xpath("//form[@id='correct']")[0]
    return {name: value for name, value in form.fields.items() if value is not None}


def added(client: httpx.Client, ledger: Ledger, **changes: str) -> httpx.Response:
    fields = filled_in(client, address_of(ledger))
    for name, value in changes.items():
        fields[next(key for key in fields if key.startswith(f"{name}-"))] = value
    return client.post("/document/shelters/add", data=fields)


def test_the_form_holds_what_the_grammars_read(client: httpx.Client, ledger: Ledger) -> None:
    fields = {name.rpartition("-")[0]: value for name, value in filled_in(client, address_of(ledger)).items()}
    assert (fields["value"], fields["bound"], fields["unit"]) == ("240", "min", "count")
    assert (fields["start"], fields["end"], fields["place"]) == ("2018", "2018", "Lisbon")
    assert client.get(address_of(ledger, "closed in winter")).status_code == 422
    assert client.get("/document/shelters/add?block=999&selected=240").status_code == 422


def test_an_added_claim_counts_and_is_marked(client: httpx.Client, ledger: Ledger, tmp_path: Path) -> None:
    answer = added(client, ledger, measure="assisted", subject="girls")
    assert answer.status_code == 303
    claim = answer.headers["location"].rpartition("/")[2]
    assert "Added by a person" in client.get(f"/claim/{claim}").text
    fact = next(fact for fact in ledger.facts.find() if claim in fact.claims)
    assert (fact.measure, fact.subject, fact.place) == ("assisted", "girls", "Lisbon")
    [entry] = ledger.decisions.entries()
    assert (entry.decision, entry.person, entry.target) == ("add", "Ana", claim)

    refresh(ledger)
    assert BY_A_PERSON in ledger.claims.get(claim).reading
    assert list(damages(ledger)) == []
    DecisionLog(ledger).accept(fact.id, person="Ana")
    export(ledger, tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out" / "claims.jsonl").read_text("utf-8").splitlines()]
    assert [row["reading"] for row in rows if row["id"] == published_id("claim", claim)] == [[BY_A_PERSON]]


def test_it_is_withdrawn_with_its_entry_and_comes_back_with_it(client: httpx.Client, ledger: Ledger) -> None:
    claim = added(client, ledger, measure="assisted", subject="girls").headers["location"].rpartition("/")[2]
    log = DecisionLog(ledger)
    undo = log.undo(log.in_force().entries[-1].id, person="Ana")
    refresh(ledger)
    assert ledger.claims.withdrawn([claim])
    log.undo(undo.id, person="Ana")
    refresh(ledger)
    assert not ledger.claims.withdrawn([claim])


def test_what_cannot_be_is_refused_with_the_reason_and_what_was_typed(client: httpx.Client, ledger: Ledger) -> None:
    answer = added(client, ledger, measure="assisted", subject="girls", end="2011")
    assert answer.status_code == 422
    assert "after its end in 2011" in answer.text
    assert 'value="girls"' in answer.text
    assert ledger.decisions.entries() == []
    assert added(client, ledger, measure="assisted", subject="girls").status_code == 303
    assert "correct claim" in client.get(address_of(ledger)).text, "it is read already"


@pytest.mark.browser
@needs_chromium
def test_a_selection_and_a_key_lead_to_the_form(ledger: Ledger) -> None:
    with served(ledger) as address, started_browser() as browser, opened(browser, address) as page:
        page.goto("/document/shelters")
        page.locator("[data-block]", has_text="shelters of Lisbon").evaluate(
            """block => {
              const range = document.createRange();
              const at = block.firstChild.textContent.indexOf("more than 240");
              range.setStart(block.firstChild, at);
              range.setEnd(block.firstChild, at + 19);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
            }"""
        )
        page.keyboard.press("c")
        page.locator("h1", has_text="Add a claim: 240").wait_for()
        page.locator("[name^=measure-]").select_option("assisted")
        page.locator("[name^=subject-]").fill("girls")
        page.locator("[name=note]").press("Enter")
        page.locator("text=Added by a person").wait_for()
        page.goto(address_of(ledger))
        page.locator("text=The reader has this figure already").wait_for()


def test_it_is_kept_over_a_reading_as_long_as_the_document_says_so(client: httpx.Client, ledger: Ledger) -> None:
    from pipeline.ledger.added import added_claims, place_of, with_added

    claim = added(client, ledger, measure="assisted", subject="girls").headers["location"].rpartition("/")[2]
    kept = added_claims(ledger, DecisionLog(ledger).in_force(), "shelters")
    assert [each.id for each in kept] == [claim]
    stored = ledger.documents.get("shelters")
    assert claim in {each.id for each in with_added([], kept, stored.reading, stored.context)}
    gone = stored.reading.__class__(blocks=stored.reading.blocks[:-1])
    assert with_added([], kept, gone, stored.context) == []
    assert place_of(MISSED, "240", gone) is None
