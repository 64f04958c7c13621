"""Names of places that no gazetteer has, told by form.

They stand behind a locative preposition, before a figure or a verb of reporting, beside a word for an area, a site or
waters, before a body's ("Marden Council"), at the head of a line, or are only a bearing ("the North").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from pipeline.reading.claims.place.dictionary import is_english
from pipeline.reading.claims.place.words import alternatives, words
from pipeline.reading.places.gazetteer import folded, gazetteer
from pipeline.records.model import BlockKind


class Source(IntEnum):
    """By what a stretch of text was taken for a place's name."""

    GAZETTEER = 0
    AREA = 1
    LOCATIVE = 2
    LABEL = 3
    LISTED = 4
    BEARING = 5
    COORDINATED = 6
    AGAIN = 7
    CONTAINER = 8
    PUBLISHER = 9
    LEADING = 10
    BODY = 11
    LOOSE = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of a text that is a place's name, and by what it was taken for one."""

    start: int
    end: int
    source: Source


_FURTHER = "".join(chr(n) for n in (*range(0x100, 0x180), *range(0x1E00, 0x1F00)) if chr(n).isupper())
"""The capital letters of Latin scripts that have further marks: "Ōhakune", "Łódź", "Đà Nẵng"."""
_CAPITAL = rf"(?:(?:[dDlL][’'])?[A-ZÀ-ÖØ-Þ{_FURTHER}](?:[\w’'‘]|-(?!\d))*[\w](?<![’']s))"
_INNER = r"(?:of|de|del|da|do|dos|di|du|la|el|al|upon|under|sur|am|of the|de la|&)"
_NUMBERED = r"(?:Region|Zone|District|Area|Ward)\s(?:[IVX]+|\d+)(?:-[AB])?\b(?:\s\([A-Z][\w\s-]+\))?"
_START = rf"(?!(?:{alternatives(frozenset(word.capitalize() for word in words().never))})\b)"
_NAME = rf"{_START}{_CAPITAL}(?:(?:\s|\s{_INNER}\s){_CAPITAL})*"
_MEMBER = re.compile(_NAME)
_MARKED = re.compile(rf"(?:(?<![\w’'-])[ʻ‘’'])?{_NAME}")
_JOINED = re.compile(rf"(?:[ʻ‘’'])?{_NAME}(?:\s(?:and|&)\s(?:[ʻ‘’'])?{_NAME})?")
"""A header of one or two names; some begin with a mark, as a glottal stop is written: "'Ohonua"."""
_COMMA = re.compile(r",\s(?:the\s)?")
_AND = re.compile(r",?\s+(?:and|&)\s+(?:the\s+)?(?:in\s)?")
_LONGEST_BEARING = 40
_LONGEST_LABEL = 3
_SHORT_LINES = frozenset({"heading", "caption", "callout"})


def names_in(text: str, kind: BlockKind) -> Iterator[Name]:
    """The names in a block's text, in no order; one stretch may come from several patterns."""
    if kind in _SHORT_LINES and len(text.split()) <= _LONGEST_LABEL and _MEMBER.fullmatch(text.rstrip(" :")):
        yield Name(0, len(text.rstrip(" :")), Source.LABEL)
    if kind == "table_row":
        yield from _headers(text)
    for name in _patterned(text):
        if name.source is Source.BEARING or _may_be_place(text[name.start : name.end]):
            yield name


def lists_in(text: str) -> Iterator[list[tuple[int, int]]]:
    """The members of each list of capitalised names: where one is a place, all are."""
    for match in _list().finditer(text):
        yield [part.span() for part in _MEMBER.finditer(text, *match.span())]


def is_bearing_or_numbered(name: str) -> bool:
    """Whether a name is, or begins with, a bearing ("North Eastern"), or is that of a numbered region ("Region IV")."""
    first = name.split()[0]
    bearings = words().bearings | {word.lower() for word in words().regions}
    return first.lower() in bearings or re.match(_NUMBERED, name) is not None


def bearing_before(text: str, start: int) -> int:
    """Where a name with the bearing before it begins ("north-east Nigeria"); `start` where none stands there."""
    match = _bearing().search(text, max(0, start - _LONGEST_BEARING), start)
    return match.start() if match else start


def site_before(text: str, start: int) -> int:
    """Where a site with the place that it stands in begins ("hospital at Marden"); `start` where none stands there."""
    match = _site().search(text, max(0, start - _LONGEST_BEARING), start)
    return match.start() if match else start


def is_thing(text: str, start: int, end: int) -> bool:
    """Whether a name is that of a vessel, a storm or an operation: "MV Marden", the ferry "Marden"."""
    return _is_called(words().things, text, start, end)


def is_called_maker(text: str, start: int, end: int) -> bool:
    """Whether a name is that of a firm or a product by the word before it: "the insurer Marden", "Retailer Marden"."""
    return _is_called(words().makers, text, start, end)


def _is_called(kinds: frozenset[str], text: str, start: int, end: int) -> bool:
    own = _led_by(kinds).match(text, start, end)
    return own is not None or _behind(kinds).search(text, max(0, start - _LONGEST_BEARING), start) is not None


def things_in(text: str) -> Iterator[str]:
    """The names of the vessels, storms, firms … that a text calls so."""
    return (match["name"] for match in _named_thing().finditer(text))


def joined(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Coordinated names as one: start, end and how many ("Borno, Adamawa and Yobe"); the last is led in by "and"."""
    group: list[tuple[int, int]] = []
    for span in spans:
        gap = text[group[-1][1] : span[0]] if group else ""
        if group and _COMMA.fullmatch(gap):
            group.append(span)
        elif group and _AND.fullmatch(gap):
            yield group[0][0], span[1], len(group) + 1
            group = []
        else:
            group = [span]


def _patterned(text: str) -> Iterator[Name]:
    for match in _behind_preposition().finditer(text):
        for part in _MEMBER.finditer(text, *match.span("names")):
            yield Name(*part.span(), Source.LOCATIVE)
    for match in _before_figure().finditer(text):
        for part in _MEMBER.finditer(text, *match.span("names")):
            yield Name(*part.span(), Source.LABEL)
    for match in _area().finditer(text):
        if not (match["bearing"] and match["name"].split()[-1].lower() in words().bodies):
            yield Name(*match.span("name"), Source.AREA)
    for match in _headed().finditer(text):
        yield Name(*match.span("name"), Source.AREA)
    for match in _leading().finditer(text):
        for part in _MEMBER.finditer(text, *match.span("names")):
            yield Name(*part.span(), Source.LEADING)
    for match in _in_another().finditer(text):
        yield Name(*match.span("name"), Source.LEADING)
    for match in _loosely_led().finditer(text):
        if gazetteer().lookup(folded(match["name"])) or not is_english(match["name"].split()[0].lower()):
            yield Name(*match.span("name"), Source.LOOSE)
    for match in _before_body().finditer(text):
        yield Name(*match.span("name"), Source.BODY)
    for match in _region().finditer(text):
        yield Name(*match.span("name"), Source.BEARING)


def _headers(text: str) -> Iterator[Name]:
    """The names of a table's column and row behind a figure ("15,384 Marden, 2021")."""
    figure = re.match(r"\S*\d\S*\s", text)
    start = figure.end() if figure else 0
    for part in re.finditer(r"[^,:|/]+", text[start:]):
        begin = start + part.start() + len(part[0]) - len(part[0].lstrip())
        if _JOINED.fullmatch(part[0].strip()):
            for name in _MARKED.finditer(part[0].strip()):
                yield Name(begin + name.start(), begin + name.end(), Source.LABEL)


def _may_be_place(name: str) -> bool:
    parts = [part.lower().strip("’'") for part in re.findall(r"[\w’'-]+", name)]
    bodies = words().bodies - words().areas.keys()
    return len(name) > 2 and parts[-1] not in bodies and not words().never.union(words().bodies).issuperset(parts)


def _either(some: frozenset[str]) -> str:
    """The words, in small letters or with a capital first letter."""
    small = frozenset(word.lower() for word in some)
    return rf"(?:{alternatives(some | small | {word.capitalize() for word in small})})"


@cache
def _behind_preposition() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-]){_either(words().locative | {'from'})}\s(?:the\s)?(?:{_either(words().bearings)}\s)?"
        rf"(?P<names>{_NAME}(?:,\s{_NAME})*(?:,?\s(?:and|&)\s{_NAME})?)(?!\w)"
    )


@cache
def _before_figure() -> re.Pattern[str]:
    """Names right before a figure (in brackets, behind a colon, bare), "with", "alone" or a verb of reporting."""
    verbs = alternatives(words().reporting)
    figure = rf"(?:\W?\d|(?:{alternatives(words().numerals)})\b)"
    return re.compile(
        rf"(?<![\w’'-])(?P<names>{_NAME}(?:,\s{_NAME})*(?:,?\s(?:and|&)\s{_NAME})?)"
        rf"(?=\s?\((?:also\s|about\s)?\W?\d|[:,]?\s(?:for\s|at\s)?{figure}|\s?[–—-]\s?\W?\d"
        rf"|,?\s(?:with|where)\s|,?\s(?:{verbs})\b)"
    )


@cache
def _area() -> re.Pattern[str]:
    kinds, prefixes = alternatives(words().areas), alternatives(words().prefixes).replace(r"\-", r"\s")
    bearings = alternatives(frozenset(word.capitalize() for word in words().bearings if "-" not in word))
    return re.compile(
        rf"(?P<name>{_NAME}\s(?:{kinds}|{kinds.title()}|{kinds.upper()})\b|{_NUMBERED}|(?:{prefixes}|(?P<bearing>{bearings}))\s{_NAME})(?!\w|\sof\b|\s[A-Z])"
    )


@cache
def _headed() -> re.Pattern[str]:
    bearing = alternatives(words().bearings | words().bearing_nouns)
    return re.compile(
        rf"\b(?:{_either(words().heads)}\s(?:of|called|named)\s|{_either(words().heads)},\s(?=[^.,]{{3,25}},)"
        rf"|(?:{bearing})\sof\s(?:the\s)?)(?P<name>{_NAME})"
    )


@cache
def _leading() -> re.Pattern[str]:
    """Names at the head of a line, before a dash, a colon, or a comma with a year or another name."""
    return re.compile(rf"^(?P<names>{_NAME}(?:,\s{_NAME})*)(?=\s?[—–:|]|\s-\s|,\s(?:in\s)?\d|\s\([A-Z]|\.\s[A-Z])")


@cache
def _in_another() -> re.Pattern[str]:
    """Names at the head of a sentence that another one holds: "Marden in Kirkholt had". A dot behind a short word is no
    sentence's end ("Mr. Marden in Kirkholt")."""
    return re.compile(rf"(?:^|(?<=\w{{4}}[.!?])\s|,\s)(?P<name>{_NAME})(?=\sin\s(?:the\s)?{_CAPITAL})")


@cache
def _loosely_led() -> re.Pattern[str]:
    """Names behind a word that may also say whose or whither ("to Marden")."""
    return re.compile(rf"(?<![\w-])(?:of|to|for|on)\s(?:the\s)?(?P<name>{_NAME})(?!\w)")


@cache
def _before_body() -> re.Pattern[str]:
    """Names before the word for a body of an area ("Marden Council", "Ostrava county court")."""
    bodies = alternatives(words().local_bodies)
    return re.compile(
        rf"(?<![\w’'-])(?P<name>{_START}{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}?)(?:[’']s)?"
        rf"(?=\s(?:{_either(frozenset(word for word, kind in words().areas.items() if kind == 'administrative'))}\s)?"
        rf"(?:{bodies}|{bodies.title()}|{bodies.upper()})\b)"
    )


@cache
def _led_by(kinds: frozenset[str]) -> re.Pattern[str]:
    areas = alternatives(words().areas)
    return re.compile(rf"(?i:{alternatives(kinds)})\s(?!(?i:{areas})\b)")


@cache
def _named_thing() -> re.Pattern[str]:
    things = alternatives(words().things | words().makers)
    return re.compile(rf"(?<!\w)(?i:{things})[^\S\n][\"'“‘]?(?P<name>{_NAME})")


@cache
def _behind(kinds: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{alternatives(kinds)})[^\S\n][\"'“‘]?$")


@cache
def _region() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he\s(?P<name>{_either(words().regions)})(?=[\s.,;:)]|$)(?!\s(?:[A-Z]|[Oo]f\b))")


@cache
def _bearing() -> re.Pattern[str]:
    bearing, nouns = _either(words().bearings), alternatives(words().bearing_nouns)
    return re.compile(rf"(?<![\w-])(?:{bearing}(?:\s(?:{nouns}))?(?:\sof)?|(?:{nouns})\sof)\s(?:the\s)?$")


@cache
def _site() -> re.Pattern[str]:
    """A site in small letters with the word before it, where that is no article: "fistula centre in"."""
    before = r"(?:(?!(?:the|a|an|this|that|of|in|at|to|from|its|their|our|his|her|and|or)\s)[a-z][\w’'-]*\s)?"
    return re.compile(rf"(?<![\w-]){before}(?:{alternatives(words().sites_in)})\s(?:in|at|of)\s(?:the\s)?$")


@cache
def _list() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-]){_NAME}(?:,\s(?:the\s)?{_NAME})*,?\s(?:and|&)\s(?:the\s)?{_NAME}(?!\w)")
