"""Takedowns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.ledger import Ledger, UnknownId
from tests.ledger_samples import AT, LATER, claim, dump, put, put_anew, reconciled, write_list

SECRET = "Dona Berta Quintela counted 4217 families in her log."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "ledger")
    opened.lists.put(write_list(tmp_path), AT)
    run = opened.runs.start(["Two shelters"], AT)
    (north,) = put(opened, run, "north", [claim("north", "4217", 4217, quote=SECRET)])
    (south,) = put(opened, run, "south", [claim("south", "40", 40)])
    put_anew(opened, run, reconciled(north, south), AT)
    yield opened
    opened.close()


def test_nothing_of_a_forgotten_source_is_left_but_the_mark(ledger: Ledger) -> None:
    mark = ledger.takedowns.forget("north", LATER, "asked for by letter")
    assert (mark.source_id, mark.claims, mark.why) == ("north", 1, "asked for by letter")
    assert ledger.takedowns.marks() == [mark]
    ledger.close()
    everything = b"".join(path.read_bytes() for path in ledger.folder.rglob("*") if path.is_file())
    for word in (b"Quintela", b"4217"):
        assert word not in everything
    assert b"40 families" in everything, "what others said stays"


def test_facts_and_conflicts_that_rest_on_it_go_too_and_are_to_be_made_anew(ledger: Ledger) -> None:
    assert ledger.comparisons.last() is not None
    ledger.takedowns.forget("north", LATER, "asked")
    assert ledger.facts.find() == ledger.conflicts.find(withdrawn=None) == []
    assert ledger.comparisons.last() is None
    assert [each.doc for each in ledger.claims.find(stated=None)] == ["south"]


def test_it_is_not_read_again_under_its_id_or_its_address(ledger: Ledger, tmp_path: Path) -> None:
    ledger.takedowns.forget("north", LATER, "asked")
    renamed = {"again": "https://north.example/", "south": "https://south.example/"}
    ledger.lists.put(write_list(tmp_path, renamed), LATER)
    assert [each.id for each in ledger.sources.active()] == ["south"]
    assert {each.id: each.state for each in ledger.sources.status()} == {
        "again": "forgotten",
        "south": "read",
        "north": "forgotten",
    }


@pytest.mark.parametrize(
    "again", ["https://NORTH.example", "https://north.example:443/#part", "https://north.example/?"]
)
def test_an_address_written_in_another_way_gets_round_no_mark(ledger: Ledger, tmp_path: Path, again: str) -> None:
    ledger.takedowns.forget("north", LATER, "asked")
    ledger.lists.put(write_list(tmp_path, {"again": again, "south": "https://south.example/"}), LATER)
    assert [each.id for each in ledger.sources.active()] == ["south"]


def test_a_mark_that_is_lifted_lets_it_be_read_again(ledger: Ledger) -> None:
    ledger.takedowns.forget("north", LATER, "asked")
    ledger.takedowns.lift("north", LATER, "they changed their mind")
    assert [each.id for each in ledger.sources.active()] == ["north", "south"]
    assert [each.lifted for each in ledger.takedowns.marks()] == [False, True]
    with pytest.raises(UnknownId, match="not forgotten"):
        ledger.takedowns.lift("north", LATER, "twice")


def test_bytes_that_another_source_shares_stay(ledger: Ledger, tmp_path: Path) -> None:
    (twin,) = put(ledger, 1, "south", [claim("south", "4217", 4217, quote=SECRET)])
    fetch = ledger.fetches.last("south")
    assert fetch is not None
    ledger.takedowns.forget("north", LATER, "asked")
    assert ledger.snapshots.get(fetch.sha256).data == SECRET.encode()
    assert [each.id for each in ledger.claims.find()] == [twin.id]


def test_an_unknown_source_is_refused_and_nothing_lost(ledger: Ledger) -> None:
    before = dump(ledger)
    with pytest.raises(UnknownId, match="nowhere"):
        ledger.takedowns.forget("nowhere", LATER, "asked")
    assert dump(ledger) == before
