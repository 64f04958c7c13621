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


def phrases_of_no_cause() -> Sequence[str]:
    """Phrases that hold a cause's word and name none, in lower case."""
    phrases: Sequence[str] = _data()["not_causes"]
    return phrases


@cache
def causes_of_one_event() -> tuple[frozenset[str], ...]:
    """Sets of causes that two texts may name of one event: what began it, and what killed."""
    return tuple(map(frozenset, _data()["of_one_event"]))


@cache
def causes_of_one_day() -> tuple[frozenset[str], ...]:
    """Sets of causes that two texts may name of one event where both count what happened on a day."""
    return tuple(map(frozenset, _data()["of_one_day"]))


def wider_causes(name: str) -> tuple[str, ...]:
    """All that a cause is a kind of, the nearest first."""
    parent = _data()["within"].get(name)
    return () if parent is None else (parent, *wider_causes(parent))
