"""Source lists in the ledger."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ledger import Ledger, LedgerError
from sources.catalog import read_list
from tests.ledger_samples import AT, LATER, claim, dump, put, waiting, write_list

NORTH, SOUTH = {"north": "https://north.example/"}, {"south": "https://south.example/"}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "ledger")
    yield opened
    opened.close()


def test_a_source_that_is_listed_no_more_keeps_its_claims_on_record_only(ledger: Ledger, tmp_path: Path) -> None:
    ledger.lists.put(write_list(tmp_path, NORTH | SOUTH), AT)
    run = ledger.runs.start(["Two shelters"], AT)
    put(ledger, run, "south", [claim("south", "40", 40)])
    assert ledger.lists.put(write_list(tmp_path, NORTH), LATER) == ("south",)
    assert ledger.claims.find() == []
    assert [each.number for each in ledger.claims.find(stated=False)] == ["40"]
    assert [(each.id, each.state) for each in ledger.sources.status()] == [("north", "unread"), ("south", "retired")]
    assert [each.id for each in ledger.sources.active()] == ["north"]


def test_a_source_that_is_listed_again_is_to_be_read_again(ledger: Ledger, tmp_path: Path) -> None:
    ledger.lists.put(write_list(tmp_path, NORTH | SOUTH), AT)
    run = ledger.runs.start(["Two shelters"], AT)
    (only,) = put(ledger, run, "south", [claim("south", "40", 40)])
    ledger.lists.put(write_list(tmp_path, NORTH), AT)
    ledger.lists.put(write_list(tmp_path, NORTH | SOUTH), LATER)
    assert waiting(ledger) == ["south"]
    assert put(ledger, run, "south", [claim("south", "40", 40)]) == [only]
    assert [each.id for each in ledger.claims.find()] == [only.id]


def test_lists_keep_the_order_in_which_they_came(ledger: Ledger, tmp_path: Path) -> None:
    ledger.lists.put(write_list(tmp_path / "b", SOUTH, name="B"), AT)
    ledger.lists.put(write_list(tmp_path / "a", NORTH, name="A"), AT)
    assert [each.name for each in ledger.lists.all()] == ["B", "A"]
    assert [each.id for each in ledger.sources.status()] == ["south", "north"]
    assert [each.id for each in ledger.sources.active(("A",))] == ["north"]


def test_comparing_knows_the_packs_of_all_lists(ledger: Ledger, tmp_path: Path) -> None:
    for name, packs, sources in (("A", "roads", NORTH), ("B", "roads, strikes", SOUTH)):
        path = write_list(tmp_path / name, sources, name=name).path
        path.write_text(f"packs: [{packs}]\n{path.read_text('utf-8')}", "utf-8")
        ledger.lists.put(read_list(path), AT)
    assert ledger.settings.compare.packs == ()
    assert ledger.compare_settings() == replace(ledger.settings.compare, packs=("roads", "strikes"))


def test_an_id_of_another_list_is_refused_and_nothing_written(ledger: Ledger, tmp_path: Path) -> None:
    ledger.lists.put(write_list(tmp_path / "a", NORTH, name="A"), AT)
    before = dump(ledger)
    with pytest.raises(LedgerError, match=r"north \(in 'A'\)"):
        ledger.lists.put(write_list(tmp_path / "b", SOUTH | NORTH, name="B"), AT)
    assert dump(ledger) == before


def test_another_list_of_the_same_name_does_not_retire_the_first_ones_sources(ledger: Ledger, tmp_path: Path) -> None:
    ledger.lists.put(write_list(tmp_path / "a", NORTH), AT)
    with pytest.raises(LedgerError, match="another list named 'Two shelters'"):
        ledger.lists.put(write_list(tmp_path / "b", SOUTH), AT)


def test_a_list_that_has_moved_is_the_same_list(ledger: Ledger, tmp_path: Path) -> None:
    first = write_list(tmp_path / "a", NORTH | SOUTH)
    ledger.lists.put(first, AT)
    first.path.unlink()
    assert ledger.lists.put(write_list(tmp_path / "b", NORTH), AT) == ("south",)
    assert [each.path for each in ledger.lists.all()] == [str(tmp_path / "b" / "list.yaml")]
