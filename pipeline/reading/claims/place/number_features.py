"""What speaks for a place as that of one number: where the document names it, seen from the number."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.reading.claims.codes import BLOCK_KINDS, NUMBER_FORMS
from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.place.document_features import DocumentEvidence, is_telling, lies_in
from pipeline.reading.claims.place.mentions import Mention
from pipeline.reading.claims.place.named_place import NamedPlace
from pipeline.reading.claims.place.names import Source
from pipeline.reading.claims.place.sentence_places import (
    SentencePlaces,
    nearest,
    places_of_sentence,
    relation_features,
)
from pipeline.reading.claims.place.words import words
from pipeline.reading.quantities import is_currency
from pipeline.records.model import Block

_BACK = 30
_POINTED = {
    "country": "country", "admin": "admin", "administrative": "admin", "city": "city", "site": "site",
    "waters": "waters", "land": "waters", "region": "waters",
}  # fmt: skip


ROWS = frozenset({"table_row", "callout", "list_item"})


def is_of_total(block: Block) -> bool:
    """Whether a row or line is labelled as the total of others."""
    labels = re.split(r"[,:–—]|\s-\s|\s(?=\d)|(?<=\d)\s", block.text)
    return block.kind in ROWS and not words().totals.isdisjoint(label.strip().lower() for label in labels)


@dataclass
class View:
    """A document seen from its numbers: what holds for a text, a section or a sentence is made once."""

    evidence: DocumentEvidence
    sentences: dict[int, SentencePlaces] = field(default_factory=dict)

    @property
    def document(self) -> ParsedDocument:
        return self.evidence.document

    def sentence(self, n: int) -> SentencePlaces:
        if n not in self.sentences:
            self.sentences[n] = places_of_sentence(self.document, self.evidence.places, n)
        return self.sentences[n]

    @cached_property
    def telling_by_text(self) -> list[list[Mention]]:
        settings = self.evidence.places.settings
        return [
            [m for m in some if is_telling(m, settings[m]) and m.source is not Source.COORDINATED]
            for some in self.evidence.places.by_text
        ]

    def only_in_rows(self, key: str) -> bool:
        """Whether only rows and lines of lists name a place."""
        mentions = self.evidence.places.places[key].mentions if key in self.evidence.places.places else ()
        return bool(mentions) and all(self.document.texts[m.text].block.kind in ROWS for m in mentions)

    @cached_property
    def keys_of_heading(self) -> dict[str, frozenset[str]]:
        """The places that each heading names."""
        return {
            text.block.text: frozenset(m.key for m in some)
            for text, some in zip(self.document.texts, self.evidence.places.by_text, strict=True)
            if text.block.kind == "heading"
        }

    @cached_property
    def lead_in(self) -> list[int]:
        """For each text the last one before it that is no list item and no row of a table; -1 where it is neither."""
        found, last = [], -1
        for n, text in enumerate(self.document.texts):
            listed = text.block.kind in {"list_item", "table_row"}
            found.append(last if listed else -1)
            last = last if listed else n
        return found

    def led_in_by(self, text: int) -> set[str]:
        """The places that the words before a list or table name."""
        n = self.lead_in[text]
        return {m.key for m in self.telling_by_text[n]} if n >= 0 else set()

    @cached_property
    def by_section(self) -> dict[tuple[str, ...], Counter[str]]:
        """For each chain of headings how often the texts under it name each place."""
        found: dict[tuple[str, ...], Counter[str]] = {}
        for text, some in zip(self.document.texts, self.telling_by_text, strict=True):
            found.setdefault(text.block.headings, Counter()).update(m.key for m in some)
        return found

    @cached_property
    def largest(self) -> dict[str, float]:
        """The largest value of each unit."""
        found: dict[str, float] = {}
        for number in self.document.numbers:
            value = _value(number)
            found[number.quantity.unit] = max(found.get(number.quantity.unit, 0.0), value)
        return found

    def last_named(self, number: Number) -> Mention | None:
        """The last place named before the number's sentence, in its text or one of those before."""
        start = self.document.sentence_of(number).passage.start
        for n in range(number.text, max(-1, number.text - _BACK), -1):
            named = [m for m in self.telling_by_text[n] if n < number.text or m.start < start]
            if named:
                return named[-1]
        return None


def _value(number: Number) -> float:
    quantity = number.quantity
    return abs(quantity.value if quantity.value is not None else quantity.high or quantity.low or 0.0)


def number_features(view: View, number: Number) -> dict[str, float]:
    """What holds for all candidates of a number."""
    inside, quantity = view.sentence(number.sentence), number.quantity
    syntax = inside.syntax[number.j]
    block = view.document.text_of(number).block
    value = _value(number)
    return {
        **inside.shared,
        **inside.pairs.of_number(number.j),
        "j": number.j,
        "text": number.text,
        "text_place": number.text / max(1, len(view.document.texts)),
        "block": BLOCK_KINDS.index(block.kind),
        "depth": len(block.headings),
        "form_of_number": NUMBER_FORMS.index(quantity.form) if quantity.form in NUMBER_FORMS else len(NUMBER_FORMS),
        "money": is_currency(quantity.unit),
        "size": math.log10(value + 1),
        "size_share": value / (view.largest[quantity.unit] or 1.0),
        "tense": syntax.tense(),
        "first_in_text": inside.sentence.passage.start == 0,
    }


def place_features(view: View, number: Number, place: NamedPlace, last: Mention | None) -> dict[str, float]:
    """Where the document names a place, seen from a number."""
    inside, evidence = view.sentence(number.sentence), view.evidence
    passage, block = inside.sentence.passage, view.document.text_of(number).block
    own = [m for m in inside.mentions if m.key == place.key]
    in_text = [m for m in place.mentions if m.text == number.text]
    back = [number.text - m.text for m in place.mentions if m.text < number.text]
    ahead = [m.text - number.text for m in place.mentions if m.text > number.text]
    section = view.by_section.get(block.headings, Counter())
    headed = [
        n for n, heading in enumerate(reversed(block.headings)) if place.key in view.keys_of_heading.get(heading, ())
    ]
    row: dict[str, float] = {
        "own": len(own),
        "own_telling": sum(is_telling(m, evidence.places.settings[m]) for m in own),
        "text_before": sum(m.end <= passage.start for m in in_text),
        "text_after": sum(m.start >= passage.end for m in in_text),
        "back": min(back, default=99),
        "ahead": min(ahead, default=99),
        "headed": headed[0] if headed else -1.0,
        "section_share": section[place.key] / max(1, section.total()),
        "section_named": section.total(),
        "is_last": last is not None and last.key == place.key,
        "last_within": last is not None and lies_in(last.countries, last.admin, last.kind, place),
        "last_around": last is not None and lies_in(place.countries, place.admin, place.kind, last),
        "own_within": sum(lies_in(m.countries, m.admin, m.kind, place) for m in inside.singles if m.key != place.key),
        "own_around": sum(
            lies_in(place.countries, place.admin, place.kind, m) for m in inside.singles if m.key != place.key
        ),
        "pointed_at": _POINTED.get(place.kind, "") in inside.anaphora,
        "pointed": len(inside.anaphora),
        "lead_in": place.key in view.led_in_by(number.text),
        **inside.pairs.of_place(place.key, number.j),
    }
    mention = nearest(inside, place.key, number.j)
    if mention is not None:
        row |= relation_features(inside, evidence.places, mention, number.j)
    return row
