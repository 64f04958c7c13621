"""The words of the time grammar, read from lexicon.yaml once, as lookups and regular-expression fragments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.reading.periods.dates import Unit
from pipeline.records.data import load_yaml


@dataclass(frozen=True)
class Lexicon:
    """Lookups by lower-case word, and the vocabulary for patterns."""

    months: dict[str, int]
    months_full: tuple[str, ...]
    months_short: tuple[str, ...]
    ambiguous_months: frozenset[str]
    month_cues: frozenset[str]
    month_verbs: frozenset[str]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    not_before_small_weekday: frozenset[str]
    named_days: dict[str, tuple[int, int]]
    feasts: dict[str, int]
    named_day_cues: frozenset[str]
    day_cues: frozenset[str]
    before_some_week: frozenset[str]
    seasons: dict[str, int]
    units: dict[str, Unit]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    ordinals_of_days: dict[str, int]
    named_parts: dict[str, int]
    parts_of_units: dict[str, int]
    tens_of_years: dict[str, int]
    no_decades: frozenset[str]
    counted: frozenset[str]
    verbs_in_s: frozenset[str]
    year_cues: frozenset[str]
    far_year_cues: frozenset[str]
    not_before_year: frozenset[str]
    counting: tuple[str, ...]
    plural_verbs: frozenset[str]
    now: tuple[str, ...]
    vague: tuple[str, ...]
    rates: tuple[str, ...]
    laws: tuple[str, ...]
    not_laws: tuple[str, ...]
    writing: tuple[str, ...]
    so_far: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    excluding: tuple[str, ...]
    year_ends: tuple[str, ...]
    ending: tuple[str, ...]
    future: tuple[str, ...]
    in_capitals: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The words of lexicon.yaml."""
    raw: dict[str, Any] = load_yaml("pipeline.reading.periods", "lexicon.yaml")
    return Lexicon(
        months={name.lower(): int(number) for number, names in raw["months"].items() for name in names},
        months_full=tuple(names[0] for names in raw["months"].values()),
        months_short=tuple(name for names in raw["months"].values() for name in names if len(name) <= 4),
        ambiguous_months=frozenset(name.lower() for name in raw["ambiguous_months"]),
        month_cues=frozenset(raw["month_cues"].split()),
        month_verbs=frozenset(raw["month_verbs"].split()),
        weekdays={name.lower(): number for number, name in enumerate(raw["weekdays"])},
        short_weekdays=raw["short_weekdays"],
        not_before_small_weekday=frozenset(raw["not_before_small_weekday"].split()),
        named_days={name.lower(): (int(day[:2]), int(day[3:])) for name, day in raw["named_days"].items()},
        feasts=raw["feasts"],
        named_day_cues=frozenset(raw["named_day_cues"].split()),
        day_cues=frozenset(raw["day_cues"].split()),
        before_some_week=frozenset(raw["before_some_week"].split()),
        seasons=raw["seasons"],
        units={word: unit for unit, words in raw["units"].items() for word in words},
        numbers=raw["numbers"],
        ordinals=raw["ordinals"],
        ordinals_of_days={**raw["ordinals"], **raw["ordinals_of_days"]},
        named_parts=raw["named_parts"],
        parts_of_units=raw["parts_of_units"],
        tens_of_years=raw["tens_of_years"],
        no_decades=frozenset(raw["no_decades"].split()),
        counted=frozenset(raw["counted"].split()),
        verbs_in_s=frozenset(raw["verbs_in_s"].split()),
        year_cues=frozenset(raw["year_cues"].split()),
        far_year_cues=frozenset(raw["far_year_cues"].split()),
        not_before_year=frozenset(raw["not_before_year"].split()),
        counting=_phrases(raw["counting"]),
        plural_verbs=frozenset(raw["plural_verbs"].split()),
        now=_phrases(raw["now"]),
        vague=_phrases(raw["vague"]),
        rates=_phrases(raw["rates"]),
        laws=_phrases(raw["laws"]),
        not_laws=_phrases(raw["not_laws"]),
        writing=_phrases(raw["writing"]),
        so_far=_phrases(raw["so_far"]),
        roles={role: _phrases(phrases) for role, phrases in raw["roles"].items()},
        excluding=_phrases(raw["excluding"]),
        year_ends=_phrases(raw["year_ends"]),
        ending=_phrases(raw["ending"]),
        future=_phrases(raw["future"]),
        in_capitals=frozenset(raw["in_capitals"].split()),
    )


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(";") if phrase.strip())


def either(words: Iterable[str], *, any_case: bool = True) -> str:
    """A group that matches any of the words, the longest first; a space matches any run of white space.

    Case: as written, capitalised or in capitals, and nothing between, so that no flag is needed in a larger pattern. A
    look at the first letter comes before the words, for most places of a text begin none of them.
    """
    forms = {
        form for word in words for form in ((word, word[:1].upper() + word[1:], word.upper()) if any_case else (word,))
    }
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    firsts = "".join(sorted({re.escape(form[0]) for form in forms}))
    return f"(?:(?=[{firsts}])(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered) + "))"
