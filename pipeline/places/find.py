"""The places that a text names: by the gazetteer, by the words around a name, and by what else the text names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.places.gazetteer import LEAST_SHARE, NO_PLACE, Place, PlaceKind, folded, gazetteer, word_set

LARGE_TOWN = 100
"""Thousands of people from which a town is read without its country in the text."""
_LONGEST_NAME = 7

_WORD = re.compile(r"[^\W\d_](?:[\w&]|[.’'](?=[^\W\d_]))*")
_GAP = re.compile(r"(?:\s|-|–|\.\s)")
_SMALL = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "do",
        "da",
        "dos",
        "del",
        "la",
        "los",
        "las",
        "di",
        "en",
        "am",
        "el",
        "es",
        "au",
        "le",
        "les",
        "on",
        "upon",
        "sur",
        "an",
        "der",
        "den",
    }
)
_POSSESSIVE = re.compile(r"['’]s?$")
_COMMA = re.compile(r"(?:,\s*|\s+\()")
_STATE_SHORT = re.compile(r"([A-Z][A-Za-z]*(?:\.[A-Z])?)\.?")
_AND = re.compile(r",?\s+(?:and|&)\s+")
_BEFORE_NAME = re.compile(r"(?:^|[\s(])(?:(?:[A-Z][\w’'-]*)|Mr\.|Ms\.|Mrs\.|Dr\.)\s$")
_AFTER_NAME = re.compile(r"\s([A-Z][\w’'-]*)")
_LOCAL = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Oo]utside|[Aa]round|[Ww]ithin|[Bb]etween|[Aa]cross|[Ss]outh|[Nn]orth|and|or|of|to)\s$|[,;(]\s?$|^\W*$|\n\W*$"
)


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    senses: tuple[Place, ...]
    key: str


def find_places(text: str, near: Collection[str] = ()) -> list[PlaceMention]:
    """The places named in a text, in order, none overlapping another.

    `near` holds the codes of countries that the document is about: their small towns are read too, and of several
    places of one name theirs is taken.
    """
    phrases = list(_common_words(text))
    named = [candidate for candidate in _candidates(text) if not any(_inside(candidate, phrase) for phrase in phrases)]
    known = frozenset(near) | _countries_named(text, named)
    mentions = [mention for mention in _read(text, named, known) if mention]
    taken = [(mention.start, mention.end) for mention in mentions]
    mentions += [
        phrase for phrase in phrases if not any(phrase.start < end and start < phrase.end for start, end in taken)
    ]
    return sorted(mentions, key=lambda mention: mention.start)


def _inside(candidate: _Candidate, phrase: PlaceMention) -> bool:
    longer = phrase.end - phrase.start > candidate.end - candidate.start
    return longer and phrase.start <= candidate.start and candidate.end <= phrase.end


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


def _candidates(text: str) -> Iterator[_Candidate]:
    """The longest known names that begin with a capital."""
    places = gazetteer()
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        found = (
            _longest(text, words, i) if words[i][0][0].isupper() and _first(words[i][0]) in places.first_words else None
        )
        if found is None:
            i += 1
            continue
        length, candidate = found
        yield candidate
        i += length


def _first(word: str) -> str:
    return folded(_POSSESSIVE.sub("", word)).split(" ", 1)[0]


def _longest(text: str, words: Sequence[re.Match[str]], i: int) -> tuple[int, _Candidate] | None:
    places = gazetteer()
    best = None
    key = ""
    for n in range(_LONGEST_NAME):
        if i + n >= len(words):
            break
        word = words[i + n]
        if n and not _GAP.fullmatch(text, words[i + n - 1].end(), word.start()):
            break
        if n and not word[0][0].isupper() and word[0] not in _SMALL:
            break
        bare = _POSSESSIVE.sub("", word[0])
        key = f"{key} {folded(bare)}".strip()
        if key in places.rows and word[0][0].isupper():
            end = word.start() + len(bare)
            if "." in bare and text[end : end + 1] == ".":
                end += 1
            best = n + 1, _Candidate(words[i].start(), end, places.lookup(key), key)
        if bare != word[0]:
            break
    return best if best and _is_name(text, best[1]) else None


def _is_name(text: str, candidate: _Candidate) -> bool:
    """Not "us" in capitals, "US $5", "World Health …"."""
    surface = text[candidate.start : candidate.end]
    if candidate.key == "us":
        shouted = re.search(r"[A-Z]{2}\s$", text[: candidate.start][-3:]) and re.match(
            r"\s[A-Z]{2}", text[candidate.end :][:3]
        )
        return (
            surface in ("US", "U.S", "U.S.")
            and not shouted
            and not re.match(r"\s?\$", text[candidate.end : candidate.end + 2])
        )
    if candidate.key in ("la", "uk", "eu", "uae", "drc", "prc", "png") or len(surface) <= 3:
        return surface.replace(".", "").isupper() or len(candidate.key) > 2
    if candidate.key == "world":
        return not re.match(r"\s[A-Z]", text[candidate.end : candidate.end + 2])
    return True


def _countries_named(text: str, candidates: Sequence[_Candidate]) -> frozenset[str]:
    """The countries that a text names, or names a region of, in a way that leaves no doubt."""
    doubtful = word_set("personal_names") | word_set("vague_regions")
    sure = [
        candidate.senses[0]
        for candidate in candidates
        if candidate.senses[0].kind == "country"
        or (candidate.senses[0].kind == "admin" and candidate.key not in doubtful)
    ]
    abbreviated = [_state_after(text, candidate) for candidate in candidates]
    return frozenset(code for place in [*sure, *abbreviated] if place for code in place.countries)


def _state_after(text: str, town: _Candidate) -> Place | None:
    comma = _COMMA.match(text, town.end)
    short = _STATE_SHORT.match(text, comma.end()) if comma else None
    return _state(short[1]) if short and any(sense.kind == "city" for sense in town.senses) else None


def _read(text: str, named: Sequence[_Candidate], known: frozenset[str]) -> Iterator[PlaceMention | None]:
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


def _with_container(text: str, named: Sequence[_Candidate], i: int) -> tuple[int, PlaceMention] | None:
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
                    return 2, _mention(text, inner.start, _closing(text, comma, following.end), sense)
    if short := _STATE_SHORT.match(text, comma.end()):
        state = _state(short[1])
        for sense in inner.senses:
            if state and sense.kind == "city" and sense.admin == state.admin:
                return 1, _mention(text, inner.start, _closing(text, comma, short.end()), sense)
    return None


def _closing(text: str, comma: re.Match[str], end: int) -> int:
    return end + 1 if "(" in comma[0] and text[end : end + 1] == ")" else end


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


def _single(text: str, candidate: _Candidate, known: frozenset[str]) -> PlaceMention | None:
    place = _sense(candidate, known)
    if place is None or place.kind == NO_PLACE or not _meant(text, candidate, place, known):
        return None
    in_name = _part_of_name(text, candidate)
    if in_name and candidate.key in word_set("personal_names"):
        return None
    end = candidate.end if place.kind not in ("admin", "city") else _with_area_word(text, candidate.end)
    kind: PlaceKind = "admin" if end > candidate.end else place.kind
    return replace(
        _mention(text, candidate.start, end, place), kind=kind, part_of_name=in_name and end == candidate.end
    )


def _sense(candidate: _Candidate, known: frozenset[str]) -> Place | None:
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


def _meant(text: str, candidate: _Candidate, place: Place, known: frozenset[str]) -> bool:
    """Whether a name that may be a person's, a common word or a bearing is that of the place here."""
    if candidate.key in word_set("vague_regions"):
        return place.countries <= known
    if place.kind in ("admin", "city") and candidate.key in word_set("personal_names"):
        before = text[max(0, candidate.start - 12) : candidate.start]
        return place.countries <= known or bool(re.search(r"\w\s$", before) and _LOCAL.search(before))
    return place.kind != "city" or _is_town(text, candidate, place, known)


def _is_town(text: str, candidate: _Candidate, place: Place, known: frozenset[str]) -> bool:
    if candidate.key in word_set("not_cities"):
        return False
    if place.population >= LARGE_TOWN:
        return True
    return place.countries <= known and bool(_LOCAL.search(text[max(0, candidate.start - 12) : candidate.start]))


def _part_of_name(text: str, candidate: _Candidate) -> bool:
    after = _AFTER_NAME.match(text, candidate.end)
    if after and _first(after[1]) not in word_set("area_words"):
        return True
    before = text[max(0, candidate.start - 25) : candidate.start]
    return bool(_BEFORE_NAME.search(before)) and not re.search(r"[.!?\n]\s*\S+\s$|^\S+\s$", before)


def _with_area_word(text: str, end: int) -> int:
    following = re.match(r"\s(\w+)", text[end : end + 20])
    return end + following.end() if following and following[1].lower() in word_set("area_words") else end


def _mention(text: str, start: int, end: int, place: Place) -> PlaceMention:
    return PlaceMention(
        start, end, text[start:end], place.name, place.kind, place.countries, place.admin, demonym=place.adjective
    )


def _common_words(text: str) -> Iterator[PlaceMention]:
    """Words that mean the world or the document's country, groups of countries in lower case, areas not listed."""
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
            yield _mention(text, *match.span(), place)
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


@cache
def _phrases() -> re.Pattern[str]:
    places = gazetteer()
    groups = [
        key
        for key, rows in places.rows.items()
        if " " in key and ("|group|" in rows or "|region|" in rows) and "adjective" not in rows
    ]
    area = "|".join(("Province", "District", "County", "Governorate", "Prefecture", "Municipality"))
    prefix = "|".join(("Lake", "Gulf of", "Province of", "Island of", "District of"))
    name = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?"
    return re.compile(
        rf"\b(?:(?P<nation>{_spaced(places.words['nation'])})|(?P<world>{_spaced(places.words['world'])})"
        rf"|(?P<group>(?i:{_spaced(groups, dashes=True)})))(?![\w-])"
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
