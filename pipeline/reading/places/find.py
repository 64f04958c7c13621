"""The places that a text names: by the gazetteer, by the words around a name, and by what else the text names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.reading.places.gazetteer import (
    LARGE_TOWN,
    LEAST_SHARE,
    NO_PLACE,
    Place,
    PlaceKind,
    folded,
    gazetteer,
    word_set,
)
from pipeline.reading.places.mention import PlaceMention, mention_of
from pipeline.reading.places.names import Candidate, candidates_in, first_word
from pipeline.reading.places.phrases import common_words

_COMMA = re.compile(r"(?:,\s*|\s+\()")
_STATE_SHORT = re.compile(r"([A-Z][A-Za-z]*(?:\.[A-Z])?)\.?")
_BEFORE_NAME = re.compile(r"(?:^|[\s(])(?:(?:[A-Z][\w’'-]*)|Mr\.|Ms\.|Mrs\.|Dr\.)\s$")
_AFTER_NAME = re.compile(r"[^\S\n]([A-Z][\w’'-]*)")
_LOCAL = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Oo]utside|[Aa]round|[Ww]ithin|[Bb]etween|[Aa]cross|[Ss]outh|[Nn]orth|and|or|of|to)\s$|[,;(]\s?$|^\W*$|\n\W*$"
)


def find_places(text: str, near: Collection[str] = ()) -> list[PlaceMention]:
    """The places named in a text, in order, none overlapping another.

    `near` holds the codes of countries that the document is about: their small towns are read too, and of several
    places of one name theirs is taken.
    """
    phrases = list(common_words(text))
    named = [
        candidate for candidate in candidates_in(text) if not any(_inside(candidate, phrase) for phrase in phrases)
    ]
    known = frozenset(near) | _countries_named(text, named)
    mentions = [mention for mention in _read(text, named, known) if mention]
    taken = [(mention.start, mention.end) for mention in mentions]
    mentions += [
        phrase for phrase in phrases if not any(phrase.start < end and start < phrase.end for start, end in taken)
    ]
    return sorted(mentions, key=lambda mention: mention.start)


def _inside(candidate: Candidate, phrase: PlaceMention) -> bool:
    longer = phrase.end - phrase.start > candidate.end - candidate.start
    return longer and phrase.start <= candidate.start and candidate.end <= phrase.end


def _countries_named(text: str, candidates: Sequence[Candidate]) -> frozenset[str]:
    """The countries that a text names, or names a region of, in a way that leaves no doubt."""
    doubtful = word_set("personal_names") | word_set("only_in_country")
    sure = [
        candidate.senses[0]
        for candidate in candidates
        if candidate.senses[0].kind == "country"
        or (candidate.senses[0].kind == "admin" and candidate.key not in doubtful)
    ]
    abbreviated = [_state_after(text, candidate) for candidate in candidates]
    return frozenset(code for place in [*sure, *abbreviated] if place for code in place.countries)


def _state_after(text: str, town: Candidate) -> Place | None:
    comma = _COMMA.match(text, town.end)
    short = _STATE_SHORT.match(text, comma.end()) if comma else None
    return _state(short[1]) if short and any(sense.kind == "city" for sense in town.senses) else None


def _read(text: str, named: Sequence[Candidate], known: frozenset[str]) -> Iterator[PlaceMention | None]:
    i = 0
    while i < len(named):
        pair = _with_container(text, named, i)
        if pair:
            length, mention = pair
            i += length
            yield mention
            continue
        yield _single(text, named[i], known)
        i += 1


def _with_container(text: str, named: Sequence[Candidate], i: int) -> tuple[int, PlaceMention] | None:
    """ "Denver, Colorado", "Cebu, Philippines", "Jacksonville, Fla.": a town or region and what it lies in."""
    inner = named[i]
    comma = _COMMA.match(text, inner.end)
    if not comma:
        return None
    following = named[i + 1] if i + 1 < len(named) and named[i + 1].start == comma.end() else None
    if following:
        for sense in inner.senses:
            for outer in following.senses:
                if sense.kind in ("city", "admin") and outer.kind in ("country", "admin") and _lies_in(sense, outer):
                    end = _closing(text, comma, following.end)
                    return None if end is None else (2, mention_of(text, inner.start, end, sense))
    if short := _STATE_SHORT.match(text, comma.end()):
        state = _state(short[1])
        for sense in inner.senses:
            if state and sense.kind == "city" and sense.admin == state.admin:
                end = _closing(text, comma, short.end())
                return None if end is None else (1, mention_of(text, inner.start, end, sense))
    return None


def _closing(text: str, comma: re.Match[str], end: int) -> int | None:
    """Where town and container end, the bracket taken in; None where more stands in the bracket ("Osaka (Japan, …")."""
    if "(" not in comma[0]:
        return end
    return end + 1 if text[end : end + 1] == ")" else None


def _lies_in(inner: Place, outer: Place) -> bool:
    if outer.kind == "admin" and inner.kind == "city":
        return bool(outer.admin) and inner.admin == outer.admin
    return outer.kind == "country" and inner.countries == outer.countries and not outer.adjective


@cache
def _state(short: str) -> Place | None:
    """The US state of an abbreviation, old ("Fla") or postal ("FL")."""
    long = dict(entry.split("=") for entry in gazetteer().words["state_abbreviations"]).get(short)
    if long:
        return next((place for place in gazetteer().lookup(folded(long)) if place.kind == "admin"), None)
    if len(short) == 2 and short.isupper():
        return Place(short, "admin", frozenset({"US"}), f"US.{short}")
    return None


def _single(text: str, candidate: Candidate, known: frozenset[str]) -> PlaceMention | None:
    place = _sense(candidate, known)
    if place is None or place.kind == NO_PLACE or not _meant(text, candidate, place, known):
        return None
    in_name = _part_of_name(text, candidate)
    if in_name and candidate.key in word_set("personal_names"):
        return None
    named = place.kind in ("admin", "city") and not place.adjective
    end = _with_area_word(text, candidate.end) if named else candidate.end
    kind: PlaceKind = "admin" if end > candidate.end else place.kind
    return replace(
        mention_of(text, candidate.start, end, place), kind=kind, part_of_name=in_name and end == candidate.end
    )


def _sense(candidate: Candidate, known: frozenset[str]) -> Place | None:
    """The sense that the text's other places make likely, else the first."""
    first = candidate.senses[0]
    if first.kind == "country" and first.countries <= known and len(candidate.senses) > 1:
        others = known - first.countries
        second = candidate.senses[1]
        if second.kind == "admin" and second.countries <= others:
            return second
        return first
    if first.kind in ("city", "admin"):
        least = first.population * LEAST_SHARE
        return next(
            (place for place in candidate.senses if place.countries <= known and place.population >= least), first
        )
    return first


def _meant(text: str, candidate: Candidate, place: Place, known: frozenset[str]) -> bool:
    """Whether a name that may be a person's, a common word or a bearing is that of the place here."""
    if candidate.key in word_set("only_in_country"):
        area = _AFTER_NAME.match(text, candidate.end)
        if place.kind in ("admin", "city") and area and area[1].lower() in word_set("area_words"):
            return True
        return place.countries <= known and (place.kind != "city" or _stands_locally(text, candidate))
    if place.kind in ("admin", "city") and candidate.key in word_set("personal_names"):
        before = text[max(0, candidate.start - 12) : candidate.start]
        return place.countries <= known or bool(re.search(r"\w\s$", before) and _LOCAL.search(before))
    return place.kind != "city" or _is_town(text, candidate, place, known)


def _is_town(text: str, candidate: Candidate, place: Place, known: frozenset[str]) -> bool:
    if candidate.key in word_set("not_cities"):
        return False
    if place.population >= LARGE_TOWN:
        return True
    return place.countries <= known and _stands_locally(text, candidate)


def _stands_locally(text: str, candidate: Candidate) -> bool:
    return bool(_LOCAL.search(text[max(0, candidate.start - 12) : candidate.start]))


def _part_of_name(text: str, candidate: Candidate) -> bool:
    after = _AFTER_NAME.match(text, candidate.end)
    if after and first_word(after[1]) not in word_set("area_words"):
        return True
    before = text[max(0, candidate.start - 25) : candidate.start]
    return bool(_BEFORE_NAME.search(before)) and not re.search(r"[.!?\n]\s*\S+\s$|^\S+\s$", before)


def _with_area_word(text: str, end: int) -> int:
    following = re.match(r"\s(\w+)", text[end : end + 20])
    return end + following.end() if following and following[1].lower() in word_set("area_words") else end
