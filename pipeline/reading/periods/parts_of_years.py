"""Matches of the rules that name quarters, halves and runs of months of a year, to mentions."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.reading.periods.explicit import month_precedes
from pipeline.reading.periods.lexicon import either, lexicon
from pipeline.reading.periods.mention import Mention
from pipeline.reading.periods.words import (
    full_year,
    group_of,
    month_of,
    number_of,
    ordinal_of,
    relative_year,
    word_before,
    year_of,
)

_SENTENCE_REACH = 160
"""Characters before the ordinal of a quarter in which another is named in full."""
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


def build_nth_month(match: re.Match[str]) -> list[Mention]:
    n = ordinal_of(match["nth"])
    return [_months(match, n, n)] if 1 <= n <= 12 else []


def _part(match: re.Match[str], months: int) -> list[Mention]:
    """A quarter (3 months) or half (6) of a year."""
    digit = next(filter(None, (group_of(match, name) for name in ("digit", "number", "half", "first"))), None)
    n = number_of(digit) if digit else None
    return _nth_part(match, n or _rank(match["nth"]), months)


def _nth_part(match: re.Match[str], n: int, months: int) -> list[Mention]:
    """The n-th part of a year, of so many months; the last one below 1, none where a year has fewer."""
    n = n if n > 0 else 12 // months
    return [_months(match, months * (n - 1) + 1, months * n)] if n * months <= 12 else []


def _rank(nth: str) -> int:
    """Which of the parts of a year an ordinal names; below 1 for the last ("final")."""
    return lexicon().named_parts.get(nth.lower()) or ordinal_of(nth)


def build_quarter(match: re.Match[str]) -> list[Mention]:
    return _part(match, 3)


def build_month_quarter(match: re.Match[str]) -> list[Mention]:
    """ "The September quarter of 2018" ends with that month; in "the July-September quarter" it names both."""
    month, year = month_of(match["month"]), year_of(match)
    if month_precedes(match.string, match.start()) or word_before(match.string, match.start()) == "to":
        count, base = relative_year(match)
        return [Mention(*match.span(), "date", year, month, count=count, base=base)]
    return [_months(match, month - 2, month)] if month % 3 == 0 else []


def build_half(match: re.Match[str]) -> list[Mention]:
    return _part(match, 6)


def build_part_of_it(match: re.Match[str]) -> list[Mention]:
    """ "The third quarter", "the closing quarter", "the first half": of the year that is told of."""
    return _nth_part(match, _rank(match["named"] or match["nth"] or match["side"]), 3 if match["part"] else 6)


def build_part_by_rank(match: re.Match[str]) -> list[Mention]:
    """ "The second", "the first of 2024": beside another quarter or half that the sentence names in full."""
    whole = _last_part(match.string, match.start())
    if whole is None:
        return []
    months = 6 if whole["part"] == "half" else 3
    n, beside = ordinal_of(match["nth"]), _rank(whole["nth"] or whole["digit"])
    follows = 0 < beside < n
    dated = match["year"] or (follows and (whole["year"] or months == 3))
    return _nth_part(match, n, months) if dated else []


def _last_part(text: str, position: int) -> re.Match[str] | None:
    """The last quarter or half of a year that the sentence names in full before a position."""
    begin = max(0, position - _SENTENCE_REACH)
    *_, found = (None, *_parts().finditer(text, begin, position))
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
