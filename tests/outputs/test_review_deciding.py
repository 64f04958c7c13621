"""Deciding in the review application, without a browser: recorded, refused, undone, corrected, accepted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from lxml import html

from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger
from tests.outputs.test_decisions import about, claim_of
from tests.review_server import entered, form_of, in_order_of_worth, served
from tests.sample_ledger import HARBOUR, LANTERN, Document, Figure, Text, changed, reread, sample_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def bo(address: str) -> Iterator[httpx.Client]:
    """A second reviewer."""
    with entered(address, "Bo") as client:
        yield client


def decide(client: httpx.Client, conflict: str, **fields: str) -> httpx.Response:
    action = f"/conflict/{conflict}/decide"
    return client.post(action, data=form_of(client, f"/conflict/{conflict}", action) | fields)


def test_an_accepted_fact_whose_page_changed_waits_with_old_and_new_side_by_side(
    client: httpx.Client, ledger: Ledger
) -> None:
    fact = next(fact for fact in ledger.facts.find() if fact.low == 300)
    accept = f"/fact/{fact.id}/accept"
    client.post(accept, data=form_of(client, f"/fact/{fact.id}", accept))
    assert "changed since" not in client.get("/").text
    reread(ledger, changed(LANTERN, "300", "320", value=320))
    assert "1 changed since a person decided about it" in client.get("/").text
    listed = html.fromstring(client.get("/facts?status=reopened").text)
    assert listed.xpath("//tr[@data-row]//a[@class='title']/@href") == [f"/fact/{fact.id}?status=reopened"]
    page = html.fromstring(client.get(f"/fact/{fact.id}").text)
    then, now = page.xpath("//section[@aria-labelledby='changes-title']//td/b")
    assert (then.text, now.text) == ("300", "more than 320")
    client.post(accept, data=form_of(client, f"/fact/{fact.id}", accept))
    assert "What changed since" not in client.get(f"/fact/{fact.id}").text
    assert DecisionLog(ledger).fact_states(ledger.facts.find(ids=[fact.id]))[fact.id].vetted


def test_a_decision_is_recorded_and_leads_to_the_next_in_the_view(client: httpx.Client, ledger: Ledger) -> None:
    first, second, third = (c.id for c in in_order_of_worth(ledger))
    answer = decide(client, first, decision="right", side="0", note="counted")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/conflict/{second}?")
    [entry] = ledger.decisions.entries()
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
    assert ledger.decisions.entries() == []


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
    assert [entry.person for entry in ledger.decisions.entries()] == ["Ana"]
    assert decide(bo, conflict, decision="right", side="1", note="my reason").status_code == 303
    assert [entry.person for entry in ledger.decisions.entries()] == ["Ana", "Bo"]


def test_a_page_opened_before_a_run_changed_its_evidence_is_refused(client: httpx.Client, ledger: Ledger) -> None:
    conflict = about(ledger, "exploited").id
    action = f"/conflict/{conflict}/decide"
    seen = form_of(client, f"/conflict/{conflict}", action)
    reread(ledger, changed(HARBOUR, "One million", "Five million", value=5_000_000))
    assert client.post(action, data=seen | {"decision": "right", "side": "0"}).status_code in (404, 409, 422)
    assert ledger.decisions.entries() == []


def test_a_reopened_conflict_shows_old_and_new(client: httpx.Client, ledger: Ledger) -> None:
    decide(client, about(ledger, "exploited").id, decision="right", side="0", note="counted")
    reread(ledger, changed(HARBOUR, "One million", "Five million", value=5_000_000))
    page = html.fromstring(client.get(f"/conflict/{about(ledger, 'exploited').id}").text)
    [table] = page.xpath("//section[@aria-labelledby='changes-title']")
    text = " ".join(table.text_content().split())
    assert "One million children are sold" in text
    assert "Five million children are sold" in text
    assert "“counted”" in text


def test_undo_sign_off_and_the_log(ledger: Ledger, client: httpx.Client, bo: httpx.Client) -> None:
    conflict = about(ledger, "exploited").id
    decide(client, conflict, decision="right", side="0")
    [entry] = ledger.decisions.entries()
    signing = form_of(bo, "/log", f"/log/{entry.id}/sign-off")
    assert bo.post(f"/log/{entry.id}/sign-off", data=signing).status_code == 303
    assert "Signed off by Bo" in client.get("/log").text
    undoing = form_of(client, "/log", f"/log/{entry.id}/undo")
    assert client.post(f"/log/{entry.id}/undo", data=undoing).status_code == 303
    assert DecisionLog(ledger).state(conflict).status == "open"
    assert "Undone by Ana" in bo.get("/log").text
    assert client.post(f"/log/{entry.id}/undo", data=undoing).status_code == 409
    assert len(ledger.decisions.entries()) == 3


def test_the_log_says_what_each_entry_is_about_and_is_searched(client: httpx.Client, ledger: Ledger) -> None:
    log = DecisionLog(ledger)
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    log.correct(claim, "misread", person="Ana", note="as the print has it", corrections=[("subject", "boys")])
    fact = next(fact for fact in ledger.facts.find() if fact.low == 300)
    log.undo(log.accept(fact.id, person="Bo").id, person="Bo")

    def listed(query: str) -> list[str]:
        rows = html.fromstring(client.get(f"/log{query}").text).xpath("//li[@data-row]")
        return [" ".join(row.xpath("string(.//*[contains(@class,'title')])").split()) for row in rows]

    told = f"{fact.measure.capitalize()} · {fact.subject} · {fact.place}"
    undone, accepted, misread = listed("")
    assert accepted == f"Accepted – {told}"
    assert undone == f"Undone: Accepted by Bo – {told}"
    assert misread.startswith("Misread: Subject is boys – Rescued · ")
    assert listed("?q=print") == listed("?q=ana+misread") == [misread]
    assert listed("?q=nonesuch") == []
    assert "No entry holds these words" in client.get("/log?q=nonesuch").text
    assert [row["person"] for row in client.get("/log.json?q=boys").json()["rows"]] == ["Ana"]


def test_behind_the_last_page_of_a_list_is_the_last(client: httpx.Client, ledger: Ledger) -> None:
    DecisionLog(ledger).decide(about(ledger, "exploited").id, "right", person="Ana", side=0)
    for address in ("/log", "/conflicts", "/claims", "/sources", "/facts"):
        behind = html.fromstring(client.get(f"{address}?page=40").text).xpath("//*[@data-row]")
        assert len(behind) == len(html.fromstring(client.get(address).text).xpath("//*[@data-row]")) > 0, address


def test_arithmetic_that_several_pairs_share_is_printed_once(tmp_path: Path) -> None:
    said = (
        (
            "ministry",
            92,
            "92 children were rescued from boats in Costa Verde in 2022, the ministry counted.",
        ),
        ("gazette", 92, "Rescuers brought in the boats, and so 92 children were rescued in Costa Verde in 2022."),
        ("alliance", 127, "By its own count, 127 children were rescued in Costa Verde in 2022."),
    )
    documents = tuple(
        Document(
            name,
            name.title(),
            f"The year of the {name}",
            "2023-03",
            (
                Text(
                    "paragraph",
                    text,
                    (Figure(str(n), n, "rescued", "children", "total", "Costa Verde", "2022", "2022"),),
                ),
            ),
        )
        for name, n, text in said
    )
    with closing(sample_ledger(tmp_path, documents)) as ledger:
        (conflict,) = ledger.conflicts.find()
        assert [len(side) for side in conflict.sides] == [2, 1]
        assert len({verdict.arithmetic for verdict in conflict.verdicts}) < len(conflict.verdicts)
        with served(ledger) as address, entered(address) as client:
            page = html.fromstring(client.get(f"/conflict/{conflict.id}").text)
    told = page.xpath("//header//span[@class='mono']/text()")
    assert len(told) == len(set(told))


def test_a_correction_taken_back_brings_its_conflict_back(client: httpx.Client, ledger: Ledger) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    answer = decide(client, conflict.id, decision="misread", misread=claim, **{f"value-{claim}": "516"})
    assert answer.status_code == 303
    assert conflict.id not in {c.id for c in ledger.conflicts.find()}
    gone = client.get(f"/conflict/{conflict.id}").text
    assert "No longer a conflict" in gone
    assert 'id="decide"' not in gone
    [entry] = ledger.decisions.entries()
    action = f"/log/{entry.id}/undo"
    assert client.post(action, data=form_of(client, f"/conflict/{conflict.id}", action)).status_code == 303
    assert DecisionLog(ledger).state(conflict.id).status == "open"
    assert conflict.id in {c.id for c in ledger.conflicts.find()}


def test_the_overview_says_what_the_last_run_did(client: httpx.Client) -> None:
    text = " ".join(html.fromstring(client.get("/").text).text_content().split())
    assert "1 document read, 3 unchanged, 1 failed. 0 claims before, 8 now." in text
    assert "silent fails since 2026-03-02 06:00" in text


def test_a_claim_is_corrected_outside_a_conflict(client: httpx.Client, ledger: Ledger) -> None:
    claim = next(c for c in ledger.claims.find() if c.value == 110)
    action = f"/claim/{claim.id}/correct"
    fields = form_of(client, f"/claim/{claim.id}", action)
    assert client.post(action, data=fields | {"decision": "misread", f"value-{claim.id}": "x"}).status_code == 422
    good = fields | {"decision": "misread", f"value-{claim.id}": "111", "note": "smudge"}
    assert client.post(action, data=good).status_code == 303
    assert next(f for f in ledger.facts.find() if claim.id in f.claims).low == 111
    assert "Corrected" in client.get(f"/claim/{claim.id}").text


def test_a_fact_is_accepted(client: httpx.Client, ledger: Ledger) -> None:
    fact = next(f for f in ledger.facts.find() if not f.conflicts)
    action = f"/fact/{fact.id}/accept"
    assert client.post(action, data=form_of(client, f"/fact/{fact.id}", action)).status_code == 303
    assert "Accepted" in client.get(f"/fact/{fact.id}").text
    assert "1 is vetted" in client.get("/").text
    open_fact = about(ledger, "exploited").facts[0]
    assert client.post(f"/fact/{open_fact}/accept", data=form_of(client, "/", "/person")).status_code == 422


def test_a_person_can_name_themselves(client: httpx.Client, ledger: Ledger) -> None:
    fields = form_of(client, "/", "/person") | {"person": "  Zoë  <b>Ní</b> "}
    assert client.post("/person", data=fields).status_code == 303
    decide(client, about(ledger, "exploited").id, decision="unsettled")
    assert ledger.decisions.entries()[-1].person == "Zoë <b>Ní</b>"
    assert "Zoë &lt;b&gt;Ní&lt;/b&gt;" in client.get("/log").text
