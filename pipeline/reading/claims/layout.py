"""Small numbers for what a number is and where it stands, as features of trees."""

from __future__ import annotations

from pipeline.reading.claims.codes import BLOCK_KINDS
from pipeline.reading.claims.document import Sentence
from pipeline.reading.quantities import is_currency
from pipeline.records.model import Direction, Quantity

UNITS = ("count", "percent", "times", "time", "money", "per", "points", "measured")
_TIMES = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})


def unit_class(unit: str) -> str:
    """A unit as far as it tells what is counted, one of UNITS."""
    if unit in {"count", "percent", "times"}:
        return unit
    if unit in _TIMES:
        return "time"
    if is_currency(unit):
        return "money"
    if unit.startswith("per "):
        return "per"
    return "points" if unit == "percentage points" else "measured"


_UP, _DOWN = "+▲△↑⬆", "-–−▼▽↓⬇"


def sign_of(text: str, quantity: Quantity) -> Direction | None:
    """Where the sign right before a number points: "+5%", "▼ 79%"; where the number is below nought, its own."""
    if quantity.value is not None and quantity.value < 0:
        return "down"
    sign = text[: quantity.start].rstrip()[-1:]
    if not sign:
        return None
    return "up" if sign in _UP else "down" if sign in _DOWN else None


def unit_number(unit: str) -> int:
    return UNITS.index(unit_class(unit))


def block_number(sentence: Sentence) -> int:
    return BLOCK_KINDS.index(sentence.passage.block.kind)
