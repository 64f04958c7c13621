"""The data package: datapackage.json after Frictionless Data Package v1, with a schema for every table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from outputs.dataset.dictionary import Column, TableShape, dictionary
from pipeline.records.settings import DatasetSettings

CSV_NOTE = (
    "Text cells that a spreadsheet would run as a formula (they begin with =, +, -, @, a tab or a line break, also "
    "behind apostrophes) have one apostrophe put before them, in CSV and in the workbook alone. Lists are joined "
    "by ' | '. An empty cell is nothing."
)
_TYPES = {"strings": "string"}


def datapackage(
    files: Mapping[str, bytes], settings: DatasetSettings, *, release: int, at: str, licences: Iterable[str]
) -> bytes:
    """datapackage.json for files by their path; `files` are all that the release holds besides it.

    The CSV files are its resources, with schemas; the same rows in other forms are listed with their hashes.
    """
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": settings.name,
        "title": settings.title,
        "version": str(release),
        "created": at,
        "description": "Facts and claims with the sentences they rest on. " + CSV_NOTE,
        "resources": [_resource(name, shape, files[f"{name}.csv"]) for name, shape in dictionary().items()],
        "files": [
            {"path": path, "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
            for path, data in sorted(files.items())
        ],
        "quoteLicences": sorted(set(licences)),
    }
    if settings.publisher:
        described["contributors"] = [{"title": settings.publisher, "role": "publisher"}]
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(name: str, shape: TableShape, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field, column) for field, column in shape.fields.items()],
        "primaryKey": shape.key,
        "missingValues": [""],
    }
    references = [
        {"fields": field, "reference": {"resource": column.of, "fields": dictionary()[column.of].key}}
        for field, column in shape.fields.items()
        if column.of
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "description": shape.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _field(name: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.description,
    }
    constraints: dict[str, Any] = {"required": True} if column.key or column.required else {}
    if column.key:
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | ({"constraints": constraints} if constraints else {})
