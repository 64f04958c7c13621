"""The places that a document names, each with all its mentions, and what title, publisher and address say of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.reading.claims.document import ParsedDocument, Text, once_a_document
from pipeline.reading.claims.place.dictionary import is_coined, is_english
from pipeline.reading.claims.place.firms import is_short_form
from pipeline.reading.claims.place.mentions import Mention, mentions_of_text, place_key
from pipeline.reading.claims.place.named_place import NamedPlace, named_place, without_mentions
from pipeline.reading.claims.place.names import Source, is_bearing_or_numbered, things_in
from pipeline.reading.claims.place.origin import countries_of_address, countries_of_publisher, country_names
from pipeline.reading.claims.place.publisher_places import places_of_publisher
from pipeline.reading.claims.place.setting import Setting, dateline_end, setting_of
from pipeline.reading.claims.place.words import alternatives, words
from pipeline.reading.places import PlaceMention, find_places
from pipeline.reading.places.gazetteer import folded, gazetteer, is_spelt_so

_BY_FORM = frozenset({Source.LOCATIVE, Source.LABEL, Source.LISTED, Source.LEADING, Source.BODY, Source.LOOSE})
_RECURRING = frozenset({Source.AREA, Source.LOCATIVE, Source.LABEL, Source.BODY})
_LITTLE_WORDS = frozenset({"of", "the", "and"})


@dataclass(frozen=True, slots=True)
class DocumentPlaces:
    """`by_text[n]` are the mentions of the n-th text; `nation_words[n]` where it says "in the country".

    `publisher` and `address` are the countries that the publisher's name and the page's domain point to.
    """

    by_text: tuple[tuple[Mention, ...], ...]
    settings: Mapping[Mention, Setting]
    places: Mapping[str, NamedPlace]
    nation_words: tuple[tuple[int, ...], ...]
    publisher: frozenset[str]
    address: frozenset[str]


@once_a_document
def places_of(document: ParsedDocument) -> DocumentPlaces:
    """All places that a document names, told once."""
    texts = _without_paired_headers(document.texts)
    small = _small_words(texts)
    things = frozenset(place_key(name) for text in texts for name in things_in(text.block.text))
    by_text = [
        [
            each
            for each in mentions_of_text(n, text, small)
            if not _is_common(each, small)
            and not _says_kinds_only(each)
            and (each.source is Source.GAZETTEER or each.key not in things)
        ]
        for n, text in enumerate(texts)
    ]
    aliases, publisher = _abbreviations(texts, by_text), document.context.publisher or ""
    own = _own_name(publisher, texts)
    by_text = [
        [
            replace(each, key=aliases.get(each.key, each.key))
            for each in some
            if each.key in aliases or not _is_of_body(each, text, own)
        ]
        for text, some in zip(texts, by_text, strict=True)
    ]
    again = _again(texts, by_text)
    by_text = [sorted([*some, *more], key=_in_order) for some, more in zip(by_text, again, strict=True)]
    places = _places(by_text, [dateline_end(text.block.text) for text in texts])
    countries = countries_of_publisher(publisher), countries_of_address(document.context.url)
    for extra in (*_containers(by_text, countries), *places_of_publisher(publisher)):
        places.setdefault(extra.key, extra)
    return DocumentPlaces(
        tuple(map(tuple, by_text)),
        {each: setting_of(texts[each.text].block.text, each) for some in by_text for each in some},
        places,
        tuple(tuple(m.start for m in text.places if m.kind == "nation_word") for text in texts),
        *countries,
    )


def _small_words(texts: Sequence[Text]) -> frozenset[str]:
    """The words that a document writes in small letters."""
    return frozenset(word for text in texts for word in re.findall(r"(?<![\w’'-])[a-z]{3,}", text.block.text))


def _without_paired_headers(texts: Sequence[Text]) -> Sequence[Text]:
    """The texts, a header of a table whose other half is one too taken for no place: "Male" beside "Female"."""
    rows = (text.block.text.lower() for text in texts if text.block.kind == "table_row")
    said = frozenset(word for row in rows for word in re.findall(r"[a-z]+", row))
    paired = frozenset(one for one, other in words().header_pairs.items() if other in said)
    return [
        replace(text, places=tuple(_unpaired(text.places, paired))) if text.block.kind == "table_row" else text
        for text in texts
    ]


def _unpaired(places: Iterable[PlaceMention], paired: frozenset[str]) -> Iterator[PlaceMention]:
    """The places but for such headers; of "Male, Maldives", a header and what stands behind it, the Maldives."""
    for place in places:
        head, _, rest = place.surface.partition(", ")
        if folded(head) not in paired:
            yield place
            continue
        begin = place.end - len(rest)
        yield from (replace(each, start=begin + each.start, end=begin + each.end) for each in find_places(rest))


def _is_common(mention: Mention, small: frozenset[str]) -> bool:
    """Whether a name that only its form tells is made of common words ("Cases 118", "Annual Report") or coined.

    They are the words that the document writes in small letters; of a name that neither a preposition leads in nor the
    gazetteer has, also those of a dictionary, but for bearings and numbered regions ("the North 40").
    """
    if mention.source not in _BY_FORM:
        return False
    if is_coined(mention.surface):
        return True
    found = re.findall(r"[\w’'-]+", mention.surface.lower())
    if small.issuperset(found):
        return True
    known = mention.source is Source.LOCATIVE or is_spelt_so(mention.surface)
    if known or is_bearing_or_numbered(mention.surface):
        return False
    return all(word in _LITTLE_WORDS or is_english(word) for word in found)


def _says_kinds_only(mention: Mention) -> bool:
    """Whether a name of several words says what kinds of area they are, and of none which ("District Municipality")."""
    found = folded(mention.surface).removeprefix("the ").split()
    return len(found) > 1 and (words().heads | words().areas.keys()).issuperset(found)


def _own_name(publisher: str, texts: Sequence[Text]) -> str:
    """The key of a publisher's name; none of an area's ("Marden District") or where a text has it as a place ("in
    Marden")."""
    name = folded(publisher).removeprefix("the ")
    if name != place_key(publisher):
        return ""
    led_in = re.compile(rf"\b(?:{alternatives(words().locative - {'at'})})\s{re.escape(publisher)}\b", re.IGNORECASE)
    return "" if any(led_in.search(text.block.text) for text in texts) else name


def _is_of_body(mention: Mention, text: Text, own: str) -> bool:
    """Whether a name that only its form tells is the publisher's own, or a short form amid a text in small letters."""
    if mention.source not in _BY_FORM or gazetteer().lookup(folded(mention.surface)):
        return False
    dateline = text.block.kind == "paragraph" and mention.start == 0
    running = not dateline and text.block.kind != "table_row" and not text.block.text.isupper()
    return mention.key == own or (running and is_short_form(mention.surface))


def _in_order(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _places(by_text: Sequence[Sequence[Mention]], datelines: Sequence[int]) -> dict[str, NamedPlace]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for some in by_text:
        for each in some:
            found[each.key].append(each)
    return {key: named_place(key, mentions, datelines) for key, mentions in found.items()}


def _abbreviations(texts: Sequence[Text], by_text: Sequence[Sequence[Mention]]) -> dict[str, str]:
    """Keys of short names that a document gives in brackets behind the full one ("Khyber-Pakhtunkhwa (KPK)")."""
    found = {}
    for text, mentions in zip(texts, by_text, strict=True):
        for each in mentions:
            short = re.match(r"\s\(([A-Z][A-Z.&-]{1,7}[A-Z])\)", text.block.text[each.end : each.end + 12])
            if short and each.parts == 1 and place_key(short[1]) != each.key:
                found[place_key(short[1])] = each.key
    return found


def _again(texts: Sequence[Text], by_text: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """Where names that the gazetteer lacks stand once more, without a word that tells them."""
    names = {
        each.surface: each for some in by_text for each in some if each.source in _RECURRING and len(each.surface) > 3
    }
    if not names:
        return [[] for _ in texts]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
    result = []
    for n, (text, some) in enumerate(zip(texts, by_text, strict=True)):
        taken = [(each.start, each.end) for each in some if each.source is not Source.COORDINATED]
        result.append([
            replace(names[match[0]], text=n, start=match.start(), end=match.end(), source=Source.AGAIN)
            for match in pattern.finditer(text.block.text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
        ])  # fmt: skip
    return result


def _containers(by_text: Sequence[Sequence[Mention]], origins: Iterable[frozenset[str]]) -> list[NamedPlace]:
    """The countries of the towns and regions that a document names, and those that it comes from where only one is, by
    the gazetteer's name."""
    counted = Counter(code for some in by_text for each in some if len(each.countries) == 1 for code in each.countries)
    counted.update(code for codes in origins if len(codes) == 1 for code in codes)
    return [
        without_mentions(place_key(name), (name,), "country", {code})
        for code in counted
        if (name := country_names().get(code))
    ]
