"""Every page as JSON, and the description of what they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import jsonschema
import pytest

from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger
from tests.sample_ledger import HARBOUR, changed, reread, sample_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger")
    reread(opened, changed(HARBOUR, "One million", "Two million", value=2_000_000.0))
    DecisionLog(opened).decide(opened.conflicts.find()[0].id, "right", side=0, person="Ana")
    yield opened
    opened.close()


def addresses(ledger: Ledger, path: str) -> str:
    conflict, fact = ledger.conflicts.find()[0].id, ledger.facts.find()[0]
    known = {"conflict_id": conflict, "fact_id": fact.id, "claim_id": fact.claims[0], "doc": HARBOUR.id}
    return re.sub(r"\{(\w+)\}", lambda named: known[named.group(1)], path)


def test_every_described_address_answers_as_described(client: httpx.Client, ledger: Ledger) -> None:
    described = client.get("/openapi.json").json()
    assert len(described["paths"]) == 14
    for path, operations in described["paths"].items():
        answer = client.get(addresses(ledger, path))
        assert answer.status_code == 200, path
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        if "$ref" in schema:
            record = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            jsonschema.validate({name: value for name, value in answer.json().items() if name != "vetted"}, record)
        else:
            assert set(schema.get("required", ())) <= answer.json().keys()


def test_rows_of_a_list_fit_the_schema_of_their_record(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    for path, record in (
        ("/claims.json", "claim"),
        ("/log.json", "decision"),
        ("/conflicts.json?status=all", "conflict"),
    ):
        rows = client.get(path).json()["rows"]
        assert rows
        for row in rows:
            jsonschema.validate(row, described["components"]["schemas"][record])


def test_every_parameter_is_described(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    parameters = [each for path in described.values() for each in path["get"].get("parameters", ())]
    named = {each["name"]: each["description"] for each in parameters if each["in"] == "query"}
    assert {"q", "page", "vetted", "sort", "since", "to"} <= named.keys()
    assert all(named.values())


def test_nobody_reads_it_without_the_token(address: str) -> None:
    for path in ("/openapi.json", "/overview.json", "/changes.json"):
        assert httpx.get(address + path).status_code == 401
