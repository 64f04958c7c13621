"""Chooses the place that a number is about, among those of its sentence, of its surroundings and of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choice, Choices, Proposal, matrix
from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.place.document_chooser import OF_PLACE, SHARED, form_features
from pipeline.reading.claims.place.document_features import DocumentEvidence, evidence_for
from pipeline.reading.claims.place.document_places import NamedPlace, places_of
from pipeline.reading.claims.place.mentions import WORLD
from pipeline.reading.claims.place.number_features import View, number_features, place_features

_NEAR_TEXTS = 4
_FROM_DOCUMENT = 4
_MOST_CANDIDATES = 14

OF_NUMBER = (
    "sentence_places", "sentence_numbers", "sentence_words", "nation_here", "world_here", "there", "listed", "j",
    "text", "text_place", "block", "depth", "form_of_number", "money", "size", "size_share", "tense", "first_in_text",
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
)  # fmt: skip
FEATURES = (
    "none", "world", "form", "forms", "words", "comma", "local_form", "document_chance", "document_rank",
    *OF_PLACE, *SHARED, *OF_NUMBER, *FROM_NUMBER, *OF_MENTION,
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
        of_place: dict[str, dict[str, float]] = {}
        return [_proposed(view, number, default, of_place) for number in document.numbers]


def _proposed(
    view: View, number: Number, default: Choice[str | None], of_place: dict[str, dict[str, float]]
) -> Proposal[str | None]:
    evidence = view.evidence
    shared = {**evidence.shared, **number_features(view, number)}
    chances = dict(zip(default.values, default.probabilities, strict=True))
    ranks = {value: n for n, value in enumerate(default.values)}
    last = view.last_named(number)
    surfaces = {" ".join(m.surface.split()) for m in view.sentence(number.sentence).mentions}
    values: list[str | None] = []
    rows: list[Mapping[str, float]] = []
    for place in _candidates(view, number, default):
        if place.key not in of_place:
            of_place[place.key] = evidence_for(place, evidence)
        row = {**shared, **of_place[place.key], **place_features(view, number, place, last)}
        for n, value in enumerate(place.values):
            values.append(value)
            rows.append({
                **row, **form_features(place, n), "local_form": value in surfaces,
                "document_chance": chances.get(value, 0.0), "document_rank": ranks.get(value, 99),
            })  # fmt: skip
    values.append(None)
    rows.append(
        {
            **shared,
            "none": 1.0,
            "world": 0.0,
            "document_chance": chances.get(None, 0.0),
            "document_rank": ranks.get(None, 99),
        }
    )
    return Proposal(tuple(values), matrix(rows, FEATURES))


def _candidates(view: View, number: Number, default: Choice[str | None]) -> list[NamedPlace]:
    places = view.evidence.places.places
    keys = dict.fromkeys(_keys(view, number, default))
    found = [places[key] for key in [*keys][:_MOST_CANDIDATES] if key in places and key != WORLD]
    return [*found, places.get(WORLD) or NamedPlace(WORLD, (WORLD,), "world", frozenset(), None, (), 1)]


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
