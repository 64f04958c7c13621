"""Matches of the rules for words that mean a time only beside another, and for lengths of time, to mentions."""

from __future__ import annotations

import re

from pipeline.reading.periods.dates import SATURDAY, Unit
from pipeline.reading.periods.lexicon import lexicon
from pipeline.reading.periods.mention import Base, Build, Kind, Mention
from pipeline.reading.periods.words import (
    full_year,
    integer,
    number_of,
    unit_of,
    word_before,
)

_SIDES = {"last": -1, "this": 0, "next": 1}
_YEARS = {"decade": 10, "century": 100}
_HALVES: dict[Unit, Unit] = {"year": "month", "decade": "year"}
"""The unit in which half of another is counted."""
_WHOLES: dict[Unit, int] = {"year": 12, "decade": 10}
_REACH = 40
_LONGEST_TITLE = 200
"""Characters of a line on either side of a word that tell whether the line is a title."""
_LEAST_CAPITALS = 0.7
"""The share of words with a capital that makes a line a title."""


def build_season(match: re.Match[str]) -> list[Mention]:
    year = integer(match["year"])
    if year:
        last = full_year(match["last"], year) if match["last"] else year
        return [Mention(*match.span(), "years", year, last=last)]
    which = (match["which"] or "").lower()
    if which in ("", "the") and (match["season"].lower() in ("spring", "fall") or not which):
        return []
    if which in _SIDES:
        return [
            Mention(
                *match.span(),
                "season",
                count=_SIDES[which],
                month=lexicon().seasons[match["season"].lower()],
            )
        ]
    return [Mention(*match.span(), "shift", unit="year", count=0, base="stated")]


def build_weekday(match: re.Match[str]) -> list[Mention]:
    if match["weekday"].islower() and _is_program(match):
        return []
    which = -1 if match["past"] else _SIDES.get((match["which"] or "").lower())
    weekday = lexicon().weekdays[match["weekday"].lower()]
    if match["its_week"] or match["weeks"]:
        count = which if match["weeks"] else _SIDES[match["its_week"]]
        return [Mention(*match.span(), "weekday", unit="week", weekday=weekday, count=count)]
    return [Mention(*match.span(), "weekday", weekday=weekday, count=which)]


def _is_program(match: re.Match[str]) -> bool:
    """Whether a weekday in small letters is a name: "monday.com", "with monday boards"."""
    joined = re.match(r"\.\w", match.string[match.end() : match.end() + 2]) is not None
    return joined or word_before(match.string, match.start()) in lexicon().not_before_small_weekday


def build_weekend(match: re.Match[str]) -> list[Mention]:
    which = match["which"].lower()
    if which == "the":
        return [Mention(*match.span(), "weekday", unit="weekend", weekday=SATURDAY)]
    count = {"this": 0, "next": 1}.get(which, -1)
    return [Mention(*match.span(), "shift", unit="weekend", count=count)]


def build_ago(match: re.Match[str]) -> list[Mention]:
    count = number_of(match["count"])
    if count is None:
        return [Mention(*match.span(), "vague")]
    if match["anniversary"] and unit_of(match) == "year":
        return [Mention(*match.span(), "anniversary", unit=_unit_of_anniversary(match["anniversary"]), count=-count)]
    side = match["side"].lower()
    sign = -1 if side.startswith(("ago", "back", "earlier", "previously", "before")) else 1
    of_document = side.startswith(("ago", "back", "from", "hence"))
    base: Base = "document" if of_document else "stated" if sign > 0 else "nearest"
    unit, count = _in_years(unit_of(match), count)
    return [Mention(*match.span(), "shift", unit=unit, count=sign * count, base=base)]


def _unit_of_anniversary(word: str) -> Unit:
    """The day, week or month that "today", "this week" and "this month" behind "a year ago" name."""
    last = word.split()[-1]
    return "month" if last == "month" else "week" if last == "week" else "day"


def build_hours(match: re.Match[str]) -> list[Mention]:
    """ "The past 24 hours": from so many days before the base to it, a part of a day left out."""
    hours = number_of(match["count"])
    if hours is None or hours < 24:
        return [Mention(*match.span(), "vague")]
    return [Mention(*match.span(), "window", unit="day", count=-(hours // 24))]


def build_hours_ending(match: re.Match[str]) -> list[Mention]:
    """ "The 72 hours to 12 May": the days from the one that they begin in to the one that they end in."""
    hours = number_of(match["count"])
    return [Mention(*match.span(), "duration", unit="day", count=hours // 24 + 1)] if hours and hours % 24 == 0 else []


def build_fortnight(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "window", unit="week", count=-2)]


def build_fortnight_ago(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "shift", unit="week", count=-2)]


def build_half_year(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "duration", unit="month", count=6)]


def build_a_fortnight(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "duration", unit="week", count=2)]


def _in_years(unit: Unit, count: int) -> tuple[Unit, int]:
    """ "A decade ago" is ten years ago, not the decade of that time."""
    return ("year", 10 * count) if unit == "decade" else (unit, count)


def build_part_of_long_unit(match: re.Match[str]) -> list[Mention]:
    """ "The past half-century", "a quarter of a century ago", "half a decade"."""
    years = _YEARS[match["unit"]] // lexicon().parts_of_units[match["part"].lower()]
    if match["ago"]:
        return [Mention(*match.span(), "shift", unit="year", count=-years)]
    if match["side"]:
        return [Mention(*match.span(), "window", unit="year", count=-years)]
    return [Mention(*match.span(), "duration", unit="year", count=years)]


def build_window(match: re.Match[str]) -> list[Mention]:
    side = match["side"].lower()
    if match["unit"] == "period":
        return [Mention(*match.span(), "previous")] if side in ("previous", "prior", "preceding") else []
    unit = unit_of(match)
    sign = 1 if side in ("next", "coming", "following") else -1
    with_article = match[0].lower().startswith("the")
    plural = match["unit"].lower() != unit
    if match["count"] or plural or match["half_more"]:
        count = number_of(match["count"]) if match["count"] else None if plural else 1
        if count is None:
            return [Mention(*match.span(), "vague")]
        if (match["half"] or match["half_more"]) and unit in _HALVES:
            unit, count = _HALVES[unit], _WHOLES[unit] * count + _WHOLES[unit] // 2
        if side in ("previous", "prior", "preceding"):
            return [Mention(*match.span(), "window", unit=unit, count=-count, base="stated")]
        base: Base = "nearest" if side in ("following", "next") and with_article else "document"
        return [Mention(*match.span(), "window", unit=unit, count=sign * count, base=base)]
    if side == "last" and unit == "day" and with_article:
        within = word_before(match.string, match.start()) in ("in", "over", "within", "during")
        return [Mention(*match.span(), "window", unit=unit, count=-1) if within else Mention(*match.span(), "vague")]
    if side == "past" or (side == "last" and unit == "decade"):
        return [Mention(*match.span(), "window", unit=unit, count=-1)]
    anaphoric = side in ("following", "previous", "prior", "preceding") or (side == "next" and with_article)
    return [Mention(*match.span(), "shift", unit=unit, count=sign, base="stated" if anaphoric else "document")]


def build_stretch_before(match: re.Match[str]) -> list[Mention]:
    """ "The five years before", "the three preceding years"."""
    unit, count = lexicon().units[(match["unit"] or match["units"]).lower()], number_of(match["count"])
    return [Mention(*match.span(), "previous", unit=unit, count=-count)] if count else []


def build_this(match: re.Match[str]) -> list[Mention]:
    base: Base = "document" if re.match(r"(?i)this$|the\s+(?:current|present)", match["which"]) else "stated"
    return [Mention(*match.span(), "shift", unit=unit_of(match), count=0, base=base)]


def build_unit_before(match: re.Match[str]) -> list[Mention]:
    count = 1 if match["side"] in ("after", "later") else -1
    if re.match(r"\s+(?:the|his|her|its|their|a)\b", match.string[match.end() : match.end() + 8]):
        return [Mention(*match.span(), "vague")]
    unit, count = _in_years(unit_of(match), count)
    if match["side"].endswith("last"):
        return [Mention(*match.span(), "shift", unit=unit, count=2 * count)]
    return [Mention(*match.span(), "shift", unit=unit, count=count, base="nearest")]


def build_the_unit(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "shift", unit=unit_of(match), count=0, base="stated")]


def build_day_word(match: re.Match[str]) -> list[Mention]:
    word = match["word"].lower()
    if word.startswith("the"):
        return [Mention(*match.span(), "shift", unit="day", count=-2)]
    count = {"yesterday": -1, "tomorrow": 1}.get(word, -1 if word.startswith("last") else 0)
    return [Mention(*match.span(), "shift", unit="day", count=count)]


def build_duration(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "duration", unit=unit_of(match), count=number_of(match["count"]))]


def build_unit_ending(match: re.Match[str]) -> list[Mention]:
    """ "The year ended", "Half-year ended"."""
    if match["half"] or match["bare_half"]:
        return [Mention(*match.span(), "duration", unit="month", count=6)]
    unit, count = _in_years(lexicon().units[(match["unit"] or match["bare"]).lower()], 1)
    return [Mention(*match.span(), "duration", unit=unit, count=count)]


def build_abbreviated_ending(match: re.Match[str]) -> list[Mention]:
    """ "W/e", "Y/E": the week, the year that ends on what follows."""
    return [Mention(*match.span(), "duration", unit="week" if match["week"] else "year", count=1)]


def build_same_part(match: re.Match[str]) -> list[Mention]:
    """ "The same quarter": the last one that was stated, or that of the year that follows."""
    return [Mention(*match.span(), "same", unit="quarter")]


def build_now(match: re.Match[str]) -> list[Mention]:
    """ "Now", "today"; none where it ends a name of several words ("told India Today") or has its year ("2023 YTD")."""
    named = match[0].istitle() and _ends_name(match)
    return [] if named or (match[0] == "YTD" and _has_year(match)) else [Mention(*match.span(), "now")]


def _has_year(match: re.Match[str]) -> bool:
    """Whether a year stands beside a match: "YTD 2023", "YTD (June 2023)"."""
    before = match.string[max(0, match.start() - 7) : match.start()]
    after = match.string[match.end() : match.end() + _REACH]
    return bool(re.search(r"\b20\d\d[,:]?\s$", before) or re.match(r",?\s\(?(?:[A-Z][a-z]+\.?\s)?20\d\d\b", after))


def _ends_name(match: re.Match[str]) -> bool:
    """Whether a word with a capital stands behind another one in a line that is no title ("Child Labour Today")."""
    text, start = match.string, match.start()
    if not re.search(r"\b[A-Z][\w’'-]*[ ]$", text[max(0, start - _REACH) : start]):
        return False
    begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = text[max(begin, start - _LONGEST_TITLE) : end if end >= 0 else None][: 2 * _LONGEST_TITLE]
    initials = re.findall(r"(?<![\w’'-])[^\W\d_]", line)
    return sum(map(str.isupper, initials)) < _LEAST_CAPITALS * len(initials)


def build_plain(kind: Kind) -> Build:
    return lambda match: [Mention(*match.span(), kind)]


def build_a_unit(match: re.Match[str]) -> list[Mention]:
    """ "a year" is a rate after what is counted, a length of time after a preposition of length."""
    before = word_before(match.string, match.start())
    lasting = before in (
        "for",
        "within",
        "in",
        "over",
        "than",
        "about",
        "almost",
        "nearly",
        "just",
        "after",
        "half",
        "once",
        "only",
    )
    return [Mention(*match.span(), "duration" if lasting else "rate")]
