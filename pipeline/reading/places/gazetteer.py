"""The gazetteer: names of places and what is known of each, from gazetteer.json (build.py makes it)."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

PlaceKind = Literal["world", "continent", "region", "country", "admin", "city", "group", "nation_word"]
NO_PLACE = "none"
"""The kind of a longer name that holds a place's and means none ("Indian Ocean")."""
LARGE_TOWN = 100
"""Thousands of people from which a town is read without its country in the text."""
LEAST_SHARE = 0.1
"""A town with less than this share of its largest namesake's people is not meant by the bare name."""

_DASHES = re.compile(r"[-‐-–—]")
_DROPPED = re.compile(r"[.’'ʻ`]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: the countries that it is, lies in or is made of (ISO 3166-1 alpha-2), the code of its first-level
    region ("IN.16", GeoNames), and for a city its population in thousands."""

    name: str
    kind: PlaceKind
    countries: frozenset[str]
    admin: str | None = None
    population: int = 0
    adjective: bool = False


def folded(name: str) -> str:
    """A name as a key: no accents, dots or apostrophes, hyphens as spaces, lower case."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_DASHES.sub(" ", _DROPPED.sub("", name)).lower().split())


@dataclass(frozen=True)
class Gazetteer:
    """Rows by folded name, regions and countries before towns, and the word lists that finding needs."""

    rows: dict[str, str]
    words: dict[str, list[str]]
    first_words: frozenset[str]

    def lookup(self, key: str) -> tuple[Place, ...]:
        """Every place of that folded name: regions and countries before cities, then by population."""
        rows = self.rows.get(key)
        return tuple(_place(row) for row in rows.split(";")) if rows else ()


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    raw = json.loads(files("pipeline.reading.places").joinpath("gazetteer.json").read_text("utf-8"))
    return Gazetteer(raw["places"], raw["words"], frozenset(name.split(" ", 1)[0] for name in raw["places"]))


@cache
def word_set(name: str) -> frozenset[str]:
    """A group of words that the gazetteer's file holds beside the places. KeyError for a group that is not there."""
    return frozenset(gazetteer().words[name])


def is_spelt_so(name: str) -> bool:
    """Whether the gazetteer has a place of that spelling, and not a town called like a common word."""
    key = folded(name)
    return key not in word_set("not_cities") and any(
        place.name == name and place.kind != "world" for place in gazetteer().lookup(key)
    )


@cache
def _place(row: str) -> Place:
    name, kind, countries, admin, population, *adjective = row.split("|")
    return Place(
        name,
        kind,  # type: ignore[arg-type]  # the file holds no other kinds
        frozenset(countries.split()),
        admin or None,
        int(population or 0),
        bool(adjective),
    )
