"""A claim proposed for words that a person selected: as the grammars read them, else as the claims beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.ledger.added import BY_A_PERSON
from pipeline.records.model import NO_MEASURE, Block, Claim, ClaimPlace, DocumentContext, Quantity, with_ids


class NoFigureError(Exception):
    """Selected words that hold no number; the message says what to select."""


def proposed_claim(doc: str, block: Block, selected: str, beside: Sequence[Claim], context: DocumentContext) -> Claim:
    """The claim that the selected words of a block make; `beside` are the document's claims.

    Its quote is the sentence of the words. Raises NoFigureError where no quantity is among them.
    """
    from pipeline.reading.claims.passages import passages  # heavy
    from pipeline.reading.periods import find_periods
    from pipeline.reading.places import find_places
    from pipeline.reading.quantities import find_quantities

    at = block.text.find(selected)
    passage = next((each for each in passages(block) if at >= 0 and each.start <= at < each.end), None)
    if passage is None:
        raise NoFigureError("These words do not stand in this block; select them again.")
    spans = ((each, passage.start + each.start) for each in find_quantities(passage.text) if each.form != "age")
    inside = ((each, start) for each, start in spans if start < at + len(selected) and start + len(each.surface) > at)
    found = next(inside, None)
    if found is None:
        raise NoFigureError("No number stands in what you selected; select the figure with its unit.")
    quantity, start = found
    near = min(beside, key=lambda claim: _distance(claim, block, start), default=None)
    periods = [each for each in find_periods(passage.text, context.published) if each.first or each.last]
    places = [each.name for each in find_places(passage.text) if each.name and not each.part_of_name]
    first, last = (periods[0].first, periods[0].last) if periods else (near.start, near.end) if near else (None, None)
    claim = replace(
        _without_setting(doc, block, passage.text, quantity, near, context),
        start=first,
        end=last,
        place=places[0] if places else near.place if near else context.place,
        locator=ClaimPlace(
            block.n,
            passage.start,
            passage.start + len(passage.text),
            start,
            start + len(quantity.surface),
            block.place.path,
            block.place.page,
            block.place.box,
        ),
    )
    return with_ids([claim])[0]


def _distance(claim: Claim, block: Block, start: int) -> tuple[int, int]:
    """How far a claim stands from a place in a block, in blocks and then in characters."""
    place = claim.locator
    return (abs(place.block - block.n), abs(place.number_start - start)) if place else (10**9, 0)


def _without_setting(
    doc: str, block: Block, quote: str, quantity: Quantity, near: Claim | None, context: DocumentContext
) -> Claim:
    share = quantity.unit == "percent"
    return Claim(
        id="",
        doc=doc,
        quote=quote,
        number=quantity.surface,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=quantity.unit,
        measure=near.measure if near else NO_MEASURE,
        subject=near.subject if near else "",
        part=near.part if near and share else None,
        kind="share" if share else near.kind if near and near.kind != "share" else "total",
        direction=None,
        start=None,
        end=None,
        place=None,
        attributed_to=near.attributed_to if near else None,
        modifier=quantity.modifier,
        headings=block.headings,
        block_kind=block.kind,
        reading=(BY_A_PERSON,),
        document=context,
    )
