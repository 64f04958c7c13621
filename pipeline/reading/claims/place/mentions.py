"""Where a document names places: the gazetteer's mentions, names told by form, and longer names made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.reading.claims.document import Text
from pipeline.reading.claims.place.casing import cased
from pipeline.reading.claims.place.firms import names_firm, names_model
from pipeline.reading.claims.place.names import (
    Source,
    bearing_before,
    is_called_maker,
    is_thing,
    joined,
    lists_in,
    names_in,
    site_before,
)
from pipeline.reading.claims.place.words import alternatives, words
from pipeline.reading.places import PlaceMention
from pipeline.reading.places.gazetteer import folded, gazetteer

WORLD = "world"
BEARING = "bearing"
SITE = "site"
_WHOLE = frozenset({"country", "region", "group"})
_LINES = frozenset({"list_item", "table_row", "callout"})
_ASIDES = ("(", "–", "—", "-")
"""In running text these open no list: "those of Syrian nationality (34 of 50) were held in Beirut"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in the n-th text; `key` is the same for all names of one place.

    `kind` is the gazetteer's, or "administrative", "site", "waters", "land" by the word beside the name, "bearing" for
    a part of a place ("north-east Nigeria"), else "named". `parts` counts coordinated names.
    """

    text: int
    start: int
    end: int
    surface: str
    key: str
    kind: str
    source: Source
    countries: frozenset[str] = frozenset()
    admin: str | None = None
    demonym: bool = False
    part_of_name: bool = False
    parts: int = 1


def mentions_of_text(n: int, text: Text, small: frozenset[str]) -> list[Mention]:
    """All names of places in a text, in order; those with a bearing, and several as one, beside their parts.

    `small` holds the words that the document writes in small letters.
    """
    line, plain = text.block.text, cased(text.block.text, small)
    if _tells_origin(text):
        return []
    known = [
        _known(n, each)
        for each in text.places
        if each.kind != "nation_word" and not _bears_title(line, each) and not is_thing(line, each.start, each.end)
    ]
    found = {(each.start, each.end): each for each in known}

    def add(start: int, end: int, source: Source) -> None:
        if (start, end) in found or _broken(start, end, known) or is_thing(line, start, end):
            return
        if (
            is_called_maker(line, start, end)
            or names_model(line, start, end)
            or (source is not Source.AREA and names_firm(line[start:end]))
        ):
            return
        if not any(q.start < end and start < q.end for q in text.quantities):
            found[(start, end)] = _named(n, line, start, end, source, known)

    for name in names_in(plain, text.block.kind):
        add(name.start, name.end, name.source)
    for part in [each for each in found.values() if any(_begins_with_kind(name, each) for name in found.values())]:
        del found[(part.start, part.end)]
    for members in lists_in(plain):
        if any(start <= each.start < end for start, end in members for each in found.values() if not each.demonym):
            for start, end in members:
                add(start, end, Source.LISTED)
    for each in [*found.values()]:
        start = bearing_before(plain, each.start)
        if start < each.start and not each.demonym and (start, each.end) not in found:
            found[(start, each.end)] = _longer(each, line, start, each.end, BEARING)
    for each in [*found.values()]:
        start = site_before(line, each.start)
        if start < each.start and not each.demonym and (start, each.end) not in found:
            found[(start, each.end)] = _longer(each, line, start, each.end, SITE)
    for group in list(_coordinated(line, found.values())):
        found.setdefault((group.start, group.end), group)
    return sorted(found.values(), key=lambda each: (each.start, -each.end))


def _tells_origin(text: Text) -> bool:
    """Whether a line tells people apart by where they are from, by its own label or by the heading above it."""
    labels = [text.block.text]
    if text.block.kind in _LINES:
        labels += text.block.headings[-1:]
    found = filter(None, map(_origin_label().match, labels))
    return any(text.block.kind in _LINES or not match[0].endswith(_ASIDES) for match in found)


@cache
def _origin_label() -> re.Pattern[str]:
    labels = alternatives(words().origin_labels)
    return re.compile(rf"(?:[\w’'-]+\s){{0,4}}(?:{labels})\s*(?:[:|\n(–—-]|$)", re.IGNORECASE)


def _bears_title(line: str, place: PlaceMention) -> bool:
    """Whether a town's name is that of the person whose title stands before it."""
    before = line[: place.start].rstrip(" .").rpartition(" ")[2]
    return place.kind in {"city", "admin"} and before in words().titles


def _known(n: int, place: PlaceMention) -> Mention:
    key = WORLD if place.kind == "world" else place_key(place.name or place.surface)
    return Mention(
        n, place.start, place.end, place.surface, key, place.kind, Source.GAZETTEER, place.countries, place.admin,
        place.demonym, place.part_of_name,
    )  # fmt: skip


def _begins_with_kind(name: Mention, part: Mention) -> bool:
    """Whether a name is what a longer one adds to its kind: the Azov of "Sea of Azov", the Malawi of "Lake Malawi"."""
    inside = name.start < part.start and part.end == name.end
    return inside and _kind_of_waters().fullmatch(name.surface[: part.start - name.start]) is not None


@cache
def _kind_of_waters() -> re.Pattern[str]:
    kinds = frozenset(word for word, kind in words().areas.items() if kind == "waters")
    return re.compile(rf"(?:{alternatives(kinds)})(?:\sof(?:\sthe)?)?\s", re.IGNORECASE)


def _broken(start: int, end: int, known: Iterable[Mention]) -> bool:
    """Whether a stretch holds only a part of a name of the gazetteer."""
    return any(
        (each.start < end and start < each.end) and not (start <= each.start and each.end <= end) for each in known
    )


def _named(n: int, line: str, start: int, end: int, source: Source, known: Iterable[Mention]) -> Mention:
    surface = line[start:end]
    inner = [each for each in known if start <= each.start and each.end <= end]
    within = inner[0] if len(inner) == 1 else None
    kind = words().areas.get(surface.rsplit(" ", 1)[-1].lower(), "named")
    return Mention(
        n, start, end, surface, place_key(surface), kind, source,
        within.countries if within else frozenset(), within.admin if within else None,
    )  # fmt: skip


def _longer(mention: Mention, line: str, start: int, end: int, kind: str) -> Mention:
    """A name with the bearing or the site before it, which is no single place for what counts these."""
    surface = line[start:end]
    return Mention(
        mention.text, start, end, surface, place_key(surface), kind, Source.BEARING, mention.countries, mention.admin
    )


def _coordinated(line: str, found: Iterable[Mention]) -> Iterator[Mention]:
    singles = sorted(
        (each for each in found if not each.demonym and each.key != WORLD), key=lambda each: (each.start, -each.end)
    )
    outer: list[Mention] = []
    for each in singles:
        if not outer or each.start >= outer[-1].end:
            outer.append(each)
    by_start = {each.start: each for each in outer}
    for start, end, parts in joined(line, [(each.start, each.end) for each in outer]):
        if _told_in_turn().match(line, end) or _have_each_a_figure(line, start, end, parts):
            continue
        first, surface = by_start[start], re.sub(r"\b(and|&)\s+in\s", r"\1 ", line[start:end])
        countries = frozenset(code for each in outer if start <= each.start < end for code in each.countries)
        yield Mention(
            first.text, start, end, surface, place_key(surface), first.kind, Source.COORDINATED, countries, parts=parts,
        )  # fmt: skip


@cache
def _told_in_turn() -> re.Pattern[str]:
    """The rest of a sentence that gives each of several places a figure of its own, and no years."""
    years = r"\b(?:19|20)\d\d,?\s(?:and\s)?(?:19|20)\d\d\b"
    return re.compile(rf"(?:(?!{years})(?:[^.!?]|\.(?=\d)))*\b(?:{alternatives(words().in_turn)})\b")


def _have_each_a_figure(line: str, start: int, end: int, parts: int) -> bool:
    """Whether as many figures stand together as places do, right before or behind them: "Oru and Po had 4 and 2"."""
    sides = (_figures_behind().match(line, end), _figures_before().search(line, max(0, start - _REACH), start))
    return any(side is not None and len(_FIGURE.findall(side["figures"])) == parts for side in sides)


_REACH = 80
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_FIGURES = r"(?P<figures>\d[\d.,]*%?(?:,\s\d[\d.,]*%?){0,9},?\sand\s\d[\d.,]*%?)"


@cache
def _figures_behind() -> re.Pattern[str]:
    return re.compile(
        rf"\s(?!(?:\w+\s){{0,3}}(?:between|from)\s)(?:[a-z]+\s){{1,4}}{_FIGURES}(?!\s?[\w-]*\s?(?:19|20)\d\d\b)"
    )


@cache
def _figures_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![Bb]etween\s)(?<![Ff]rom\s)(?<![\d.,])(?<!\d\sand\s){_FIGURES}\s(?:[a-z]+\s){{1,4}}$")


@cache
def place_key(name: str) -> str:
    """A name as a key: folded, without its article and without a word for an administrative area behind it, which a
    country's own name keeps ("United States")."""
    parts = folded(re.sub(r"\([^)]*\)", " ", name)).replace(",", " ").split()
    while len(parts) > 1 and parts[0] == "the":
        parts.pop(0)
    if any(place.kind in _WHOLE and not place.adjective for place in gazetteer().lookup(" ".join(parts))):
        return " ".join(parts)
    while len(parts) > 1 and words().areas.get(parts[-1]) == "administrative":
        parts.pop()
    return " ".join(parts)
