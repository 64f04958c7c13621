"""What speaks for a place as the one that a whole document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.place.composites import COMPOSITE, Composites
from pipeline.reading.claims.place.document_places import DocumentPlaces
from pipeline.reading.claims.place.localities import Localities
from pipeline.reading.claims.place.mentions import WORLD, Mention
from pipeline.reading.claims.place.named_place import NamedPlace
from pipeline.reading.claims.place.names import Source
from pipeline.reading.claims.place.number_votes import NumberVotes
from pipeline.reading.claims.place.setting import Setting, dateline_end
from pipeline.reading.claims.place.words import words
from pipeline.reading.places.gazetteer import folded

KINDS = (
    "world", "continent", "region", "group", "country", "admin", "city", "administrative", "site", "waters", "land",
    "named", "bearing", "publisher",
)  # fmt: skip
_FEW = 3
_NEWS_TEXTS = 8


@dataclass
class DocumentEvidence:
    """Counts over all of a document's mentions, made once."""

    document: ParsedDocument
    places: DocumentPlaces

    @cached_property
    def singles(self) -> list[Mention]:
        """All mentions of one place each, the world left out."""
        return [
            each for some in self.places.by_text for each in some if each.source not in COMPOSITE and each.key != WORLD
        ]

    @cached_property
    def by_country(self) -> Counter[str]:
        """Mentions by the country that they are or lie in, towns inside longer names apart ("Lok Sabha")."""
        return Counter(
            code
            for each in self.singles
            if len(each.countries) == 1 and not (each.part_of_name and each.kind == "city")
            for code in each.countries
        )

    @cached_property
    def telling(self) -> Counter[str]:
        """For each place its mentions that may say where something happened."""
        return Counter(each.key for each in self.singles if is_telling(each, self.places.settings[each]))

    @cached_property
    def localities(self) -> Localities:
        return Localities(self.document, self.places, self.telling)

    @cached_property
    def votes(self) -> NumberVotes:
        return NumberVotes(self.document, [self._telling_in(n) for n in range(len(self.document.texts))])

    def _telling_in(self, n: int) -> list[Mention]:
        """The telling mentions of one place each in the n-th text, those of its dateline apart."""
        start = dateline_end(self.document.texts[n].block.text) if 0 < n < _NEWS_TEXTS else 0
        return [
            m
            for m in self.places.by_text[n]
            if m.source not in COMPOSITE and m.key != WORLD and m.end > start and is_telling(m, self.places.settings[m])
        ]

    @cached_property
    def composites(self) -> Composites:
        return Composites(self.places.by_text)

    @cached_property
    def worldwide(self) -> int:
        return sum(each.key == WORLD for some in self.places.by_text for each in some)

    @cached_property
    def in_number_sentences(self) -> Counter[str]:
        """For each place the sentences with a number that name it, a body's name or an origin apart."""
        found: Counter[str] = Counter()
        for sentence in self.document.sentences:
            passage = sentence.passage
            inside = [m for m in self.places.by_text[sentence.text] if passage.start <= m.start < passage.end]
            found.update({m.key for m in inside if not _aside(self.places.settings[m])})
        return found

    @cached_property
    def shared(self) -> dict[str, float]:
        """What holds for all candidates of the document."""
        titled = [each for each in self.places.by_text[0] if each.source not in COMPOSITE]
        top = self.by_country.most_common(2)
        total = max(1, sum(self.by_country.values()))
        return {
            "texts": len(self.document.texts),
            "mentions": len(self.singles),
            "countries": len(self.by_country),
            "top_country_share": top[0][1] / total if top else 0.0,
            "second_country_share": top[1][1] / total if len(top) > 1 else 0.0,
            "world_mentions": self.worldwide,
            "world_share": self.worldwide / max(1, self.worldwide + len(self.singles)),
            "titled_places": len({each.key for each in titled}),
            "titled_world": any(each.key == WORLD for each in titled),
            "nation_words": sum(map(len, self.places.nation_words)),
            **self.localities.shared,
        }


def is_telling(mention: Mention, setting: Setting) -> bool:
    """Whether a mention may say where something happened: no demonym, no body's name, origin or speaker's seat."""
    return not (mention.demonym or mention.part_of_name or _aside(setting))


def _aside(setting: Setting) -> bool:
    return setting.body or setting.origin or setting.saying or setting.example


def kind_features(place: NamedPlace) -> dict[str, float]:
    """What sort of place it is, and by what its name was told."""
    return {
        "kind": KINDS.index(place.kind) if place.kind in KINDS else len(KINDS),
        "source": min((each.source for each in place.mentions), default=Source.CONTAINER),
    }


def evidence_for(place: NamedPlace, evidence: DocumentEvidence) -> dict[str, float]:
    """The features of a place in its document."""
    mentions, settings = place.mentions, [evidence.places.settings[each] for each in place.mentions]
    every = max(1, len(evidence.singles))
    telling = [s for m, s in zip(mentions, settings, strict=True) if is_telling(m, s)]
    row: dict[str, float] = {
        **kind_features(place),
        "parts": place.parts,
        "count": len(mentions),
        "share": len(mentions) / every,
        "telling": len(telling),
        "telling_share": len(telling) / max(1, sum(evidence.telling.values())),
        "telling_rank": sum(n > evidence.telling[place.key] for n in evidence.telling.values()),
        "located": _share(s.before in _LOCATIVE for s in settings),
        "bodies": _share(s.body or m.part_of_name for m, s in zip(mentions, settings, strict=True)),
        "origins": _share(s.origin for s in settings),
        "asides": _share(s.saying or s.example for s in settings),
        "dateline": any(s.dateline and m.text <= _FEW for m, s in zip(mentions, settings, strict=True)),
        "texts_naming": len({each.text for each in mentions}) / max(1, len(evidence.document.texts)),
        "first_text": min((each.text for each in mentions), default=99),
        "first_body_text": min((each.text for each in mentions if each.text), default=99),
        "early": sum(0 < each.text <= _FEW for each in mentions),
        "headings": sum(each.text > 0 and _is_heading(evidence, each) for each in mentions),
        "number_sentences": evidence.in_number_sentences[place.key] / max(1, len(evidence.document.sentences)),
        "number_sentence_rank": sum(
            n > evidence.in_number_sentences[place.key] for n in evidence.in_number_sentences.values()
        ),
    }
    inner = [m for m in evidence.singles if m.key != place.key and lies_in(m.countries, m.admin, m.kind, place)]
    return {
        **row, **_in_title(place, evidence), **_around(place, inner, evidence), **_of_page(place, evidence),
        **evidence.localities.of_place(place), **evidence.composites.of_place(place),
        **evidence.votes.of_place(place, frozenset(m.key for m in inner)),
    }  # fmt: skip


_LOCATIVE = frozenset(words().prepositions[word] for word in words().locative)


def _share(some: Iterable[bool]) -> float:
    listed = list(some)
    return sum(listed) / max(1, len(listed))


def _is_heading(evidence: DocumentEvidence, mention: Mention) -> bool:
    return evidence.document.texts[mention.text].block.kind == "heading"


def _in_title(place: NamedPlace, evidence: DocumentEvidence) -> dict[str, float]:
    titled = [each for each in place.mentions if each.text == 0]
    return {
        "titled": len(titled),
        "titled_telling": any(is_telling(m, evidence.places.settings[m]) for m in titled),
        "titled_first": any(each.start < 4 for each in titled),
    }


def _around(place: NamedPlace, inner: Sequence[Mention], evidence: DocumentEvidence) -> dict[str, float]:
    """How much of what the document names lies in a place, and how its country stands among those named."""
    (code,) = place.countries if len(place.countries) == 1 else ("",)
    ranks = [known for known, _ in evidence.by_country.most_common()]
    return {
        "inner": len(inner) / max(1, len(evidence.singles)),
        "inner_places": len({each.key for each in inner}),
        "country_share": evidence.by_country[code] / max(1, sum(evidence.by_country.values())) if code else -1.0,
        "country_rank": ranks.index(code) if code in ranks else 99,
    }


def lies_in(countries: frozenset[str], admin: str | None, kind: str, outer: NamedPlace | Mention) -> bool:
    """Whether a place of these countries and this region lies in another, as far as the gazetteer tells."""
    if not countries or not outer.countries or not countries <= outer.countries:
        return False
    if outer.kind in {"continent", "region", "group"}:
        return countries < outer.countries
    if outer.kind == "country":
        return kind not in {"country", "continent", "region", "group"}
    return outer.kind == "admin" and kind == "city" and admin is not None and admin == outer.admin


def _of_page(place: NamedPlace, evidence: DocumentEvidence) -> dict[str, float]:
    """What publisher and address say of a place."""
    pages, publisher = evidence.places, folded(evidence.document.context.publisher or "")
    return {
        "publisher_country": bool(pages.publisher) and place.countries <= pages.publisher and bool(place.countries),
        "address_country": bool(pages.address) and place.countries <= pages.address and bool(place.countries),
        "in_publisher": f" {place.key} " in f" {publisher} ",
    }
