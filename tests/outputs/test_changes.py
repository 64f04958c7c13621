"""What changed since a person last looked, and two versions of a document side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from lxml import html
from sqlalchemy import update

from outputs.changes import Looked, changes_since
from outputs.decisions import DecisionLog
from outputs.differences import claims_side_by_side, text_differences
from pipeline.ledger import Ledger
from pipeline.ledger.schema import decisions
from tests.review_server import form_of
from tests.sample_ledger import HARBOUR, SECOND_RUN, Document, Figure, Text, changed, reread, sample_ledger

GREW = changed(HARBOUR, "One million", "Two million", value=2_000_000.0)
LOOKED = Looked(2, SECOND_RUN, 0)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger")
    yield opened
    opened.close()


def words(client: httpx.Client, address: str) -> str:
    return " ".join(html.fromstring(client.get(address).text).xpath("string(//main)").split())


def test_what_a_source_says_otherwise_stands_beside_what_it_said(ledger: Ledger) -> None:
    assert changes_since(ledger, LOOKED, {}).sources == ()
    reread(ledger, GREW)
    [source] = changes_since(ledger, LOOKED, {}).sources
    [pair] = source.claims
    assert source.doc == HARBOUR.id
    assert (pair.what, pair.before and pair.before.number, pair.after and pair.after.number) == (
        "changed",
        "One million",
        "Two million",
    )


def test_a_conflict_that_went_away_is_told(ledger: Ledger) -> None:
    reread(ledger, GREW)
    assert any("million" in conflict.explanation for conflict in changes_since(ledger, LOOKED, {}).gone)


def test_a_person_who_has_looked_is_told_only_of_what_came_since(client: httpx.Client, ledger: Ledger) -> None:
    assert "Nothing changed since." not in words(client, "/changes")
    sent = form_of(client, "/changes", "/changes/looked")
    assert client.post("/changes/looked", data=sent).status_code == 303
    assert "Nothing changed since." in words(client, "/changes")
    reread(ledger, GREW)
    DecisionLog(ledger).accept(next(f.id for f in ledger.facts.find() if not f.conflicts), person="Bo", note="seen it")
    told = words(client, "/changes")
    assert "One million" in told
    assert "Two million" in told
    assert "seen it" in told


def test_an_entry_after_numbers_that_were_never_used_is_news(client: httpx.Client, ledger: Ledger) -> None:
    """PostgreSQL uses up a number for each entry that it refuses."""
    accepted, other = (f.id for f in [each for each in ledger.facts.find() if not each.conflicts][:2])
    DecisionLog(ledger).accept(accepted, person="Ana")
    with ledger.engine.begin() as connection:
        connection.execute(update(decisions).values(n=decisions.c.n + 5))
    client.post("/changes/looked", data=form_of(client, "/changes", "/changes/looked"))
    DecisionLog(ledger).accept(other, person="Bo", note="seen after all")
    assert "seen after all" in words(client, "/changes")


def test_what_another_person_looked_at_is_news_to_oneself(client: httpx.Client, ledger: Ledger) -> None:
    client.post("/changes/looked", data=form_of(client, "/changes", "/changes/looked"))
    client.cookies.delete("factledger_person")
    client.cookies.set("factledger_person", "Bo")
    assert "nothing was marked as looked at" in words(client, "/changes")


def test_changes_since_a_run_have_an_address(client: httpx.Client, ledger: Ledger) -> None:
    reread(ledger, GREW)
    assert "Two million" in words(client, "/changes?since=2")
    assert "What changed in harbour-watch" not in words(client, "/changes?since=3")
    assert client.get("/changes?since=99").status_code == 404


def test_two_versions_stand_side_by_side_with_their_claims(client: httpx.Client, ledger: Ledger) -> None:
    assert client.get(f"/document/{HARBOUR.id}/versions").status_code == 404
    reread(ledger, GREW)
    page = html.fromstring(client.get(f"/document/{HARBOUR.id}/versions").text)
    assert page.xpath("//del/text()") == ["One"]
    assert page.xpath("//ins/text()") == ["Two"]
    what = [cell.text_content().strip() for cell in page.xpath("//td[@data-column='What']")]
    assert sorted(what) == ["As before", "Changed"]
    assert client.get(f"/document/{HARBOUR.id}/versions?from=1&to=999").status_code == 404


def test_an_older_version_states_what_it_stated_then(ledger: Ledger) -> None:
    first = {claim.number for claim in ledger.claims.find(doc=HARBOUR.id)}
    version = ledger.documents.get(HARBOUR.id).versions[0].id
    reread(ledger, GREW)
    reread(ledger, changed(GREW, "110", "120", value=120.0), at="2026-03-23T06:00:00Z")
    assert {claim.number for claim in ledger.claims.stated_by(HARBOUR.id, version)} == first


def test_passages_that_moved_on_stand_beside_what_they_were() -> None:
    before = ["The harbour.", "In 2020 it took in 40 boats.", "The end."]
    after = ["The harbour.", "A new word.", "In 2021 it took in 55 boats.", "The end."]
    told = text_differences(before, after)
    assert [passage.skipped for passage in told] == [1, 0, 0, 1]
    assert "".join(piece.text for piece in told[2].before) == before[1]
    assert [piece.text for piece in told[2].after if piece.differs] == ["2021", "55"]


def test_claims_that_have_nothing_in_common_are_gone_and_new(ledger: Ledger) -> None:
    claims = ledger.claims.find(doc=HARBOUR.id)
    other = replace(claims[0], id="other", quote="Something else altogether: 7.", number="7", value=7.0)
    told = claims_side_by_side(claims[:1], [other])
    assert [pair.what for pair in told] == ["new", "gone"]


def test_a_hostile_version_is_text(client: httpx.Client, ledger: Ledger) -> None:
    figure = Figure("9", 9, "rescued", "<img src=x onerror=alert(1)>", "total", "Costa Verde", "2020", "2020")
    hostile = Document(
        HARBOUR.id,
        "<script>alert(2)</script>",
        HARBOUR.title,
        HARBOUR.published,
        (Text("paragraph", "<svg onload=alert(3)> 9 boats </td></table>", (figure,)),),
    )
    reread(ledger, hostile)
    for address in ("/changes?since=2", f"/document/{HARBOUR.id}/versions"):
        page = html.fromstring(client.get(address).text)
        assert not page.xpath("//main//img | //main//svg | //main//script"), address
