"""The countries that a document comes from, as far as its publisher's name and its address say so."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from urllib.parse import urlsplit

from pipeline.reading.claims.place.words import words
from pipeline.reading.places import find_places
from pipeline.reading.places.gazetteer import gazetteer
from pipeline.records.archived_address import original_of


@lru_cache(maxsize=4096)
def countries_of_publisher(publisher: str | None) -> frozenset[str]:
    """The countries (ISO 3166-1 alpha-2) of the places in the publisher's name."""
    return frozenset(code for each in find_places(publisher or "") for code in each.countries)


def countries_of_address(url: str | None) -> frozenset[str]:
    """The country (ISO 3166-1 alpha-2) whose domain a page lies under, as a set of one or none."""
    host = urlsplit(original_of(url) or "").hostname
    last = (host or "").rsplit(".", 1)[-1]
    code = words().domains.get(last, last.upper())
    return frozenset({code}) if code in country_names() else frozenset()


@cache
def country_names() -> Mapping[str, str]:
    """The gazetteer's name of each country, by its code (ISO 3166-1 alpha-2)."""
    found = {}
    for rows in gazetteer().rows.values():
        for row in rows.split(";"):
            name, kind, code, *_, last = row.split("|")
            if kind == "country" and last != "adjective":
                found[code] = name
    return found
