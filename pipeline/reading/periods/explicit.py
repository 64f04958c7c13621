"""Matches of the rules that name dates, to mentions."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from pipeline.reading.periods.lexicon import either, lexicon
from pipeline.reading.periods.mention import Mention
from pipeline.reading.periods.words import (
    are_many,
    group_of,
    integer,
    month_of,
    relative_year,
    word_after,
    word_before,
    year_of,
)

_MONTH_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.?(?:\s?[-–—]|\s\([^()]{1,16}\),(?:\sand)?)\s?$")
_MONTH_REACH = 32
_REACH = 45
"""Characters before a month in which the start of its stretch is looked for."""
_DAY_FIRST = re.compile(r"(?<![\d/])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:\d\d){1,2}(?![\d/])")


def build_iso(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "date", integer(match["year"]), int(match["month"]), int(match["day"]))]


def build_numeric(match: re.Match[str]) -> list[Mention]:
    """Day, month and year."""
    *_, year = re.split(r"[./-]", match[0])
    return _numeric(match, int(year))


def build_numeric_short_year(match: re.Match[str]) -> list[Mention]:
    """ "25/7/19", "25.7.19"; where either number could be the month, or dots part them and the month would come
    first, only behind a word that leads to dates."""
    cue = word_before(match.string, match.start()) in lexicon().day_cues
    first, second, _ = (int(part) for part in re.split(r"[./]", match[0]))
    readable = cue or first > 12 or (second > 12 and "/" in match[0])
    return _numeric(match, year_of(match)) if readable else []


def _numeric(match: re.Match[str], year: int | None) -> list[Mention]:
    """With strokes and both readable as a month, the month comes first, save where another date of the text has none
    there."""
    a, b, _ = (int(part) for part in re.split(r"[./-]", match[0]))
    month_first = ("/" in match[0] and a <= 12 and not _puts_day_first(match.string)) or b > 12
    month, day = (a, b) if month_first else (b, a)
    return [Mention(*match.span(), "date", year, month, day)] if 1 <= month <= 12 and 1 <= day <= 31 else []


@lru_cache(maxsize=8)
def _puts_day_first(text: str) -> bool:
    """Whether a date of the text can only have its day first; kept, for a long text asks once for every date."""
    return bool(_DAY_FIRST.search(text))


def build_month_slashed_year(match: re.Match[str]) -> list[Mention]:
    """ "In 12/2018"."""
    return [Mention(*match.span(), "date", int(match["year"]), int(match["number"]))]


def build_days(match: re.Match[str]) -> list[Mention]:
    month, year = month_of(match["month"]), integer(match["year"])
    begin = match.start("days")
    days = [
        (begin + day.start(), begin + day.end(), integer(day["number"]))
        for day in _named_days().finditer(match["days"])
    ]
    count, base = relative_year(match)
    mentions = [Mention(start, end, "date", year, month, day, count=count, base=base) for start, end, day in days]
    if begin > match.start("month") and _counts_last(match):
        return [replace(each, start=match.start()) for each in mentions[:1]] + mentions[1:-1]
    if match.start() < begin:
        mentions[0] = replace(mentions[0], start=match.start())
    mentions[-1] = replace(mentions[-1], end=match.end())
    return mentions


def _counts_last(match: re.Match[str]) -> bool:
    """Whether the last number of what could be a list of days counts: "on May 3, 12 boats"."""
    parted = re.search(r"\d,\s+\d+$", match["days"])
    return parted is not None and match.end() == match.end("days") and are_many(match.string, match.end())


@cache
def _named_days() -> re.Pattern[str]:
    """A day's number with the weekday before it: "Friday 25"."""
    names = rf"(?:{either(lexicon().weekdays)}|{either(lexicon().short_weekdays)}\.?)"
    return re.compile(rf"(?:{names},?\s+(?:the\s+)?)?(?P<number>\d+(?:st|nd|rd|th)?)")


def build_date(match: re.Match[str]) -> list[Mention]:
    year, day = year_of(match), group_of(match, "day")
    count, base = relative_year(match)
    if year is None and count is None and _is_small_word(match):
        return []
    counts = day and match.start("day") > match.start("month") and year is None
    if counts and (word_before(match.string, match.start()) == "in" or _counts_behind_months(match)):
        return [Mention(*match.span("month"), "date", None, month_of(match["month"]))]
    return [
        Mention(*match.span(), "date", year, month_of(match["month"]), integer(day), count=count, base=base),
    ]


def _counts_behind_months(match: re.Match[str]) -> bool:
    """Whether what could be a day behind a stretch of bare months counts: "between January and March 31 passengers"."""
    lead = match.string[max(0, match.start() - _REACH) : match.start()]
    return are_many(match.string, match.end()) and _bare_months().search(lead) is not None


@cache
def _bare_months() -> re.Pattern[str]:
    """The start of a stretch that begins with a month and no day: "between January and"."""
    months = either(lexicon().months, any_case=False)
    return re.compile(rf"\b(?:between|from)\s+{months}\.?(?:\s+\d{{4}})?\s+(?:and|to|through|until)\s+$", re.I)


def _is_small_word(match: re.Match[str]) -> bool:
    """ "12 may die", "30 march": in lower case another word, but behind "on"."""
    name = match["month"]
    small = name.islower() and name.rstrip(".") in lexicon().ambiguous_months
    return small and word_before(match.string, match.start()) != "on"


def build_month(match: re.Match[str]) -> list[Mention]:
    words = lexicon()
    if match["small"]:
        return [Mention(*match.span(), "date", None, month_of(match["small"]))]
    name = match["month"].lower().rstrip(".")
    cue = word_before(match.string, match.start()).rstrip(".,-") in words.month_cues
    beside = month_precedes(match.string, match.start()) or _month_follows(match.string, match.end())
    beside = beside or _alone(match.string, *match.span()) or _acts(match)
    if name in words.ambiguous_months and not (cue or beside):
        return []
    return [Mention(*match.span("month"), "date", None, month_of(match["month"]))]


def _month_follows(text: str, position: int) -> bool:
    following = re.match(r"(?:\s*[,–—-]|\s+(?:and|or|to))\s*([A-Z][a-z]+)", text[position : position + 25])
    return following is not None and following[1].lower() in lexicon().months


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name is all of a line, or a header behind a table's figure ("540 Victims, March")."""
    return text[end:].strip() in ("", ":") and text[:start].rstrip()[-1:] in ("", ",")


def _acts(match: re.Match[str]) -> bool:
    """Whether a verb of months follows ("March had 14") and the text names nobody so ("Theresa May")."""
    words = lexicon()
    if word_after(match.string, match.end()) not in words.month_verbs:
        return False
    before = _capitals_before(match.string, match["month"])
    return all(word.lower() in words.month_cues or word.lower() in words.weekdays for word in before)


@lru_cache(maxsize=64)
def _capitals_before(text: str, name: str) -> tuple[str, ...]:
    """The words with a capital before a month's name in a text; kept, for a long text asks once for every month."""
    return tuple(re.findall(rf"\b([A-Z][\w’'-]*\.?) {re.escape(name)}\b", text))


def month_precedes(text: str, position: int) -> bool:
    """Whether a month is joined to the one at a position: "Jan–Mar", "February (39,800), March (37,600)"."""
    before = _MONTH_BEFORE.search(text[max(0, position - _MONTH_REACH) : position])
    return before is not None and before[1].lower() in lexicon().months


def build_which_month(match: re.Match[str]) -> list[Mention]:
    """ "last April", "the following January": the nearest one on that side of the base."""
    count, base = relative_year(match)
    if count == 0:
        return [Mention(*match.span(), "date", None, month_of(match["month"]), count=0, base=base)]
    return [Mention(*match.span(), "season", None, month_of(match["month"]), day=1, count=count, base=base)]


def build_named_day(match: re.Match[str]) -> list[Mention]:
    year = integer(match["year"])
    if year is None and word_before(match.string, match.start()) not in lexicon().named_day_cues:
        return []
    month, day = lexicon().named_days[match["name"].lower()]
    return [Mention(*match.span(), "date", year, month, day)]


def build_year_month_day(match: re.Match[str]) -> list[Mention]:
    """ "2014 Feb 17", "2014 February"."""
    return [Mention(*match.span(), "date", int(match["year"]), month_of(match["month"]), integer(match["day"]))]
