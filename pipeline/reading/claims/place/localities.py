"""A local name against its country: what speaks for the town, district or sea where a document names both."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.place.document_places import DocumentPlaces
from pipeline.reading.claims.place.mentions import WORLD, Mention
from pipeline.reading.claims.place.named_place import NamedPlace
from pipeline.reading.claims.place.names import Source
from pipeline.reading.claims.place.words import words
from pipeline.reading.places.gazetteer import folded

_WIDE = frozenset({"country", "continent", "region", "group", "world"})
_POINTED = {"administrative": "admin", "land": "waters", "region": "waters"}


@dataclass
class Localities:
    """The local names of a document: all that are no country, continent or the world.

    `telling` counts for each place the mentions that may say where something happened.
    """

    document: ParsedDocument
    places: DocumentPlaces
    telling: Counter[str]

    @cached_property
    def locals(self) -> Counter[str]:
        return Counter({
            key: count for key, count in self.telling.items() if self.places.places[key].kind not in _WIDE
        })  # fmt: skip

    @cached_property
    def countries(self) -> Counter[str]:
        return Counter({
            key: count for key, count in self.telling.items() if self.places.places[key].kind == "country"
        })  # fmt: skip

    @cached_property
    def pointed(self) -> Counter[str]:
        """How often the texts point back to a place of each kind ("in the district")."""
        found: Counter[str] = Counter()
        for text in self.document.texts[1:]:
            for match in re.finditer(r"\b(?:[Tt]he|[Tt]his|[Oo]ur)\s(?:whole\s)?([a-z]+)", text.block.text):
                kind = words().anaphora.get(match[1])
                if kind:
                    found[kind] += 1
        return found

    @cached_property
    def publisher(self) -> frozenset[str]:
        return frozenset(folded(self.document.context.publisher or "").split())

    @cached_property
    def shared(self) -> dict[str, float]:
        """What holds for all candidates of the document."""
        total = max(1, self.telling.total())
        top = self.locals.most_common(2)
        texts = max(1, len(self.document.texts))
        titled = {each.key for each in self.places.by_text[0]}
        return {
            "top_local_share": top[0][1] / total if top else 0.0,
            "second_local_share": top[1][1] / total if len(top) > 1 else 0.0,
            "top_local_titled": bool(top) and top[0][0] in titled,
            "local_names": len(self.locals),
            "local_telling": self.locals.total() / total,
            "country_telling": max(self.countries.values(), default=0) / total,
            "country_titled": any(key in titled for key in self.countries),
            "wide_names": len(self.telling) - len(self.locals),
            "publisher_local": bool(self.publisher & (words().local_bodies | words().local_publishers)),
            "local_in_publisher": any(self.publisher.issuperset(key.split()) for key in self.locals),
            **{f"says_{kind}": self.pointed[kind] / texts for kind in ("admin", "city", "site", "waters")},
        }

    def of_place(self, place: NamedPlace) -> dict[str, float]:
        """A place among the local names of its document; WORLD and countries are none."""
        local = place.kind not in _WIDE and place.key != WORLD
        telling, texts = self.telling[place.key], len(self.document.texts)
        body = [m for m in place.mentions if m.text > 0]
        firsts = [m for m in body if m.source is not Source.COORDINATED]
        kind = _POINTED.get(place.kind, place.kind)
        key_words = place.key.split()
        return {
            "local": local,
            "local_rank": sum(n > telling for n in self.locals.values()) if local else -1.0,
            "local_of_top": telling / max(1, *self.locals.values()) if local and self.locals else -1.0,
            "leads": sum(m.source is Source.LEADING or m.start < _HEAD for m in firsts) / max(1, len(firsts)),
            "spread": (body[-1].text - body[0].text) / max(1, texts) if body else -1.0,
            "late": sum(m.text > texts / 2 for m in body) / max(1, len(body)),
            "inside_of": sum(self._followed(m) for m in place.mentions) / max(1, len(place.mentions)),
            "holds": sum(self._preceded(m) for m in place.mentions) / max(1, len(place.mentions)),
            "area_word": sum(m.source is Source.AREA for m in place.mentions) / max(1, len(place.mentions)),
            "pointed_at_kind": self.pointed[kind] / max(1, texts) if kind != "named" else -1.0,
            "publisher_share": sum(word in self.publisher for word in key_words) / max(1, len(key_words)),
            "against_country": telling / max(1, telling + max(self.countries.values(), default=0)) if local else -1.0,
        }

    def _followed(self, mention: Mention) -> bool:
        """Whether what it lies in stands behind a name ("Marden, Kenya", "Marden in Kenya")."""
        rest = self.document.texts[mention.text].block.text[mention.end : mention.end + 60]
        return bool(re.match(r"(?:\s[a-z]+)?(?:,|\sin|\sof|,\sin)\s(?:the\s)?[A-Z]", rest))

    def _preceded(self, mention: Mention) -> bool:
        """Whether a name that lies in it stands before ("Marden, Kenya")."""
        lead = self.document.texts[mention.text].block.text[max(0, mention.start - 40) : mention.start]
        return bool(re.search(r"[A-Z][\w’'-]+(?:\s[a-z]+)?(?:,|\sin|\sof|,\sin)\s(?:the\s)?$", lead))


_HEAD = 4
