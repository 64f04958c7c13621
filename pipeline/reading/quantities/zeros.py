"""Nothing, counted in words: "no convictions", "none of the suspects", "not a single case"."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import COUNT, Amount
from pipeline.reading.quantities.number import Number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

AFTER_NONE = frozenset({"of", "were", "was", "has", "have", "had", "are"})


def read_zero(t: Tokens, i: int) -> Amount | None:
    """The zero that begins at token i, if something countable is said not to be there."""
    low = t.low[i]
    if low == "no" and _counted(t, i + 1):
        return _zero(i, i + 1)
    if (
        low == "none"
        and t.low[i + 1] in AFTER_NONE
        and (t.low[i + 1] != "of" or t.low[i + 2] in {"the", "these", "those", "them"})
    ):
        return _zero(i, i + 1)
    if low == "not" and t.low[i + 1 : i + 3] == ["a", "single"] and _counted(t, i + 3):
        return _zero(i, i + 3)
    if low == "not" and t.low[i + 1] == "one" and _counted(t, i + 2):
        return _zero(i, i + 2)
    return None


def _zero(first: int, last: int) -> Amount:
    return Amount(first, last, 0.0, COUNT, Number(first, last, 0.0, "words"), "zero")


def _counted(t: Tokens, j: int) -> bool:
    """Whether token j, or the one behind an adjective there, is a noun of what is counted in this field."""
    counted = vocabulary().lists["counted"]
    return t.low[j] in counted or (t.words[j].islower() and j + 1 < t.count and t.low[j + 1] in counted)
