"""An accepted fact is asked for again when its claims, or what they say, are no longer those that were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from lxml import html

from outputs.decisions import DecisionLog, FactState
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Candidate, Claim, Fact, FieldChoice
from tests.ledger_samples import ledger_of, put
from tests.made_claims import made
from tests.review_server import form_of

DOCS = [f"doc{n}" for n in range(4)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with ledger_of(tmp_path, DOCS) as opened:
        yield opened


def read_for(doc: str, measure: str, confidence: float, **changes: str | None) -> Claim:
    """One figure, read under a measure."""
    quote = f"The coast guard freed 1,234 children from forced labour in Peru in 2021, {doc} reports."
    return made(doc, quote=quote, measure=measure, confidence=confidence, **changes)


def hesitant(doc: str, confidence: float, **changes: str | None) -> Claim:
    """The figure as a reader read it who hesitated between all that was done to them."""
    likely = [Candidate("assisted", 0.5), Candidate("rescued", 0.4), Candidate("identified", 0.4)]
    claim = read_for(doc, "assisted", confidence, **changes)
    return replace(claim, choices=(FieldChoice("measure", tuple(likely)),))


def state_of(ledger: Ledger, doc: str) -> FactState:
    fact = fact_of(ledger, doc)
    return DecisionLog(ledger).fact_states([fact])[fact.id]


def fact_of(ledger: Ledger, doc: str) -> Fact:
    return next(fact for claim in ledger.claims.find(doc=doc) for fact in ledger.facts.find(claim=claim.id))


def state_after(ledger: Ledger, doc: str, *claims: Claim, text: str | None = None) -> None:
    put(ledger, 1, doc, list(claims), text=text)
    refresh(ledger, 1)


def accepted(ledger: Ledger, *told: Claim) -> Fact:
    """The fact of claims of several documents, accepted by a person."""
    for claim in told:
        put(ledger, 1, claim.doc, [claim])
    refresh(ledger, 1)
    (fact,) = ledger.facts.find()
    DecisionLog(ledger).accept(fact.id, person="Ana")
    return fact


def test_a_fact_that_a_claim_leaves_for_another_is_asked_for_again(ledger: Ledger) -> None:
    at = {"start": "2021-03", "end": "2021-03"}
    people = read_for("doc0", "identified", 0.9, place="Lima", subject="people", **at)
    girls = hesitant("doc1", 0.4, place=None, subject="girls", **at)
    fact = accepted(ledger, people, girls)
    assert len(fact.claims) == 2
    state_after(ledger, "doc2", read_for("doc2", "identified", 0.7, place="Kenya", subject="girls", **at))
    state = state_of(ledger, "doc0")
    assert (state.status, state.vetted) == ("reopened", False)
    assert [(each.what, each.after.doc) for each in state.changes if each.after] == [("left", "doc1")]
    assert state_of(ledger, "doc1").status == "single", "another fact, which nobody has accepted"
    state_after(ledger, "doc2", text="nothing")
    assert state_of(ledger, "doc0").vetted, "it holds what was accepted again"


def test_a_fact_that_is_told_by_a_surer_reading_now_is_asked_for_again(ledger: Ledger) -> None:
    accepted(ledger, read_for("doc0", "rescued", 0.7), hesitant("doc1", 0.4))
    state_after(ledger, "doc2", read_for("doc2", "identified", 0.9))
    fact = fact_of(ledger, "doc0")
    assert (fact.measure, len(fact.claims)) == ("identified", 3)
    state = state_of(ledger, "doc0")
    assert (state.status, state.vetted) == ("reopened", False)
    assert [(each.what, each.after.doc) for each in state.changes if each.after] == [("new", "doc2")]


def test_a_further_document_that_joins_with_the_accepted_figure_changes_nothing(ledger: Ledger) -> None:
    accepted(ledger, read_for("doc0", "rescued", 0.7))
    state_after(ledger, "doc1", hesitant("doc1", 0.4))
    assert len(fact_of(ledger, "doc0").claims) == 2
    assert state_of(ledger, "doc0").vetted


def test_claims_that_are_all_read_otherwise_keep_their_acceptance(ledger: Ledger) -> None:
    fact = accepted(ledger, read_for("doc0", "rescued", 0.7))
    state_after(ledger, "doc0", read_for("doc0", "rescued", 0.7, place="Lima"), text="read anew")
    assert fact_of(ledger, "doc0").id != fact.id
    assert state_of(ledger, "doc0").vetted


def test_an_accepted_fact_whose_claims_are_in_several_now_is_asked_for_in_each(ledger: Ledger) -> None:
    accepted(ledger, read_for("doc0", "rescued", 0.7), hesitant("doc1", 0.4))
    put(ledger, 1, "doc0", [read_for("doc0", "rescued", 0.7, place="Kenya")], text="read anew")
    state_after(ledger, "doc1", read_for("doc1", "assisted", 0.4), text="read anew too")
    assert fact_of(ledger, "doc0").id != fact_of(ledger, "doc1").id
    for doc in ("doc0", "doc1"):
        state = state_of(ledger, doc)
        assert (state.status, state.vetted, [each.what for each in state.changes]) == ("reopened", False, ["left"])


def test_what_is_split_off_an_accepted_fact_asks_for_the_rest_again_until_that_is_undone(ledger: Ledger) -> None:
    fact, log = accepted(ledger, read_for("doc0", "rescued", 0.7), hesitant("doc1", 0.4)), DecisionLog(ledger)
    (off,) = fact.joined
    entry = log.split(fact.id, [off], person="Bo")
    refresh(ledger, 1)
    assert (state_of(ledger, "doc0").status, state_of(ledger, "doc1").vetted) == ("reopened", False)
    log.undo(entry.id, person="Bo")
    refresh(ledger, 1)
    assert state_of(ledger, "doc0").vetted


def test_a_correction_of_what_was_accepted_asks_for_it_again_until_it_is_undone(ledger: Ledger) -> None:
    fact, log = accepted(ledger, read_for("doc0", "rescued", 0.7)), DecisionLog(ledger)
    entry = log.correct(fact.claims[0], "misread", person="Bo", corrections=[("value", "4321")])
    refresh(ledger, 1)
    state = state_of(ledger, "doc0")
    assert (state.status, state.vetted) == ("reopened", False)
    [change] = state.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.what, change.before["value"], change.after.value) == ("changed", 1234, 4321)
    log.undo(entry.id, person="Bo")
    refresh(ledger, 1)
    assert state_of(ledger, "doc0").vetted


def test_what_was_corrected_first_is_accepted_as_corrected_until_that_is_undone(ledger: Ledger) -> None:
    put(ledger, 1, "doc0", [read_for("doc0", "rescued", 0.7)])
    refresh(ledger, 1)
    log = DecisionLog(ledger)
    entry = log.correct(ledger.claims.find()[0].id, "misread", person="Bo", corrections=[("value", "4321")])
    refresh(ledger, 1)
    log.accept(fact_of(ledger, "doc0").id, person="Ana")
    assert state_of(ledger, "doc0").vetted
    log.undo(entry.id, person="Bo")
    refresh(ledger, 1)
    assert (state_of(ledger, "doc0").status, state_of(ledger, "doc0").vetted) == ("reopened", False)


def test_a_fact_that_corrections_settled_is_asked_for_again_too(ledger: Ledger) -> None:
    told = "The coast guard freed {} children from forced labour in Peru in 2021."
    put(ledger, 1, "doc0", [made("doc0", quote=told.format("1,234"), value=1234.0)])
    put(ledger, 1, "doc1", [made("doc1", quote=told.format("1,534"), value=1534.0)])
    refresh(ledger, 1)
    log, (conflict,) = DecisionLog(ledger), ledger.conflicts.find()
    right, wrong = (claim.id for doc in ("doc0", "doc1") for claim in ledger.claims.find(doc=doc))
    log.decide(conflict.id, "misread", claims=[wrong], person="Bo", corrections=[("value", "1234")])
    refresh(ledger, 1)
    fact = fact_of(ledger, "doc0")
    log.accept(fact.id, person="Ana")
    assert (state_of(ledger, "doc0").status, state_of(ledger, "doc0").vetted) == ("settled", True)
    log.correct(right, "misread", person="Bo", corrections=[("bound", "about")])
    refresh(ledger, 1)
    assert (state_of(ledger, "doc0").status, state_of(ledger, "doc0").vetted) == ("reopened", False)


def test_a_claim_that_is_no_claim_asks_for_the_rest_of_what_was_accepted(ledger: Ledger) -> None:
    fact, log = accepted(ledger, read_for("doc0", "rescued", 0.7), hesitant("doc1", 0.4)), DecisionLog(ledger)
    log.correct(fact.joined[0], "not_a_claim", person="Bo")
    refresh(ledger, 1)
    state = state_of(ledger, "doc0")
    assert (state.status, [each.what for each in state.changes]) == ("reopened", ["left"])


def test_the_page_of_a_fact_that_a_claim_has_left_says_so_and_takes_a_new_acceptance(
    ledger: Ledger, client: httpx.Client
) -> None:
    fact = accepted(ledger, read_for("doc0", "rescued", 0.7), hesitant("doc1", 0.4))
    DecisionLog(ledger).split(fact.id, fact.joined, person="Bo")
    refresh(ledger, 1)
    assert fact.id in client.get("/facts?status=reopened").text
    page = html.fromstring(client.get(f"/fact/{fact.id}").text)
    [row] = page.xpath("//section[@aria-labelledby='changes-title']//tbody/tr")
    assert "belongs to this fact no longer" in row.text_content()
    assert row.xpath(".//a/@href") == [f"/claim/{fact.joined[0]}"]
    assert "Accept what it says now" in page.text_content()
    form = form_of(client, f"/fact/{fact.id}", f"/fact/{fact.id}/accept")
    assert client.post(f"/fact/{fact.id}/accept", data=form).status_code == 303
    assert state_of(ledger, "doc0").vetted
