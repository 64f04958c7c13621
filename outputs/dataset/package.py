"""The data package: datapackage.json after Frictionless Data Package v1, with a schema for every table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from outputs.dataset.about import DESCRIPTION, About
from outputs.dataset.dictionary import Column, TableShape, dictionary
from pipeline.records.output_settings import DatasetSettings

CSV_NOTE = (
    "Text cells that a spreadsheet would run as a formula (they begin with =, +, -, @, a tab or a line break, also "
    "behind apostrophes) have one apostrophe put before them, in CSV and in the workbook alone. Lists are joined "
    "by ' | '. An empty cell is nothing."
)
_TYPES = {"strings": "string"}


def datapackage(about: About, tables: Mapping[str, bytes], licences: Iterable[str]) -> bytes:
    """datapackage.json of a release; `tables` are its CSV files by the table's name, `licences` those of the quotes.

    The CSV files are its resources, with schemas; the same rows in other forms are listed with their hashes.
    """
    settings = about.settings
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": settings.name,
        "title": settings.title,
        "version": str(about.release),
        "created": about.at,
        "description": f"{DESCRIPTION} {CSV_NOTE}",
        **_provenance(settings),
        "sources": [{"title": title, "path": address} for title, address in about.sources],
        "resources": [_resource(name, shape, tables[name]) for name, shape in dictionary().items()],
        "files": [{"path": file.path, "bytes": file.size, "hash": f"sha256:{file.sha256}"} for file in about.files],
        "quoteLicences": sorted(set(licences)),
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _provenance(settings: DatasetSettings) -> dict[str, Any]:
    """Who made it, and under which terms; only what the settings say."""
    people = [(each.name, each.role, each.url) for each in settings.contributors]
    if settings.publisher:
        people.append((settings.publisher, "publisher", settings.publisher_url))
    contributors = [{"title": name, "role": role} | ({"path": url} if url else {}) for name, role, url in people]
    licence = {key: text for key, text in (("name", settings.licence.name), ("path", settings.licence.url)) if text}
    said = {
        "homepage": settings.site,
        "licenses": [licence] if licence else [],
        "keywords": list(settings.keywords),
        "contributors": contributors,
    }
    return {name: value for name, value in said.items() if value}


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
