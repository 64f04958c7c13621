"""The words that the grammar knows, read from the YAML files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.reading.quantities.currencies import current_codes, names_by_currency
from pipeline.records.bounds import bound_words
from pipeline.records.data import load_yaml
from pipeline.records.model import Bound


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by the name that a quantity carries, and its group: time, money, share, length …"""

    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of numbers, by what they are for."""

    small: Mapping[str, int]
    scales: Mapping[str, int]
    plural_scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    doubtful_suffixes: frozenset[str]
    denominators: Mapping[str, int]
    ordinals: Mapping[str, int]
    unicode_fractions: Mapping[str, tuple[int, int]]
    multiples: Mapping[str, float]
    comparing_multiples: Mapping[str, float]
    several: frozenset[str]

    before: Mapping[str, Bound]
    after: Mapping[str, Bound]

    unit_words: Mapping[str, Unit]
    unit_symbols: Mapping[str, Unit]
    times_symbols: frozenset[str]

    dollar_prefixes: Mapping[str, str]
    currency_symbols: Mapping[str, str]
    currency_prefixes: Mapping[str, str]
    currency_codes: Mapping[str, str]
    currency_suffixes: frozenset[str]
    currency_letters: Mapping[str, str]
    joined_scales: Mapping[str, int]
    codes_like_words: frozenset[str]
    names_like_words: frozenset[str]
    joined_currencies: Mapping[str, tuple[str, int]]
    """Codes and scales in one word: "MEUR" to ("EUR", 1000000)."""
    time_sizes: Mapping[str, float]
    """Days of a unit of time."""
    unit_compounds: Mapping[str, Mapping[str, int]]
    """For a unit, the smaller ones that may follow it, and how many of them make one."""
    hundredths: Mapping[str, Sequence[str]]
    """The currencies that a part is the hundredth of."""
    parts_of: Mapping[str, str]
    """Names of parts that say whose they are: "us cents" to "USD"."""
    pound_names: frozenset[str]
    money_words: frozenset[str]
    price_words: frozenset[str]
    price_leads: frozenset[str]

    lists: Mapping[str, frozenset[str]]
    """The word lists of exclusions.yaml and contexts.yaml, by name."""


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = load_yaml("pipeline.reading.quantities", name)
    return loaded


def _units(groups: dict[str, Any]) -> tuple[dict[str, Unit], dict[str, Unit]]:
    words, symbols = {}, {}
    for group, members in groups.items():
        for name, spellings in members.items():
            unit = Unit(name, group)
            words.update(dict.fromkeys(spellings.get("words", ()), unit))
            for symbol in spellings.get("symbols", ()):
                symbols.update(dict.fromkeys((symbol, symbol.replace("²", "^2").replace("³", "^3")), unit))
    return words, symbols


def _money(currencies: dict[str, Any]) -> dict[str, Unit]:
    own = {name: code for code, spellings in currencies["names"].items() for name in spellings}
    names = {name: Unit(code, "money") for name, code in (names_by_currency(currencies["not_alone"]) | own).items()}
    parts = {name: Unit(part, "money part") for part, spellings in currencies["parts"].items() for name in spellings}
    pounds = dict.fromkeys(currencies["pound_names"], Unit("pounds", "weight"))
    return names | parts | pounds


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships."""
    numbers, currencies, units = _read("numbers.yaml"), _read("currencies.yaml"), _read("units.yaml")
    times_symbols, compounds = units.pop("times_symbols"), units.pop("compounds")
    time_sizes = units.pop("time_sizes")
    for part, wholes in currencies["hundredths"].items():
        compounds |= {whole: {part: 100} for whole in wholes}
    words, symbols = _units(units)
    codes = {code: code for code in (*current_codes(), *currencies["more_codes"])} | currencies["code_aliases"]
    joined = {
        word: (codes[code], scale)
        for code in codes
        for letter, scale in currencies["joined_scales"].items()
        for word in (f"{letter}{code}", f"{code}{letter}")
    }
    codes |= {code: codes[code.upper()] for code in currencies["small_codes"]}
    return Vocabulary(
        small=numbers["small"],
        scales=numbers["scales"],
        plural_scales=numbers["plural_scales"],
        suffixes=numbers["suffixes"],
        doubtful_suffixes=frozenset(numbers["doubtful_suffixes"]),
        denominators=numbers["denominators"]
        | {"halves": 2}
        | {f"{name}s": n for name, n in numbers["denominators"].items()},
        ordinals=numbers["ordinals"],
        unicode_fractions={sign: (over, under) for sign, (over, under) in numbers["unicode_fractions"].items()},
        multiples=numbers["multiples"],
        comparing_multiples=numbers["comparing_multiples"],
        several=frozenset(numbers["several"]),
        before={phrase: word.bound for phrase, word in bound_words().before.items()},
        after={phrase: word.bound for phrase, word in bound_words().after.items()},
        unit_words=words | _money(currencies),
        unit_symbols=symbols | {sign: Unit(part, "money part") for sign, part in currencies["part_symbols"].items()},
        times_symbols=frozenset(times_symbols),
        dollar_prefixes=currencies["dollar_prefixes"],
        currency_symbols=currencies["symbols"],
        currency_prefixes=currencies["prefixes"],
        currency_codes=codes,
        currency_suffixes=frozenset(currencies["suffixes"]),
        currency_letters=currencies["letters"],
        joined_scales=currencies["joined_scales"],
        codes_like_words=frozenset(currencies["codes_like_words"]),
        names_like_words=frozenset(currencies["names_like_words"]),
        joined_currencies=joined,
        time_sizes=time_sizes,
        unit_compounds=compounds,
        hundredths=currencies["hundredths"],
        parts_of=currencies["parts_of"],
        pound_names=frozenset(currencies["pound_names"]),
        money_words=frozenset(currencies["money_words"]),
        price_words=frozenset(currencies["price_words"]),
        price_leads=frozenset(currencies["price_leads"]),
        lists={name: frozenset(words) for name, words in (_read("exclusions.yaml") | _read("contexts.yaml")).items()},
    )


def unit_of_word(word: str) -> str | None:
    """The unit that a word, a symbol or a sign of a currency means: percent for "%"."""
    held, plain = vocabulary(), word.strip().lower()
    unit = held.unit_words.get(plain) or held.unit_symbols.get(word.strip())
    return unit.name if unit else held.currency_symbols.get(plain)


@cache
def known_units() -> frozenset[str]:
    """Every unit that a quantity can have, by its name."""
    held = vocabulary()
    named = {unit.name for units in (held.unit_words, held.unit_symbols) for unit in units.values()}
    return frozenset({"count", "times", *named, *held.currency_codes.values()})
