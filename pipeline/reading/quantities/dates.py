"""Days and years: numbers of the calendar, no quantities."""

from __future__ import annotations

import re

from pipeline.reading.quantities.amounts import COUNT, Amount
from pipeline.reading.quantities.ranges import DASHES, dates_count
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

DAY_LINKS = frozenset({"-", "–", "and", "to", ","})
MONTH_LINKS = frozenset({"and", "to", "through", "until"})
MONTHS_OF_REPORTS = frozenset({"3", "6", "9", "12"})
APOSTROPHES = frozenset({"'", "’", "‘"})
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
FOOTNOTED_YEAR = re.compile(r"(?:19|20)\d\d\.\d{1,2}")
FIRST_BARE_YEAR = 1500
"""Before this, only "BC", "AD" and the like make a year of a number."""
FIRST_LIKELY_YEAR = 1900
"""From this on a bare number is a year unless something counted follows; before, only where a date stands around it."""
LAST_YEAR = 2099
LAST_DAY = 31
SHORTEST_PLURAL = 3
"""Letters that a plural has more than."""
LONGEST_DAYS = 2 * LAST_DAY
"""Tokens of a list of days behind its month."""


def is_date(t: Tokens, amount: Amount) -> bool:
    """Whether the number is a day: "March 8", "8 and 9 May", "Feb. 21-23"."""
    i, j = amount.number.first, amount.number.last
    if not amount.number.plain or amount.value > LAST_DAY or amount.unit is not COUNT:
        return False
    before = i - 2 if i > 1 and (t.words[i - 1] == "." or _cuts_year(t, i)) else i - 1
    many = _are_many(t, j)
    if i and _is_month(t, before):
        dated = before > 0 and t.words[before - 1].isdecimal() and int(t.words[before - 1]) <= LAST_DAY
        return not (many and (dated or _names_no_day(t, before)))
    if many and t.words[i - 1] == ",":
        return False
    k = i
    while (
        k > max(2, i - LONGEST_DAYS)
        and t.low[k - 1] in DAY_LINKS
        and t.words[k - 2].isdecimal()
        and int(t.words[k - 2]) <= LAST_DAY
    ):
        k -= 2
        if _is_month(t, k - 1):
            return True
    k = j + 1 if t.low[j] == "of" else j
    for _ in range(3):
        if _is_month(t, k):
            return True
        if not (t.low[k] in DAY_LINKS and t.words[k + 1].isdecimal() and int(t.words[k + 1]) <= LAST_DAY):
            return False
        k += 2
    return False


def _are_many(t: Tokens, j: int) -> bool:
    """Whether a plural stands at token j: "31 passengers", "12 people"."""
    lists, word = vocabulary().lists, t.words[j]
    plural = word.islower() and word.endswith("s") and len(word) > SHORTEST_PLURAL
    return word.lower() in lists["counted"] or (plural and word not in lists["function_words"] | lists["verbs_in_s"])


def _names_no_day(t: Tokens, i: int) -> bool:
    """Whether the month at token i stands for itself, or ends a stretch that begins with no day: "in March", "between
    January and March"."""
    if i and t.low[i - 1] == "in":
        return True
    if i < 3 or t.low[i - 1] not in MONTH_LINKS:
        return False
    first = i - 2 - bool(YEAR.fullmatch(t.words[i - 2]))
    return first > 0 and _is_month(t, first) and t.low[first - 1] in {"between", "from"}


def is_months_of_year(t: Tokens, amount: Amount) -> bool:
    """ "9M 2023": the first nine months."""
    i = amount.number.first
    short = t.words[i] in MONTHS_OF_REPORTS and t.words[i + 1] == "M" and t.glued(i + 1)
    return short and YEAR.fullmatch(t.words[i + 2]) is not None


def _cuts_year(t: Tokens, i: int) -> bool:
    """ "May '17"."""
    return t.words[i - 1] in APOSTROPHES and t.glued(i) and not t.glued(i - 1)


def is_year(t: Tokens, amount: Amount) -> bool:
    """Whether the number is a year: "in 2019", "2018 figures", "June 17, 1775", "264 BC"."""
    number, lists = amount.number, vocabulary().lists
    i, j = number.first, number.last
    if FOOTNOTED_YEAR.fullmatch(t.words[i]) and amount.unit is COUNT:
        return True
    if not number.plain or amount.unit is not COUNT or amount.value > LAST_YEAR:
        return False
    if t.words[i - 1] == "AD" or (t.low[j] in lists["eras"] and t.words[j].isupper()):
        return True
    if amount.value < FIRST_BARE_YEAR or _ends_count(t, i) or _is_stated_count(t, i, j):
        return False
    counted = t.low[j] in lists["counted"] or (t.low[j + 1] in lists["counted"] and t.words[j].islower())
    if counted and amount.value < FIRST_LIKELY_YEAR:
        return False
    if i and (t.low[i - 1] in lists["year_leads"] or _is_month(t, i - 1)):
        return True
    if counted or (i > 2 and t.words[i - 1] == "(" and t.words[i - 2] == "%"):
        return False
    return _is_dated(t, i, j) if amount.value < FIRST_LIKELY_YEAR else not _ends_beyond_years(t, j)


def _is_stated_count(t: Tokens, i: int, j: int) -> bool:
    """ "a total of 1984", "there were 1950 in all", "more than 2000 were held"."""
    lists, before = vocabulary().lists, t.low[max(0, i - 3) : i]
    if len(before) == 3 and before[0] in {"a", "an"} and before[1] in lists["summing_nouns"] and before[2] == "of":
        return True
    if before[-2:-1] == ["there"] and before[-1] in lists["be_verbs"]:
        return True
    bounded = t.before.get(i)
    return bounded is not None and bounded[1] in {"min", "max"} and t.low[j] in lists["be_verbs"] - {"was"}


def _is_month(t: Tokens, i: int) -> bool:
    """Whether token i names a month; "may" and "march" only with a capital letter or after "on"."""
    word = t.low[i]
    if word not in vocabulary().lists["months"]:
        return False
    return t.words[i][:1].isupper() or word not in {"may", "march", "mar", "dec"} or (i > 0 and t.low[i - 1] == "on")


def _is_dated(t: Tokens, i: int, j: int) -> bool:
    """Whether an older year is told by what stands around it: "June 17, 1775", "of 1789", "(1880)"."""
    before = t.low[i - 1] if i else ""
    day = before == "," and i > 2 and t.is_digits(i - 2) and _is_month(t, i - 3)
    return day or (before == "(" and t.words[j] in {")", "-", "–"}) or (before == "of" and not t.words[j].isalpha())


def _ends_count(t: Tokens, i: int) -> bool:
    """Whether a number too small for a year leads up to this one: "from 1000 to 2000 staff"."""
    if i < 2 or t.low[i - 1] not in {*DASHES, "to"} or not t.words[i - 2].isdecimal():
        return False
    return 100 <= int(t.words[i - 2]) < FIRST_BARE_YEAR


def _ends_beyond_years(t: Tokens, j: int) -> bool:
    """Whether a range follows that runs to a number too large for a year: "2000-2500 people", not "2019 – 12"."""
    if t.low[j] not in {*DASHES, "to"} or not t.is_digits(j + 1):
        return False
    if dates_count(t, j - 1, j + 1):
        return False
    last = t.words[j + 1].replace(",", "")
    return not last.isdecimal() or int(last) > LAST_YEAR
