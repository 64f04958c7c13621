"""Chooses the place that a number is about, among those of its sentence, of its surroundings and of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choice, Choices, Proposal, matrix
from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.place.document_chooser import form_features
from pipeline.reading.claims.place.document_features import DocumentEvidence, kind_features, lies_in
from pipeline.reading.claims.place.document_places import places_of
from pipeline.reading.claims.place.mentions import WORLD
from pipeline.reading.claims.place.named_place import THE_WORLD, NamedPlace
from pipeline.reading.claims.place.number_features import View, is_of_total, number_features, place_features
from pipeline.reading.claims.place.pairs import PAIR_OF_NUMBER, PAIR_OF_PLACE

_NEAR_TEXTS = 4
_FROM_DOCUMENT = 4
_MOST_CANDIDATES = 14

OF_NUMBER = (
    "sentence_places", "sentence_numbers", "sentence_words", "nation_here", "world_here", "there", "listed", "j",
    "text", "text_place", "block", "depth", "form_of_number", "money", "size", "size_share", "tense", "first_in_text",
    "default_chance", "default_margin", "default_local", *PAIR_OF_NUMBER,
)  # fmt: skip
OF_MENTION = (
    "before", "gap", "numbers_between", "places_between", "commas", "breaks", "opening", "closing", "joins",
    "adjacent", "direct", "with", "preposition", "following", "possessive", "body", "origin", "saying", "example",
    "at_dateline", "opens", "demonym", "part_of_name", "mention_source", "mention_parts", "nested", "order",
    "order_shift", "nearer_numbers", "nearer_places", "next_place", "last_place", "next_number_first", "same_clause",
    "up", "down", "below_verb", "clause_tense", "verbs_between", "words_between", "dependency", "on_own_verb",
    "on_own_noun", "on_path",
)  # fmt: skip
FROM_NUMBER = (
    "own", "own_telling", "text_before", "text_after", "back", "ahead", "headed", "section_share", "section_named",
    "is_last", "last_within", "last_around", "own_within", "own_around", "pointed_at", "pointed",
    "lead_in", "within_default", "around_default", *PAIR_OF_PLACE,
)  # fmt: skip
FEATURES = (
    "none", "world", "form", "forms", "form_share", "form_titled", "words", "comma", "local_form",
    "document_chance", "document_rank", "kind", "source", *OF_NUMBER, *FROM_NUMBER, *OF_MENTION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceChooser:
    """Proposes about a dozen places for each number: own sentence first, then around it, the document's, the world."""

    name: str = "place"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("document_place",)

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str | None]]:
        if not document.numbers:
            return []
        view = View(DocumentEvidence(document, places_of(document)))
        default: Choice[str | None] = chosen["document_place"][0]
        return [_proposed(view, number, default) for number in document.numbers]


def _proposed(view: View, number: Number, default: Choice[str | None]) -> Proposal[str | None]:
    shared = {**number_features(view, number), **_of_default(view, default)}
    chances = dict(zip(default.values, default.probabilities, strict=True))
    ranks = {value: n for n, value in enumerate(default.values)}
    last = view.last_named(number)
    surfaces = {" ".join(m.surface.split()) for m in view.sentence(number.sentence).mentions}
    top = _default_place(view, default)
    values: list[str | None] = []
    rows: list[Mapping[str, float]] = []
    for place in _candidates(view, number, default):
        row = {**shared, **kind_features(place), **place_features(view, number, place, last)}
        row |= {
            "within_default": top is not None and lies_in(place.countries, place.admin, place.kind, top),
            "around_default": top is not None and lies_in(top.countries, top.admin, top.kind, place),
        }
        for n, value in enumerate(place.values):
            values.append(value)
            rows.append({
                **row, **form_features(place, n), "local_form": value in surfaces,
                "document_chance": chances.get(value, 0.0), "document_rank": ranks.get(value, 99),
            })  # fmt: skip
    values.append(None)
    rows.append({
        **shared, "none": 1.0, "world": 0.0,
        "document_chance": chances.get(None, 0.0), "document_rank": ranks.get(None, 99),
    })  # fmt: skip
    return Proposal(tuple(values), matrix(rows, FEATURES))


def _default_place(view: View, default: Choice[str | None]) -> NamedPlace | None:
    """The document's likeliest place, where it is one that the document names."""
    return next((place for place in view.evidence.places.places.values() if default.value in place.values), None)


def _of_default(view: View, default: Choice[str | None]) -> dict[str, float]:
    """How sure the document's place is, and whether it is a local one."""
    top = _default_place(view, default)
    first, second = (*default.probabilities, 0.0)[:2]
    return {
        "default_chance": first,
        "default_margin": first - second,
        "default_local": top is not None and view.evidence.localities.of_place(top)["local"],
    }


def _candidates(view: View, number: Number, default: Choice[str | None]) -> list[NamedPlace]:
    places = view.evidence.places.places
    keys = dict.fromkeys(_keys(view, number, default))
    if is_of_total(view.document.text_of(number).block):
        own = {mention.key for mention in view.evidence.places.by_text[number.text]}
        keys = {key: None for key in keys if key in own or not view.only_in_rows(key)}
    found = [places[key] for key in [*keys][:_MOST_CANDIDATES] if key in places and key != WORLD]
    return [*found, places.get(WORLD, THE_WORLD)]


def _keys(view: View, number: Number, default: Choice[str | None]) -> Iterator[str]:
    """The keys of the candidates, the likeliest kinds first."""
    inside, by_text = view.sentence(number.sentence), view.telling_by_text
    yield from (m.key for m in inside.mentions)
    by_value = {value: key for key, place in view.evidence.places.places.items() for value in place.values}
    likeliest = [by_value[value] for value in default.values if value in by_value]
    yield from dict.fromkeys(likeliest[: _FROM_DOCUMENT + 1])
    for heading in reversed(view.document.text_of(number).block.headings):
        yield from view.keys_of_heading.get(heading, ())
    start = inside.sentence.passage.start
    yield from (m.key for m in reversed(by_text[number.text]) if m.start < start)
    for n in range(number.text - 1, max(-1, number.text - 1 - _NEAR_TEXTS), -1):
        yield from (m.key for m in reversed(by_text[n][-3:]))
    yield from (m.key for m in by_text[number.text])
    yield from likeliest
