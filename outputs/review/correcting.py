"""The form in which a claim is corrected: each field with its value, what it can be, and the reader's other ideas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from outputs.decisions.correction_checks import known_words
from pipeline.ledger.corrections import CHOICES, CORRECTABLE
from pipeline.reading.places.gazetteer import folded, gazetteer
from pipeline.records.candidates import kind_and_direction, period_ends
from pipeline.records.model import Candidate, Claim

_MOST_PLACES = 400
_FIELD_OF_CHOICE = {"attribution": "attributed_to"}
"""Fields that a choice of the reader goes by another name for."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field as the form has it: what stands in it, the words that it takes where they are few (else none), and the
    reader's other candidates, the likeliest first."""

    name: str
    value: str
    options: tuple[str, ...]
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickLists:
    """What fields can be filled with: measures, units (the ledger's own first), places with their kind."""

    measures: tuple[str, ...]
    units: tuple[str, ...]
    places: tuple[tuple[str, str], ...]


def pick_lists(packs: tuple[str, ...], units: Sequence[str], places: Sequence[str]) -> PickLists:
    """The lists for claims that were read with these packs, in a ledger that has these units and places."""
    known = known_words(packs, units, places)
    kinds = ((place, next((each.kind for each in gazetteer().lookup(folded(place))), "")) for place in places)
    return PickLists(
        tuple(sorted(known.measures)),
        (*units, *sorted(set(known.units) - set(units))),
        tuple((place, kind.replace("_", " ")) for place, kind in islice(kinds, _MOST_PLACES)),
    )


def warm_words() -> None:
    """Loads what the first form would wait for: vocabularies, gazetteer, and the library that they come with."""
    pick_lists((), (), ())


def correction_fields(claim: Claim, measures: Sequence[str], typed: Mapping[str, str]) -> tuple[FormField, ...]:
    """The form's fields for a claim as it counts now; what was typed in a form that was refused stands in them."""
    offered = _offers(claim)
    options = {**CHOICES, "direction": ("", *CHOICES["direction"]), "measure": tuple(sorted(measures))}
    fields = []
    for name in CORRECTABLE:
        now = shown(claim, name)
        offers = tuple(value for value in offered.get(name, ()) if value != now)
        fields.append(FormField(name, typed.get(form_name(claim, name), now), options.get(name, ()), offers))
    return tuple(fields)


def corrections_sent(claim: Claim, sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What of a sent form is not as it stands in the claim: the fields to correct, each with its right value."""
    typed = ((name, sent.get(form_name(claim, name))) for name in CORRECTABLE)
    return tuple((name, text) for name, text in typed if text is not None and text != shown(claim, name))


def form_name(claim: Claim, field: str) -> str:
    """The name of a field's input: a page may hold the forms of several claims."""
    return f"{field}-{claim.id}"


def shown(claim: Claim, field: str) -> str:
    """A field's value as a person would type it."""
    value = getattr(claim, field)
    return f"{value:.15g}" if isinstance(value, float | int) else value or ""


def _offers(claim: Claim) -> Mapping[str, list[str]]:
    """By field the candidates that the reader weighed, the likeliest first."""
    offers: dict[str, list[str]] = {}
    for choice in claim.choices:
        for candidate in choice.candidates:
            for field, value in _parts(choice.field, candidate):
                if value not in offers.setdefault(field, []):
                    offers[field].append(value)
    return offers


def _parts(field: str, candidate: Candidate) -> Iterator[tuple[str, str]]:
    """A period is two fields of a claim, and a change has its direction beside it."""
    value = candidate.value or ""
    if field == "period":
        start, end = period_ends(value)
        yield "start", start or ""
        yield "end", end or ""
    elif field == "kind":
        kind, direction = kind_and_direction(value)
        yield "kind", kind
        yield "direction", direction or ""
    else:
        yield _FIELD_OF_CHOICE.get(field, field), value
