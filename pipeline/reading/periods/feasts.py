"""The days that hang on Easter ("Good Friday"): when they are, and matches of the rule that names them, to mentions."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.reading.periods.dates import Moment, shift
from pipeline.reading.periods.lexicon import lexicon
from pipeline.reading.periods.mention import Kind, Mention
from pipeline.reading.periods.words import relative_year, word_before, year_of

_CYCLE = 19
"""The years after which the moon's phases fall on the same days."""


def build_feast(match: re.Match[str]) -> list[Mention]:
    """ "Easter Monday 2023", "Good Friday"; a single word with a year or behind a word that leads to times."""
    name = " ".join(match["name"].split()).title()
    year = year_of(match)
    count, base = relative_year(match)
    led_in = word_before(match.string, match.start()) in lexicon().named_day_cues
    if " " not in name and year is None and count is None and not led_in:
        return []
    kind: Kind = "orthodox_feast" if match["orthodox"] else "feast"
    return [Mention(*match.span(), kind, year, day=lexicon().feasts[name], count=count, base=base)]


def feast_in(year: int, offset: int, *, orthodox: bool) -> Moment:
    """The day of a year that lies so many days from its Easter Sunday."""
    easter = _orthodox_easter(year) if orthodox else _easter(year)
    return shift(Moment(easter.year, easter.month, easter.day), "day", offset)


def _easter(year: int) -> date:
    """The Sunday after the first full moon of spring, by the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    corrected = (8 * century + 13) // 25
    epact = (19 * (year % _CYCLE) + century - century // 4 - corrected + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    back = (year % _CYCLE + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * back + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """The same by the Julian calendar, told in the Gregorian one."""
    moon = (19 * (year % _CYCLE) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
