"""A place as a text names it, alone or joined with others."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.places.gazetteer import Place, PlaceKind


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as a text names it.

    `surface` is what stands there ("Cebu, Philippines"), `name` the gazetteer's name, None for words such as
    "nationwide" that mean the document's own country. `countries` are ISO 3166-1 alpha-2 codes. `demonym` marks
    "Filipino" or "global", `part_of_name` a place inside a longer name ("Ghana Police").
    """

    start: int
    end: int
    surface: str
    name: str | None
    kind: PlaceKind
    countries: frozenset[str] = frozenset()
    admin: str | None = None
    demonym: bool = False
    part_of_name: bool = False


def mention_of(text: str, start: int, end: int, place: Place) -> PlaceMention:
    """The mention of a place in a text."""
    return PlaceMention(
        start, end, text[start:end], place.name, place.kind, place.countries, place.admin, demonym=place.adjective
    )
