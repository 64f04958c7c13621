"""`read` and `compare`: documents and claims from anywhere, without a ledger."""

import io
import json
import os
import sys
from pathlib import Path

import jsonschema
import pytest

from pipeline.ledger import Ledger
from pipeline.records.schemas import schema_of
from tests.conftest import Call
from tests.http_server import WebServer, page

TEXT = "The Quay\n\nSince late 2019 police have arrested about 44 suspects in Porto.\n"
SENTENCE = "Police arrested 44 suspects in Porto in 2020."
HTML = f"<!doctype html><html><body><nav>Menu 5</nav><main><p>{SENTENCE}</p></main></body></html>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "quay.txt").write_text(TEXT, "utf-8")
    (tmp_path / "page.txt").write_text(HTML, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_blocks_kept_and_dropped_are_shown(folder: Path, call: Call) -> None:
    rows = call("read", "page.txt", "--show", "blocks", "--format", "jsonl").rows
    assert all(list(row) == ["doc", "n", "kind", "text", "kept", "why", "headings", "locator"] for row in rows)
    assert {row["text"]: row["kept"] for row in rows}[SENTENCE] is True
    assert any(not row["kept"] and row["why"] for row in rows), "what a document is, its bytes say, not its name"


def test_quantities_and_periods_name_their_places_in_the_text(folder: Path, call: Call) -> None:
    (quantities,) = call("read", "quay.txt", "--show", "quantities", "--format", "jsonl").rows
    (found,) = quantities["quantities"]
    assert list(found) == ["surface", "from", "to", "value", "low", "high", "bound", "unit"]
    assert (TEXT[found["from"] : found["to"]], found["value"], found["bound"]) == ("44", 44, "about")
    (periods,) = call("read", "quay.txt", "--show", "periods", "--format", "jsonl").rows
    assert periods["id"] == "quay.txt"
    assert [(each["start"], each["end"]) for each in periods["periods"]] == [("2019", None)]


def test_claims_fit_the_schema(folder: Path, call: Call) -> None:
    rows = call("read", "quay.txt", "page.txt", "--format", "jsonl").rows
    assert [(row["doc"], row["value"], row["measure"]) for row in rows] == [
        ("quay.txt", 44, "arrested"),
        ("page.txt", 44, "arrested"),
    ]
    for row in rows:
        jsonschema.validate(row, schema_of("claim"))


def test_a_document_that_cannot_be_read_is_named_and_the_rest_is_read(folder: Path, call: Call) -> None:
    answer = call("read", "nowhere.html", "quay.txt", "--format", "jsonl")
    assert (answer.status, len(answer.rows)) == (1, 1)
    assert "nowhere.html: No such file" in answer.err


@pytest.mark.parametrize("name", ["pipe.txt", "/dev/zero"])
def test_what_never_ends_or_waits_is_no_file(folder: Path, call: Call, name: str) -> None:
    os.mkfifo(folder / "pipe.txt")
    answer = call("read", name, "quay.txt", "--format", "jsonl")
    assert (answer.status, len(answer.rows)) == (1, 1)
    assert f"{name}: Is no regular file." in answer.err


def test_an_address_within_this_machine_is_closed(call: Call) -> None:
    with WebServer({"/page": page(HTML)}) as server:
        answer = call("read", server.url("/page"), "--format", "jsonl")
    assert (answer.status, answer.out) == (1, "")
    assert "private" in answer.err


def test_texts_come_as_json_lines(folder: Path, call: Call) -> None:
    texts = [{"id": "a", "text": "Last year 12 people died."}, {"id": "b", "html": HTML}]
    lines = [json.dumps({**each, "published": "2021-05-04"}) for each in texts]
    (folder / "texts.jsonl").write_text("\n".join(lines), "utf-8")
    rows = call("read", "--from-jsonl", "texts.jsonl", "--format", "jsonl").rows
    assert [(row["doc"], row["value"], row["start"]) for row in rows] == [("a", 12, "2020"), ("b", 44, "2020")]


def test_a_text_in_another_encoding_is_read_as_its_blocks_are(folder: Path, call: Call) -> None:
    (folder / "old.txt").write_bytes("The café cost £5 million in 2019.\n".encode("latin-1"))
    (row,) = call("read", "old.txt", "--show", "quantities", "--format", "jsonl").rows
    assert [(each["surface"], each["unit"]) for each in row["quantities"]] == [("£5 million", "GBP")]


def test_json_lines_in_another_encoding_are_refused(folder: Path, call: Call) -> None:
    (folder / "texts.jsonl").write_bytes('{"id": "a", "text": "Café, 5 died."}\n'.encode("latin-1"))
    answer = call("read", "--from-jsonl", "texts.jsonl")
    assert (answer.status, "not UTF-8 text" in answer.err) == (2, True)


def test_a_page_beside_no_text_is_read(folder: Path, call: Call) -> None:
    (folder / "texts.jsonl").write_text(json.dumps({"id": "a", "text": None, "html": HTML}), "utf-8")
    assert [row["value"] for row in call("read", "--from-jsonl", "texts.jsonl", "--format", "jsonl").rows] == [44]


_BROKEN = ["{", "[]", '{"id": "a"}', '{"text": "x"}', '{"id": "a", "text": 5}', '{"id": "a", "html": 5}']
_BROKEN += ['{"id": "a", "text": "x", "published": 2019}', '{"id": "a", "text": "x", "published": "yesterday"}']


@pytest.mark.parametrize("line", [*_BROKEN, '{"id": "a", "text": "x", "url": 5}'])
def test_a_broken_line_is_named(folder: Path, call: Call, line: str) -> None:
    (folder / "texts.jsonl").write_text('{"id": "fine", "text": "5 people died."}\n' + line + "\n", "utf-8")
    answer = call("read", "--from-jsonl", "texts.jsonl", "--format", "jsonl")
    assert (answer.status, "texts.jsonl, line 2" in answer.err) == (2, True)


@pytest.mark.parametrize(
    "arguments", [[], ["quay.txt", "--from-jsonl", "texts.jsonl"], ["--from-jsonl", "nowhere.jsonl"]]
)
def test_a_wrong_call_of_read(folder: Path, call: Call, arguments: list[str]) -> None:
    assert call("read", *arguments).status == 2


def given(claim_id: str, value: int, **fields: object) -> dict[str, object]:
    quote = f"{value:,} children were rescued in Lisbon in 2021."
    base = {"id": claim_id, "doc": claim_id, "quote": quote, "number": f"{value:,}", "value": value, "unit": "count"}
    slots = {
        "measure": "rescued",
        "subject": "children",
        "kind": "total",
        "start": "2021",
        "end": "2021",
        "place": "Lisbon",
    }
    return base | slots | {"place": "Lisbon"} | fields


def test_claims_are_compared_in_pairs(folder: Path, call: Call) -> None:
    (folder / "a.jsonl").write_text(json.dumps(given("a", 112)), "utf-8")
    (folder / "b.jsonl").write_text(json.dumps(given("b", 512)), "utf-8")
    answer = call("compare", "a.jsonl", "b.jsonl")
    (row,) = answer.rows
    assert (answer.status, {row["a"], row["b"]}, row["verdict"]) == (0, {"a", "b"}, "conflict")
    assert {"rule", "arithmetic", "explanation"} <= row.keys()


def test_claims_are_compared_by_the_settings_of_a_file_or_a_ledger(folder: Path, call: Call) -> None:
    (folder / "a.jsonl").write_text(json.dumps(given("a", 412, modifier="about", bound="about")), "utf-8")
    (folder / "b.jsonl").write_text(json.dumps(given("b", 437)), "utf-8")
    (folder / "narrow").mkdir()
    (folder / "narrow" / "settings.yaml").write_text("compare: {about_width: 0.01}\n", "utf-8")
    Ledger.open(folder / "narrow").close()

    def verdict(*options: str) -> object:
        (row,) = call("compare", "a.jsonl", "b.jsonl", *options).rows
        return row["verdict"]

    assert verdict() == "compatible"
    assert verdict("--settings", "narrow/settings.yaml") == "conflict"
    assert verdict("--ledger", "narrow") == "conflict"


@pytest.mark.parametrize(
    "options",
    [["--settings", "none.yaml"], ["--ledger", "none"], ["--settings", "a", "--ledger", "b"]],
)
def test_settings_that_are_not_there_are_a_wrong_call(folder: Path, call: Call, options: list[str]) -> None:
    (folder / "a.jsonl").write_text(json.dumps(given("a", 412)), "utf-8")
    answer = call("compare", "a.jsonl", *options)
    assert (answer.status, answer.out) == (2, "")


def test_claims_come_from_standard_input_too(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(json.dumps(given(name, 112)) for name in "ab")))
    assert [row["verdict"] for row in call("compare", "-").rows] == ["agree"]


def test_wrong_claims_are_told(folder: Path, call: Call) -> None:
    (folder / "a.jsonl").write_text(json.dumps(given("a", 112, start="soon")), "utf-8")
    assert "field 'start'" in call("compare", "a.jsonl").err
    assert call("compare", "nowhere.jsonl").status == 2
    (folder / "b.jsonl").write_text(json.dumps(given("b", 112)), "utf-8")
    assert "'b' stands in more than one" in call("compare", "b.jsonl", "b.jsonl").err


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_what_is_printed_steers_no_terminal(folder: Path, call: Call, form: str) -> None:
    row = {"id": "quay", "text": "Police arrested 44 suspects \x1b]0;PWNED\x07 in \x9b31m Porto \u202ein 2020."}
    (folder / "texts.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    answer = call("read", "--from-jsonl", "texts.jsonl", "--format", form)
    assert "44" in answer.out
    assert not set("\x1b\x07\x9b\u202e") & set(answer.out)
    if form == "jsonl":
        assert row["text"].startswith(answer.rows[0]["quote"][:40])
