"""Records to JSON text and back, by their types."""

from __future__ import annotations

import json
import zlib
from typing import Any, TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")

_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}
_QUICK = 1


def dumped(kind: type[Record], record: Record) -> str:
    """The record as JSON text."""
    return _adapter(kind).dump_json(record).decode()


def loaded(kind: type[Record], text: str) -> Record:
    """The record that `dumped` wrote. Raises pydantic.ValidationError where the text does not hold one."""
    record: Record = _adapter(kind).validate_json(text)
    return record


def packed(kind: Any, value: Any) -> bytes:
    """Compressed JSON of what may be large."""
    return zlib.compress(_adapter(kind).dump_json(value), _QUICK)


def unpacked(kind: type[Record], data: bytes) -> Record:
    """The record that `packed` wrote. Raises zlib.error or pydantic.ValidationError where the bytes do not hold one."""
    record: Record = _adapter(kind).validate_json(zlib.decompress(data))
    return record


def dumped_json(value: Any) -> str:
    """JSON of plain values, the same for equal ones."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
