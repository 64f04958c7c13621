"""A correction made for all claims of a source that were misread alike: listed first, one reason, one undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html

from outputs.decisions import DecisionError, DecisionLog
from outputs.decisions.alike import misread_alike
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Claim
from tests.conftest import Call
from tests.review_server import form_of
from tests.sample_ledger import Document, Figure, Text, sample_ledger


def row(port: str, number: int, place: str = "Porto", measure: str = "seized", kind: str = "table_row") -> Text:
    figure = Figure(str(number), number, measure, "boats", "total", place, "2020", "2020")
    return Text(kind, f"In 2020 the guard of {port} seized {number} boats.", (figure,))


TABLE = Document(
    "table",
    "Coast Guard",
    "Boats by port",
    "2021-02",
    (
        row("Faro", 12),
        row("Lagos", 31),
        row("Tavira", 44),
        row("Sines", 57, "Sines"),
        row("Aveiro", 60, kind="paragraph"),
    ),
)
OTHER = Document("other", "Harbour News", "Boats", "2021-03", (row("Faro", 12),))
AS_FARO = (("place", "Faro"),)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger", (TABLE, OTHER))
    yield opened
    opened.close()


@pytest.fixture
def log(ledger: Ledger) -> DecisionLog:
    return DecisionLog(ledger)


def claim(ledger: Ledger, number: str, doc: str = "table") -> Claim:
    return next(each for each in ledger.claims.find(doc=doc) if each.number == number)


def numbers(claims: list[Claim]) -> list[str]:
    return [each.number for each in claims]


def places(ledger: Ledger) -> dict[str, str | None]:
    """As they count now, by number, of the table."""
    counted = DecisionLog(ledger).corrected(ledger.claims.find(doc="table")).claims
    return {each.number: each.place for each in counted}


def test_alike_is_what_has_the_value_by_the_same_rule_in_the_same_source(ledger: Ledger, log: DecisionLog) -> None:
    assert numbers(misread_alike(ledger, log, claim(ledger, "12").id, AS_FARO)) == ["31", "44"]
    assert numbers(misread_alike(ledger, log, claim(ledger, "57").id, AS_FARO)) == []


def test_what_was_corrected_already_is_not_listed(ledger: Ledger, log: DecisionLog) -> None:
    log.correct(claim(ledger, "31").id, "misread", person="Ana", corrections=[("place", "Lagos")])
    log.correct(claim(ledger, "44").id, "not_a_claim", person="Ana")
    assert misread_alike(ledger, log, claim(ledger, "12").id, AS_FARO) == []


@pytest.mark.parametrize("field", ["value", "low", "high"])
def test_a_figure_is_each_claims_own(ledger: Ledger, log: DecisionLog, field: str) -> None:
    with pytest.raises(DecisionError, match="own figure"):
        misread_alike(ledger, log, claim(ledger, "12").id, ((field, "13"),))


def test_many_are_corrected_by_one_entry_and_one_undo_takes_it_back(ledger: Ledger, log: DecisionLog) -> None:
    first, *others = (claim(ledger, number).id for number in ("12", "31", "44"))
    entry = log.correct(first, "misread", person="Ana", note="district", corrections=AS_FARO, alike=others)
    assert entry.claims == (first, *others)
    assert places(ledger) == {"12": "Faro", "31": "Faro", "44": "Faro", "57": "Sines", "60": "Porto"}
    refresh(ledger)
    assert {fact.place for fact in ledger.facts.find(claim=others[0])} == {"Faro"}
    log.undo(entry.id, person="Bo")
    assert set(places(ledger).values()) == {"Porto", "Sines"}


def test_many_need_a_reason_and_one_source(ledger: Ledger, log: DecisionLog) -> None:
    first, second = claim(ledger, "12").id, claim(ledger, "31").id
    with pytest.raises(DecisionError, match="needs a reason"):
        log.correct(first, "misread", person="Ana", corrections=AS_FARO, alike=[second])
    elsewhere = claim(ledger, "12", "other").id
    with pytest.raises(DecisionError, match="of one source"):
        log.correct(first, "misread", person="Ana", note="x", corrections=AS_FARO, alike=[elsewhere])
    with pytest.raises(DecisionError, match="already read as Sines"):
        log.correct(
            first,
            "misread",
            person="Ana",
            note="x",
            corrections=[("place", "Sines")],
            alike=[claim(ledger, "57").id],
        )
    assert ledger.decisions.entries() == []


def ticked(client: httpx.Client, address: str) -> list[str]:
    return list(map(str, html.fromstring(client.get(address).text).xpath("//input[@name='claims'][@checked]/@value")))


def test_they_are_looked_through_and_corrected_on_a_page(
    client: httpx.Client, ledger: Ledger, log: DecisionLog
) -> None:
    entry = log.correct(claim(ledger, "12").id, "misread", person="Ana", corrections=AS_FARO)
    where = f"/log/{entry.id}/alike"
    assert where in client.get(f"/claim/{claim(ledger, '12').id}").text
    listed = ticked(client, where)
    assert listed == [claim(ledger, "31").id, claim(ledger, "44").id]
    sent = form_of(client, where, where)
    assert client.post(where, data=sent | {"claims": listed}).status_code == 422, "it needs a reason"
    assert client.post(where, data=sent | {"note": "x"}).status_code == 422, "it needs claims"
    assert client.post(where, data=sent | {"note": "x", "claims": listed, "csrf": ""}).status_code == 403
    answer = client.post(where, data=sent | {"note": "of one district", "claims": listed})
    assert answer.status_code == 303
    assert places(ledger) == {"12": "Faro", "31": "Faro", "44": "Faro", "57": "Sines", "60": "Porto"}
    assert "in 2 claims read alike" in client.get("/log").text
    assert ticked(client, where) == []
    both = ledger.decisions.entries()[-1].id
    undo = form_of(client, "/log", f"/log/{both}/undo")
    client.post(f"/log/{both}/undo", data=undo)
    assert places(ledger) == {"12": "Faro", "31": "Porto", "44": "Porto", "57": "Sines", "60": "Porto"}


def test_a_list_that_is_another_meanwhile_is_looked_at_again(
    client: httpx.Client, ledger: Ledger, log: DecisionLog
) -> None:
    entry = log.correct(claim(ledger, "12").id, "misread", person="Ana", corrections=AS_FARO)
    where = f"/log/{entry.id}/alike"
    listed, sent = ticked(client, where), form_of(client, where, where)
    log.correct(claim(ledger, "44").id, "misread", person="Bo", corrections=[("place", "Tavira")])
    answer = client.post(where, data=sent | {"note": "of one district", "claims": listed})
    assert answer.status_code == 409
    assert places(ledger)["31"] == "Porto"


def test_an_entry_that_corrects_nothing_has_no_such_page(
    client: httpx.Client, ledger: Ledger, log: DecisionLog
) -> None:
    entry = log.correct(claim(ledger, "12").id, "misread", person="Ana", corrections=[("value", "13")])
    assert client.get(f"/log/{entry.id}/alike").status_code == 422
    log.undo(entry.id, person="Ana")
    assert client.get(f"/log/{entry.id}/alike").status_code == 404
    assert client.get("/log/nonesuch/alike").status_code == 404


def test_they_are_listed_and_corrected_by_command(ledger: Ledger, call: Call) -> None:
    first = claim(ledger, "12").id
    told = ("decide", first, "misread", "--field", "place", "--value", "Faro", "--alike", "--person", "Ana")
    where = ("--ledger", str(ledger.folder))
    listed = call(*told, "--dry-run", *where)
    assert listed.status == 0
    assert [line.split()[1] for line in listed.out.splitlines()[1:]] == ["31", "44"]
    assert ledger.decisions.entries() == []
    assert call(*told, *where).status == 2, "it needs a reason"
    assert call(*told, "--note", "of one district", *where).status == 0
    assert places(ledger) == {"12": "Faro", "31": "Faro", "44": "Faro", "57": "Sines", "60": "Porto"}
    (entry,) = ledger.decisions.entries()
    assert call("decide", entry.id, "undo", "--person", "Ana", *where).status == 0
    assert set(places(ledger).values()) == {"Porto", "Sines"}
    assert call("decide", first, "accept", "--alike", *where).status == 2
    assert call("decide", first, "misread", "--dry-run", *where).status == 2
