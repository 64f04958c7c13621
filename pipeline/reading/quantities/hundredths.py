"""Cents and pence as parts of the currency that a document counts in: "50 cents" beside "$" is 0.5 USD."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from pipeline.reading.quantities.vocabulary import vocabulary
from pipeline.records.model import Quantity

HUNDREDTH = 0.01


def names_hundredths(texts: Iterable[str]) -> bool:
    """Whether any of a document's texts names cents or the like: only then `in_whole_currency` has to know its
    currencies."""
    return any(_any_part().search(text) for text in texts)


def currencies_used(quantities: Iterable[Quantity]) -> Counter[str]:
    """How often the quantities of a document are sums in each currency."""
    return Counter(each.unit for each in quantities if each.form == "money")


def in_whole_currency(quantities: Iterable[Quantity], used: Counter[str]) -> list[Quantity]:
    """The quantities, cents and the like in the currency that they say or that stands nearest before them, else in the
    one that the document uses most; unchanged where none tells."""
    given = list(quantities)
    return [_whole(n, given, used) if each.unit in vocabulary().hundredths else each for n, each in enumerate(given)]


def _whole(n: int, quantities: Sequence[Quantity], used: Counter[str]) -> Quantity:
    words, part = vocabulary(), quantities[n]
    wholes = words.hundredths[part.unit]
    parts = (part, *(each for each in quantities if each.unit == part.unit))
    said = (code for each in parts for name, code in words.parts_of.items() if each.surface.lower().endswith(name))
    near = (each.unit for each in (*quantities[:n][::-1], *quantities[n + 1 :]) if each.unit in wholes)
    common = (code for code, _ in used.most_common() if code in wholes)
    sole = wholes if len(wholes) == 1 else ()
    code = next((code for codes in (said, near, common, sole) for code in codes), None)
    if code is None:
        return part
    value, low, high = (end and float(f"{end * HUNDREDTH:.12g}") for end in (part.value, part.low, part.high))
    return replace(part, value=value, low=low, high=high, unit=code, form="money")


@cache
def _any_part() -> re.Pattern[str]:
    parts = [name for name, unit in vocabulary().unit_words.items() if unit.group == "money part"]
    either = "|".join(map(re.escape, parts))
    return re.compile(rf"(?<!\bper\s)(?<![^\W\d_])(?:{either})(?![^\W\d_])", re.IGNORECASE)
