"""What a run prints when it ends."""

from contextlib import closing
from pathlib import Path

import pytest

from flows.cli.summary import summary_text
from flows.summary import summarised
from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger, RunRow
from tests.ledger_samples import AT, LATER, claim, conflict, failure, findings, put, put_anew, write_list
from tests.sample_ledger import LANTERN, changed, reread, sample_ledger


def finished(ledger: Ledger, run: int, **given: tuple[str, ...]) -> RunRow:
    summary = summarised(ledger, run, ("Two shelters",), **({"read": (), "unread": (), "retired": ()} | given))
    ledger.runs.finish(run, summary.as_row(), AT)
    last = ledger.runs.last()
    assert last is not None
    return last


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger.open(tmp_path / "ledger")
    opened.lists.put(write_list(tmp_path), AT)
    return opened


def test_it_names_figures_publishers_and_what_to_do_next(ledger: Ledger) -> None:
    run = ledger.runs.start(["Two shelters"], AT)
    (north,) = put(ledger, run, "north", [claim("north", "90", 90, modifier="more than")])
    (south,) = put(ledger, run, "south", [claim("south", "40", 40)])
    put_anew(ledger, run, findings((), [conflict("c-1", north, south)]), AT)
    text = summary_text(ledger, finished(ledger, run, read=("north", "south")), quiet=False)
    assert "2 sources: 2 read\n" in text
    assert "2 claims · 0 facts, 0 of them agreed on by two or more witnesses · 1 conflict (1 open, 1 new)" in text
    assert "  high    c-1  more than 90 – North against 40 – South (assisted: families, Lisbon)\n" in text
    assert f"factledger explain c-1 --ledger {ledger.folder}" in text
    ledger.close()


def test_a_conflict_of_dates_shows_the_dates(ledger: Ledger) -> None:
    run = ledger.runs.start(["Two shelters"], AT)
    (north,) = put(ledger, run, "north", [claim("north", "90", 90, start="2012", end=None)])
    (south,) = put(ledger, run, "south", [claim("south", "90", 90, start="2013-11", end=None)])
    found = conflict("c-1", north, south, kind="period_conflict")
    put_anew(ledger, run, findings((), [found]), AT)
    text = summary_text(ledger, finished(ledger, run, read=("north", "south")), quiet=False)
    assert "90 [since 2012] – North against 90 [since 2013-11] – South" in text
    ledger.close()


def test_what_is_settled_is_not_worth_looking_at(ledger: Ledger) -> None:
    run = ledger.runs.start(["Two shelters"], AT)
    north = put(ledger, run, "north", [claim("north", "90", 90), claim("north", "80", 80)])
    south = put(ledger, run, "south", [claim("south", "40", 40), claim("south", "30", 30)])
    told = [conflict("worst", north[0], south[0], score=2.0), conflict("next", north[1], south[1])]
    put_anew(ledger, run, findings((), told), AT)
    DecisionLog(ledger).decide("worst", "right", person="Ana", side=0)
    text = summary_text(ledger, finished(ledger, run, read=("north", "south")), quiet=False)
    assert "2 conflicts (1 open, 2 new)" in text
    assert "  high    next  " in text
    assert "  high    worst  " not in text
    ledger.close()


def test_it_counts_the_decisions_whose_evidence_has_changed(tmp_path: Path) -> None:
    with closing(sample_ledger(tmp_path)) as ledger:
        fact = next(fact for fact in ledger.facts.find() if fact.low == 300)
        DecisionLog(ledger).accept(fact.id, person="Ana")
        reread(ledger, changed(LANTERN, "300", "320", value=320))
        run = ledger.runs.start(["sample"], LATER)
        summary = summarised(ledger, run, ("sample",), read=(), unread=(), retired=())
        ledger.runs.finish(run, summary.as_row(), LATER)
        last = ledger.runs.last()
        assert last is not None
        assert "1 decision waits for a person again, because the evidence has changed" in summary_text(
            ledger, last, quiet=False
        )


def test_a_run_with_nothing_new_says_so_and_is_silent_when_quiet(ledger: Ledger) -> None:
    first = ledger.runs.start(["Two shelters"], AT)
    for doc in ("north", "south"):
        put(ledger, first, doc, [claim(doc, "90", 90)])
    finished(ledger, first)
    last = finished(ledger, ledger.runs.start(["Two shelters"], LATER))
    assert "2 sources: 2 unchanged. Nothing new: nothing was read again, and no row was changed" in summary_text(
        ledger, last, quiet=False
    )
    assert summary_text(ledger, last, quiet=True) == ""
    ledger.close()


def test_failures_are_named_with_reason_and_remedy_also_when_quiet(ledger: Ledger) -> None:
    run = ledger.runs.start(["Two shelters"], AT)
    put(ledger, run, "north", [claim("north", "90", 90)])
    ledger.fetches.put_failure(run, failure("south"))
    last = finished(ledger, run, read=("north",))
    line = "  failed  south: south answers 404. Give its new address.\n"
    assert line in summary_text(ledger, last, quiet=False)
    assert summary_text(ledger, last, quiet=True) == line
    assert "1 read, 1 failed" in summary_text(ledger, last, quiet=False)
    ledger.close()
