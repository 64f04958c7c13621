"""The places that a publisher's name may point to, as candidates that the texts need not name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.reading.claims.place.dictionary import is_english
from pipeline.reading.claims.place.mentions import WORLD, place_key
from pipeline.reading.claims.place.named_place import NamedPlace, without_mentions
from pipeline.reading.claims.place.words import words
from pipeline.reading.places import find_places
from pipeline.reading.places.gazetteer import folded, is_spelt_so

_FIRST_WORDS = re.compile(r"(?:The\s)?(?=([A-Z][\w’'-]+)(?:\s|$))(\S+\s[A-Z][\w’'-]+)?")
_LAST_WORD = re.compile(r"\s([A-Z][\w’'-]+)$")
_HEADED = re.compile(r"(?:^|\s)(\w+)\sof\s(?:the\s)?([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)")
_BEHIND = re.compile(r"(?:\b(?:of|in)|,)\s+(?:the\s+)?([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)")


def places_of_publisher(publisher: str) -> list[NamedPlace]:
    """What the publisher's name may say of its place: places of the gazetteer ("Audit Service, Ghana"), what stands
    behind "of", "in" or a comma ("Mayor's Office of Tibú"), also common words behind "City of" and the like ("City
    of Silver Falls"), its first words ("Sarvapalli City Police") and its last ("Harbour Mission Lautoka")."""
    found = [each for each in find_places(publisher) if each.kind != WORLD]
    known = [(each.name or each.surface) if each.demonym else each.surface for each in found]
    first, last = _FIRST_WORDS.match(publisher), _LAST_WORD.search(publisher)
    told = [*_BEHIND.findall(publisher), *(first.groups() if first else ()), *(last.groups() if last else ())]
    headed = [name for head, name in _HEADED.findall(publisher) if head.lower() in words().heads - words().bodies]
    new = [name for name in told if name and not _is_within(name, known) and not _says_what_body(name)]
    names = dict.fromkeys([*known, *headed, *new])
    return [without_mentions(place_key(name), _with_bare(name), "publisher") for name in names if name]


def _is_within(name: str, known: Iterable[str]) -> bool:
    """Whether a name is a part of a known place's ("Wales" of "New South Wales")."""
    return any(f" {folded(name)} " in f" {folded(place)} " for place in known)


def _with_bare(name: str) -> tuple[str, ...]:
    """A publisher's place, without the word for its kind too ("Marden" of "Marden State")."""
    *first, last = name.split()
    area = bool(first) and words().areas.get(last.lower()) == "administrative"
    return (" ".join(first), name) if area else (name,)


def _says_what_body(name: str) -> bool:
    """Whether a word of the name says what kind of body it is, or all of them are a dictionary's and no place is spelt
    so ("Save" is not Savé)."""
    bare = [re.sub(r"[’']s?$", "", word) for word in name.lower().split()]
    if not words().bodies.union(words().never).isdisjoint(bare):
        return True
    return all(map(is_english, bare)) and not is_spelt_so(name)
