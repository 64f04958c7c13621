"""A run over plain functions: what is done once is not done again, what fails is named, nothing is lost."""

import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from flows.fetching import turn
from flows.progress import shown_by
from flows.run import Directly, Run, StepFault, has_reading_to_do, run_lists
from flows.steps import context_of, fetch_sources, read_documents
from pipeline.ledger import Ledger, LedgerHeld
from pipeline.records.model import Reading
from sources.access import AccessError
from sources.catalog import CatalogError, Source, read_list
from tests.http_server import WebServer, page
from tests.ledger_samples import dump, failure

TEXTS = {
    "lantern": "The Lantern Trust\n\nIn 2021 the trust rescued 112 children in Lisbon.\n\n"
    "In 2021, two million children were sexually exploited worldwide.\n",
    "harbour": "Harbour Aid\n\nIn 2021, one million children were sexually exploited worldwide.\n",
    "quay": "The Quay\n\nPolice arrested 44 suspects in Porto in 2020, and 31 of them were convicted.\n",
}


def write(folder: Path, texts: dict[str, str] = TEXTS) -> Path:
    lines = ["name: Three houses", "sources:"]
    for source_id, text in texts.items():
        (folder / f"{source_id}.txt").write_text(text, "utf-8")
        lines += [f"  - id: {source_id}", f"    path: {source_id}.txt", '    published: "2022-03-01"']
    path = folder / "list.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def ran(ledger: Ledger, path: Path) -> Run:
    return run_lists(ledger, [path], Directly())


def test_a_run_reads_every_document_and_reconciles(ledger: Ledger, tmp_path: Path) -> None:
    run = ran(ledger, write(tmp_path))
    assert run.summary.read == tuple(TEXTS)
    assert run.summary.failed == ()
    assert {each.doc for each in ledger.claims.find()} == set(TEXTS)
    assert run.summary.claims == ledger.claims.count() >= 5
    (found,) = (each for each in ledger.conflicts.find() if each.kind == "conflict")
    docs = {claim.doc for claim in ledger.claims.find(ids=[claim for side in found.sides for claim in side])}
    assert docs == {"lantern", "harbour"}
    assert found.id in {each.id for each in ledger.conflicts.find(first_run=run.id)}


def test_a_second_run_does_no_work_and_changes_no_row(ledger: Ledger, tmp_path: Path) -> None:
    path = write(tmp_path)
    ran(ledger, path)
    before = dump(ledger)
    run = ran(ledger, path)
    after = dump(ledger)
    assert after.pop("runs")[: len(before["runs"])] == before.pop("runs"), "only the record of the run itself is added"
    assert after == before
    assert (run.summary.changed, run.summary.read, run.summary.unchanged) == (False, (), 3)
    assert ledger.conflicts.find(first_run=run.id) == []


def test_reading_is_foreseen_where_a_document_or_the_reader_is_new(ledger: Ledger, tmp_path: Path) -> None:
    path = write(tmp_path)
    lists = [read_list(path)]
    assert has_reading_to_do(ledger, lists)
    ran(ledger, path)
    assert not has_reading_to_do(ledger, lists)
    (ledger.folder / "settings.yaml").write_text("documents: {pdf: {max_pages: 7}}\n")
    with closing(Ledger.open(ledger.folder)) as with_another_reader:
        assert has_reading_to_do(with_another_reader, lists)


def test_only_what_has_changed_is_read_again(ledger: Ledger, tmp_path: Path) -> None:
    ran(ledger, write(tmp_path))
    old = {each.id for each in ledger.claims.find(doc="quay")}
    others = {each.id for each in ledger.claims.find()} - old
    run = ran(ledger, write(tmp_path, TEXTS | {"quay": "The Quay\n\nPolice arrested 45 suspects in Porto in 2020.\n"}))
    assert run.summary.read == ("quay",)
    assert {each.id for each in ledger.claims.find(doc="quay", stated=False)} == old
    assert {each.id for each in ledger.claims.find() if each.doc != "quay"} == others


def test_a_missing_file_is_named_and_harms_nothing(ledger: Ledger, tmp_path: Path) -> None:
    path = write(tmp_path)
    ran(ledger, path)
    stated = [each.id for each in ledger.claims.find()]
    (tmp_path / "quay.txt").unlink()
    for _ in range(2):
        run = ran(ledger, path)
        assert [(each.source, each.kind) for each in run.summary.failed] == [("quay", "missing_file")]
        assert "quay.txt" in run.summary.failed[0].reason
        assert [each.id for each in ledger.claims.find()] == stated


def test_bytes_that_are_no_document_are_named_each_time_and_tried_once(ledger: Ledger, tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "quay.txt").write_bytes(bytes(range(256)) * 8)
    for _ in range(2):
        run = ran(ledger, path)
        assert [each.source for each in run.summary.failed] == ["quay"]
        assert set(run.summary.read) <= {"lantern", "harbour"}
    assert run.summary.read == ()


def test_a_wrong_list_writes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    before = dump(ledger)
    path = write(tmp_path)
    path.write_text(path.read_text("utf-8") + "  - id: quay\n    colour: red\n", "utf-8")
    with pytest.raises(CatalogError) as raised:
        ran(ledger, path)
    assert len(raised.value.faults) > 1
    assert dump(ledger) == before


def test_a_ledger_that_is_held_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    before = dump(ledger)
    other = Ledger.open(ledger.folder)
    with other.lock("another run"), pytest.raises(LedgerHeld, match="another run"):
        ran(ledger, write(tmp_path))
    other.close()
    assert dump(ledger) == before


def test_a_forgotten_source_is_not_read(ledger: Ledger, tmp_path: Path) -> None:
    path = write(tmp_path)
    ran(ledger, path)
    ledger.takedowns.forget("harbour", "2026-03-09T06:00:00Z", "asked")
    run = ran(ledger, path)
    assert run.summary.read == ()
    assert {each.doc for each in ledger.claims.find(stated=None)} == {"lantern", "quay"}
    assert [each for each in ledger.conflicts.find() if each.kind == "conflict"] == []


def test_a_source_in_a_private_network_is_read_where_whoever_runs_it_opens_its_host(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WebServer({"/page": page("<p>In 2021 the trust rescued 112 children in Lisbon.</p>")}) as server:
        path = tmp_path / "wiki.yaml"
        path.write_text(
            f"name: Wiki\nfetch: {{pause_seconds: 0}}\nsources: [{{id: a, url: '{server.url('/page')}'}}]\n"
        )
        assert [each.kind for each in ran(ledger, path).summary.failed] == ["private_address"]
        monkeypatch.setenv("FACTLEDGER_PRIVATE_HOSTS", f"wiki.example {server.host_and_port}")
        assert ran(ledger, path).summary.read == ("a",)


def test_a_host_to_open_that_is_none_is_told_before_anything_is_written(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(ledger)
    monkeypatch.setenv("FACTLEDGER_PRIVATE_HOSTS", "http://wiki.example/")
    with pytest.raises(AccessError, match="HOST:PORT"):
        ran(ledger, write(tmp_path))
    assert dump(ledger) == before


def test_sources_that_were_not_tried_come_first_and_those_that_hang_last(ledger: Ledger, tmp_path: Path) -> None:
    fine, hangs, not_tried, gone, new = "harbour", "lantern", "quay", "cove", "strand"
    texts = dict.fromkeys((fine, hangs, not_tried, gone, new), "In 2021 the trust rescued 112 children in Lisbon.\n")
    path = write(tmp_path, {name: text for name, text in texts.items() if name != new})
    run = ran(ledger, path).id
    for name, kind in ((hangs, "timeout"), (not_tried, "not_tried"), (gone, "not_found")):
        ledger.fetches.put_failure(run, failure(name, kind=kind))
    known = ledger.fetches.known(texts)
    assert sorted(texts, key=lambda name: turn(known.get(name))) == [not_tried, new, gone, fine, hangs]
    assert new not in known
    ran(ledger, write(tmp_path, texts))
    assert {each.fault for each in ledger.fetches.known(texts).values()} == {None}


class Spoiling:
    """Carries steps, and lets the reading of one document fail by a fault of ours."""

    def __init__(self, doc: str) -> None:
        self.doc = doc
        self.calls: list[tuple[str, int]] = []

    def map(self, step: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        self.calls.append((step.__name__, len(calls)))
        return [self._call(step, call) for call in calls]

    def _call(self, step: Callable[..., Any], call: tuple[Any, ...]) -> Any:
        if step is read_documents and self.doc in call[3]:
            return ZeroDivisionError("a rule divides by nought")
        return step(*call)


def test_a_fault_of_ours_in_one_document_leaves_only_that_one_unread(ledger: Ledger, tmp_path: Path) -> None:
    path = write(tmp_path)
    run = run_lists(ledger, [path], Spoiling("harbour"))
    assert (run.summary.read, run.summary.unread) == (("lantern", "quay"), ("harbour",))
    assert [fault.__notes__ for fault in run.faults] == [["while harbour was read"]]
    again = ran(ledger, path)
    assert (again.summary.read, again.summary.unread) == (("harbour",), ())


def test_documents_are_read_in_few_fat_steps(ledger: Ledger, tmp_path: Path) -> None:
    runner = Spoiling("nothing")
    run_lists(ledger, [write(tmp_path)], runner, batch=2)
    assert runner.calls == [("fetch_feeds", 0), ("fetch_sources", 1), ("read_documents", 2), ("reconcile_ledger", 1)]


@pytest.mark.parametrize(("count", "steps"), [(1, 1), (2, 2), (3, 2)])
def test_a_few_documents_are_read_in_two_steps(ledger: Ledger, tmp_path: Path, count: int, steps: int) -> None:
    runner = Spoiling("nothing")
    run_lists(ledger, [write(tmp_path, dict(list(TEXTS.items())[:count]))], runner)
    assert ("read_documents", steps) in runner.calls


def test_hosts_are_fetched_in_steps_of_as_many_as_are_read_in_parallel(ledger: Ledger, tmp_path: Path) -> None:
    path = write(tmp_path)
    dead = "".join(
        f"  - {{id: dead{n}{page}, url: 'http://dead{n}.invalid/{page}'}}\n" for n in range(3) for page in "ab"
    )
    path.write_text(f"fetch: {{parallel_hosts: 2, retries: 0, pause_seconds: 0}}\n{path.read_text('utf-8')}{dead}")
    runner = Spoiling("nothing")
    hosts: list[set[str]] = []
    call = runner._call

    def noted(step: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        if step is fetch_sources:
            hosts.append({urlsplit(source.url or "").hostname or "" for source in given[3].sources})
        return call(step, given)

    runner._call = noted  # type: ignore[method-assign]
    run = run_lists(ledger, [path], runner)
    assert hosts == [{"", "dead0.invalid"}, {"dead1.invalid", "dead2.invalid"}]
    assert (run.summary.read, len(run.summary.failed)) == (tuple(TEXTS), 6)


def test_claims_of_more_than_a_shard_are_compared_in_several_steps(tmp_path: Path) -> None:
    home = tmp_path / "ledger"
    home.mkdir()
    (home / "settings.yaml").write_text("compare: {claims_a_shard: 1}\n", "utf-8")
    with closing(Ledger.open(home)) as ledger:
        runner = Spoiling("nothing")
        run = run_lists(ledger, [write(tmp_path)], runner)
        called = dict(runner.calls)
        assert (called["file_claims"], called["reconcile_ledger"]) == (3, 1)
        assert called["compare_claims"] >= 3
        assert run.summary.changed
        assert len(ledger.conflicts.find()) == 1


def test_a_step_that_fails_as_a_whole_ends_the_run(ledger: Ledger, tmp_path: Path) -> None:
    class Broken(Spoiling):
        def _call(self, step: Callable[..., Any], call: tuple[Any, ...]) -> Any:
            return OSError("the disk is full") if step is fetch_sources else step(*call)

    with pytest.raises(StepFault, match="the disk is full"):
        run_lists(ledger, [write(tmp_path)], Broken(""))
    assert ledger.runs.last() is None
    assert ran(ledger, write(tmp_path)).id == 1, "it is taken up again"


def test_progress_is_told_to_who_asks(ledger: Ledger, tmp_path: Path) -> None:
    class Notes:
        def __init__(self) -> None:
            self.notes: list[tuple[str, object]] = []

        def expect(self, step: str, total: int) -> None:
            self.notes.append((step, total))

        def done(self, step: str, what: str, *, problem: str | None = None) -> None:
            self.notes.append((step, (what, problem is None)))

    path = write(tmp_path)
    (tmp_path / "quay.txt").unlink()
    notes = Notes()
    with shown_by(notes):
        ran(ledger, path)
    assert notes.notes == [
        ("fetching", 3),
        ("fetching", ("lantern", True)),
        ("fetching", ("harbour", True)),
        ("fetching", ("quay", False)),
        ("reading", 2),
        ("reading", ("lantern", True)),
        ("reading", ("harbour", True)),
    ]


def test_a_run_that_is_killed_at_any_moment_and_started_again_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    path = write(tmp_path)
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["tests.runs_to_kill"])
    from tests import runs_to_kill

    def started(home: Path) -> Any:
        process = forks.Process(target=runs_to_kill.run, args=(str(home), str(path)))
        process.start()
        return process

    whole = started(tmp_path / "first")  # starts the fork server too
    whole.join()
    began = time.monotonic()
    whole = started(tmp_path / "whole")
    whole.join()
    seconds = time.monotonic() - began
    assert whole.exitcode == 0
    expected = runs_to_kill.normalised(tmp_path / "whole")
    chance = random.Random(11)
    killed = 0
    for attempt in range(5):
        home = tmp_path / f"killed-{attempt}"
        for _ in range(2):
            process = started(home)
            process.join(chance.uniform(0.05, 1.0) * seconds)
            process.kill()
            process.join()
            killed += process.exitcode == -9
        last = started(home)
        last.join()
        assert last.exitcode == 0
        found = runs_to_kill.normalised(home)
        # A kill that came after the end of a run is followed by runs that find nothing to do.
        assert all('"changed":false' in run for run in found["runs"][1:])
        assert found | {"runs": found["runs"][:1]} == expected
    assert killed > 0


def test_a_captured_page_was_retrieved_when_the_archive_did() -> None:
    url = "https://web.archive.org/web/20190304123005/https://example.org/boys"
    known = context_of(Source("boys", url=url), Reading(()), final_url=url, at="2026-03-10T12:00:00Z", sha256="0")
    assert (known.url, known.retrieved) == (url, "2019-03-04T12:30:05Z")
