"""What the JSON pages give and take, as OpenAPI 3.1: the records' own schemas, and the filters of each list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from outputs.review.context import labels
from pipeline.records.schemas import schema_of

_RECORDS = ("claim", "conflict", "decision", "fact", "verdict")
_ANYTHING: dict[str, Any] = {"type": "object"}


def one_of(record: str) -> dict[str, Any]:
    """What a route says of itself that gives one record."""
    return _route(_ref(record), ())


def list_of(record: str, filters: Sequence[str]) -> dict[str, Any]:
    """What a route says of itself that gives a page of a list; `filters` are the parameters that it takes."""
    rows = {"type": "array", "items": _ref(record) if record else _ANYTHING}
    numbers = {name: {"type": "integer"} for name in ("found", "page", "pages")}
    page = {"type": "object", "properties": {**numbers, "rows": rows}, "required": [*numbers, "rows"]}
    return _route(page, (*filters, "page"))


def an_object(*parameters: str) -> dict[str, Any]:
    """What a route says of itself whose answer is no record; its docstring says what is in it."""
    return _route(_ANYTHING, parameters)


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The description of an application's JSON pages."""
    found = get_openapi(
        title="Factledger",
        version="1",
        summary="What a ledger holds, as the pages of its review application show it",
        description="A cookie that the printed address sets lets a request in.",
        routes=app.routes,
    )
    found.setdefault("components", {}).setdefault("schemas", {}).update({name: schema_of(name) for name in _RECORDS})
    return found


def _route(schema: dict[str, Any], parameters: Sequence[str]) -> dict[str, Any]:
    described = [
        {"name": name, "in": "query", "description": labels()["parameters"][name], "schema": {"type": "string"}}
        for name in parameters
    ]
    return {
        "responses": {
            200: {"description": "As asked for", "content": {"application/json": {"schema": schema}}},
            404: {"description": "There is no such thing in this ledger"},
        },
        "openapi_extra": {"parameters": described} if described else {},
    }


def _ref(record: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{record}"}
