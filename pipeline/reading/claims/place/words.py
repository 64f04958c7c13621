"""The words that tell where and how a place is named, from words.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.records.data import load_yaml


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.yaml; `prepositions` number the words that may stand before a place."""

    prepositions: dict[str, int]
    locative: frozenset[str]
    areas: dict[str, str]
    of_codes: frozenset[str]
    header_pairs: dict[str, str]
    bearings: frozenset[str]
    bearing_nouns: frozenset[str]
    heads: frozenset[str]
    reporting: frozenset[str]
    regions: frozenset[str]
    prefixes: frozenset[str]
    anaphora: dict[str, str]
    bodies: frozenset[str]
    local_bodies: frozenset[str]
    local_publishers: frozenset[str]
    numerals: frozenset[str]
    never: frozenset[str]
    inner_capitals: frozenset[str]
    things: frozenset[str]
    makers: frozenset[str]
    firms: frozenset[str]
    origin: frozenset[str]
    origin_labels: frozenset[str]
    totals: frozenset[str]
    titles: frozenset[str]
    sites_in: frozenset[str]
    saying: frozenset[str]
    example: frozenset[str]
    in_turn: frozenset[str]
    domains: dict[str, str]
    local_numerals: dict[str, str]


_PLAIN = (
    "bearings", "bearing_nouns", "heads", "reporting", "regions", "prefixes", "bodies", "local_bodies",
    "local_publishers", "numerals", "never", "inner_capitals", "things", "makers", "firms", "origin", "sites_in",
    "saying", "example", "in_turn", "titles",
)  # fmt: skip


@cache
def words() -> Words:
    """The lists, read once."""
    raw: dict[str, Any] = load_yaml("pipeline.reading.claims.place", "words.yaml")
    locative, loose = raw["locative"].split(), raw["loose"].split()
    return Words(
        prepositions={word: n for n, word in enumerate([*locative, *loose])},
        locative=frozenset(locative),
        of_codes=frozenset(raw["of_codes"].split()),
        header_pairs=raw["header_pairs"],
        areas=_classes(raw["areas"]),
        anaphora=_classes(raw["anaphora"]),
        **{name: frozenset(raw[name].split()) for name in _PLAIN},
        origin_labels=frozenset(raw["origin_labels"]),
        totals=frozenset(raw["totals"]),
        domains=raw["domains"],
        local_numerals=raw["local_numerals"],
    )


def _classes(lists: dict[str, str]) -> dict[str, str]:
    return {word: name for name, listed in lists.items() for word in listed.split()}


def alternatives(some: frozenset[str] | dict[str, Any]) -> str:
    """The words as a choice in a regular expression, the longest first."""
    return "|".join(re.escape(word) for word in sorted(some, key=lambda word: (-len(word), word)))
