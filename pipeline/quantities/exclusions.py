"""Numbers that are no quantities: dates, times, telephone numbers, names, labels, addresses, ordinals, scores."""

from __future__ import annotations

import re

from pipeline.quantities.amounts import COUNT, Amount
from pipeline.quantities.number import HYPHENS
from pipeline.quantities.ranges import DASHES
from pipeline.quantities.tokens import Tokens
from pipeline.quantities.vocabulary import vocabulary

CODE = re.compile(r"\d{3}\)?[ -]\d{3}-\d{4}|\d+(?:-\d+){2,}|\d+(?:\.\d+){2,}|\d+(?:[-–‑]\d{3,4}){2,}")
DIALLED = re.compile(r"\d[\d ()-]{5,}\d")
CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[ap]\.\s?m\b|[ap]m\b|o['’]clock)|\d{1,2}:\d{2}(?::\d{2})?", re.IGNORECASE
)
DATE = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}(?!\d)")
COLON = re.compile(r"\d+(?::\d+)+")
SLASHED = re.compile(r"\d+/\d+(?:/\d+)?")
YEARS = re.compile(r"(?:19|20)\d\d(?:\s?(?:[-–—/]|to|and)\s?(?:19|20)\d\d|\s?[-–—/]\s?\d\d)(?![\d,%])(?!\.\d)")
DAY_LINKS = frozenset({"-", "–", "and", "to", ","})
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
FOOTNOTED_YEAR = re.compile(r"(?:19|20)\d\d\.\d{1,2}")
WEB = re.compile(r"\S*(?:://|www\.|@|\.(?:com|org|net|gov|int)\b)\S*")
ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\S)")


def skip_to(t: Tokens, i: int) -> int:
    """The token after a run at token i that holds no quantity, whatever the grammar makes of it; i if there is none."""
    start = t.start[i]
    for pattern in (CLOCK, DATE, YEARS, CODE, COLON):
        found = pattern.match(t.text, start)
        if found:
            return _token_at(t, i, found.end())
    if t.words[i - 1] == "+" and t.glued(i) and not t.glued(i - 1) and (found := DIALLED.match(t.text, start)):
        return _token_at(t, i, found.end())
    found = SLASHED.match(t.text, start)
    if found and not _is_fraction(found[0]):
        return _token_at(t, i, found.end())
    if _at_line_start(t, i) and (item := ITEM.match(t.text, start)):
        return _token_at(t, i, item.end())
    return i


def _is_fraction(text: str) -> bool:
    over, *under = text.split("/")
    return (
        len(under) == 1
        and 0 < int(over) < int(under[0]) <= 100
        and (int(under[0]) <= 10 or int(under[0]) in {12, 16, 20, 100})
    )


def _token_at(t: Tokens, i: int, offset: int) -> int:
    while i < t.count and t.start[i] < offset:
        i += 1
    return i


def _at_line_start(t: Tokens, i: int) -> bool:
    return i == 0 or "\n" in t.gap(i)


def after_name(t: Tokens, amount: Amount) -> int:
    """The token behind a number that is a name, and behind the second one of "pages 14-16", "Nos. 5 and 6"."""
    j = amount.last
    dashed = t.words[j] in DASHES and t.is_digits(j + 1)
    listed = t.low[j] in {"and", "to"} and t.is_digits(j + 1) and t.words[j + 1].isdecimal()
    label = t.low[amount.first - (2 if t.words[amount.first - 1] == "." else 1)] if amount.first else ""
    return j + 2 if dashed or (listed and label.endswith("s") and label in vocabulary().lists["labels"]) else j


def is_score(t: Tokens, amount: Amount) -> bool:
    """Whether two bare numbers joined by a dash do not rise: "won 3-1", "52-48"."""
    j = amount.last
    return (
        amount.number.plain
        and amount.unit is COUNT
        and t.words[j] in DASHES
        and t.glued(j)
        and t.glued(j + 1)
        and t.words[j + 1].isdecimal()
        and len(t.words[j + 1]) <= 3
        and amount.value >= int(t.words[j + 1])
    )


def web_spans(text: str) -> list[tuple[int, int]]:
    """Addresses of pages and people."""
    if "://" not in text and "www." not in text and "@" not in text and ".org" not in text and ".com" not in text:
        return []
    return [found.span() for found in WEB.finditer(text)]


def is_name(t: Tokens, amount: Amount) -> bool:
    """Whether the number is part of a name, a label, a date or a code."""
    i = amount.number.first
    if not t.is_digits(i):
        return _is_named_word(t, amount)
    if amount.currency_before:
        return False
    return (
        _is_glued_to_letters(t, amount)
        or _is_ordinal_or_model(t, amount)
        or _is_date(t, amount)
        or _is_year(t, amount)
        or _is_label(t, amount)
        or _is_capital_name(t, amount)
        or _is_address(t, amount)
        or _is_code(t, amount)
    )


def _is_glued_to_letters(t: Tokens, amount: Amount) -> bool:
    i = amount.number.first
    if not t.glued(i):
        return False
    before = t.words[i - 1]
    if before.isalpha() or before in {"#", "_", "@", "№"}:
        return True
    if before in HYPHENS and i > 1 and t.glued(i - 1) and t.words[i - 2].isalpha():
        if t.words[i - 2].islower() and amount.unit.group in {"time", "money", "share"}:
            return False
        return t.low[i - 2] not in {"to", "minus", "sub", "under", "over", "about", "some", "nearly", "almost"}
    return before == "+" and not t.glued(i - 1) and amount.number.plain and amount.unit is COUNT


def _is_ordinal_or_model(t: Tokens, amount: Amount) -> bool:
    j = amount.last
    if amount.number.last != j or not t.glued(j):
        return False
    following = t.words[j]
    if following.isalpha():
        return len(following) <= 2 or following in vocabulary().lists["glued_ends"]
    return following in HYPHENS and t.glued(j + 1) and t.words[j + 1].isupper() and amount.unit is COUNT


def _is_date(t: Tokens, amount: Amount) -> bool:
    """Whether the number is a day: "March 8", "8 and 9 May", "Feb. 21-23"."""
    i, j = amount.number.first, amount.number.last
    if not amount.number.plain or amount.value > 31 or amount.unit is not COUNT:
        return False
    before = i - 2 if i > 1 and t.words[i - 1] == "." else i - 1
    if i and _is_month(t, before):
        return True
    k = i
    while k > 2 and t.low[k - 1] in DAY_LINKS and t.words[k - 2].isdecimal() and int(t.words[k - 2]) <= 31:
        k -= 2
        if _is_month(t, k - 1):
            return True
    k = j + 1 if t.low[j] == "of" else j
    for _ in range(3):
        if _is_month(t, k):
            return True
        if not (t.low[k] in DAY_LINKS and t.words[k + 1].isdecimal() and int(t.words[k + 1]) <= 31):
            return False
        k += 2
    return False


def _is_year(t: Tokens, amount: Amount) -> bool:
    number, lists = amount.number, vocabulary().lists
    i, j = number.first, number.last
    if FOOTNOTED_YEAR.fullmatch(t.words[i]) and amount.unit is COUNT:
        return True
    if not number.plain or amount.unit is not COUNT or amount.value > 2099:
        return False
    if t.low[j] in lists["eras"] and t.words[j].isupper():
        return True
    if amount.value < 1500 or _ends_count(t, i):
        return False
    if i and (t.low[i - 1] in lists["year_leads"] or _is_month(t, i - 1)):
        return True
    if t.low[j] in lists["counted"] or (t.low[j + 1] in lists["counted"] and t.words[j].islower()):
        return False
    return _is_dated(t, i, j) if amount.value < 1900 else not _ends_beyond_years(t, j)


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
    return 100 <= int(t.words[i - 2]) < 1500


def _ends_beyond_years(t: Tokens, j: int) -> bool:
    """Whether a range follows that runs to a number too large for a year: "2000-2500 people"."""
    return t.low[j] in {*DASHES, "to"} and t.is_digits(j + 1) and not YEAR.fullmatch(t.words[j + 1])


def _is_label(t: Tokens, amount: Amount) -> bool:
    number = amount.number
    i = number.first
    if not i or number.scale != 1 or amount.unit is not COUNT or "\n" in t.gap(i):
        return False
    before = i - 2 if i > 1 and t.words[i - 1] == "." and t.glued(i - 1) else i - 1
    if before != i - 1 and t.low[before] not in {"no", "nos", "fig", "vol", "art", "sec", "p", "pp", "ch"}:
        return False
    label = t.low[before]
    if before != i - 1:
        return True
    if t.words[before] in HYPHENS and t.glued(i):
        label = t.low[before - 1]
    if label == "p" and t.low[before - 1] in {"&", "s"}:
        return True
    if t.low[number.last] in vocabulary().lists["labels_after"]:
        return True
    if t.words[i] in vocabulary().lists["aircraft"] and _flies(t.words[number.last]):
        return True
    if label in vocabulary().lists["labels"]:
        return True
    if label not in vocabulary().lists["weak_labels"]:
        return False
    inside = before > 0 and t.words[before - 1] not in {".", ":", "!", "?"}
    if inside and t.words[before][:1].isupper() and t.words[before - 1].islower():
        return True
    return not _counts_something(t, number.last)


def _flies(following: str) -> bool:
    return following[:1].isupper() or following in {"-", "jet", "jets", "aircraft", "plane", "planes"}


def _counts_something(t: Tokens, j: int) -> bool:
    return t.words[j].isalpha() and t.low[j] not in vocabulary().lists["function_words"]


def _is_capital_name(t: Tokens, amount: Amount) -> bool:
    """A small bare number inside a name: "Galaxy Note 20 Ultra has", "the 787 Dreamliner"."""
    number = amount.number
    i, j = number.first, number.last
    if (
        not number.plain
        or amount.value >= 1000
        or amount.unit is not COUNT
        or i < 2
        or not t.words[i - 1][:1].isupper()
    ):
        return False
    if (
        not t.words[i - 1].isalpha()
        or t.words[i - 2] in {".", ":", "!", "?", "\n"}
        or "\n" in t.gap(i)
        or "\n" in t.gap(j)
    ):
        return False
    if t.low[i - 1] in vocabulary().lists["weekdays"] or t.low[i - 2] in vocabulary().lists["place_leads"]:
        return False
    following = t.words[j]
    return (
        t.low[j] in vocabulary().lists["function_words"]
        or following in {"'", "’", "("}
        or (following[:1].isupper() and following.isalpha() and not following.endswith("s"))
    )


def _is_address(t: Tokens, amount: Amount) -> bool:
    if not amount.number.plain or amount.unit is not COUNT:
        return False
    j = amount.number.last
    for k in range(j, min(j + 4, t.count)):
        if k > j and t.low[k] in vocabulary().lists["streets"]:
            return True
        if not t.words[k][:1].isupper():
            return False
    return False


def _is_code(t: Tokens, amount: Amount) -> bool:
    """Leading zeros, text codes and bracketed references."""
    i = amount.number.first
    word = t.words[i]
    if amount.last == i + 2 and t.text[t.start[i] : t.end[i + 1]] in vocabulary().lists["codes"]:
        return True
    if len(word) > 1 and word[0] == "0" and word.isdecimal():
        return True
    if i and t.words[i - 1] == "[" and t.words[amount.last] == "]":
        return True
    if i > 1 and t.words[i - 1] == "(" and t.glued(i - 1) and t.words[i - 2].isalnum() and amount.number.plain:
        return True
    return (
        bool(i)
        and t.words[i - 1] in {"/", ":", "."}
        and t.glued(i)
        and t.glued(i - 1)
        and i > 1
        and t.words[i - 2].isalnum()
    )


def _is_named_word(t: Tokens, amount: Amount) -> bool:
    i, j = amount.number.first, amount.number.last
    before = t.low[i - 1] if i else ""
    if before in vocabulary().lists["labels"]:
        return True
    if _is_capital_word(t, i, j):
        return amount.unit is COUNT
    if t.low[i] == "one" and j == i + 1 and amount.unit is COUNT and amount.form == "cardinal":
        return _is_pronoun(t, i)
    return False


def _is_capital_word(t: Tokens, i: int, j: int) -> bool:
    """A number word that ends a name inside a sentence: "the Big Four firms"."""
    return (
        j == i + 1
        and i > 1
        and "\n" not in t.gap(i)
        and t.words[i][:1].isupper()
        and t.words[i - 1][:1].isupper()
        and t.words[j].islower()
        and _counts_something(t, j)
    )


def _is_pronoun(t: Tokens, i: int) -> bool:
    """Whether "one" at token i stands for a person or a thing and counts nothing."""
    exclusions = vocabulary().lists
    following = t.words[i + 1]
    if not following.isalpha() or following[0].isupper() or t.low[i + 1] in exclusions["not_counted"]:
        return True
    return i > 0 and (t.low[i - 1] in exclusions["one_leads"] or t.words[i - 1] in HYPHENS)
