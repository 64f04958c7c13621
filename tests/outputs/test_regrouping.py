"""Facts split and merged by decision, and why claims are one fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html

from outputs.decisions import DecisionError, DecisionLog
from outputs.grouping import why_one_fact
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import made_anew, refresh
from pipeline.records.model import Fact
from tests.conftest import Call
from tests.review_server import form_of
from tests.sample_ledger import Document, Figure, Text, changed, reread, sample_ledger


def tells(name: str, number: str, value: float, subject: str = "boats", place: str = "Porto") -> Document:
    figure = Figure(number, value, "seized", subject, "total", place, "2020", "2020")
    text = f"In 2020 the guard of {place} seized {number} {subject}, {name.title()} says."
    return Document(name, name.title(), f"Report of {name}", "2021-02", (Text("paragraph", text, (figure,)),))


NORTH, SOUTH, EAST = tells("north", "40", 40), tells("south", "40", 40), tells("east", "90", 90)
WEST, FARO = tells("west", "75", 75, "motor yachts"), tells("faro", "12", 12, place="Faro")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger", (NORTH, SOUTH, EAST, WEST, FARO))
    yield opened
    opened.close()


@pytest.fixture
def log(ledger: Ledger) -> DecisionLog:
    return DecisionLog(ledger)


def facts(ledger: Ledger) -> list[set[str]]:
    """The documents of each fact of Porto."""
    doc = {claim.id: claim.doc for claim in ledger.claims.find()}
    found = [{doc[claim] for claim in fact.claims} for fact in ledger.facts.find() if fact.place == "Porto"]
    return sorted(found, key=sorted)


def fact_of(ledger: Ledger, doc: str) -> Fact:
    return next(fact for claim in ledger.claims.find(doc=doc) for fact in ledger.facts.find(claim=claim.id))


def claims_of(ledger: Ledger, *docs: str) -> list[str]:
    return [claim.id for doc in docs for claim in ledger.claims.find(doc=doc)]


def contradict(ledger: Ledger, *docs: str) -> bool:
    """Whether a conflict holds claims of all these documents."""
    claims = set(claims_of(ledger, *docs))
    return any(claims <= {claim for side in conflict.sides for claim in side} for conflict in ledger.conflicts.find())


def test_claims_split_off_are_a_fact_of_their_own_and_conflict_with_the_rest_no_more(
    ledger: Ledger, log: DecisionLog
) -> None:
    assert facts(ledger) == [{"east", "north", "south"}, {"west"}]
    assert contradict(ledger, "east", "north")
    log.split(fact_of(ledger, "east").id, claims_of(ledger, "east"), person="Ana", note="counted fines, not boats")
    refresh(ledger)
    assert facts(ledger) == [{"east"}, {"north", "south"}, {"west"}]
    assert not contradict(ledger, "east", "north")
    assert not contradict(ledger, "east", "south")


def test_a_split_is_undone_as_any_entry_is(ledger: Ledger, log: DecisionLog) -> None:
    before = fact_of(ledger, "north")
    entry = log.split(before.id, claims_of(ledger, "south"), person="Ana")
    refresh(ledger)
    assert {"south"} in facts(ledger)
    log.undo(entry.id, person="Ana")
    refresh(ledger)
    assert fact_of(ledger, "north") == before


def test_what_was_split_off_stays_so_over_runs_and_until_it_says_something_else(
    ledger: Ledger, log: DecisionLog
) -> None:
    log.split(fact_of(ledger, "south").id, claims_of(ledger, "south"), person="Ana")
    refresh(ledger)
    own = fact_of(ledger, "south").id
    reread(ledger, tells("north", "41", 41))
    assert fact_of(ledger, "south").id == own
    reread(ledger, changed(SOUTH, "40", "55", value=55.0), at="2026-03-23T06:00:00Z")
    assert {"north", "south"} <= next(docs for docs in facts(ledger) if "south" in docs)


def test_merged_facts_are_one_and_take_in_what_has_their_keys(ledger: Ledger, log: DecisionLog) -> None:
    log.merge(fact_of(ledger, "north").id, [fact_of(ledger, "west").id], person="Ana", note="yachts are boats here")
    refresh(ledger)
    assert facts(ledger) == [{"east", "north", "south", "west"}]
    assert made_anew(ledger).found.facts  # compared anew from nothing, it is the same
    assert {frozenset(fact.claims) for _, fact in made_anew(ledger).found.facts} == {
        frozenset(fact.claims) for fact in ledger.facts.find()
    }


def test_a_merge_brings_back_what_was_split_off(ledger: Ledger, log: DecisionLog) -> None:
    log.split(fact_of(ledger, "east").id, claims_of(ledger, "east"), person="Ana")
    refresh(ledger)
    log.merge(fact_of(ledger, "north").id, [fact_of(ledger, "east").id], person="Bo")
    refresh(ledger)
    assert {"east", "north", "south"} in facts(ledger)
    assert contradict(ledger, "east", "north")


@pytest.mark.parametrize("off", [[], ["north", "south", "east"]])
def test_a_split_takes_some_and_leaves_some(ledger: Ledger, log: DecisionLog, off: list[str]) -> None:
    with pytest.raises(DecisionError, match="must leave some"):
        log.split(fact_of(ledger, "north").id, claims_of(ledger, *off), person="Ana")


def test_facts_of_two_places_cannot_be_merged(ledger: Ledger, log: DecisionLog) -> None:
    with pytest.raises(DecisionError, match="another place"):
        log.merge(fact_of(ledger, "north").id, [fact_of(ledger, "faro").id], person="Ana")


def test_a_split_vets_nothing(ledger: Ledger, log: DecisionLog) -> None:
    log.split(fact_of(ledger, "east").id, claims_of(ledger, "east"), person="Ana")
    refresh(ledger)
    states = log.fact_states(ledger.facts.find())
    assert not any(state.vetted for state in states.values())


def test_the_parts_of_the_key_that_differ_are_told(ledger: Ledger) -> None:
    claims = ledger.claims.find()
    by_doc = {claim.doc: claim for claim in claims}
    same = why_one_fact([by_doc["north"], by_doc["south"]], ledger.compare_settings())
    assert same.of_one_key
    assert [verdict.verdict for verdict in same.verdicts] == ["agree"]
    other = why_one_fact([by_doc["north"], by_doc["west"]], ledger.compare_settings())
    assert [part.name for part in other.parts if part.differs] == ["who", "subject"]


def test_a_fact_is_split_and_merged_on_its_page(client: httpx.Client, ledger: Ledger) -> None:
    where = f"/fact/{fact_of(ledger, 'north').id}"
    sent = form_of(client, f"{where}/grouping", f"{where}/split") | {"note": "fines"}
    answer = client.post(f"{where}/split", data=sent | {"claims": claims_of(ledger, "east")}, follow_redirects=True)
    assert answer.url.path == f"/fact/{fact_of(ledger, 'north').id}/grouping"
    assert "fines" in answer.text
    assert {"east"} in facts(ledger)
    again = client.post(f"{where}/split", data=sent | {"claims": claims_of(ledger, "south")})
    assert again.status_code == 409
    where = str(answer.url.path).removesuffix("/grouping")
    sent = form_of(client, f"{where}/grouping", f"{where}/merge") | {"facts": fact_of(ledger, "west").id}
    client.post(f"{where}/merge", data=sent)
    assert {"north", "south", "west"} in facts(ledger)
    shown = html.fromstring(client.get("/log").text).xpath("string(//main)")
    assert "Split off" in shown
    assert "Merged" in shown


@pytest.mark.parametrize("what", ["split", "merge"])
class TestWhatDoesNotComeFromItsOwnPage:
    def fields(self, client: httpx.Client, ledger: Ledger, what: str) -> tuple[str, dict[str, str]]:
        """Where the form of the page leads, and all that it would send."""
        where = f"/fact/{fact_of(ledger, 'north').id}"
        chosen = {"claims": claims_of(ledger, "east")[0], "facts": fact_of(ledger, "west").id}
        return f"{where}/{what}", form_of(client, f"{where}/grouping", f"{where}/{what}") | chosen

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"host": "evil.example.org"}, 421),
            ({"origin": "https://evil.example.org"}, 403),
            ({"origin": "null"}, 403),
            ({"sec-fetch-site": "cross-site"}, 403),
        ],
    )
    def test_changes_nothing(
        self, client: httpx.Client, ledger: Ledger, what: str, headers: dict[str, str], status: int
    ) -> None:
        action, fields = self.fields(client, ledger, what)
        assert client.post(action, data=fields, headers=headers).status_code == status
        assert ledger.decisions.entries() == []

    def test_needs_the_token_of_the_form_and_the_cookie(self, client: httpx.Client, ledger: Ledger, what: str) -> None:
        action, fields = self.fields(client, ledger, what)
        assert client.post(action, data=fields | {"csrf": "wrong"}).status_code == 403
        with httpx.Client(base_url=client.base_url) as stranger:
            assert stranger.post(action, data=fields).status_code == 401
        assert client.get(action, params=fields).status_code == 405
        assert ledger.decisions.entries() == []
        assert client.post(action, data=fields).status_code == 303
        assert [entry.decision for entry in ledger.decisions.entries()] == [what]


def test_the_page_says_why_nothing_was_merged(client: httpx.Client, ledger: Ledger) -> None:
    where = f"/fact/{fact_of(ledger, 'north').id}"
    sent = form_of(client, f"{where}/grouping", f"{where}/merge")
    refused = client.post(f"{where}/merge", data=sent)
    assert refused.status_code == 422
    assert "another fact" in refused.text


def test_facts_are_split_and_merged_by_command(ledger: Ledger, call: Call) -> None:
    east, folder = claims_of(ledger, "east")[0], str(ledger.folder)
    done = call("decide", fact_of(ledger, "north").id, "split", "--claim", east, "--person", "Ana", "--ledger", folder)
    assert done.status == 0
    assert {"east"} in facts(ledger)
    west = fact_of(ledger, "west").id
    done = call("decide", fact_of(ledger, "north").id, "merge", "--with", west, "--person", "Ana", "--ledger", folder)
    assert done.status == 0
    assert {"north", "south", "west"} in facts(ledger)
