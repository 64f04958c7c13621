"""Comparing anew what a change bears on gives what comparing everything anew gives."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from pipeline.ledger import Ledger, compared_schema
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Claim, Conflict, Decision, Fact
from tests.ledger_samples import AT, documents_asked_for, ledger_of, put, write_list
from tests.made_claims import made

DOCS = [f"doc{n}" for n in range(6)]
PLACES = ["Peru", "Lima", "Kenya"]
PEOPLE = ["children", "minors", "people"]
TIMES = ["2021", "2021-03"]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with ledger_of(tmp_path, DOCS) as opened:
        yield opened


def broken_sum(doc: str) -> list[Claim]:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    said = ((812.0, "people"), (640.0, "women and girls"), (152.0, "men and boys"))
    return [made(doc, quote=quote, value=value, subject=who) for value, who in said]


def told(doc: str, dice: random.Random) -> list[Claim]:
    claims = []
    for _ in range(dice.randint(0, 5)):
        value, place, who, when = float(dice.choice([711, 1234, 5000])), *map(dice.choice, (PLACES, PEOPLE, TIMES))
        claims.append(made(doc, value=value, place=place, subject=who, start=when, end=when))
    return claims + (broken_sum(doc) if dice.random() < 0.3 else [])


def findings(ledger: Ledger) -> tuple[list[Fact], Mapping[str, Conflict]]:
    return ledger.facts.find(), {conflict.id: conflict for conflict in ledger.conflicts.find(unsure=None)}


def anew(ledger: Ledger) -> tuple[list[Fact], Mapping[str, Conflict]]:
    with ledger.engine.begin() as connection:
        connection.execute(delete(compared_schema.reconciled))
    assert refresh(ledger, 1)
    return findings(ledger)


def correction(ledger: Ledger, dice: random.Random, n: int) -> None:
    claims: Sequence[Claim] = ledger.claims.find()
    if not claims:
        return
    claim = dice.choice(claims)
    last = ledger.decisions.entries(claim.id)
    entry = Decision(
        f"d{n}", claim.id, dice.choice(["misread", "not_a_claim"]), "Ada", AT, claims=(claim.id,),
        corrections=(("value", "4321"),), evidence=((claim.id, claim.evidence()),),
    )  # fmt: skip
    ledger.decisions.append(entry, after=last[-1].id if last else None)


@pytest.mark.parametrize("seed", range(12))
def test_changes_one_by_one_leave_what_a_fresh_comparison_finds(ledger: Ledger, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    seen_conflicts = False
    for n in range(10):
        change = dice.random()
        if change < 0.7:
            doc = dice.choice(DOCS)
            put(ledger, 1, doc, told(doc, dice), text=f"{doc} {n}")
        elif change < 0.85:
            correction(ledger, dice, n)
        else:
            kept = dice.sample(DOCS, 4)
            ledger.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in kept}), AT)
            ledger.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in DOCS}), AT)
        refresh(ledger, 1)
        after_change = findings(ledger)
        assert not refresh(ledger, 1)
        assert after_change == anew(ledger)
        seen_conflicts = seen_conflicts or bool(after_change[1])
    assert seen_conflicts


def test_a_change_writes_only_what_it_bears_on(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ledger, 1, "doc0", [made("doc0", value=711.0)])
    put(ledger, 1, "doc1", [made("doc1", value=5000.0)])
    put(ledger, 1, "doc2", [made("doc2", value=90.0, place="Kenya", measure="arrested")])
    refresh(ledger, 1)
    asked = documents_asked_for(ledger, monkeypatch)
    put(ledger, 1, "doc1", [made("doc1", value=711.0)])
    assert refresh(ledger, 1)
    assert set(asked) == {"doc0", "doc1"}
    assert ledger.conflicts.find() == []


def test_copies_of_a_page_with_a_broken_sum_come_and_go_as_one_conflict(ledger: Ledger) -> None:
    for doc in ("doc0", "doc1"):
        put(ledger, 1, doc, broken_sum(doc))
        refresh(ledger, 1)
        assert len(ledger.conflicts.find()) == 1
    assert [len(side) for side in ledger.conflicts.find()[0].sides] == [2, 4]
    put(ledger, 1, "doc0", [], text="nothing")
    refresh(ledger, 1)
    assert [len(side) for side in ledger.conflicts.find()[0].sides] == [1, 2]
    put(ledger, 1, "doc1", [], text="nothing")
    refresh(ledger, 1)
    assert ledger.conflicts.find() == ledger.facts.find() == []


def test_a_conflict_follows_its_claims_into_the_fact_that_they_are_joined_in(ledger: Ledger) -> None:
    put(ledger, 1, "doc0", [replace(claim, confidence=0.8) for claim in broken_sum("doc0")])
    refresh(ledger, 1)
    alone = set(ledger.conflicts.find()[0].facts)
    retold = made(
        "doc1", quote="The crew freed 812 people from 1 January to 31 December 2021.", value=812.0, subject="people"
    )
    put(ledger, 1, "doc1", [replace(retold, start="2021-01-01", end="2021-12-31")])
    refresh(ledger, 1)
    (conflict,) = ledger.conflicts.find()
    (joined,) = (fact for fact in ledger.facts.find() if len(fact.claims) == 2)
    assert joined.id not in alone
    assert joined.id in conflict.facts
    assert (joined.status, joined.conflicts) == ("open", (conflict.id,))
    assert findings(ledger) == anew(ledger)


def test_a_figure_told_so_often_that_not_all_are_paired_parts_what_it_joined(tmp_path: Path) -> None:
    folder = tmp_path / "crowded"
    folder.mkdir()
    (folder / "settings.yaml").write_text("compare: {paired_up_to: 3, most_partners: 1}\n")
    ledger = Ledger.open(folder)
    ledger.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in DOCS}), AT)
    ledger.runs.start(["Two shelters"], AT)
    put(ledger, 1, "doc0", [made("doc0", kind="level")])
    put(ledger, 1, "doc1", [made("doc1")])
    put(ledger, 1, "doc2", [made("doc2", measure="trained", place="Chile")])
    put(ledger, 1, "doc3", [made("doc3", measure="trained", place="Ghana")])
    refresh(ledger, 1)
    assert [len(fact.joined) for fact in ledger.facts.find() if fact.place == "Peru"] == [1]
    put(ledger, 1, "doc4", [made("doc4", place="Kenya")])  # its key stands between those of the two that are joined
    refresh(ledger, 1)
    after_change = findings(ledger)
    assert after_change == anew(ledger)
    assert not any(fact.joined for fact in after_change[0])
    ledger.close()


def test_a_correction_that_is_undone_brings_the_conflict_back(ledger: Ledger) -> None:
    put(ledger, 1, "doc0", [made("doc0", value=711.0)])
    put(ledger, 1, "doc1", [made("doc1", value=5000.0)])
    (claim,) = ledger.claims.find(doc="doc1")
    refresh(ledger, 1)
    (conflict,) = ledger.conflicts.find()
    misread = Decision(
        "d1", claim.id, "misread", "Ada", AT, claims=(claim.id,), corrections=(("value", "711"),),
        evidence=((claim.id, claim.evidence()),),
    )  # fmt: skip
    ledger.decisions.append(misread, after=None)
    assert refresh(ledger, 1)
    assert ledger.conflicts.find() == []
    ledger.decisions.append(Decision("d2", "d1", "undo", "Ada", AT), after=None)
    assert refresh(ledger, 1)
    assert ledger.conflicts.find() == [conflict]


def test_what_a_document_states_while_others_are_compared_is_compared_next(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ledger, 1, "doc0", [made("doc0", value=711.0)])
    put(ledger, 1, "doc1", [made("doc1", value=711.0)])
    put_reconciled = ledger.comparisons.put_all

    def with_news(*given: Any) -> bool:
        put(ledger, 1, "doc1", [made("doc1", value=5000.0)], text="news")
        return put_reconciled(*given)

    monkeypatch.setattr(ledger.comparisons, "put_all", with_news)
    assert refresh(ledger, 1)
    monkeypatch.undo()
    assert ledger.conflicts.find() == []
    assert refresh(ledger, 1)
    assert len(ledger.conflicts.find()) == 1


def test_buckets_that_are_called_otherwise_are_recorded_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ledger, 1, "doc0", [made("doc0", value=711.0)])
    put(ledger, 1, "doc1", [made("doc1", value=5000.0)])
    refresh(ledger, 1)
    for module in ("pipeline.ledger.findings", "pipeline.ledger.compare_changed", "pipeline.ledger.sharded"):
        monkeypatch.setattr(import_module(module), "bucket_id", lambda key: f"other {key}")
    monkeypatch.setattr(import_module("pipeline.ledger.refresh"), "comparing_stage", lambda settings: "another")
    assert refresh(ledger, 1)
    assert len(ledger.conflicts.find()) == 1
    put(ledger, 1, "doc1", [made("doc1", value=711.0)])
    assert refresh(ledger, 1)
    assert ledger.conflicts.find() == []
    assert [fact.status for fact in ledger.facts.find()] == ["single"]


def test_two_comparisons_at_once_lose_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was overtaken looks again: it has read what the other found to be changed."""
    put(ledger, 1, "doc0", [made("doc0", value=711.0)])
    put(ledger, 1, "doc1", [made("doc1", value=711.0)])
    refresh(ledger, 1)
    put(ledger, 1, "doc0", [made("doc0", value=711.0, subject="boys and girls")])
    put_reconciled = ledger.comparisons.put

    def overtaken(*given: Any) -> bool:
        monkeypatch.undo()
        put(ledger, 1, "doc1", [made("doc1", value=5000.0)], text="news")
        assert refresh(ledger, 1)
        return put_reconciled(*given)

    monkeypatch.setattr(ledger.comparisons, "put", overtaken)
    refresh(ledger, 1)
    assert not refresh(ledger, 1)
    assert findings(ledger) == anew(ledger)
    in_facts = {claim for fact in ledger.facts.find() for claim in fact.claims}
    assert in_facts == {claim.id for claim in ledger.claims.find()}
