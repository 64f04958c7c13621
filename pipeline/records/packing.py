"""Frozen records made and packed fast, where there are a million of them.

The `__init__` of a frozen dataclass sets each field by `object.__setattr__`, which looks it up anew each time; with
slots it is also packed and unpacked field by field in Python.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import IO, Any, TypeVar

Record = TypeVar("Record")


def record_maker(kind: type[Record]) -> Callable[..., Record]:
    """What makes a frozen dataclass with slots from the values of all its fields, in their order.

    Raises ValueError for fewer values or more.
    """
    fields: tuple[str, ...] = kind.__match_args__  # type: ignore[attr-defined]
    setters = tuple(getattr(kind, name).__set__ for name in fields)

    def make(*values: object) -> Record:
        record = object.__new__(kind)
        for set_field, value in zip(setters, values, strict=True):
            set_field(record, value)
        return record

    return make


def field_replacer(kind: type[Record], field: str) -> Callable[[Record, object], Record]:
    """`dataclasses.replace` for one field of a frozen dataclass with slots."""
    make, at = record_maker(kind), kind.__match_args__.index(field)  # type: ignore[attr-defined]
    fields = attrgetter(*kind.__match_args__)  # type: ignore[attr-defined]

    def replaced(record: Record, value: object) -> Record:
        values = list(fields(record))
        values[at] = value
        return make(*values)

    return replaced


def pack_records(message: object, to: IO[bytes], kinds: tuple[type[Any], ...]) -> None:
    """Pickles a message in which there are many records of these kinds; `pickle.load` reads it."""
    pickler = pickle.Pickler(to, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _packers(kinds)
    pickler.dump(message)


@cache
def _packers(kinds: tuple[type[Any], ...]) -> dict[type[Any], Callable[[Any], Any]]:
    return {kind: _packer(kind) for kind in kinds}


def _packer(kind: type[Any]) -> Callable[[Any], Any]:
    fields = attrgetter(*kind.__match_args__)
    return lambda record: (_unpacked, (kind, *fields(record)))


_MAKERS: dict[type[Any], Callable[..., Any]] = {}


def _unpacked(kind: type[Any], *values: object) -> Any:
    if kind not in _MAKERS:
        _MAKERS[kind] = record_maker(kind)
    return _MAKERS[kind](*values)
