"""Matches of the rules that name dates, to mentions."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from pipeline.reading.periods.lexicon import either, lexicon
from pipeline.reading.periods.mention import Mention
from pipeline.reading.periods.words import (
    full_year,
    group_of,
    integer,
    month_of,
    number_of,
    ordinal_of,
    relative_year,
    word_after,
    word_before,
    year_of,
)

_MONTH_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.?(?:\s?[-–—]|\s\([^()]{1,16}\),(?:\sand)?)\s?$")
_REACH = 32
_SENTENCE_REACH = 160
"""Characters before the ordinal of a quarter in which another is named in full."""
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
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
    if match.start() < begin:
        mentions[0] = replace(mentions[0], start=match.start())
    mentions[-1] = replace(mentions[-1], end=match.end())
    return mentions


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
    if counts and word_before(match.string, match.start()) == "in":
        return [Mention(*match.span("month"), "date", None, month_of(match["month"]))]
    return [
        Mention(*match.span(), "date", year, month_of(match["month"]), integer(day), count=count, base=base),
    ]


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
    beside = _month_precedes(match.string, match.start()) or _month_follows(match.string, match.end())
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


def _month_precedes(text: str, position: int) -> bool:
    """Whether a month is joined to the one at a position: "Jan–Mar", "February (39,800), March (37,600)"."""
    before = _MONTH_BEFORE.search(text[max(0, position - _REACH) : position])
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


def build_nth_month(match: re.Match[str]) -> list[Mention]:
    n = ordinal_of(match["nth"])
    return [_months(match, n, n)] if 1 <= n <= 12 else []


def _part(match: re.Match[str], months: int) -> list[Mention]:
    """A quarter (3 months) or half (6) of a year."""
    digit = next(filter(None, (group_of(match, name) for name in ("digit", "number", "half", "first"))), None)
    n = number_of(digit) if digit else None
    n = n or lexicon().named_parts.get(match["nth"].lower()) or ordinal_of(match["nth"])
    n = n if n > 0 else 12 // months
    if n * months > 12:
        return []
    return [_months(match, months * (n - 1) + 1, months * n)]


def build_quarter(match: re.Match[str]) -> list[Mention]:
    return _part(match, 3)


def build_month_quarter(match: re.Match[str]) -> list[Mention]:
    """ "The September quarter of 2018" ends with that month; in "the July-September quarter" it names both."""
    month, year = month_of(match["month"]), year_of(match)
    if _month_precedes(match.string, match.start()) or word_before(match.string, match.start()) == "to":
        count, base = relative_year(match)
        return [Mention(*match.span(), "date", year, month, count=count, base=base)]
    return [_months(match, month - 2, month)] if month % 3 == 0 else []


def build_half(match: re.Match[str]) -> list[Mention]:
    return _part(match, 6)


def build_part_of_it(match: re.Match[str]) -> list[Mention]:
    """ "The third quarter", "the closing quarter", "the first half": of the year that is told of."""
    months = 3 if match["part"] else 6
    n = lexicon().named_parts[match["named"]] if match["named"] else ordinal_of(match["nth"] or match["side"])
    n = 12 // months if n < 0 else n
    return [_months(match, months * (n - 1) + 1, months * n)] if n * months <= 12 else []


def build_part_by_rank(match: re.Match[str]) -> list[Mention]:
    """ "The second", "the first of 2024": beside another quarter or half that the sentence names in full."""
    whole = _last_part(match.string, match.start())
    if whole is None:
        return []
    months = 6 if whole["part"] == "half" else 3
    n, beside = ordinal_of(match["nth"]), _rank(whole["nth"] or whole["digit"], 12 // months)
    dated = match["year"] or whole["year"]
    if n * months > 12 or not (dated or months == 3) or (not match["year"] and n <= beside):
        return []
    return [_months(match, months * (n - 1) + 1, months * n)]


def _rank(nth: str, parts: int) -> int:
    """Which of the parts of a year an ordinal names; the last of them for "final"."""
    n = lexicon().named_parts.get(nth.lower()) or ordinal_of(nth)
    return n if n > 0 else parts


def _last_part(text: str, position: int) -> re.Match[str] | None:
    """The last quarter or half of a year that the sentence names in full before a position."""
    begin = max(0, position - _SENTENCE_REACH)
    found = None
    for found in _parts().finditer(text, begin, position):  # noqa: B007
        pass
    return None if found is None or _SENTENCE_END.search(text, found.end(), position) else found


@cache
def _parts() -> re.Pattern[str]:
    nth = either((*lexicon().ordinals, *lexicon().named_parts))
    part = rf"(?P<nth>{nth})[\s-](?P<part>quarter|half)|Q(?P<digit>[1-4])"
    return re.compile(rf"\b(?:{part})\b(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?")


def build_abbreviated_months(match: re.Match[str]) -> list[Mention]:
    """ "9M 2023": the first nine months."""
    return [_months(match, 1, int(match["count"]))]


def build_first_quarters(match: re.Match[str]) -> list[Mention]:
    count = number_of(match["count"])
    return [_months(match, 1, 3 * count)] if count else []


def build_quarters(match: re.Match[str]) -> list[Mention]:
    """ "The first and second quarters of 2019": each its own, with the year of both."""
    sides = [side for side in ("left", "right", "left_digit", "right_digit") if match[side]]
    left, right = (ordinal_of(match[side]) for side in sides)
    if not 1 <= left < right <= 4:
        return []
    first, last = _months(match, 3 * left - 2, 3 * left), _months(match, 3 * right - 2, 3 * right)
    return [replace(first, end=match.end(sides[0])), replace(last, start=match.start(sides[1]))]


def _months(match: re.Match[str], first: int, last: int) -> Mention:
    """Months of a year; of one that is no calendar year ("the first half of 2023/24") both years that it lies in."""
    count, base = relative_year(match)
    year, split = year_of(match), group_of(match, "split")
    if year and split:
        return Mention(*match.span(), "years", year, last=full_year(split, year))
    return Mention(*match.span(), "months", year, first, last=last, count=count, base=base)


def build_first_months(match: re.Match[str]) -> list[Mention]:
    count = number_of(match["count"] or match["months"])
    if not count or count > 12:
        return []
    from_the_end = lexicon().named_parts.get((match["side"] or match["opening"]).lower()) == -1
    first, last = (13 - count, 12) if from_the_end else (1, count)
    return [_months(match, first, last)]
