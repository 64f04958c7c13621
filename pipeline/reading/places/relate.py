"""How two places, as texts name them, lie to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from pipeline.reading.places.gazetteer import LEAST_SHARE, Place, folded, gazetteer, word_set

Relation = Literal["same", "within", "contains", "different", "unknown"]

_AND = re.compile(r",?\s+(?:and|&)\s+|,\s+")
_OPPOSITE: dict[Relation, Relation] = {"within": "contains", "contains": "within"}


@lru_cache(maxsize=65536)
def relation(a: str, b: str) -> Relation:
    """How place `a` lies to place `b`: "within" where a is in b. "unknown" where the gazetteer cannot tell.

    Several places joined by "and" are taken together. A name with several bearers is read so that the two fit.
    """
    if folded(a) == folded(b):
        return "same"
    left, right = _parts(a), _parts(b)
    if not all(left) or not all(right):
        return "unknown"
    pairs = [[_between_names(x, y) for y in right] for x in left]
    if (
        len(left) == len(right)
        and all("same" in row for row in pairs)
        and all("same" in col for col in zip(*pairs, strict=True))
    ):
        return "same"
    if all({"same", "within"} & set(row) for row in pairs):
        return "within"
    if all({"same", "contains"} & set(column) for column in zip(*pairs, strict=True)):
        return "contains"
    flat = {verdict for row in pairs for verdict in row}
    return "different" if flat == {"different"} else "unknown"


def _parts(name: str) -> list[tuple[Place, ...]]:
    """The senses of each place that a name joins; one item for a single place."""
    whole = _senses(name)
    if whole:
        return [whole]
    parts = [part for part in _AND.split(name) if part.strip()]
    if len(parts) > 1:
        return [_senses(part) or _senses(f"{part} {name.rsplit(' ', 1)[-1]}") for part in parts]
    return [()]


@cache
def _world_names() -> frozenset[str]:
    return frozenset(folded(phrase) for phrase in word_set("world")) | {"the world"}


@lru_cache(maxsize=65536)
def _senses(name: str) -> tuple[Place, ...]:
    key = folded(re.sub(r"^[Tt]he\s", "", name.strip()))
    if key in _world_names():
        key = "world"
    if found := _likely(gazetteer().lookup(key)):
        return found
    if contained := tuple(_contained(name)):
        return contained
    words = key.split(" ")
    if len(words) > 1 and words[-1] in word_set("area_words"):
        return _likely(gazetteer().lookup(" ".join(words[:-1])))
    return ()


def _contained(name: str) -> Iterator[Place]:
    """ "Cebu, Philippines": the senses of the first name that lie in the last."""
    inner, comma, outer = name.partition(",")
    if not comma or not outer.strip():
        return
    for sense in gazetteer().lookup(folded(inner)):
        if any(_between(sense, container) == "within" for container in _senses(outer)):
            yield sense


def _likely(places: tuple[Place, ...]) -> tuple[Place, ...]:
    largest = max((place.population for place in places), default=0)
    return tuple(place for place in places if place.kind != "city" or place.population >= largest * LEAST_SHARE)


def _between_names(a: tuple[Place, ...], b: tuple[Place, ...]) -> Relation:
    verdicts = {_between(x, y) for x in a for y in b}
    for verdict in ("same", "within", "contains", "unknown", "different"):
        if verdict in verdicts:
            return verdict
    return "unknown"


def _between(a: Place, b: Place) -> Relation:
    if a.kind == "world" or b.kind == "world":
        return "same" if a.kind == b.kind else "contains" if a.kind == "world" else "within"
    if not a.countries or not b.countries:  # waters and lands that are no country's
        return "same" if a.name == b.name else "unknown"
    if not a.countries & b.countries:
        return "different"
    if a.kind in ("admin", "city") or b.kind in ("admin", "city"):
        return _local(a, b)
    if a.countries == b.countries:
        return "same"
    if a.countries < b.countries:
        return "within"
    return "contains" if a.countries > b.countries else "unknown"


def _local(a: Place, b: Place) -> Relation:
    """Where one of the two is a region or town of a country that both share."""
    if a.kind not in ("admin", "city"):
        return _OPPOSITE.get(verdict, verdict) if (verdict := _local(b, a)) else verdict
    if b.kind not in ("admin", "city"):
        return "within" if a.countries <= b.countries else "unknown"
    if a.kind == b.kind:
        if a.name == b.name and a.admin == b.admin:
            return "same"
        return "different" if a.admin and b.admin else "unknown"
    if not a.admin or not b.admin:
        return "unknown"
    if a.admin != b.admin:
        return "different"
    return "within" if a.kind == "city" else "contains"
