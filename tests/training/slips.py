"""Slips of the pen and of memory in a figure that is known: a scale, a digit, two digits swapped, another number,
none; a drop told as a rise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.records.model import Claim, digest

_FACTORS = (3.0, 1 / 3, 10.0, 0.1, 1000.0)
_TELLING_DIGITS = 3


def with_slips(claim: Claim) -> Iterator[Claim]:
    """The claim as a further document of another publisher would tell it, once with each slip that its figure
    allows."""
    if claim.value is None or claim.bound in ("min", "max", "range"):
        return
    if claim.kind == "change":
        turned = "up" if claim.direction == "down" else "down"
        yield replace(_told_again(claim, claim.value, f"slip-{claim.doc}"), direction=turned)
        return
    for n, value in enumerate(dict.fromkeys(_slipped(claim.value, claim.unit))):
        yield _told_again(claim, value, f"slip-{n}-{claim.doc}")


def _slipped(value: float, unit: str) -> Iterator[float]:
    for factor in _FACTORS:
        told = value * factor
        if unit == "count":
            told = float(round(told))
        if told >= 1 and told != value and not (unit == "percent" and told > 100):
            yield told
    digits = f"{value:.0f}"
    if unit == "count":
        yield 0.0
    if value.is_integer() and len(digits.rstrip("0")) >= _TELLING_DIGITS:
        yield from _digits_slipped(digits)


def _digits_slipped(digits: str) -> Iterator[float]:
    """Two unlike neighbours swapped; one digit another."""
    at = next((n for n in range(1, len(digits) - 1) if digits[n] != digits[n + 1]), None)
    if at is not None:
        yield float(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    last = len(digits.rstrip("0")) - 1
    yield float(digits[:last] + str((int(digits[last]) + 4) % 10 or 1) + digits[last + 1 :])


def _told_again(claim: Claim, value: float, doc: str) -> Claim:
    number = f"{value:,.0f}" if value.is_integer() else f"{value:g}"
    quote = claim.quote.replace(claim.number, number, 1)
    document = replace(claim.document, publisher=f"Publisher of {doc}", url=None)
    told = replace(claim, doc=doc, value=value, number=number, quote=quote, document=document)
    return replace(told, id=digest(doc, claim.id, number))
