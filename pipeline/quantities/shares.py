"""Ratios ("1 in 4", "7.7 per 1,000") and multiples ("8x", "seven times", "tenfold", "doubled")."""

from __future__ import annotations

from dataclasses import replace

from pipeline.quantities.amounts import COUNT, PERCENT, TIMES, Amount
from pipeline.quantities.number import HYPHENS, Number
from pipeline.quantities.numerals import read_number
from pipeline.quantities.tokens import Tokens
from pipeline.quantities.vocabulary import Unit, vocabulary

ROUND_BASES = frozenset({10, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000})
RATE_NAMES = {1_000: "per thousand", 10_000: "per 10,000", 100_000: "per 100,000", 1_000_000: "per million"}
EVERY = frozenset({"every", "each"})


def read_ratio(t: Tokens, amount: Amount) -> Amount | None:
    """The amount as the upper part of a ratio, if one follows."""
    if amount.unit is not COUNT or amount.form == "vague":
        return None
    for nouns in range(4):
        j = amount.last + nouns
        if nouns and not (
            t.words[j - 1].isalpha() and t.low[j - 1] not in {"in", "out", "for", "per", "of", "and", "or", "to"}
        ):
            return None
        ratio = _ratio_at(t, amount, j, nouns)
        if ratio:
            return ratio
    return None


def _ratio_at(t: Tokens, amount: Amount, j: int, nouns: int) -> Amount | None:
    hyphens = nouns == 0 and t.words[j] in HYPHENS and t.glued(j) and t.glued(j + 1)
    j += hyphens
    word = t.low[j]
    if word not in {"in", "out", "of", "for", "per", "over"}:
        return None
    k = j + 1
    if word == "out":
        if t.low[k] != "of":
            return None
        k += 1
    every = t.low[k] in EVERY
    k += every
    if hyphens:
        if t.words[k] not in HYPHENS:
            return None
        k += 1
    if t.low[k] == "a" and word != "per":
        return None
    base = read_number(t, k)
    if base is None or base.style in {"part", "vague"}:
        return None
    if word == "per":
        return _rate(t, amount, base)
    if word in {"of", "for"} and not every:
        return None
    if word == "over" and (nouns or (base.plain and base.value >= 1000)):
        return None
    if nouns and not ((every and word != "in") or (word == "in" and amount.value == 1 and base.value <= 10)):
        return None
    if nouns and word == "for" and base.value not in ROUND_BASES:
        return None
    if not _is_share_of(t, amount, base, every or (word == "out" and amount.value <= 20)):
        return None
    number = replace(amount.number, last=base.last)
    return replace(
        amount, last=base.last, value=100 * amount.value / base.value, unit=PERCENT, number=number, form="ratio"
    )


def _is_share_of(t: Tokens, amount: Amount, base: Number, every: bool) -> bool:
    if not 0 < amount.value < base.value:
        return False
    if every:
        return True
    if base.plain and 1900 <= base.value <= 2099:
        return False
    unit = t.units.get(base.last)
    if unit and unit[1].group in {"time", "share"}:
        return False
    return amount.value == 1 or base.value in ROUND_BASES or (amount.value <= 20 and base.value <= 20)


def _rate(t: Tokens, amount: Amount, base: Number) -> Amount | None:
    if base.value == 100:
        return replace(amount, last=base.last, unit=PERCENT, form="ratio")
    name = RATE_NAMES.get(int(base.value))
    return replace(amount, last=base.last, unit=Unit(name, "rate"), form="rate") if name else None


def read_multiple(t: Tokens, amount: Amount) -> Amount | None:
    """The amount as a multiple: "8x", "seven times as likely", "10-fold"."""
    j = amount.last
    if amount.unit is not COUNT:
        return None
    if t.low[j] in {"times", "time"} and t.low[j] != "time":
        compared = _compares(t, j + 1)
        return replace(
            amount, last=j + 1, unit=TIMES if compared else COUNT, form="multiple" if compared else "cardinal"
        )
    if t.words[j] in vocabulary().times_symbols and t.is_digits(j - 1) and len(t.gap(j)) <= 1:
        if t.is_digits(j + 1) and len(t.gap(j + 1)) <= 1:
            return None
        return replace(amount, last=j + 1, unit=TIMES, form="multiple")
    k = j + (t.words[j] in HYPHENS and t.glued(j))
    if t.low[k] in {"fold", "folds"}:
        return replace(amount, last=k + 1, unit=TIMES, form="multiple")
    return None


def _compares(t: Tokens, j: int) -> bool:
    if t.low[j] == "as":
        return t.words[j + 1].islower() and t.low[j + 1] not in vocabulary().lists["function_words"]
    return t.low[j] in vocabulary().lists["compared"]


def read_multiple_word(t: Tokens, i: int) -> Amount | None:
    """A multiple in one word: "doubled", "tenfold", "twice as many"."""
    words = vocabulary()
    low = t.low[i]
    value: float | None = words.multiples.get(low)
    if low.endswith("fold") and low[:-4] in words.small:
        value = words.small[low[:-4]]
    elif low == "hundredfold":
        value = 100
    elif low in {"twice", "thrice"} and _compares(t, i + 1):
        value = 2 if low == "twice" else 3
    elif low in {"double", "triple", "quadruple"} and t.low[i + 1] in {"the", "that", "its", "their", "what", "those"}:
        value = {"double": 2, "triple": 3, "quadruple": 4}[low]
    if value is None:
        return None
    return Amount(i, i + 1, value, TIMES, Number(i, i + 1, value, "words"), "multiple")
