"""The rules of the time grammar, read from grammar.yaml, and the scan of a text by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.reading.periods.explicit import (
    build_date,
    build_days,
    build_iso,
    build_month,
    build_month_slashed_year,
    build_named_day,
    build_numeric,
    build_numeric_short_year,
    build_which_month,
    build_year_month_day,
)
from pipeline.reading.periods.feasts import build_feast
from pipeline.reading.periods.fragments import word_lists
from pipeline.reading.periods.lexicon import lexicon
from pipeline.reading.periods.mention import Build, Mention
from pipeline.reading.periods.parts_of_years import (
    build_abbreviated_months,
    build_first_months,
    build_first_quarters,
    build_half,
    build_month_quarter,
    build_nth_month,
    build_part_by_rank,
    build_part_of_it,
    build_quarter,
    build_quarters,
)
from pipeline.reading.periods.relative import (
    build_a_fortnight,
    build_a_unit,
    build_abbreviated_ending,
    build_ago,
    build_day_word,
    build_duration,
    build_fortnight,
    build_fortnight_ago,
    build_half_year,
    build_hours,
    build_hours_ending,
    build_now,
    build_part_of_long_unit,
    build_plain,
    build_same_part,
    build_season,
    build_stretch_before,
    build_the_unit,
    build_this,
    build_unit_before,
    build_unit_ending,
    build_weekday,
    build_weekend,
    build_window,
)
from pipeline.reading.periods.weeks import (
    build_day_of_it,
    build_edge_of_year,
    build_first_days,
    build_half_month,
    build_iso_week,
    build_last_day,
    build_nth_of_month,
    build_nth_week,
    build_nth_week_of_year,
    build_numbered_week,
    build_the_day,
    build_week_of,
)
from pipeline.reading.periods.years import (
    build_century,
    build_decade,
    build_fiscal,
    build_year,
    build_year_in_words,
    build_year_of_kind,
    build_year_of_two_digits,
    build_year_range,
)
from pipeline.records.data import load_yaml

_WORD = re.compile(r"[A-Za-z]+|['’]?\d+")
_NAMED_GROUP = re.compile(r"[(][?]P<\w+>")
_FRAGMENT = re.compile(r"\{\{(\w+)\}\}")


BUILDERS: dict[str, Build] = {
    "iso": build_iso,
    "numeric_short_year": build_numeric_short_year,
    "month_slashed_year": build_month_slashed_year,
    "day_month_joined": build_date,
    "month_short_year": build_date,
    "month_two_digits": build_date,
    "year_month_day": build_year_month_day,
    "year_quarter": build_quarter,
    "year_half": build_half,
    "nth_of_month": build_nth_of_month,
    "feast": build_feast,
    "day_of_it": build_day_of_it,
    "part_by_rank": build_part_by_rank,
    "the_day": build_the_day,
    "last_day": build_last_day,
    "edge_of_year": build_edge_of_year,
    "numbered_week": build_numbered_week,
    "nth_month": build_nth_month,
    "nth_week": build_nth_week,
    "nth_week_of_year": build_nth_week_of_year,
    "iso_week": build_iso_week,
    "week_of": build_week_of,
    "first_days": build_first_days,
    "weekend": build_weekend,
    "quarter_first": build_quarter,
    "quarter_of_it": build_quarter,
    "year_in_words": build_year_in_words,
    "numeric": build_numeric,
    "days_month": build_days,
    "month_days": build_days,
    "day_month": build_date,
    "month_day": build_date,
    "small_month_day": build_date,
    "month_quarter": build_month_quarter,
    "month_year": build_date,
    "which_month": build_which_month,
    "month": build_month,
    "named_day": build_named_day,
    "quarter": build_quarter,
    "first_quarters": build_first_quarters,
    "quarters": build_quarters,
    "half": build_half,
    "abbreviated_months": build_abbreviated_months,
    "half_month": build_half_month,
    "part_of_it": build_part_of_it,
    "hours": build_hours,
    "hours_ending": build_hours_ending,
    "fortnight": build_fortnight,
    "half_year": build_half_year,
    "fortnight_ago": build_fortnight_ago,
    "a_fortnight": build_a_fortnight,
    "first_months": build_first_months,
    "fiscal": build_fiscal,
    "year_of_kind": build_year_of_kind,
    "year_range": build_year_range,
    "decade": build_decade,
    "century": build_century,
    "year": build_year,
    "year_of_two_digits": build_year_of_two_digits,
    "season": build_season,
    "weekday": build_weekday,
    "part_of_long_unit": build_part_of_long_unit,
    "ago": build_ago,
    "stretch_before": build_stretch_before,
    "window": build_window,
    "this": build_this,
    "same_part": build_same_part,
    "same": build_plain("same"),
    "unit_before": build_unit_before,
    "the_unit": build_the_unit,
    "day_word": build_day_word,
    "now": build_now,
    "vague": build_plain("vague"),
    "rate": build_plain("rate"),
    "a_unit": build_a_unit,
    "unit_ending": build_unit_ending,
    "abbreviated_ending": build_abbreviated_ending,
    "duration": build_duration,
}
"""By the name of the rule in grammar.yaml; a builder returns nothing where what matched is no time after all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of grammar.yaml: its pattern, and what builds mentions from a match."""

    name: str
    reads: str
    pattern: re.Pattern[str]
    build: Build


@dataclass(frozen=True)
class Grammar:
    """The rules in order, all of them as one pattern, and the words (lower case) with which one may begin."""

    rules: dict[str, Rule]
    master: re.Pattern[str]
    openers: frozenset[str]


def scan(text: str) -> Iterator[Mention]:
    """The mentions of a text, in order, none overlapping another."""
    rules = grammar()
    position = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < position or not (word[0][-1].isdigit() or word[0].lower() in rules.openers):
            continue
        if start and text[start - 1].isalnum():
            continue
        match = rules.master.match(text, start)
        if not match:
            continue
        rule = rules.rules[match.lastgroup or ""]
        inner = rule.pattern.match(text, start)
        for mention in rule.build(inner) if inner else ():
            yield mention
            position = mention.end


@cache
def grammar() -> Grammar:
    """The grammar that ships."""
    raw: dict[str, Any] = load_yaml("pipeline.reading.periods", "grammar.yaml")
    fragments = word_lists()
    for name, fragment in raw["fragments"].items():
        fragments[name] = _filled(fragment, fragments)
    patterns = {rule["name"]: _filled(rule["pattern"], fragments) for rule in raw["rules"]}
    rules = {
        rule["name"]: Rule(
            rule["name"],
            rule["reads"],
            re.compile(patterns[rule["name"]], re.VERBOSE),
            BUILDERS[rule["name"]],
        )
        for rule in raw["rules"]
    }
    master = "|".join(f"(?P<{name}>{_NAMED_GROUP.sub('(?:', pattern)})" for name, pattern in patterns.items())
    return Grammar(rules, re.compile(master, re.VERBOSE), frozenset(raw["openers"].split()) | _opening_words())


def _filled(pattern: str, fragments: dict[str, str]) -> str:
    return _FRAGMENT.sub(lambda found: fragments[found[1]], pattern)


def _opening_words() -> frozenset[str]:
    words = lexicon()
    lists = (
        words.months, words.weekdays, words.short_weekdays, words.seasons, words.numbers, words.ordinals,
        words.tens_of_years, words.named_days, words.feasts, words.now, words.vague, words.rates,
    )  # fmt: skip
    return frozenset(re.split(r"[\s'’-]", phrase.lower())[0] for words_of_one in lists for phrase in words_of_one)
