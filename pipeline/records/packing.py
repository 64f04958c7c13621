"""Frozen records made fast, where there are a million of them.

The `__init__` of a frozen dataclass sets each field by `object.__setattr__`, which looks it up anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TypeVar

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
