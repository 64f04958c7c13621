"""The words that bound a number ("nearly", "more than"), read from bounds.yaml: one vocabulary for whoever reads a text
and whoever compares claims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, cast

from pipeline.records.data import load_yaml
from pipeline.records.model import Bound, fold
from pipeline.records.text import number_position

Hedge = Literal["about", "nearly", "min", "max"]


@dataclass(frozen=True, slots=True)
class BoundWord:
    """What a phrase says of the number that it stands beside: the bound of a claim, and what that is in comparison."""

    bound: Bound
    stands_for: Hedge


@dataclass(frozen=True, slots=True)
class BoundWords:
    """Phrases in lower case: those that stand before a number, and those that stand behind one."""

    before: dict[str, BoundWord]
    after: dict[str, BoundWord]


@cache
def bound_words() -> BoundWords:
    """The vocabulary that ships."""
    before: dict[str, BoundWord] = {}
    after: dict[str, BoundWord] = {}
    groups: list[dict[str, Any]] = load_yaml("pipeline.records", "bounds.yaml")
    for group in groups:
        word = BoundWord(cast(Bound, group["bound"]), cast(Hedge, group["stands_for"]))
        before.update(dict.fromkeys(group["before"], word))
        after.update(dict.fromkeys(group.get("after", ()), word))
    return BoundWords(before, after)


@lru_cache(maxsize=4096)
def hedge_of(modifier: str | None, bound: Bound) -> Hedge | None:
    """What the words leave open as far as the claim's bound lets them; the bound alone where there are none."""
    if bound == "exact" or bound == "range":
        return None
    words = fold(modifier or "").lower()
    known = bound_words().before | bound_words().after
    stands = [known[found[1]].stands_for for found in _anywhere().finditer(words) if known[found[1]].bound == bound]
    return stands[-1] if stands else bound


@cache
def usual_phrase(bound: Bound) -> str:
    """The words for a bound that no text gives any for; empty where a bound needs none."""
    return next((phrase for phrase, word in bound_words().before.items() if word.bound == bound), "")


def modifier_before(quote: str, number: str, bound: Bound) -> str | None:
    """The words of the quote that bound its number: those right before it, else right after it; None where none fit."""
    if number not in quote or bound == "exact":
        return None
    at = number_position(quote, number)
    fits = "about" if bound == "range" else bound
    before = _before().search(quote[:at].rstrip(" $£€\\"))
    if before and bound_words().before[fold(before[1]).lower()].bound == fits:
        return before[1]
    after = _after().match(quote[at + len(number) :])
    if after and bound_words().after[fold(after[1]).lower()].bound == fits:
        return after[1]
    return None


def _either(phrases: Mapping[str, BoundWord]) -> str:
    """A group that matches any of the phrases, the longest first."""
    return "(" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + ")"


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(bound_words().before)}\s*$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\s*{_either(bound_words().after)}(?!\w)", re.IGNORECASE)


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(bound_words().before | bound_words().after)}(?!\w)")
