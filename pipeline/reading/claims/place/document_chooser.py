"""Chooses the place that a whole document is about: one choice for each document, the same for all its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.place.document_features import DocumentEvidence, evidence_for
from pipeline.reading.claims.place.document_places import places_of
from pipeline.reading.claims.place.linear_features import LINEAR, linear_row
from pipeline.reading.claims.place.mentions import WORLD
from pipeline.reading.claims.place.named_place import THE_WORLD, NamedPlace

_MOST_CANDIDATES = 14


@dataclass(frozen=True, slots=True)
class DocumentPlaceChooser:
    """Proposes the places that a document names, the world, and none."""

    name: str = "document_place"
    features: tuple[str, ...] = LINEAR
    after: tuple[str, ...] = ()

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[str | None]]:
        """The same candidates for all numbers: one alone where the source list says what the document is about."""
        hint = document.context.place
        proposal = proposed(document) if hint is None else _given(hint)
        return [proposal for _ in document.numbers]


def _given(place: str) -> Proposal[str | None]:
    return Proposal((place,), matrix([{}], LINEAR), ("source list",))


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
    rows.append({"none": 1.0, "world": 0.0, "unnamed": evidence.votes.unnamed, **evidence.shared})
    return Proposal(tuple(values), matrix([linear_row(row) for row in rows], LINEAR))


def form_features(place: NamedPlace, n: int) -> dict[str, float]:
    """Which of its names a place is given."""
    value = place.values[n]
    return {
        "none": 0.0, "world": place.key == WORLD, "form": n, "forms": len(place.values),
        "form_share": place.written[n], "form_titled": place.titled[n],
        "words": len(value.split()), "comma": "," in value,
    }  # fmt: skip


def _likeliest(evidence: DocumentEvidence) -> list[NamedPlace]:
    """The places that title and text name most often, and always the world."""
    places = dict(evidence.places.places)
    world = places.pop(WORLD, THE_WORLD)
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
