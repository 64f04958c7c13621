"""The command line: what it prints, and its exit status. `run` itself is in test_prefect.py."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from flows.export import write_dataset
from flows.summary import summarised
from pipeline.ledger import Ledger, LedgerHeld
from pipeline.ledger.refresh import refresh
from pipeline.ledger.sources import Sources
from tests.conftest import Call
from tests.ledger_samples import AT, LATER, claim, conflict, fact, failure, findings, put, put_anew, write_list

HEAVY = ("prefect", "spacy", "pandas", "sqlalchemy", "pydantic", "rich", "fastapi", "httpx", "lxml", "yaml")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of two shelters that do not agree, and a source that fails, made the default one."""
    folder = tmp_path / "ledger"
    ledger = Ledger.open(folder)
    sources = {"north": "https://north.example/", "south": "https://south.example/", "west": "https://west.example/"}
    ledger.lists.put(write_list(tmp_path, sources), AT)
    run = ledger.runs.start(["Two shelters"], AT)
    (north,) = put(ledger, run, "north", [claim("north", "90", 90)])
    (south, other) = put(ledger, run, "south", [claim("south", "40", 40), claim("south", "7", 7, place="Porto")])
    ledger.fetches.put_failure(run, failure("west"))
    facts = (fact("f-1", north, south, conflicts=("c-1",)), fact("f-2", other, status="single"))
    put_anew(ledger, run, findings(facts, [conflict("c-1", north, south)]), AT)
    summary = summarised(ledger, run, ("Two shelters",), read=("north", "south"), unread=(), retired=())
    ledger.runs.finish(run, summary.as_row(), AT)
    ledger.close()
    monkeypatch.setenv("FACTLEDGER_HOME", str(folder))
    return folder


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom flows.cli import main\nsys.argv = ['factledger', '--help']\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert not ended.code\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\nassert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "conflicts" in done.stdout


def test_claims_as_json_lines_have_every_field(home: Path, call: Call) -> None:
    answer = call("claims", "--format", "jsonl")
    assert answer.status == 0
    assert [(row["doc"], row["number"], row["value"]) for row in answer.rows] == [
        ("north", "90", 90),
        ("south", "40", 40),
        ("south", "7", 7),
    ]
    assert {"id", "quote", "modifier", "document", "locator", "part", "attributed_to"} <= answer.rows[0].keys()


def test_claims_as_csv_have_one_column_a_field(home: Path, call: Call) -> None:
    rows = list(csv.DictReader(io.StringIO(call("claims", "--format", "csv", "--doc", "south").out)))
    assert [(row["number"], row["document.url"], row["locator.block"]) for row in rows] == [
        ("40", "https://south.example/", "0"),
        ("7", "https://south.example/", "0"),
    ]


def test_filters_pick_claims_and_facts(home: Path, call: Call) -> None:
    assert [row["number"] for row in call("claims", "--place", "Porto", "--format", "jsonl").rows] == ["7"]
    assert call("claims", "--withdrawn", "--format", "jsonl").out == ""
    assert [row["id"] for row in call("facts", "--status", "single", "--format", "jsonl").rows] == ["f-2"]
    assert call("facts", "--measure", "deaths").out.splitlines() == [
        "id  status  measure  subject  place  period  values  witnesses"
    ]


def test_conflicts_have_the_published_fields(home: Path, call: Call) -> None:
    (row,) = call("conflicts", "--format", "jsonl").rows
    assert list(row) == ["id", "kind", "sides", "facts", "severity", "status", "explanation"]
    assert (row["id"], row["status"], row["severity"]) == ("c-1", "open", "high")


def test_new_conflicts_are_the_last_runs(home: Path, call: Call) -> None:
    assert [row["id"] for row in call("conflicts", "--new", "--format", "jsonl").rows] == ["c-1"]
    ledger = Ledger.open(home)
    ledger.runs.finish(ledger.runs.start([], LATER), {}, LATER)
    ledger.close()
    assert call("conflicts", "--new", "--format", "jsonl").rows == []


def test_sources_say_what_fails_since_when_and_why(home: Path, call: Call) -> None:
    west = call("sources", "--format", "jsonl").rows[2]
    assert (west["state"], west["failing_since"], west["last_read"]) == ("failing", AT, None)
    assert west["problem"] == f"not_found since {AT}: west answers 404. Give its new address."


def test_tables_off_a_terminal_are_plain_and_whole(home: Path, call: Call) -> None:
    answer = call("conflicts")
    head, line, *_ = answer.out.splitlines()
    assert head.split() == ["id", "severity", "status", "kind", "figures"]
    assert line == "c-1  high      open    conflict  90 – North against 40 – South (assisted: families, Lisbon)"
    assert call("conflicts", "--quiet").out.splitlines() == [head, line]


def test_explain_shows_quotes_readings_and_arithmetic(home: Path, call: Call) -> None:
    about = call("explain", "c-1").out
    for part in (
        "The shelter took in 90 families.",
        "The shelter took in 40 families.",
        "90 is not 40",
        "by rule value",
    ):
        assert part in about
    assert "Conflicts: c-1" in call("explain", "f-1").out
    north = call("claims", "--doc", "north", "--format", "jsonl").rows[0]
    assert "https://north.example/" in call("explain", north["id"]).out
    assert "compare:" in call("explain", "settings").out


def test_a_decision_settles_and_is_undone(home: Path, call: Call) -> None:
    ledger = Ledger.open(home)
    refresh(ledger)
    ledger.close()
    (open_one,) = call("conflicts", "--format", "jsonl").rows
    said = call("decide", open_one["id"], "right", "--side", 1, "--person", "Ada", "--note", "they counted twice")
    assert said.status == 0, said.err
    (settled,) = call("conflicts", "--status", "settled", "--format", "jsonl").rows
    assert settled["id"] == open_one["id"]
    entry = said.out.split()[1].rstrip(":")
    assert "Ada: right – side 1" in call("explain", settled["id"]).out
    assert call("decide", entry, "undo", "--person", "Ada").status == 0
    assert call("conflicts", "--status", "settled", "--format", "jsonl").rows == []


def test_facts_say_what_still_counts(home: Path, call: Call) -> None:
    ledger = Ledger.open(home)
    refresh(ledger)
    ledger.close()
    (open_one,) = call("conflicts", "--format", "jsonl").rows
    (before,) = call("facts", "--status", "open", "--format", "jsonl").rows
    assert (before["says"], before["low"], before["high"]) == ("40; 90", 40, 90)
    kept = open_one["sides"][0]
    assert call("decide", open_one["id"], "outdated", "--side", 2, "--person", "Ada").status == 0
    (now,) = call("facts", "--status", "settled", "--format", "jsonl").rows
    (claim_kept,) = [row for row in call("claims", "--format", "jsonl").rows if row["id"] in kept]
    assert (now["says"], now["low"], now["high"]) == (claim_kept["number"], claim_kept["value"], claim_kept["value"])
    assert now["values"] == before["values"]


def test_the_log_says_what_was_decided(home: Path, call: Call) -> None:
    ledger = Ledger.open(home)
    refresh(ledger)
    ledger.close()
    (conflict,) = call("conflicts", "--format", "jsonl").rows
    assert call("decide", conflict["id"], "outdated", "--side", 2, "--person", "Ada").status == 0
    correction = ("--field", "subject", "--value", "beds for families", "--person", "Ada")
    assert call("decide", conflict["sides"][0][0], "misread", *correction).status == 0
    head, outdated, misread = call("log").out.splitlines()
    assert head.split()[:5] == ["id", "at", "person", "decision", "what"]
    assert "outdated  side 2" in outdated
    assert "subject: beds for families" in misread


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["decide", "c-1", "right", "--person", "Ada"], "side"),
        (["decide", "c-1", "right", "--side", "1"], "person"),
        (["decide", "c-1", "right", "--side", "7", "--person", "Ada"], "side"),
        (["decide", "nowhere", "right", "--side", "1", "--person", "Ada"], "nowhere"),
        (["decide", "c-1", "maybe"], "maybe"),
        (["decide", "c-1", "accept", "--person", "Ada"], "c-1 is a conflict, and accept is about a fact"),
        (["decide", "f-2", "outdated", "--person", "Ada"], "f-2 is a fact, and outdated is about a conflict"),
        (["decide", "c-1", "undo", "--person", "Ada"], "undo is about an entry of the log"),
        (["decide", "c-1", "misread", "--field", "value", "--value", "4", "--person", "Ada"], "the one claim"),
        (["decide", "c-1", "misread", *["--field", "value", "--value", "4"] * 2], "give each field once"),
        (["explain", "nowhere"], "nowhere"),
        (["explain", "caf\udce9"], "no text in UTF-8"),
        (["facts", "--status", "setled"], "--status 'setled': did you mean 'settled'?"),
        (["facts", "--year", "twenty"], "--year 'twenty': give a year in four digits"),
        (["facts", "--kind", "sum of all"], "--kind 'sum of all': give one of total"),
        (["claims", "--kind", "totl"], "did you mean 'total'?"),
        (["conflicts", "--status", "opne"], "did you mean 'open'?"),
        (["conflicts", "--kind", "derived"], "did you mean 'derived_conflict'?"),
        (["review", "--port", "99999"], "65535"),
        (["audit", "-", "--published", "soon"], "--published takes a date as 2012, 2012-05 or 2012-05-31, not 'soon'"),
        (["compare", "no-such.jsonl"], "no-such.jsonl: No such file or directory; give"),
        (["decide", "--from", "no-such.jsonl"], "no-such.jsonl: No such file or directory; give"),
        (["forget", "north", "--why", " "], "--why is empty"),
        (["forget", "nowhere", "--why", "asked"], "nowhere"),
        (["claims", "--format", "xml"], "xml"),
        (["no-such-command"], "no-such-command"),
    ],
)
def test_a_wrong_call_is_told_and_changes_nothing(home: Path, call: Call, arguments: list[str], said: str) -> None:
    before = (home / "ledger.sqlite").read_bytes()
    answer = call(*arguments)
    assert answer.status == 2
    assert said in answer.err
    assert (home / "ledger.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["facts", "--place", "porto"], "did you mean 'Porto'?"),
        (["facts", "--year", "1066"], "--year '1066': nothing in this ledger has it"),
        (["facts", "--publisher", "nobody at all"], "--publisher 'nobody at all': nothing in this ledger has it\n"),
        (["claims", "--place", "atlantis"], "--place 'atlantis': nothing in this ledger has it"),
        (["log", "--person", "Nobody"], "--person 'Nobody': nothing in this ledger has it"),
    ],
)
def test_a_filter_that_nothing_has_is_told(home: Path, call: Call, arguments: list[str], said: str) -> None:
    ledger = Ledger.open(home)
    refresh(ledger)
    ledger.close()
    answer = call(*arguments)
    assert (answer.status, said in answer.err) == (0, True), answer.err


@pytest.mark.parametrize("command", ["facts", "claims"])
def test_a_source_that_the_ledger_does_not_know_is_refused(home: Path, call: Call, command: str) -> None:
    answer = call(command, "--doc", "nort")
    assert (answer.status, "did you mean 'north'?" in answer.err) == (2, True), answer.err


@pytest.mark.parametrize(
    ("decision", "option", "with_it"),
    [
        (["accept"], ["--side", "1"], "right or outdated"),
        (["unsettled"], ["--differs", "place"], "both"),
        (["right", "--side", "1"], ["--field", "value", "--value", "3"], "misread"),
        (["undo"], ["--claim", "x"], "misread or not_a_claim or split"),
    ],
)
def test_an_option_of_another_decision_is_refused(
    home: Path, call: Call, decision: list[str], option: list[str], with_it: str
) -> None:
    answer = call("decide", "some-id", *decision, *option, "--person", "Ada")
    assert answer.status == 2
    assert f"{option[0]} does not go with {decision[0]}, but with {with_it}; leave it out" in answer.err
    assert not call("log", "--format", "jsonl").rows


def test_forgetting_says_what_it_leaves(home: Path, call: Call) -> None:
    answer = call("forget", "north", "--why", "asked by letter")
    assert (answer.status, "1 claim, its texts" in answer.out) == (0, True)
    assert [row["doc"] for row in call("claims", "--format", "jsonl").rows] == ["south", "south"]
    assert call("sources", "--format", "jsonl").rows[0]["state"] == "forgotten"
    assert call("forget", "north", "--why", "they agreed", "--lift").status == 0
    assert call("sources", "--format", "jsonl").rows[0]["state"] == "unread"


def test_what_was_accepted_is_exported_and_reported(home: Path, tmp_path: Path, call: Call) -> None:
    ledger = Ledger.open(home)
    refresh(ledger)
    ledger.close()
    (single,) = call("facts", "--status", "single", "--format", "jsonl").rows
    assert call("decide", single["id"], "accept", "--person", "Ada").status == 0
    answer = call("export", tmp_path / "dataset")
    assert (answer.status, "1 fact and" in answer.out) == (0, True)
    assert (tmp_path / "dataset" / "datapackage.json").exists()
    assert "2 facts" in call("export", tmp_path / "whole", "--all").out
    page = call("report", tmp_path / "report").out.strip()
    assert "<html" in Path(page).read_text("utf-8")


def test_a_dataset_overwrites_nothing_but_a_dataset(home: Path, tmp_path: Path, call: Call) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "README.md").write_text("# Mine\n")
    answer = call("export", project, "--all")
    assert (answer.status, "README.md, no file of a release" in answer.err) == (2, True)
    assert [path.read_text() for path in project.iterdir()] == ["# Mine\n"]
    for _ in range(2):
        assert call("export", tmp_path / "dataset", "--all").status == 0
    (tmp_path / "dataset" / "datapackage.json").unlink()  # as after a first export that was cut short
    assert call("export", tmp_path / "dataset", "--all").status == 0


def test_an_export_of_nothing_vetted_says_what_to_do(home: Path, tmp_path: Path, call: Call) -> None:
    assert "Nothing is vetted yet: accept facts" in call("export", tmp_path / "dataset").out
    assert "Nothing is vetted" not in call("export", tmp_path / "whole", "--all").out


def test_dataset_and_report_are_called_as_their_lists_unless_a_title_is_set(
    home: Path, tmp_path: Path, call: Call
) -> None:
    def titles() -> tuple[str, str]:
        assert call("export", tmp_path / "dataset", "--all").status == 0
        page = Path(call("report", tmp_path / "report").out.strip()).read_text("utf-8")
        readme = (tmp_path / "dataset" / "README.md").read_text("utf-8")
        return readme.partition("\n")[0], page.partition("<h1>")[2].partition("</h1>")[0]

    assert titles() == ("# Two shelters", "Two shelters")
    (home / "settings.yaml").write_text("dataset: {title: Nights in shelters}\n")
    assert titles() == ("# Nights in shelters", "Nights in shelters")


def test_a_folder_that_cannot_be_written_is_told(home: Path, tmp_path: Path, call: Call) -> None:
    (tmp_path / "file").write_text("in the way")
    for command in ("export", "report"):
        answer = call(command, tmp_path / "file" / "out")
        assert (answer.status, "give another directory" in answer.err) == (2, True), answer.err
        assert "it is a file; give another directory" in call(command, tmp_path / "file").err


def test_a_release_waits_for_no_run(home: Path, tmp_path: Path) -> None:
    ledger = Ledger.open(home)
    with ledger.lock("a run"), pytest.raises(LedgerHeld):
        write_dataset(str(home), str(tmp_path / "dataset"))
    ledger.close()
    write_dataset(str(home), str(tmp_path / "dataset"), every=True)
    assert (tmp_path / "dataset" / "README.md").exists()


def test_forgetting_waits_for_no_run(home: Path, call: Call) -> None:
    ledger = Ledger.open(home)
    with ledger.lock("a run"):
        answer = call("forget", "north", "--why", "asked")
    ledger.close()
    assert (answer.status, "in use by a run" in answer.err) == (3, True)


def test_a_reader_who_has_seen_enough_hears_no_complaint(home: Path) -> None:
    script = f"{sys.executable} -m flows.cli claims --format jsonl --ledger {home} | true"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_is_told_in_a_line(home: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Sources) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Sources, "status", interrupted)
    answer = call("sources")
    assert (answer.status, answer.err.count("\n")) == (130, 1)
    assert "the next run goes on" in answer.err


def test_without_a_ledger_the_remedy_is_named(tmp_path: Path, call: Call) -> None:
    answer = call("claims", "--ledger", tmp_path / "none")
    assert (answer.status, "factledger run LIST" in answer.err) == (2, True)


def test_check_names_all_faults_at_once(tmp_path: Path, call: Call) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(
        "name: X\nsources:\n  - id: A B\n    colour: red\n  - id: c\n  - id: c\n    url: https://c.example/\n"
    )
    answer = call("check", path)
    assert answer.status == 2
    assert answer.err.count(f"{path}:") >= 3
    assert answer.out == ""
    fine = write_list(tmp_path / "fine").path
    assert call("check", fine).out == f"{fine}: 'Two shelters', 2 sources, no faults\n"


def test_check_names_files_that_are_not_there(tmp_path: Path, call: Call) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("name: N\nsources:\n  - {id: a, path: nowhere.html}\n  - {id: b, path: list.yaml}\n")
    answer = call("check", path)
    assert (answer.status, answer.out) == (2, "")
    (line,) = answer.err.splitlines()
    assert line.startswith(f"factledger: {path}:3: path: ")
    assert "nowhere.html: there is no such file" in line


@pytest.mark.parametrize("text", ["", "name: X\nsources: []\n", "a: [", "name: X\nsources:\n  - id: a\n    url: x\n"])
def test_a_wrong_list_makes_no_ledger(tmp_path: Path, call: Call, text: str) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(text)
    answer = call("run", path, "--ledger", tmp_path / "ledger")
    assert (answer.status, str(path) in answer.err) == (2, True)
    assert not (tmp_path / "ledger").exists()


def test_a_measure_pack_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path, call: Call) -> None:
    path = write_list(tmp_path).path
    path.write_text(path.read_text() + "packs: [no-such-pack]\n")
    answer = call("run", path, "--ledger", tmp_path / "ledger")
    assert (answer.status, "no-such-pack" in answer.err) == (2, True)
    assert not (tmp_path / "ledger").exists()


def test_a_pack_of_the_settings_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path, call: Call) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "settings.yaml").write_text("compare: {packs: [no-such-pack]}\n")
    answer = call("run", write_list(tmp_path).path, "--ledger", tmp_path / "ledger")
    assert answer.status == 2
    assert "settings.yaml: compare.packs: no measure pack 'no-such-pack'" in answer.err
    assert "fetching" not in answer.err


def test_run_without_a_list_on_a_ledger_that_knows_none(tmp_path: Path, call: Call) -> None:
    Ledger.open(tmp_path / "ledger").close()
    answer = call("run", "--ledger", tmp_path / "ledger")
    assert (answer.status, "name one" in answer.err) == (2, True)


def test_run_on_a_ledger_that_is_held(home: Path, tmp_path: Path, call: Call) -> None:
    ledger = Ledger.open(home)
    with ledger.lock("a run"):
        answer = call("run", tmp_path / "list.yaml")
    ledger.close()
    assert (answer.status, "in use by a run" in answer.err) == (3, True)


def test_a_fault_of_ours_is_one_line_and_its_details_are_kept(
    home: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sources, "status", lambda self: 1 / 0)
    answer = call("sources")
    assert answer.status == 70
    (line,) = answer.err.splitlines()
    kept = Path(line.rsplit(" ", 1)[1])
    assert "ZeroDivisionError: division by zero" in line
    assert "Traceback" in kept.read_text()
    kept.unlink()


def test_the_reconciled_table_names_the_sources_of_each_value(home: Path, call: Call) -> None:
    rows = list(csv.DictReader(io.StringIO(call("facts", "--format", "csv").out)))
    assert {"id", "low", "high", "values", "sources", "witnesses", "status", "conflicts"} <= set(rows[0])
    assert all("(" in row["values"] for row in rows)
