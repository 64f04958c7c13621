"""How many times over: "8x", "seven times as likely", "tenfold", "doubled", "by a factor of 4"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.quantities.amounts import COUNT, TIMES, Amount
from pipeline.reading.quantities.number import HYPHENS, Number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary


def read_multiple(t: Tokens, amount: Amount) -> Amount | None:
    """The amount as a multiple; "seven times in May" is none but a count of occasions."""
    if amount.unit is not COUNT:
        return None
    j = amount.last
    if t.low[max(0, amount.first - 3) : amount.first] == ["a", "factor", "of"]:
        return replace(amount, unit=TIMES, form="multiple")
    if t.low[j] == "times":
        grows = not vocabulary().lists["changes"].isdisjoint(t.low[max(0, amount.first - 3) : amount.first])
        return replace(amount, last=j + 1, unit=TIMES, form="multiple") if grows or _compares(t, j + 1) else None
    k = j + (t.words[j] in HYPHENS and t.glued(j))
    if t.low[k] in {"fold", "folds"}:
        return replace(amount, last=k + 1, unit=TIMES, form="multiple")
    sign = t.words[j] in vocabulary().times_symbols and t.is_digits(j - 1) and len(t.gap(j)) <= 1
    measured = t.is_digits(j + 1) and len(t.gap(j + 1)) <= 1
    return replace(amount, last=j + 1, unit=TIMES, form="multiple") if sign and not measured else None


def read_multiple_word(t: Tokens, i: int) -> Amount | None:
    """A multiple in one word."""
    words, low = vocabulary(), t.low[i]
    value: float | None = words.multiples.get(low)
    if value is None and low.endswith("fold"):
        value = words.small.get(low[:-4]) or words.scales.get(low[:-4])
    elif value is None and (_compares(t, i + 1) or t.low[i + 1] in vocabulary().lists["year_determiners"]):
        value = words.comparing_multiples.get(low)
    if value is None:
        return None
    return Amount(i, i + 1, value, TIMES, Number(i, i + 1, value, "words"), "multiple")


def _compares(t: Tokens, j: int) -> bool:
    """Whether a comparison begins at token j: "as likely", "more", "the number"."""
    lists = vocabulary().lists
    if t.low[j] == "as":
        return t.words[j + 1].islower() and t.low[j + 1] not in lists["function_words"]
    return t.low[j] in lists["compared"]
