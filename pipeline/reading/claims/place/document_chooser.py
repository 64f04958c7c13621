"""Chooses the place that a whole document is about: one choice for each document, the same for all its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.place.document_features import DocumentEvidence, evidence_for
from pipeline.reading.claims.place.document_places import NamedPlace, places_of
from pipeline.reading.claims.place.linear_features import LINEAR, linear_row
from pipeline.reading.claims.place.localities import LOCAL_OF_PLACE, LOCAL_SHARED
from pipeline.reading.claims.place.mentions import WORLD

_MOST_CANDIDATES = 14

OF_PLACE = (
    "kind", "source", "parts", "count", "share", "telling", "telling_share", "telling_rank", "located", "demonyms",
    "bodies", "origins", "asides", "dateline", "texts_naming", "first_text", "first_body_text", "early", "headings",
    "number_sentences", "number_sentence_rank", "titled", "titled_telling", "titled_located", "titled_demonym",
    "titled_body", "titled_first", "titled_colon", "titled_order", "inner", "inner_places", "outer", "country_share",
    "country_rank", "publisher_country", "address_country", "in_publisher", "in_path",
    *LOCAL_OF_PLACE,
)  # fmt: skip
SHARED = (
    "texts", "numbers", "mentions", "places", "countries", "top_country_share", "second_country_share",
    "world_mentions", "world_share", "titled_places", "titled_world", "nation_words", "publisher_known",
    "address_known", *LOCAL_SHARED,
)  # fmt: skip
FEATURES = ("none", "world", "form", "forms", "words", "comma", *OF_PLACE, *SHARED, *LINEAR)


@dataclass(frozen=True, slots=True)
class DocumentPlaceChooser:
    """Proposes the places that a document names, the world, and none."""

    name: str = "document_place"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ()

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str | None]]:
        """The same candidates for all numbers: one alone where the source list says what the document is about."""
        hint = document.context.place
        proposal = proposed(document) if hint is None else _given(hint)
        return [proposal for _ in document.numbers]


def _given(place: str) -> Proposal[str | None]:
    return Proposal((place,), matrix([{}], FEATURES), ("source list",))


def proposed(document: ParsedDocument) -> Proposal[str | None]:
    """The candidates for a document's place."""
    evidence = DocumentEvidence(document, places_of(document))
    values: list[str | None] = []
    rows: list[dict[str, float]] = []
    for place in _likeliest(evidence):
        row = evidence_for(place, evidence) | evidence.shared
        for n, value in enumerate(place.values):
            values.append(value)
            rows.append({**row, **form_features(place, n)})
    values.append(None)
    rows.append({"none": 1.0, "world": 0.0, **evidence.shared})
    return Proposal(tuple(values), matrix([row | linear_row(row) for row in rows], FEATURES))


def form_features(place: NamedPlace, n: int) -> dict[str, float]:
    """Which of its names a place is given."""
    value = place.values[n]
    return {
        "none": 0.0, "world": place.key == WORLD, "form": n, "forms": len(place.values),
        "words": len(value.split()), "comma": "," in value,
    }  # fmt: skip


def _likeliest(evidence: DocumentEvidence) -> list[NamedPlace]:
    """The places that title and text name most often, and always the world."""
    places = dict(evidence.places.places)
    world = places.pop(WORLD, NamedPlace(WORLD, (WORLD,), "world", frozenset(), None, (), 1))
    weight = {
        key: (
            any(m.text == 0 for m in place.mentions),
            evidence.telling[key]
            or 0.5 * sum(evidence.by_country[code] for code in place.countries) * (place.kind == "country"),
            len(place.mentions),
            place.in_gazetteer,
        )
        for key, place in places.items()
    }
    return [*sorted(places.values(), key=lambda place: weight[place.key], reverse=True)[:_MOST_CANDIDATES], world]
