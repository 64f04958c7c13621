"""Ratios and rates: "1 in 4", "one out of every ten", "3 in every 1,000", "7.7 per 1,000"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.reading.quantities.amounts import COUNT, PERCENT, Amount
from pipeline.reading.quantities.number import HYPHENS, Number, is_joint
from pipeline.reading.quantities.numerals import read_number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import Unit

LINKS = frozenset({"in", "out", "of", "for", "per", "over"})
JOINTS = LINKS | {"and", "or", "to"}
EVERY = frozenset({"every", "each"})
ROUND_BASES = frozenset({10, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000})
RATE_NAMES = {1_000: "per thousand", 10_000: "per 10,000", 100_000: "per 100,000", 1_000_000: "per million"}
MOST_NOUNS = 3
SMALL = 20
"""Up to this both numbers of a ratio without "every" are told from two counts: "3 in 5", not "15 in 27 towns"."""


@dataclass(frozen=True, slots=True)
class Link:
    """What joins the two numbers of a ratio: its first word, whether "every" is said, and where the second begins."""

    word: str
    every: bool
    base: int


def read_ratio(t: Tokens, amount: Amount) -> Amount | None:
    """The amount as the upper part of a ratio, if one follows, with up to three words for what is counted between."""
    if amount.unit is not COUNT or amount.form == "vague":
        return None
    for nouns in range(MOST_NOUNS + 1):
        j = amount.last + nouns
        if nouns and not (t.words[j - 1].isalpha() and t.low[j - 1] not in JOINTS):
            return None
        link = _link(t, j, hyphenated=nouns == 0 and is_joint(t, j))
        base = read_number(t, link.base) if link else None
        if link is None or base is None or base.style in {"part", "vague"}:
            continue
        if link.word == "per":
            return _rate(amount, base)
        if _is_joined(link, amount, base, nouns > 0) and _is_share_of(t, link, amount, base):
            share, number = 100 * amount.value / base.value, replace(amount.number, last=base.last)
            return replace(amount, last=base.last, value=share, unit=PERCENT, number=number, form="ratio")
    return None


def _link(t: Tokens, j: int, hyphenated: bool) -> Link | None:
    j += hyphenated
    word = t.low[j]
    if word not in LINKS or (word == "out" and t.low[j + 1] != "of"):
        return None
    k = j + 1 + (word == "out")
    every = t.low[k] in EVERY
    k += every
    if hyphenated:
        if t.words[k] not in HYPHENS:
            return None
        k += 1
    return None if t.low[k] == "a" and word != "per" else Link(word, every, k)


def _is_joined(link: Link, amount: Amount, base: Number, nouns: bool) -> bool:
    """Whether the words between make two numbers a ratio: "of" and "for" need "every", a noun between needs more."""
    if link.word in {"of", "for"} and not link.every:
        return False
    if link.word == "over":
        return not nouns and not (base.plain and base.value >= 1000)
    if not nouns:
        return True
    if link.word == "in":
        return amount.value == 1 and base.value <= 10
    return link.every and (link.word != "for" or base.value in ROUND_BASES)


def _is_share_of(t: Tokens, link: Link, amount: Amount, base: Number) -> bool:
    if not 0 < amount.value < base.value:
        return False
    if link.every or (link.word == "out" and amount.value <= SMALL):
        return True
    if base.plain and 1900 <= base.value <= 2099:
        return False
    unit = t.units.get(base.last)
    if unit and unit[1].group in {"time", "share"}:
        return False
    return amount.value == 1 or base.value in ROUND_BASES or base.value <= SMALL


def _rate(amount: Amount, base: Number) -> Amount | None:
    if base.value == 100:
        return replace(amount, last=base.last, unit=PERCENT, form="ratio")
    name = RATE_NAMES.get(int(base.value))
    return replace(amount, last=base.last, unit=Unit(name, "rate"), form="rate") if name else None
