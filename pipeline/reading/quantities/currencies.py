"""The currencies of the world by code and by name, from CLDR, with what currencies.yaml adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from babel import localedata
from babel.core import get_global


@cache
def current_codes() -> frozenset[str]:
    """The ISO 4217 codes of what is legal tender somewhere today."""
    territories: Mapping[str, list[tuple[str, Any, Any, bool]]] = get_global("territory_currencies")
    return frozenset(
        code for tenders in territories.values() for code, _, end, tender in tenders if tender and end is None
    )


def is_currency(unit: str) -> bool:
    """Whether the unit of a quantity is a currency, which its code stands for: no other unit is three capitals."""
    return len(unit) == 3 and unit.isupper()


def names_by_currency(not_alone: Collection[str]) -> dict[str, str]:
    """English names in lower case to codes: "Bhutanese ngultrums", former money too ("Irish pounds").

    The last word alone stands for its currency where only one in use has it ("ngultrums"), unless it is in
    `not_alone`.
    """
    english = localedata.load("en")
    plurals: Mapping[str, Mapping[str, str]] = english["currency_names_plural"]
    names: dict[str, str] = {}
    alone: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in english["currency_names"].items():
        for form in (name, *plurals.get(code, {}).values()):
            if "(" in form:
                continue
            names[form.lower()] = code
            if code in current_codes():
                alone[form.lower().rsplit(" ", 1)[-1]].add(code)
    lone = {word: codes.pop() for word, codes in alone.items() if len(codes) == 1 and word not in not_alone}
    return lone | names
