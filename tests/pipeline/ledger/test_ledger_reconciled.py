"""Facts and conflicts in the ledger, decisions about them, and releases."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ledger import Ledger, LedgerStale
from pipeline.records.model import Claim, Decision
from tests.ledger_samples import (
    AT,
    LATER,
    basis_now,
    claim,
    conflict,
    dump,
    fact,
    findings,
    put,
    put_after,
    put_anew,
    reconciled,
    write_list,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "ledger")
    opened.lists.put(write_list(tmp_path), AT)
    opened.runs.start(["Two shelters"], AT)
    yield opened
    opened.close()


@pytest.fixture
def pair(ledger: Ledger) -> tuple[Claim, Claim]:
    (north,) = put(ledger, 1, "north", [claim("north", "90", 90)])
    (south,) = put(ledger, 1, "south", [claim("south", "40", 40)])
    return north, south


def test_facts_and_conflicts_come_back_by_what_they_are_about(ledger: Ledger, pair: tuple[Claim, Claim]) -> None:
    found = reconciled(*pair)
    put_anew(ledger, 1, found, AT)
    facts = [fact.with_conflicts(["c1"]) for _, fact in found.facts]
    assert ledger.facts.find() == facts == ledger.facts.find(claim=pair[0].id, measure="assisted", status="open")
    assert ledger.facts.get("f-c1") == facts[0]
    assert (
        ledger.conflicts.find()
        == [conflict for _, conflict in found.conflicts]
        == ledger.conflicts.find(claim=pair[1].id, fact="f-c1")
    )
    assert ledger.conflicts.find(severity="low") == ledger.conflicts.find(kind="regression") == []
    assert ledger.facts.find(place="Porto") == []
    assert ledger.conflicts.since()["c1"][0] == 1


def test_the_worst_conflicts_come_first(ledger: Ledger, pair: tuple[Claim, Claim]) -> None:
    conflicts = (
        conflict("a", *pair, severity="low", score=9.0),
        conflict("b", *pair, severity="high", score=1.0),
        conflict("c", *pair, severity="high", score=2.0),
    )
    put_anew(ledger, 1, findings((), conflicts), AT)
    assert [each.id for each in ledger.conflicts.find()] == ["c", "b", "a"]


def test_conflicts_and_facts_are_counted_without_those_that_are_unsure(
    ledger: Ledger, pair: tuple[Claim, Claim]
) -> None:
    flagged, unsure = conflict("a", *pair, severity="high", score=2.0), conflict("b", *pair, severity="low", score=1.0)
    put_anew(ledger, 1, findings((fact("a", *pair),), (flagged, replace(unsure, status="unsure"))), AT)
    assert (ledger.conflicts.count(), ledger.conflicts.count(first_run=1), ledger.conflicts.count(first_run=2)) == (
        1,
        1,
        0,
    )
    assert [each.id for each in ledger.conflicts.find(unsure=True)] == ["b"]
    assert [each.id for each in ledger.conflicts.find(unsure=None, at_most=1)] == ["a"]
    assert ledger.conflicts.of_claims([pair[0].id]) == {"a", "b"}
    assert (ledger.facts.count(), ledger.facts.count(status="agreed")) == (len(ledger.facts.find()), 0)


def test_the_same_findings_change_no_row(ledger: Ledger, pair: tuple[Claim, Claim]) -> None:
    put_anew(ledger, 1, reconciled(*pair), AT)
    before = dump(ledger)
    assert put_anew(ledger, 1, reconciled(*pair), LATER)
    assert {name: rows for name, rows in dump(ledger).items() if name != "reconciled"} == {
        name: rows for name, rows in before.items() if name != "reconciled"
    }


def test_findings_that_another_comparison_has_overtaken_are_not_written(
    ledger: Ledger, pair: tuple[Claim, Claim]
) -> None:
    overtaken = basis_now(ledger)
    assert put_anew(ledger, 1, reconciled(*pair), AT)
    before = dump(ledger)
    assert not put_after(ledger, 1, findings(), AT, overtaken)
    assert dump(ledger) == before


def test_a_conflict_that_is_gone_stays_on_record_and_one_that_returns_is_new(
    ledger: Ledger, pair: tuple[Claim, Claim]
) -> None:
    put_anew(ledger, 1, reconciled(*pair), AT)
    ledger.runs.finish(1, {}, AT)
    second = ledger.runs.start(["Two shelters"], LATER)
    put_anew(ledger, second, findings(), LATER)
    assert ledger.conflicts.find() == ledger.facts.find() == []
    assert [each.status for each in ledger.conflicts.find(withdrawn=True)] == ["withdrawn"]
    assert ledger.conflicts.get("c1").status == "withdrawn"
    assert ledger.conflicts.find(first_run=1, withdrawn=True) != []
    put_anew(ledger, second, reconciled(*pair), LATER)
    assert ledger.conflicts.since()["c1"][0] == second
    assert [each.id for each in ledger.conflicts.find(first_run=second)] == ["c1"]


def test_a_fact_that_changes_is_linked_to_its_new_claims(ledger: Ledger, pair: tuple[Claim, Claim]) -> None:
    put_anew(ledger, 1, findings([fact("f", *pair)]), AT)
    put_anew(ledger, 1, findings([fact("f", pair[0])]), AT)
    assert ledger.facts.find(claim=pair[1].id) == []
    assert [each.id for each in ledger.facts.find(claim=pair[0].id)] == ["f"]


def test_what_changed_is_known_by_document(ledger: Ledger, pair: tuple[Claim, Claim], tmp_path: Path) -> None:
    assert ledger.comparisons.last() is None
    stated = ledger.comparisons.stated_documents()
    assert ledger.comparisons.changed_documents({}) == stated
    assert stated.keys() == {"north", "south"}
    put_anew(ledger, 1, reconciled(*pair), AT, "rules")
    last = ledger.comparisons.last()
    assert last is not None
    assert last.stage == "rules"
    assert ledger.comparisons.changed_documents({}) == {}
    assert ledger.comparisons.changed_documents({"south": "corrected"}) == {"south": stated["south"]}
    put(ledger, 1, "north", [claim("north", "91", 91)])
    assert ledger.comparisons.changed_documents({}).keys() == {"north"}
    put(ledger, 1, "north", [claim("north", "90", 90)])
    assert ledger.comparisons.changed_documents({}) == {}
    ledger.lists.put(write_list(tmp_path, {"south": "https://south.example/"}), LATER)
    assert ledger.comparisons.changed_documents({}) == {"north": None}


def decision(name: str, target: str = "c1") -> Decision:
    return Decision(name, target, "right", "Ada", AT, side=0)


def test_decisions_keep_their_order_and_are_written_once(ledger: Ledger) -> None:
    ledger.decisions.append(decision("d1"), after=None)
    ledger.decisions.append(decision("d2", "other"), after=None)
    ledger.decisions.append(decision("d3"), after="d1")
    ledger.decisions.append(decision("d3"), after="d1")
    assert [each.id for each in ledger.decisions.entries()] == ["d1", "d2", "d3"]
    assert ledger.decisions.entries("c1") == [decision("d1"), decision("d3")]


@pytest.mark.parametrize("known", [None, "d0"])
def test_a_decision_that_does_not_know_the_last_one_is_refused(ledger: Ledger, known: str | None) -> None:
    ledger.decisions.append(decision("d1"), after=None)
    with pytest.raises(LedgerStale, match="c1"):
        ledger.decisions.append(decision("d2"), after=known)
    assert [each.id for each in ledger.decisions.entries()] == ["d1"]


def test_decisions_hold_over_new_findings(ledger: Ledger, pair: tuple[Claim, Claim]) -> None:
    put_anew(ledger, 1, reconciled(*pair), AT)
    ledger.decisions.append(
        replace(decision("d1"), evidence=tuple((each.id, each.evidence()) for each in pair)), after=None
    )
    put_anew(ledger, 1, findings(), AT)
    assert [each.id for each in ledger.decisions.entries("c1")] == ["d1"]


def test_releases_are_known(ledger: Ledger) -> None:
    assert ledger.releases.all() == []
    ledger.releases.put("out", {"facts": {"f": "1"}}, AT)
    assert ledger.releases.put("out", {"facts": {"f": "2"}}, LATER) == 2
    first, last = ledger.releases.all()
    assert (last.id, last.at, last.manifest) == (2, LATER, {"facts": {"f": "2"}})
    assert first.id == 1
