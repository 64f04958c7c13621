"""Money that is written with a sign or name which several countries share, in that of the country that is told of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel.core import get_global

from pipeline.records.data import load_yaml
from pipeline.records.model import Quantity

FEWEST_MENTIONS = 2
"""Of a country that a document is about, for a sign that stands for the world's currency as well."""


@dataclass(frozen=True, slots=True)
class SharedSign:
    """What a sign or name stands for: one currency where nothing tells, one of `others` in their countries."""

    written: re.Pattern[str]
    own: re.Pattern[str]
    others: frozenset[str]
    of_the_whole: bool


def local_currencies(texts: Iterable[str], countries: Mapping[str, int]) -> dict[str, str]:
    """For each currency whose signs are shared, the one that a document with these texts means by them, where it is
    another: {"USD": "AUD"} for a page about Australia that writes "$".

    `countries`: by ISO 3166-1 alpha-2 code how often the document names a country or a place in it.
    """
    if not any(_any_written().search(text) for text in texts):
        return {}
    named: Counter[str] = Counter()
    for country, times in countries.items():
        named[_currency_of().get(country, "")] += times
    found: dict[str, str] = {}
    for code, sign in _shared_signs().items():
        local = max(sign.others, key=lambda other: (named[other], other))
        if named[local] and named[local] > named[code] and _is_about(local, named, sign):
            found[code] = local
    return found


def _is_about(local: str, named: Mapping[str, int], sign: SharedSign) -> bool:
    return not sign.of_the_whole or (named[local] >= FEWEST_MENTIONS and named[local] == max(named.values()))


def in_local_currency(quantities: Iterable[Quantity], currencies: Mapping[str, str]) -> list[Quantity]:
    """The quantities, bare "$", "Rs" and "pesos" in the currencies of `local_currencies`."""
    return [_localised(each, currencies) for each in quantities] if currencies else list(quantities)


def _localised(quantity: Quantity, currencies: Mapping[str, str]) -> Quantity:
    code, _, per = quantity.unit.partition(" ")
    if quantity.form != "money":
        return quantity
    return replace(quantity, unit=f"{local_code(code, quantity.surface, currencies)} {per}".strip())


def local_code(code: str, written: str, currencies: Mapping[str, str]) -> str:
    """The currency that is meant by what is written for one: "AUD" by "$ million" in a document about Australia."""
    sign = _shared_signs()[code] if code in currencies else None
    shared = sign is not None and sign.written.search(written) and not sign.own.search(written)
    return currencies[code] if shared else code


@cache
def _shared_signs() -> dict[str, SharedSign]:
    loaded: dict[str, Any] = load_yaml("pipeline.reading.quantities", "local_money.yaml")
    return {
        code: SharedSign(
            _words(entry["written"]), _words(entry["own"]), frozenset(entry["others"]), entry.get("of_the_whole", False)
        )
        for code, entry in loaded.items()
    }


def _words(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in words) or r"(?!)"
    return re.compile(rf"(?<![^\W\d_])(?:{either})(?![^\W\d_])", re.IGNORECASE)


@cache
def _any_written() -> re.Pattern[str]:
    return re.compile("|".join(sign.written.pattern for sign in _shared_signs().values()), re.IGNORECASE)


@cache
def _currency_of() -> dict[str, str]:
    """By country the currency that is legal tender there, the first where several are."""
    found: dict[str, str] = {}
    for territory, tenders in get_global("territory_currencies").items():
        code = next((code for code, _, end, tender in tenders if tender and end is None), None)
        if code:
            found[territory] = code
    return found
