"""Matches of the rules for weeks, runs of days and bare days of a month, to mentions."""

from __future__ import annotations

import re

from pipeline.reading.periods.dates import Unit, days_in_month
from pipeline.reading.periods.lexicon import lexicon
from pipeline.reading.periods.mention import Base, Mention
from pipeline.reading.periods.words import (
    integer,
    month_of,
    number_of,
    ordinal_of,
    relative_year,
    word_before,
    year_of,
    year_told_of,
)

_WEEKS = 53
"""The weeks of the longest ISO year."""
_DAYS = 31
"""The days of the longest month."""
_LAST_MONTH = 12
_OF_THE_DOCUMENT = {"this": 0, "last": -1}
"""The months that are told by the document's, and how far from it."""
_NO_RANK = 4
"""From this on an ordinal in words behind "on" is a day: "on the first" begins a list."""


def build_nth_week(match: re.Match[str]) -> list[Mention]:
    """A week of a month: seven days from its first, the last week its last seven; a weekend by its Saturday."""
    n = -1 if match["nth"].lower() == "last" else ordinal_of(match["nth"])
    if n > 5:
        return []
    count, base = _which(match)
    unit: Unit = "weekend" if match["unit"] == "weekend" else "week"
    month = month_of(match["month"]) if match["month"] else None
    return [Mention(*match.span(), "week", year_of(match), month, last=n, unit=unit, count=count, base=base)]


def _which(match: re.Match[str]) -> tuple[int | None, Base]:
    """What is said of the year of a month, or of which month "this month" and "last month" are."""
    which = match["of_month"]
    if which in _OF_THE_DOCUMENT:
        return _OF_THE_DOCUMENT[which], "document"
    return (None, "stated") if which else relative_year(match)


def build_numbered_week(match: re.Match[str]) -> list[Mention]:
    """ "Week 32", "epidemiological weeks 11 to 14 of 2023": ISO weeks; none from a list of weeks that lie apart."""
    first, last = int(match["week"]), int(match["last"] or match["week"])
    if not 1 <= first <= last <= _WEEKS or (match["list"] and last > first + 1):
        return []
    if word_before(match.string, match.start()) in lexicon().before_some_week:
        return []
    count, base = relative_year(match)
    return [Mention(*match.span(), "numbered_week", year_of(match), day=first, last=last, count=count, base=base)]


def build_nth_week_of_year(match: re.Match[str]) -> list[Mention]:
    """ "The tenth week of 2020" by its ISO number; the first one is the year's first seven days."""
    n, year = ordinal_of(match["nth"]), int(match["year"])
    if n == 1:
        return [Mention(*match.span(), "week", year, 1, 1, last=7, unit="day")]
    return [Mention(*match.span(), "numbered_week", year, day=n, last=n)] if n <= _WEEKS else []


def build_iso_week(match: re.Match[str]) -> list[Mention]:
    """ "2020-W10"."""
    week = int(match["week"])
    return [Mention(*match.span(), "numbered_week", int(match["year"]), day=week, last=week)]


def build_week_of(match: re.Match[str]) -> list[Mention]:
    """ "The week of 26 June": the seven days from that one."""
    year, month, day = year_of(match), month_of(match["month"]), integer(match["day"])
    return [Mention(*match.span(), "week", year, month, day, last=7, unit="day")]


def build_first_days(match: re.Match[str]) -> list[Mention]:
    """ "The first 16 days of July", "the last fortnight of the year", "the first six weeks of 2023"."""
    count = 2 if match["fortnight"] else number_of(match["count"])
    begin = -1 if match["end"] else 1
    days = (count or 0) * (1 if match["unit"] == "days" else 7)
    if not 0 < days <= (31 if match["month"] and match["unit"] == "days" else 366):
        return []
    year, month = year_of(match), month_of(match["month"]) if match["month"] else None if match["of_month"] else 1
    shift, base = _which(match)
    if match["of_year"]:
        year = int(match["of_year"])
    elif match["of_which"]:
        shift, base = year_told_of(match["of_which"])
    if match["end"] and (match["of_year"] or match["of_which"]):
        month = _LAST_MONTH
    return [Mention(*match.span(), "week", year, month, begin, last=days, unit="day", count=shift, base=base)]


def build_half_month(match: re.Match[str]) -> list[Mention]:
    """ "The first half of October": its first fifteen days; the second half is the rest of it."""
    count, base = _which(match)
    year, month = year_of(match), month_of(match["month"]) if match["month"] else None
    if match["nth"].lower() == "first":
        return [Mention(*match.span(), "week", year, month, 1, last=15, unit="day", count=count, base=base)]
    rest = days_in_month(year, month) - 15 if month else 15
    return [Mention(*match.span(), "week", year, month, 16, last=rest, unit="day", count=count, base=base)]


def build_day_of_it(match: re.Match[str]) -> list[Mention]:
    """ "Sunday the 24th", "Sat 16": a day of the month that is told of."""
    words = lexicon()
    short = match["short_weekday"]
    weekday = words.short_weekdays[short.title()] if short else words.weekdays[match["weekday"].lower()]
    return [Mention(*match.span(), "day_of_it", day=integer(match["day"] or match["number"]), weekday=weekday)]


def build_the_day(match: re.Match[str]) -> list[Mention]:
    """ "On the 24th", "on the fourteenth", "the first of this month"."""
    figure = match["day"][0].isdigit()
    day = int(match["day"][:-2]) if figure else lexicon().ordinals_of_days[match["day"].lower()]
    if not 1 <= day <= _DAYS:
        return []
    rank = not figure and day < _NO_RANK and not match["month"]
    led_in = word_before(match.string, match.start()) in lexicon().day_cues or match.string[: match.start()].endswith(
        "("
    )
    this = "this" in (match["month"] or "").split()
    return [Mention(*match.span(), "day_of_it", day=day, count=0 if this else None)] if led_in and not rank else []


def build_last_day(match: re.Match[str]) -> list[Mention]:
    """ "The last day of May"."""
    year, month = year_of(match), month_of(match["month"])
    count, base = relative_year(match)
    return [Mention(*match.span(), "date", year, month, days_in_month(year, month), count=count, base=base)]


def build_edge_of_year(match: re.Match[str]) -> list[Mention]:
    """ "The last day of 2021", "the first day of that year"."""
    month, day = (_LAST_MONTH, _DAYS) if match["edge"].lower() == "last" else (1, 1)
    count, base = relative_year(match)
    return [Mention(*match.span(), "date", year_of(match), month, day, count=count, base=base)]


def build_nth_of_month(match: re.Match[str]) -> list[Mention]:
    """ "The fifth of May"."""
    count, base = relative_year(match)
    month, day = month_of(match["month"]), lexicon().ordinals_of_days[match["nth"].lower()]
    return [Mention(*match.span(), "date", year_of(match), month, day, count=count, base=base)]
