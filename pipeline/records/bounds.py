"""The words that bound a number ("nearly", "more than"), read from bounds.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, cast

from pipeline.records.data import load_yaml
from pipeline.records.model import Bound, fold

Hedge = Literal["about", "nearly", "min", "max"]

_FITS: Mapping[Bound, tuple[Hedge, ...]] = {
    "about": ("about", "nearly"),
    "min": ("min",),
    "max": ("max",),
    "exact": (),
    "range": ("about", "nearly"),
}


@cache
def _lexicon() -> dict[str, Hedge]:
    loaded = load_yaml("pipeline.records", "bounds.yaml")
    return {fold(phrase).lower(): cast(Hedge, hedge) for hedge, phrases in loaded.items() for phrase in phrases}


@cache
def _before_pattern() -> re.Pattern[str]:
    phrases = sorted(_lexicon(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, phrases))})\s*$", re.IGNORECASE)


@cache
def _after_pattern() -> re.Pattern[str]:
    phrases = sorted(_lexicon(), key=len, reverse=True)
    return re.compile(rf"\s*({'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def hedge_of(modifier: str | None, bound: Bound) -> Hedge | None:
    """What the words leave open as far as the claim's bound lets them; the bound alone where there are none."""
    if bound == "exact" or bound == "range":
        return None
    words = fold(modifier or "").lower()
    if bound == "about" and any(phrase in words for phrase, kind in _lexicon().items() if kind == "nearly"):
        return "nearly"
    return bound


def modifier_before(quote: str, number: str, bound: Bound) -> str | None:
    """The words of the quote that bound its number: those right before it, else right after it; None where none fit."""
    at = quote.find(number)
    if at < 0 or not _FITS[bound]:
        return None
    before = _before_pattern().search(quote[:at].rstrip(" $£€\\"))
    if before and _lexicon()[fold(before[1]).lower()] in _FITS[bound]:
        return before[1]
    after = _after_pattern().match(quote[at + len(number) :])
    if after and _lexicon()[fold(after[1]).lower()] in _FITS[bound]:
        return after[1]
    return None
