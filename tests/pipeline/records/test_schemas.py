"""The JSON Schemas ship up to date, and rows fit them."""

import json

import jsonschema
import pytest

from outputs.frames import conflict_row
from pipeline.records.model import DocumentContext, with_ids
from pipeline.records.rows import claim_to_row, conflict_to_row, fact_to_row, verdict_to_row
from pipeline.records.schemas import FOLDER, RECORDS, schema_of, written
from tests.ledger_samples import claim, conflict, fact

CONTEXT = DocumentContext(url="https://north.example/")
A, B = with_ids([claim("north", "90", 90, document=CONTEXT), claim("north", "40", 40)])


@pytest.mark.parametrize("name", RECORDS)
def test_the_file_is_what_the_record_says(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text("utf-8") == written(name), "run python -m pipeline.records.schemas"
    jsonschema.Draft202012Validator.check_schema(schema_of(name))


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("claim", claim_to_row(A)),
        ("fact", fact_to_row(fact("f", A, B))),
        ("conflict", conflict_to_row(conflict("c", A, B))),
        ("conflict", conflict_row(conflict("c", A, B), "open")),
        ("verdict", verdict_to_row(conflict("c", A, B).verdicts[0])),
    ],
)
def test_rows_fit(name: str, row: dict[str, object]) -> None:
    jsonschema.validate(json.loads(json.dumps(row)), schema_of(name))


def test_a_row_that_does_not_fit_is_told() -> None:
    with pytest.raises(jsonschema.ValidationError, match="nearly"):
        jsonschema.validate(json.loads(json.dumps(claim_to_row(A) | {"bound": "nearly"})), schema_of("claim"))
