"""The data dictionary, read from fields.yaml: what tables the dataset has and what their fields hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from outputs.decisions.claim_status import Word
from outputs.decisions.states import ConflictStatus
from pipeline.records.data import load_yaml
from pipeline.records.model import (
    Bound,
    ClaimKind,
    ConflictKind,
    DecisionName,
    Direction,
    FactBound,
    FactStatus,
    Modality,
    Severity,
)

FieldType = Literal["string", "number", "integer", "boolean", "date", "strings"]
Cell = str | float | int | bool | date | tuple[str, ...] | None
Row = dict[str, Cell]


_VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "bounds of claims": get_args(Bound),
    "bounds of facts": get_args(FactBound),
    "kinds of claims": get_args(ClaimKind),
    "kinds of conflicts": get_args(ConflictKind),
    "directions": get_args(Direction),
    "modalities": get_args(Modality),
    "statuses of facts": get_args(FactStatus),
    "statuses of claims": get_args(Word),
    "statuses of conflicts": get_args(ConflictStatus),
    "severities": get_args(Severity),
    "decisions": get_args(DecisionName),
}
"""The records' own vocabularies, by what fields.yaml calls them."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Column:
    """One field of a table; `of` names the table that it refers to, `one_of` the vocabulary of its values."""

    type: FieldType
    description: str
    key: bool = False
    required: bool = False
    of: str | None = None
    one_of: str | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that it can have; none where there is no list of them."""
        return _VOCABULARIES[self.one_of] if self.one_of else ()


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
