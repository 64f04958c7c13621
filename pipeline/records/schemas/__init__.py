"""JSON Schemas of the records, generated from them: `python -m pipeline.records.schemas` writes them anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.records.model import Block, Claim, Conflict, Decision, DocumentContext, Fact, Period, Quantity, Verdict

RECORDS: Mapping[str, type] = {
    "block": Block,
    "claim": Claim,
    "conflict": Conflict,
    "decision": Decision,
    "document": DocumentContext,
    "fact": Fact,
    "period": Period,
    "quantity": Quantity,
    "verdict": Verdict,
}
FOLDER = Path(__file__).parent
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ONE_OR_MORE = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "title": "B"}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a record as rows have it; `name` is one of RECORDS (KeyError otherwise)."""
    made = TypeAdapter(RECORDS[name]).json_schema(mode="serialization")
    for part in (made, *made.get("$defs", {}).values()):
        if part.get("title") == "Verdict":
            part["properties"]["b"] = _ONE_OR_MORE  # a row names one claim as a string, a group as a list
    return {"$schema": _DIALECT, "$id": f"{name}.json", **made}


def written(name: str) -> str:
    """The schema as its file holds it."""
    return json.dumps(schema_of(name), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write_all() -> None:
    """Writes the JSON Schema of each record anew."""
    for name in RECORDS:
        (FOLDER / f"{name}.json").write_text(written(name), "utf-8")
