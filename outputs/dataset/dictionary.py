"""The data dictionary, read from fields.yaml: what tables the dataset has and what their fields hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from pipeline.records.data import load_yaml

FieldType = Literal["string", "number", "integer", "boolean", "strings"]
Cell = str | float | int | bool | tuple[str, ...] | None
Row = dict[str, Cell]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Column:
    """One field of a table; `of` names the table that it refers to."""

    type: FieldType
    description: str
    key: bool = False
    required: bool = False
    of: str | None = None


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class TableShape:
    """A table: what a row is, and its columns in order."""

    description: str
    fields: Annotated[Mapping[str, Column], Field(min_length=1)]

    @property
    def key(self) -> str:
        return next(name for name, column in self.fields.items() if column.key)


@cache
def dictionary() -> Mapping[str, TableShape]:
    """The tables by name, in order."""
    return TypeAdapter(dict[str, TableShape]).validate_python(load_yaml("outputs.dataset", "fields.yaml"))
