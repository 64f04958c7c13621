"""Matches of the rules that name years, spans of years, decades and centuries, to mentions."""

from __future__ import annotations

import re

from pipeline.reading.periods.lexicon import lexicon
from pipeline.reading.periods.mention import Mention
from pipeline.reading.periods.no_years import bounds_follow, is_count, names_law
from pipeline.reading.periods.words import (
    full_year,
    number_of,
    ordinal_of,
    word_after,
    word_before,
    word_before_hedge,
    year_of,
)

_SOMEBODYS = re.compile(r"\b(?:their|his|her|my|your|our)\s+(?:(?:early|mid|late)[\s-]+)?$", re.IGNORECASE)
"""Before "twenties" these make them an age."""
_REACH = 30
_TELLS_DECADE = re.compile(r"\b[Tt]he\s+(?:(?:early|mid|late)[\s-]+)?(?:\d0s\s+(?:and|to)\s+)?\d0s$")
"""A decade with no more than its two digits, which may be a temperature or an age."""


def build_year_in_words(match: re.Match[str]) -> list[Mention]:
    """ "nineteen ninety-five"; "two thousand and nineteen" only behind a preposition."""
    if match["century"]:
        century, rest = number_of(match["century"]), number_of(match["rest"])
        return [Mention(*match.span(), "date", 100 * century + rest)] if century and rest else []
    few = number_of(match["few"])
    cue = word_before(match.string, match.start()) in lexicon().far_year_cues
    return [Mention(*match.span(), "date", 2000 + few)] if cue and few and few < 100 else []


def build_fiscal(match: re.Match[str]) -> list[Mention]:
    year = int(match["year"])
    year = year + 2000 if year < 100 else year
    return [Mention(*match.span(), "years", year, last=full_year(match["last"], year) if match["last"] else year)]


def build_year_of_kind(match: re.Match[str]) -> list[Mention]:
    """ "The 2022 school year"."""
    return [Mention(*match.span(), "date", int(match["year"]))]


def build_year_range(match: re.Match[str]) -> list[Mention]:
    year, last = int(match["year"]), full_year(match["last"], int(match["year"]))
    if len(match["last"]) == 1 and (last != year + 1 or _numbers_paper(match)):
        return []
    parted = " " in match[0] and len(match["last"]) == 2
    if parted and last != year + 1:
        return [Mention(*match.span("year"), "date", year)]
    if last > year:
        return [Mention(*match.span(), "years", year, last=last)]
    if "-" in match[0] and len(match["last"]) == 2 and 1 <= int(match["last"]) <= 12:
        return [Mention(*match.span(), "date", year, int(match["last"]))]
    return []


def _numbers_paper(match: re.Match[str]) -> bool:
    """Whether a year and a digit are the number of a law or a paper: "Resolution 2021/2", "Act No. 2016/7"."""
    before = word_before(match.string, match.start()).rstrip(".")
    return before in lexicon().not_before_year or names_law(match.string, *match.span())


def build_year_of_two_digits(match: re.Match[str]) -> list[Mention]:
    """ "In '09"."""
    return [Mention(*match.span(), "date", year_of(match))]


def build_decade(match: re.Match[str]) -> list[Mention]:
    if match["word"]:
        if word_before(match.string, match.start("word")) not in ("the", "early", "late", "mid"):
            return []
        begin = match.start("word")
        if _SOMEBODYS.search(match.string[max(0, begin - _REACH) : begin]):
            return []
        first = 1900 + lexicon().tens_of_years[match["word"].lower()]
    elif match["plain"]:
        lead = match.string[max(0, match.end() - 2 * _REACH) : match.end()]
        if not _TELLS_DECADE.search(lead) or not lexicon().no_decades.isdisjoint(re.findall(r"\w+", lead.lower())):
            return []
        first = 1900 + 10 * int(match["plain"])
    elif match["short"]:
        first = 1900 + 10 * int(match["short"])
    else:
        first = 100 * int(match["century"]) + 10 * int(match["tens"])
    return [Mention(*match.span(), "years", first, last=first + 9)]


def build_century(match: re.Match[str]) -> list[Mention]:
    century = ordinal_of(match["nth"])
    return [Mention(*match.span(), "years", 100 * century - 99, last=100 * century)] if 10 <= century <= 22 else []


def build_year(match: re.Match[str]) -> list[Mention]:
    """A bare four-digit number, where what stands around it lets it be a year."""
    words, year = lexicon(), int(match["year"])
    before, after = word_before_hedge(match.string, match.start()), word_after(match.string, match.end())
    if before.rstrip(".") in words.not_before_year or names_law(match.string, *match.span()):
        return []
    if is_count(match.string, *match.span()):
        return []
    cue = before in words.year_cues or before.rstrip(".") in words.months
    if not 1700 <= year <= 2100 and before not in words.far_year_cues:
        return []
    counts = after.lower() in words.counted and not bounds_follow(match.string, match.end())
    if counts and not (before in ("in", "since", "during", "until") and 1900 <= year <= 2050):
        return []
    if year % 100 == 0 and after.islower() and after.endswith("s") and after not in words.verbs_in_s:
        return []
    if not cue and after.islower() and after.endswith("s") and after not in words.verbs_in_s:
        return []
    return [Mention(*match.span(), "date", year)]
