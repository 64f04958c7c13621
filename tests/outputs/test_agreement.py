"""Two people: disagreements shown, a colleague's decisions taken over, agreement beyond chance."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from outputs.decisions import DecisionError, DecisionLog
from outputs.decisions.agreement import agreements, cohens_kappa, disagreements
from outputs.decisions.imports import read_entries, take_over
from outputs.decisions.verification import damages
from pipeline.ledger import Ledger
from tests.conftest import Call
from tests.outputs.test_decisions import about
from tests.review_server import entered, served
from tests.sample_ledger import HARBOUR, changed, reread, sample_ledger


@pytest.fixture
def here(tmp_path: Path) -> Ledger:
    return sample_ledger(tmp_path / "here")


SURVEY = "the survey\u2028of 2019"
"""A note with what ends a line in Unicode, but not in JSON Lines."""


@pytest.fixture
def there(here: Ledger, tmp_path: Path) -> Ledger:
    """A colleague's copy."""
    shutil.copytree(here.folder, tmp_path / "there")
    return Ledger.open(tmp_path / "there")


def test_kappa_is_the_papers() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohens_kappa([((a,), (b,)) for a, b in pairs]) == pytest.approx(0.4)
    assert cohens_kappa([(("yes",), ("yes",))] * 3) is None, "no variety, so chance explains it all"
    assert cohens_kappa([]) is None


def test_a_colleagues_decisions_are_taken_over_once_and_contrary_ones_are_told(
    here: Ledger, there: Ledger, call: Call, tmp_path: Path
) -> None:
    exploited, rescued = about(here, "exploited").id, about(here, "rescued").id
    DecisionLog(here).decide(exploited, "right", person="Ana", side=0)
    DecisionLog(there).decide(exploited, "right", person="Bo", side=1, note=SURVEY)
    DecisionLog(there).decide(rescued, "unsettled", person="Bo")
    printed = call("log", "--ledger", str(there.folder), "--person", "Bo", "--format", "jsonl")
    (tmp_path / "bo.jsonl").write_text(printed.out, "utf-8")
    answer = call("decide", "--from", str(tmp_path / "bo.jsonl"), "--ledger", str(here.folder))
    assert (answer.status, answer.out) == (0, "2 entries taken over, 0 known, 0 refused\n")
    assert "Bo decided otherwise" in answer.err
    assert [(e.person, e.note) for e in here.decisions.entries(exploited)] == [("Ana", ""), ("Bo", SURVEY)]
    again = call("decide", "--from", str(tmp_path / "bo.jsonl"), "--ledger", str(here.folder))
    assert again.out == "0 entries taken over, 2 known, 0 refused\n"

    (found,) = disagreements(DecisionLog(here).in_force())
    assert (found.target, [entry.person for entry in found.entries]) == (exploited, ["Ana", "Bo"])
    (agreement,) = agreements(DecisionLog(here).in_force())
    assert (agreement.both, agreement.alike) == (1, 0)
    told = call("disagreements", "--ledger", str(here.folder)).out
    assert "Ana and Bo: 0 of 1 alike" in told
    with served(here) as address, entered(address) as client:
        page = client.get("/disagreements").text
        assert "1 disagreement" in page
        assert f"/conflict/{exploited}" in page


def test_a_log_with_a_colleagues_entries_is_whole(here: Ledger, there: Ledger) -> None:
    exploited = about(here, "exploited").id
    DecisionLog(here).decide(exploited, "right", person="Ana", side=0)
    of_bo = DecisionLog(there).decide(exploited, "right", person="Bo", side=1)
    DecisionLog(there).sign_off(of_bo.id, person="Cem")
    taken = take_over(here, there.decisions.entries())
    assert [entry.decision for entry in taken.taken] == ["right", "sign_off"]
    assert DecisionLog(here).state(exploited).sign_offs == taken.taken[1:]
    assert list(damages(here)) == []
    assert take_over(here, there.decisions.entries()).known == 2
    assert take_over(there, here.decisions.entries()).known == 2
    assert list(damages(there)) == []


def test_what_was_decided_on_other_evidence_is_refused(here: Ledger, there: Ledger, call: Call, tmp_path: Path) -> None:
    DecisionLog(there).decide(about(there, "exploited").id, "right", person="Bo", side=0)
    (tmp_path / "bo.jsonl").write_text(call("log", "--ledger", str(there.folder), "--format", "jsonl").out, "utf-8")
    reread(here, changed(HARBOUR, "One million", "Five million", value=5_000_000))
    answer = call("decide", "--from", str(tmp_path / "bo.jsonl"), "--ledger", str(here.folder))
    assert answer.status == 2
    assert "is not stated here" in answer.err
    assert here.decisions.entries() == []


def test_a_contrary_decision_by_command_is_told(here: Ledger, call: Call) -> None:
    exploited, place = about(here, "exploited").id, ("--ledger", str(here.folder))
    call("decide", exploited, "right", "--side", "1", "--person", "Ana", *place)
    answer = call("decide", exploited, "right", "--side", "2", "--person", "Bo", *place)
    assert "Ana decided otherwise" in answer.err
    assert call("decide", exploited, *place).status == 2


def test_a_file_that_is_no_log_is_named_with_its_line() -> None:
    with pytest.raises(DecisionError, match=r"bo\.jsonl, line 2"):
        read_entries(["", '{"id": 5}'], "bo.jsonl")
