"""Whatever number begins at a token: in digits, in words, a fraction, or only a size."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.quantities.digits import read_digits
from pipeline.reading.quantities.money import currency_named_before
from pipeline.reading.quantities.number import Number
from pipeline.reading.quantities.parts import read_part, read_vague
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary
from pipeline.reading.quantities.words import read_words


def _only_names_unit(t: Tokens, number: Number) -> bool:
    """Whether a scale says in what a table counts: "US$ million", "(thousands)", "in millions", "per lakh"."""
    first, last = number.first, number.last
    before = t.low[first - 1] if first else ""
    if before == "per" or currency_named_before(t, first):
        return True
    ends = t.words[last] in {"", ")", "]"} or "\n" in t.gap(last)
    return ends and (before in {"(", "[", ",", "in", ":"} or first == 0)


def read_number(t: Tokens, i: int, money: bool = False) -> Number | None:
    """The number that begins at token i; `money` says that a currency sign stands before it."""
    if t.is_digits(i):
        return read_digits(t, i, money)
    number = read_part(t, i) or read_vague(t, i)
    if number:
        return None if number.style == "vague" and _only_names_unit(t, number) else number
    if t.low[i] in vocabulary().scales and _only_names_unit(t, Number(i, i + 1, 1.0, "words")):
        return None
    number = read_words(t, i)
    plural = vocabulary().plural_scales.get(t.low[number.last], 0) if number and number.scale == 1 else 0
    if number and plural and t.low[number.last] not in {"tens", "scores"}:
        return replace(number, last=number.last + 1, value=number.value * plural, scale=plural)
    return number
