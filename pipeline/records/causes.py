"""Causes of harm and crimes that a count can be of, read from causes.yaml: one vocabulary for whoever reads a text and
whoever compares claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pipeline.records.data import load_yaml


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.records", "causes.yaml")
    return loaded


def cause_names() -> Mapping[str, Sequence[str]]:
    """The phrases for each cause, in lower case."""
    names: Mapping[str, Sequence[str]] = _data()["causes"]
    return names


def wider_causes(name: str) -> tuple[str, ...]:
    """All that a cause is a kind of, the nearest first."""
    parent = _data()["within"].get(name)
    return () if parent is None else (parent, *wider_causes(parent))
