"""A place as a text names it, alone or joined with others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.places.gazetteer import Place, PlaceKind

_AND = re.compile(r",?\s+(?:and|&)\s+")


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
    return PlaceMention(
        start, end, text[start:end], place.name, place.kind, place.countries, place.admin, demonym=place.adjective
    )


def joined_places(text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Coordinated places of one kind as one mention each: "North Kivu and Ituri Provinces"; the parts are not in it."""
    joined: list[PlaceMention] = []
    group: list[PlaceMention] = []
    for mention in [*mentions, None]:
        follows = (
            group
            and mention
            and mention.kind == group[-1].kind
            and not mention.demonym
            and (_AND.fullmatch(text, group[-1].end, mention.start) or text[group[-1].end : mention.start] == ", ")
        )
        if follows and mention:
            group.append(mention)
            continue
        if len(group) > 1 and _AND.fullmatch(text, group[-2].end, group[-1].start):
            joined.append(_union(text, group))
        group = [mention] if mention and mention.name and not mention.demonym else []
    return joined


def _union(text: str, group: Sequence[PlaceMention]) -> PlaceMention:
    countries = frozenset(code for mention in group for code in mention.countries)
    surface = text[group[0].start : group[-1].end]
    name = " and ".join(mention.name or "" for mention in group)
    return PlaceMention(group[0].start, group[-1].end, surface, name, group[0].kind, countries)
