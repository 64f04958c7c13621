"""Claims that were misread alike: of one source, with one value in a field, read there by one rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from outputs.decisions.correction_checks import check_corrections
from outputs.decisions.decision_log import DecisionLog
from outputs.decisions.entries import DecisionError
from pipeline.ledger import Ledger
from pipeline.ledger.corrections import parse_value
from pipeline.records.model import Claim

_OWN_FIGURE = ("value", "low", "high")
_MARKS: Mapping[str, Collection[str]] = {
    "start": ("period",),
    "end": ("period",),
    "place": ("place", "document_place"),
    "direction": ("kind",),
    "attributed_to": ("attribution",),
}
"""By which names a reading tells where a field was read, where it is not the field's own."""
_FIGURE = re.compile(r"[\d.,\s]+")


def misread_alike(
    ledger: Ledger, log: DecisionLog, claim_id: str, corrections: Sequence[tuple[str, str | None]]
) -> list[Claim]:
    """The other claims of a claim's source that its correction may be right for, in document order: they count now with
    the values that the claim was read with, its rules read them, and the correction can be made in each.

    Raises DecisionError for a claim that is not stated, and for a correction that cannot be or is of a
    figure, which no two claims share.
    """
    if own := [field for field, _ in corrections if field in _OWN_FIGURE]:
        raise DecisionError(
            f"{own[0]} is each claim's own figure, so no other was misread alike; correct each by itself"
        )
    claim = log.claims([claim_id]).get(claim_id)
    if claim is None:
        raise DecisionError(f"claim {claim_id} is not in the ledger, or no longer stated")
    try:
        values = {field: parse_value(field, text) for field, text in corrections}
    except ValueError as error:
        raise DecisionError(str(error)) from error
    beside = [each for each in ledger.claims.find(doc=claim.doc) if each.id != claim_id]
    words, found = log.words_for(claim.doc), []
    for counted in log.corrected(beside).claims:
        if all(_is_read_alike(claim, counted, field) for field in values):
            with suppress(ValueError):
                check_corrections(counted, values, words, new_place=True)
                found.append(counted)
    return found


def _is_read_alike(claim: Claim, other: Claim, field: str) -> bool:
    return getattr(claim, field) == getattr(other, field) and _rule(claim, field) == _rule(other, field)


def _rule(claim: Claim, field: str) -> tuple[object, ...]:
    """What tells the rule by which a field was read: the kind of block, where the value stood, and of what the number's
    own words say, these."""
    names = _MARKS.get(field, (field,))
    marks = frozenset(mark for mark in claim.reading if mark.partition(":")[0] in names)
    best = next((choice.candidates[0] for choice in claim.choices if choice.field in names and choice.candidates), None)
    own_words = {"bound": claim.modifier, "unit": _FIGURE.sub("", claim.number)}.get(field)
    return claim.block_kind, marks, best.origin if best else "", own_words
