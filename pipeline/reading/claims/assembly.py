"""Choices put together to claims: one for each number that is taken for a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipeline.reading.claims.calibration import Calibration, confidence
from pipeline.reading.claims.choosing import Choice, Choices
from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.scope import DocumentScope
from pipeline.records.candidates import CHOSEN_FIELDS, interval_as_text, kind_as_text
from pipeline.records.model import NO_MEASURE, Candidate, Claim, ClaimPlace, FieldChoice, with_ids
from pipeline.records.settings import ClaimSettings

CLAIMHOOD = "claimhood"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices for one number, by field; a value that is too unsure to stand is None."""

    choices: Mapping[str, Choice[Any]]
    least: Mapping[str, float]

    def value(self, field: str, empty: Any = None) -> Any:
        """The chosen value, `empty` where it is less probable than the settings ask for or nothing was chosen."""
        choice = self.choices.get(field)
        if choice is None or choice.probability < self.least.get(field, 0.0):
            return empty
        return choice.value


def assembled(
    doc: str, document: ParsedDocument, choices: Choices, settings: ClaimSettings, calibration: Calibration
) -> list[Claim]:
    """The claims of a document, in its order, with ids.

    A number is a claim where `claimhood` says so with the probability that the settings ask for. A field whose choice
    is less probable than they ask for stays empty, and its measure is `other`; `Claim.choices` keeps the candidates.
    """
    claims = []
    scope = DocumentScope(document)
    for n, number in enumerate(document.numbers):
        own = {field: of_field[n] for field, of_field in choices.items()}
        if _probability(own[CLAIMHOOD], True) >= settings.claim_from:
            chosen = Chosen(own, settings.least_probability)
            claims.append(_claim(doc, document, number, chosen, scope, calibration))
    return with_ids(claims)


def _probability(choice: Choice[bool], value: bool) -> float:
    return next((p for v, p in zip(choice.values, choice.probabilities, strict=True) if v is value), 0.0)


def _claim(
    doc: str, document: ParsedDocument, number: Number, chosen: Chosen, scope: DocumentScope, calibration: Calibration
) -> Claim:
    quantity, passage = number.quantity, document.sentence_of(number).passage
    block = passage.block
    kind, direction = chosen.value("kind", ("total", None))
    start, end = chosen.value("period", (None, None))
    beyond = scope.of(number, kind, start, end)
    return Claim(
        id="",
        doc=doc,
        quote=passage.quote,
        number=passage.of_figure(quantity.surface, quantity.start),
        value=_size(quantity.value, kind),
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=quantity.unit,
        measure=chosen.value("measure", NO_MEASURE),
        subject=chosen.value("subject", ""),
        part=chosen.value("part") if kind == "share" else None,
        kind=kind,
        direction=direction,
        start=start,
        end=end,
        place=chosen.value("place"),
        attributed_to=chosen.value("attribution"),
        modality=chosen.value("modality", "asserted"),
        per=beyond.per,
        about=beyond.about,
        event=beyond.event,
        modifier=quantity.modifier,
        headings=block.headings,
        block_kind=block.kind,
        reading=tuple(f"{field}: {choice.origin}" for field, choice in chosen.choices.items() if choice.origin),
        choices=tuple(_field_choice(field, chosen.choices[field]) for field in CHOSEN_FIELDS),
        confidence=confidence(chosen.choices, calibration, by_ocr=block.by_ocr),
        document=document.context,
        locator=_locator(document, number),
        by_ocr=block.by_ocr,
    )


def _size(value: float | None, kind: str) -> float | None:
    """How much it is; of a change the direction says whether up or down."""
    return abs(value) if value is not None and kind == "change" else value


def _field_choice(field: str, choice: Choice[Any]) -> FieldChoice:
    origins = choice.origins or ("",) * len(choice.values)
    ranked = zip(choice.values, choice.probabilities, origins, strict=True)
    kept = islice(ranked, _KEPT_CANDIDATES)
    return FieldChoice(
        field, tuple(Candidate(as_text(field, value), round(chance, 3), origin) for value, chance, origin in kept)
    )


_KEPT_CANDIDATES = 4


def as_text(field: str, value: Any) -> str | None:
    """A candidate's value as `Candidate` writes it."""
    if field == "period":
        return interval_as_text(*value)
    if field == "kind":
        return kind_as_text(*value)
    return None if value is None or value == "" else str(value)


def _locator(document: ParsedDocument, number: Number) -> ClaimPlace:
    passage, quantity = document.sentence_of(number).passage, number.quantity
    block, place = passage.block, passage.block.place
    number_start = quantity.start + passage.shift
    own = next((cell.name for cell in (passage.row or block).cells if cell.start <= number_start < cell.end), None)
    return ClaimPlace(
        block=block.n,
        start=0 if passage.row else passage.start,
        end=len(passage.quote) if passage.row else passage.end,
        number_start=number_start,
        number_end=number_start + len(passage.of_figure(quantity.surface, quantity.start)),
        path=place.path,
        page=place.page,
        box=place.box,
        sheet=place.sheet,
        cell=own or place.cell,
    )
