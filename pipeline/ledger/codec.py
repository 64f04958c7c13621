"""Records to JSON text and back, by their types."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")

_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def dumped(kind: type[Record], record: Record) -> str:
    return _adapter(kind).dump_json(record).decode()


def loaded(kind: type[Record], text: str) -> Record:
    record: Record = _adapter(kind).validate_json(text)
    return record


def dumped_json(value: Any) -> str:
    """JSON of plain values, the same for equal ones."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
