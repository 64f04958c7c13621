"""Places told by common words: the world, the document's own country, groups of countries, areas not listed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from pipeline.reading.places.gazetteer import LARGE_TOWN, folded, gazetteer, word_set
from pipeline.reading.places.mention import PlaceMention, mention_of


def common_words(text: str) -> Iterator[PlaceMention]:
    """Words that mean the world or the document's country, groups of countries in lower case, areas not listed."""
    if _telling_words().isdisjoint(_LETTERS.findall(text.lower())):
        return
    for match in _phrases().finditer(text):
        surface, key = match[0], folded(match[0])
        if match.lastgroup == "nation":
            yield PlaceMention(*match.span(), surface, None, "nation_word")
        elif match.lastgroup == "world":
            if not re.match(r"\s[A-Z]", text[match.end() : match.end() + 2]) or surface.islower():
                yield PlaceMention(
                    *match.span(), surface, "world", "world", demonym=key in word_set("world_adjectives")
                )
        elif match.lastgroup == "group":
            place = gazetteer().lookup(key)[0]
            yield mention_of(text, *match.span(), place)
        else:
            yield _area(text, match)


def _area(text: str, match: re.Match[str]) -> PlaceMention:
    """ "Cook County", "Lake Volta": in the country, and region, that its name or what follows a comma tells."""
    outer = re.match(r",\s([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)", text[match.end() : match.end() + 40])
    containers = gazetteer().lookup(folded(outer[1])) if outer else ()
    inside = next((place for place in containers if place.kind in ("admin", "country") and not place.adjective), None)
    end = match.end() + outer.end() if inside and outer else match.end()
    surface = text[match.start() : end]
    if inside is None:
        namesakes = gazetteer().lookup(folded(match[0].rsplit(" ", 1)[0]))
        inside = next((place for place in namesakes if place.kind == "admin" or place.population >= LARGE_TOWN), None)
    countries = inside.countries if inside else frozenset()
    return PlaceMention(match.start(), end, surface, match[0], "admin", countries)


_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _telling_words() -> frozenset[str]:
    """The longest word of every phrase: a text with none of them, as most are, holds no phrase."""
    words = gazetteer().words
    phrases = [*words["nation"], *words["world"], *words["named_areas"], *words["named_area_prefixes"], *_groups()]
    return frozenset(max(_LETTERS.findall(phrase.lower()), key=len) for phrase in phrases)


@cache
def _groups() -> tuple[str, ...]:
    return tuple(
        key
        for key, rows in gazetteer().rows.items()
        if " " in key and ("|group|" in rows or "|region|" in rows) and "adjective" not in rows
    )


@cache
def _phrases() -> re.Pattern[str]:
    places = gazetteer()
    area = "|".join(places.words["named_areas"])
    prefix = "|".join(places.words["named_area_prefixes"])
    name = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?"
    return re.compile(
        rf"\b(?:(?P<nation>{_spaced(places.words['nation'])})|(?P<world>{_spaced(places.words['world'])})"
        rf"|(?P<group>(?i:{_spaced(_groups(), dashes=True)})))(?![\w-])"
        rf"|\b(?P<area>(?:{name}\s(?:{area}))|(?:(?:{prefix})\s{name}))\b"
    )


def _spaced(phrases: Collection[str], *, dashes: bool = False) -> str:
    """The phrases, lower case or with a capital first letter, white space and hyphens between words taken as equal."""
    gap = r"[\\s-]+(?:\\s)?" if dashes else r"\\s+"
    forms = []
    for phrase in sorted(phrases, key=len, reverse=True):
        head = re.escape(phrase[0])
        rest = re.sub(r"\\ ", gap, re.escape(phrase[1:]))
        forms.append(f"[{head}{head.upper()}]{rest}" if phrase[0].isalpha() else head + rest)
    return "|".join(forms)
