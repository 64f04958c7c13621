"""One key for all names of a place, and the keys of the places that contain it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cache, lru_cache
from typing import TypeVar

from pipeline.reading.places.gazetteer import Place, folded, gazetteer

NO_PLACE = "-"
Named = TypeVar("Named", bound=Hashable)


@lru_cache(maxsize=65536)
def place_key(place: str | None) -> str:
    """One key for all the names of a place; the folded name where the gazetteer does not know it."""
    if place is None:
        return NO_PLACE
    found = _senses(place)
    return _key_of(found) if found else folded(place)


def _senses(place: str) -> Place | None:
    for name in (place, place.partition(",")[0]):
        senses = gazetteer().lookup(folded(name.removeprefix("the ").removeprefix("The ")))
        if senses:
            return senses[0]
    return None


def _key_of(place: Place) -> str:
    return f"{place.kind}:{place.admin or ''}:{folded(place.name)}"


@lru_cache(maxsize=65536)
def country_key(place: str | None) -> str | None:
    """The key of the country that a place is or lies in; None for what lies in several, is not known, or may be one of
    several of its name."""
    senses = gazetteer().lookup(folded(place)) if place else ()
    if len(senses) != 1:
        return None
    own = place_key(place)
    return next((key for key in (own, *place_containers(place)) if key.startswith("country:")), None)


@lru_cache(maxsize=65536)
def place_containers(place: str | None) -> tuple[str, ...]:
    """The keys of the country, the regions and the world that contain a place; none for one that is not known."""
    found = _senses(place) if place else None
    if found is None or found.kind == "world":
        return ()
    within = [key for key, countries in _areas() if found.countries and found.countries < countries]
    if found.kind in ("admin", "city"):
        within += _countries().get(found.countries, ())
    if found.kind == "city" and found.admin:
        within += _admins().get(found.admin, ())
    return (*dict.fromkeys(within), *(_key_of(each) for each in gazetteer().lookup("world")))


@cache
def _areas() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((_key_of(place), place.countries) for place in _of_kinds("continent", "region", "group"))


@cache
def _countries() -> Mapping[frozenset[str], tuple[str, ...]]:
    return _grouped((place.countries, _key_of(place)) for place in _of_kinds("country"))


@cache
def _admins() -> Mapping[str, tuple[str, ...]]:
    return _grouped((place.admin, _key_of(place)) for place in _of_kinds("admin") if place.admin)


def _grouped(pairs: Iterable[tuple[Named, str]]) -> Mapping[Named, tuple[str, ...]]:
    found: dict[Named, tuple[str, ...]] = {}
    for pair in pairs:
        found[pair[0]] = (*found.get(pair[0], ()), pair[1])
    return found


def _of_kinds(*kinds: str) -> Iterable[Place]:
    names = gazetteer()
    found = {_key_of(place): place for name in names.rows for place in names.lookup(name) if place.kind in kinds}
    return [place for place in found.values() if place.countries]
