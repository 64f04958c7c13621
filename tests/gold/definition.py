"""What the marks of an annotated document may say, and how its text is cut: annotation.yaml as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.records.data import load_yaml


@dataclass(frozen=True, slots=True)
class Definition:
    """`keys` are those of marks, to the fields of a claim; `heads` must stand in a document's head."""

    measures: tuple[str, ...]
    heads: tuple[str, ...]
    keys: Mapping[str, str]
    abbreviations: tuple[str, ...]
    number_words: tuple[str, ...]


@cache
def definition() -> Definition:
    data = load_yaml("tests.gold", "annotation.yaml")
    lists = {name: tuple(data[name]) for name in ("measures", "heads", "abbreviations", "number_words")}
    return Definition(keys=data["keys"], **lists)
