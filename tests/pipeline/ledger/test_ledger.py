"""Documents and claims in the ledger: idempotent, versioned, nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from pipeline.ledger import Ledger, UnknownId
from pipeline.records.model import ClaimPlace, Problem
from tests.ledger_samples import AT, LATER, claim, dump, failure, fetched, put, sha, waiting, write_list


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "ledger")
    opened.lists.put(write_list(tmp_path), AT)
    yield opened
    opened.close()


@pytest.fixture
def run(ledger: Ledger) -> int:
    return ledger.runs.start(["Two shelters"], AT)


def test_claims_come_back_as_they_went_in_by_list_and_document_order(ledger: Ledger, run: int) -> None:
    south = put(ledger, run, "south", [claim("south", "40", 40), claim("south", "7", 7)])
    north = put(ledger, run, "north", [claim("north", "90", 90)])
    found = ledger.claims.find()
    assert [(each.doc, each.number) for each in found] == [("north", "90"), ("south", "40"), ("south", "7")]
    assert [replace(each, document=north[0].document) for each in found] == [*north, *south]
    assert found[0].document.url == "https://north.example/"
    assert found[0].document.snapshot == sha(north[0].quote)


def test_writing_the_same_again_changes_no_row(ledger: Ledger, run: int) -> None:
    put(ledger, run, "north", [claim("north", "90", 90)])
    before = dump(ledger)
    put(ledger, run, "north", [claim("north", "90", 90)], at=LATER)
    ledger.fetches.put(run, fetched("north", claim("north", "90", 90).quote, LATER))
    ledger.lists.put(write_list(ledger.folder.parent), LATER)
    assert dump(ledger) == before


def test_a_changed_page_gets_new_claims_and_its_old_ones_stay_on_record(ledger: Ledger, run: int) -> None:
    (old,) = put(ledger, run, "north", [claim("north", "90", 90)])
    (new,) = put(ledger, run, "north", [claim("north", "95", 95)], at=LATER)
    assert [each.id for each in ledger.claims.find()] == [new.id]
    assert [each.id for each in ledger.claims.find(stated=False)] == [old.id]
    assert ledger.claims.withdrawn([old.id, new.id]) == {old.id: LATER}
    assert ledger.claims.get(old.id).value == 90
    assert [version.read_at for version in ledger.documents.get("north").versions] == [AT, LATER]


def test_a_claim_that_comes_back_is_stated_again(ledger: Ledger, run: int) -> None:
    first = put(ledger, run, "north", [claim("north", "90", 90)])
    put(ledger, run, "north", [claim("north", "95", 95)])
    assert put(ledger, run, "north", [claim("north", "90", 90)], at=LATER) == first
    assert [each.number for each in ledger.claims.find()] == ["90"]


def test_a_better_reader_keeps_the_id_and_the_old_reading_is_on_record(ledger: Ledger, run: int) -> None:
    (old,) = put(ledger, run, "north", [claim("north", "90", 90, subject="families")])
    (new,) = put(ledger, run, "north", [claim("north", "90", 90, subject="homeless families")], stage="2", at=LATER)
    assert old.id == new.id
    assert ledger.claims.get(new.id).subject == "homeless families"
    assert [(at, each.subject) for at, each in ledger.claims.history(new.id)] == [(LATER, "families")]


def test_a_claim_that_only_moved_has_no_history(ledger: Ledger, run: int) -> None:
    put(ledger, run, "north", [claim("north", "90", 90)])
    (moved,) = put(ledger, run, "north", [claim("north", "90", 90, locator=ClaimPlace(5, 0, 35, 20, 22))], stage="2")
    assert ledger.claims.history(moved.id) == []
    assert ledger.claims.get(moved.id).locator == moved.locator


def test_what_waits_to_be_read_is_told_by_bytes_and_stage(ledger: Ledger, run: int) -> None:
    assert waiting(ledger) == [], "nothing is fetched yet"
    put(ledger, run, "north", [claim("north", "90", 90)])
    assert waiting(ledger) == []
    assert waiting(ledger, "2") == ["north"]
    ledger.fetches.put(run, fetched("south", "Two."))
    ledger.fetches.put(run, fetched("north", "Three.", LATER))
    assert waiting(ledger) == ["north", "south"]
    assert waiting(ledger, docs=["south"]) == ["south"]
    assert waiting(ledger, docs=["west"]) == []


def test_what_waits_comes_in_the_order_of_the_lists_however_many_are_asked_for(ledger: Ledger, tmp_path: Path) -> None:
    names = [f"s{n}" for n in range(700, 0, -1)]
    ledger.lists.put(write_list(tmp_path, {name: f"https://{name}.example/" for name in names}), AT)
    run = ledger.runs.start(["Two shelters"], AT)
    for name in names[:3] + names[-3:]:
        ledger.fetches.put(run, fetched(name, name))
    assert waiting(ledger) == waiting(ledger, docs=names) == names[:3] + names[-3:]


def test_what_waits_costs_a_hundred_sources_no_more_queries_than_two(ledger: Ledger, tmp_path: Path) -> None:
    asked: list[str] = []
    event.listen(ledger.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def queries() -> int:
        asked.clear()
        waiting(ledger)
        return sum(statement.startswith("SELECT") for statement in asked)

    of_two = queries()
    ledger.lists.put(write_list(tmp_path, {f"s{n}": f"https://s{n}.example/" for n in range(100)}), AT)
    assert 0 < queries() == of_two


def test_a_document_that_cannot_be_read_leaves_what_it_said_before(ledger: Ledger, run: int) -> None:
    (before,) = put(ledger, run, "north", [claim("north", "90", 90)])
    ledger.fetches.put(run, fetched("north", "\0\1", LATER))
    ledger.documents.put_failure(
        run, "north", Problem("wrong_type", "Noise.", "Look."), sha256=sha("\0\1"), stage="1", at=LATER
    )
    assert waiting(ledger) == [], "it is not tried again and again"
    assert [each.id for each in ledger.claims.find()] == [before.id]
    north = ledger.sources.status()[0]
    assert (north.state, north.fault and north.fault.kind, north.claims) == ("failing", "wrong_type", 1)


def test_a_document_that_can_be_read_again_fails_no_more(ledger: Ledger, run: int) -> None:
    ledger.fetches.put(run, fetched("north", "\0\1"))
    ledger.documents.put_failure(
        run, "north", Problem("wrong_type", "Noise.", "Look."), sha256=sha("\0\1"), stage="1", at=AT
    )
    put(ledger, run, "north", [claim("north", "90", 90)], at=LATER)
    assert ledger.sources.status()[0].fault is None


def test_claims_are_found_by_what_they_are(ledger: Ledger, run: int) -> None:
    put(ledger, run, "north", [claim("north", "90", 90, place="Porto"), claim("north", "4", 4, measure="deaths")])
    (south,) = put(ledger, run, "south", [claim("south", "12%", 12, unit="percent", kind="share")])
    assert [each.number for each in ledger.claims.find(place="Porto")] == ["90"]
    assert [each.number for each in ledger.claims.find(measure="deaths")] == ["4"]
    assert [each.number for each in ledger.claims.find(kind="share", unit="percent")] == ["12%"]
    assert [each.number for each in ledger.claims.find(doc="south")] == ["12%"]
    assert [each.number for each in ledger.claims.find(ids=[south.id, "nothing"])] == ["12%"]
    assert ledger.claims.count() == 3


def test_many_ids_at_once_come_back_in_order(ledger: Ledger, run: int) -> None:
    named = put(ledger, run, "north", [claim("north", str(n), n) for n in range(1200)])
    ids = [each.id for each in named]
    assert [each.id for each in ledger.claims.find(ids=ids[::-1])] == ids


def test_unknown_ids_are_refused(ledger: Ledger) -> None:
    for part in (ledger.claims, ledger.facts, ledger.conflicts, ledger.documents):
        with pytest.raises(UnknownId, match="nowhere"):
            part.get("nowhere")


STATES = st.lists(
    st.tuples(st.sampled_from(["north", "south"]), st.lists(st.integers(1, 9), max_size=4), st.sampled_from("12")),
    max_size=6,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=STATES)
def test_what_is_stated_depends_on_the_last_reading_only(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[str, list[int], str]]
) -> None:
    folder = tmp_path_factory.mktemp("property")
    ledger = Ledger.open(folder / "ledger")
    ledger.lists.put(write_list(folder), AT)
    run = ledger.runs.start(["Two shelters"], AT)
    last: dict[str, list[int]] = {}
    for doc, numbers, stage in states:
        claims = [claim(doc, str(n), n) for n in numbers]
        put(ledger, run, doc, claims, text=str(numbers), stage=stage)
        after = dump(ledger)
        put(ledger, run, doc, claims, text=str(numbers), stage=stage)
        assert dump(ledger) == after
        last[doc] = numbers
    assert [(each.doc, each.value) for each in ledger.claims.find()] == [
        (doc, n) for doc in ("north", "south") for n in last.get(doc, [])
    ]
    ledger.close()


def test_a_source_that_fails_says_since_when_and_why(ledger: Ledger, run: int) -> None:
    put(ledger, run, "north", [claim("north", "90", 90)])
    ledger.runs.finish(run, {}, AT)
    for at in (LATER, "2026-03-16T06:00:00Z"):
        again = ledger.runs.start(["Two shelters"], at)
        ledger.fetches.put_failure(again, failure("north", at))
        ledger.runs.finish(again, {}, at)
    north = ledger.sources.status()[0]
    assert north.fault is not None
    assert (north.state, north.fault.kind, north.fault.since) == ("failing", "not_found", LATER)
    assert (north.last_read, north.last_change) == (AT, AT)
    assert len(dump(ledger)["fetches"]) == 2, "the same failure again is no news"


def test_a_source_that_recovers_is_read_when_it_was_last_checked(ledger: Ledger, run: int) -> None:
    (only,) = put(ledger, run, "north", [claim("north", "90", 90)])
    ledger.fetches.put_failure(run, failure("north"))
    ledger.fetches.put(run, fetched("north", only.quote, LATER))
    ledger.runs.finish(run, {}, LATER)
    north = ledger.sources.status()[0]
    assert (north.state, north.last_read, north.last_change, north.fault) == ("read", LATER, AT, None)
    assert ledger.sources.status()[1].state == "unread"


def test_a_run_that_was_cut_short_is_taken_up_again(ledger: Ledger, run: int) -> None:
    assert ledger.runs.start(["Two shelters"], LATER) == run
    ledger.runs.finish(run, {"read": 1}, LATER)
    assert ledger.runs.start(["Two shelters"], LATER) == run + 1
    last = ledger.runs.last()
    assert last is not None
    assert (last.id, last.started_at, last.finished_at, last.summary) == (run, AT, LATER, {"read": 1})
    assert [each.finished_at for each in ledger.runs.all()] == [LATER, None]
