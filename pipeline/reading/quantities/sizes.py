"""Sides of sizes, which count nothing: "11.1 x 6.7 inches", "1920 x 1080"."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import COUNT, Amount, read_amount
from pipeline.reading.quantities.number import counts_something
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

SIDES = frozenset({"length", "data"})
"""Groups of units that the last side of a size has."""


def is_side(t: Tokens, amount: Amount) -> bool:
    """Whether a bare number is one side of a size or a grid: "11.1 x 6.7 x 7.7 inches", "1920 x 1080". What is packed
    so counts: "12 x 50kg bags"."""
    if amount.unit is not COUNT:
        return False
    last = amount.last - 1
    while _is_crossed(t, last + 1):
        last += 2
    if last == amount.last - 1:
        return _is_crossed(t, amount.first - 1) and not counts_something(t, amount.last)
    side = read_amount(t, last)
    return side is not None and (
        (side.unit.group in SIDES and not _is_packed(t, amount, side))
        or (side.unit is COUNT and not counts_something(t, side.last))
    )


def _is_packed(t: Tokens, amount: Amount, side: Amount) -> bool:
    """ "3 x 20ft containers": whole things of one length."""
    one_sign = side.first == amount.last + 1 and t.words[amount.first - 1] not in vocabulary().times_symbols
    several = counts_something(t, side.last) and t.low[side.last].endswith("s")
    return one_sign and several and t.glued(side.number.last) and amount.number.plain


def _is_crossed(t: Tokens, k: int) -> bool:
    """Whether a sign of multiplication at token k stands between two numbers in digits."""
    return k > 0 and t.words[k] in vocabulary().times_symbols and t.is_digits(k - 1) and t.is_digits(k + 1)
