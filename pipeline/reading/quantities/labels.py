"""Numbers that the word before them makes a label: "Section 377", "the R61", "Form Four", "pages 14-16"."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import COUNT, Amount
from pipeline.reading.quantities.dates import YEAR
from pipeline.reading.quantities.number import HYPHENS, Number, counts_something
from pipeline.reading.quantities.ranges import DASHES
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

HEADLINE_REACH = 8
"""How many tokens to either side tell whether a number stands in a headline with capitals."""
LARGEST_NAMED = 20
"""Of "Year 9" and the like."""
SHORTEST_REGISTERED = 5
"""Digits without a comma from which the number behind "charity", "account" and the like is its own."""

LONGEST_SUBJECT = 16
"""Words before the verb "number" among which those are looked for who number so many."""
LONGEST_NAME = 3
"""Words of a name in a list of names with figures."""
PLATE_LENGTH = 3
"""Letters before a plate's digits, and digits."""


def is_label(t: Tokens, amount: Amount) -> bool:
    """Whether the word before a number makes it one of several: a section, a road, a room."""
    number = amount.number
    i = number.first
    if not i or "\n" in t.gap(i):
        return False
    if is_lettered(t, i):
        return _is_plate(t, amount) or t.low[i - 1] in vocabulary().lists["labels"] or _is_named(t, i)
    slashed = number.style == "part" and t.words[i + 1] == "/"  # "Section 3/25 of the Arms Act"
    if number.scale != 1 or not (amount.unit is COUNT or slashed):
        return False
    if t.words[i - 1] == "(":
        return t.low[i - 2] in vocabulary().lists["labels"]
    before = i - 2 if i > 1 and t.words[i - 1] == "." and t.glued(i - 1) else i - 1
    if before != i - 1 and t.low[before] not in vocabulary().lists["short_labels"]:
        return _is_weak_short_label(t, before) and not counts_something(t, number.last)
    label = t.low[before]
    if before != i - 1:
        return True
    if t.words[before] in HYPHENS and t.glued(i):
        label = t.low[before - 1]
    if label == "p" and t.low[before - 1] in {"&", "s"}:
        return True
    if label in vocabulary().lists["unstopped_labels"] and _names_section(t, amount):
        return True
    if t.low[number.last] in vocabulary().lists["labels_after"]:
        return True
    if t.words[i] in vocabulary().lists["aircraft"] and _flies(t.words[number.last]):
        return True
    if label in vocabulary().lists["labels"]:
        return True
    if t.words[i - 1] in vocabulary().lists["capital_labels"]:
        return t.low[number.last] not in vocabulary().lists["counted"]
    if label == "number" and i > 1 and _may_be_many(t, before - 1, number):
        return False
    if _is_plural(t, before) and t.low[before - 1] not in vocabulary().small:
        spaced = t.words[number.last] != "," or not t.glued(number.last + 1)
        return spaced and _next_listed(t, number.last) > number.last
    if label in vocabulary().lists["named_labels"]:
        return amount.value <= LARGEST_NAMED and t.low[before - 1] != "new" and _is_named(t, i)
    weak = label in vocabulary().lists["weak_labels"]
    if not weak and label not in vocabulary().lists["dialled"]:
        return False
    if (number.plain or amount.value < 100) and _is_named(t, i):
        return True
    if label in vocabulary().lists["registered"] and number.plain and len(t.words[i]) >= SHORTEST_REGISTERED:
        return True
    return not counts_something(t, number.last) and not _begins_clause(t, before, number.last)


def _is_plate(t: Tokens, amount: Amount) -> bool:
    """ "KBX 412J"; what may be a measure, "MAKRO 18V", only where letters and digits are as many as a plate has."""
    i, number = amount.number.first, amount.number
    letters = t.words[i - 1] if t.words[i - 1].isupper() and t.words[i - 1].isalpha() else ""
    sized = len(letters) == len(t.words[i]) == PLATE_LENGTH
    return number.scale == 1 and (sized or (len(letters) > 1 and amount.unit is COUNT))


def is_lettered(t: Tokens, i: int) -> bool:
    """Whether a single capital is stuck to the digits at token i: "Gate 12B", "KBX 412J"."""
    following = t.words[i + 1]
    single = len(following) == 1 and following.isupper() and t.glued(i + 1)
    return single and t.words[i].isdecimal() and not (t.glued(i + 2) and t.words[i + 2].isalnum())


def _is_named(t: Tokens, i: int) -> bool:
    """Whether a weak label with a capital stands before token i, in no headline and not itself told by a year: "the
    2009 Act 31 men"."""
    lists = vocabulary().lists
    weak = t.low[i - 1] in lists["weak_labels"] | lists["named_labels"]
    return weak and not YEAR.fullmatch(t.words[i - 2]) and t.words[i - 1][:1].isupper() and not in_headline(t, i)


def is_label_of_word(t: Tokens, i: int) -> bool:
    """Whether the number word at token i ends a label: "phase two", "Form Four"."""
    if "\n" in t.gap(i):
        return False
    return t.low[i - 1] in vocabulary().lists["labels"] or (t.words[i][:1].isupper() and _is_named(t, i))


def _names_section(t: Tokens, amount: Amount) -> bool:
    """ "s 12(3) of the Act", "ss 4 and 5"; but "9.8 s 3 times" is a unit, and "Kenya s 47 counties" lacks a sign."""
    i = amount.first
    apart = not (t.glued(i - 1) or t.glued(i) or t.is_digits(i - 2))
    return apart and not counts_something(t, amount.last)


def _is_plural(t: Tokens, i: int) -> bool:
    """Whether token i is a weak label in the plural: "junctions 9 and 10"."""
    weak = vocabulary().lists["weak_labels"]
    return t.low[i] not in weak and t.low[i].removesuffix("s") in weak


def _may_be_many(t: Tokens, i: int, number: Number) -> bool:
    """Whether those who number so many may end at token i: "the injured number 12", "the men (all ill) number 48",
    "girls under 16 number 31", "nurses on leave number 1,165"."""
    lists, low = vocabulary().lists, t.low[i]
    if i and (t.words[i] == ")" or t.is_digits(i) or (t.low[i - 1] == "the" and low.endswith(("ed", "ing", "s")))):
        return True
    if low in lists["plural_pronouns"] or (low in lists["age_adverbs"] and _is_many(t, i - 1)):
        return True
    told = (
        number.plain or low in lists["weak_labels"] or t.low[number.last] in lists["be_verbs"] | lists["plural_verbs"]
    )
    return not told and any(_is_many(t, k) for k in range(_clause(t, i), i + 1))


def _clause(t: Tokens, i: int) -> int:
    """The token at which the sentence of token i begins, or the farthest that is looked back to."""
    k = i
    while k > max(0, i - LONGEST_SUBJECT) and t.words[k - 1] not in vocabulary().lists["sentence_ends"]:
        k -= 1
    return k


def _is_many(t: Tokens, i: int) -> bool:
    """Whether token i is a plural."""
    low, lists = t.low[i], vocabulary().lists
    plural = low.endswith("s") and not low.endswith("ss") and len(low) > 3 and low not in lists["function_words"]
    return plural or low in lists["irregular_plurals"]


def _begins_clause(t: Tokens, label: int, j: int) -> bool:
    """ "In the camp 40 were ill": a noun with its article, and a verb in the plural behind the number."""
    lists = vocabulary().lists
    return t.low[label - 1] in lists["label_articles"] and t.low[j] in lists["plural_verbs"]


def _is_weak_short_label(t: Tokens, k: int) -> bool:
    return t.low[k] in vocabulary().lists["weak_short_labels"] and not (k and t.glued(k) and t.words[k - 1] != "(")


def _flies(following: str) -> bool:
    return following[:1].isupper() or following in {"-", "–"} or following in vocabulary().lists["flying"]


def after_name(t: Tokens, amount: Amount) -> int:
    """The token behind a number that is a name, and behind the others of "pages 14-16", "sections 5, 5A and 6",
    "page 3 of 12"."""
    j = amount.last
    dashed = t.words[j] in DASHES and t.glued(j) and t.glued(j + 1) and t.is_digits(j + 1)
    j += 2 * dashed
    marked = amount.first > 1 and t.words[amount.first - 1] in {".", "("}
    label = t.low[amount.first - 1 - marked] if amount.first else ""
    lists = vocabulary().lists
    listing = label in lists["labels"] | lists["short_labels"] | lists["weak_labels"]
    if label.endswith("s") and (listing or _is_plural(t, amount.first - 1)):
        while (following := _next_listed(t, j)) > j:
            j = following
    of_all = t.low[j] == "of" and t.is_digits(j + 1) and not counts_something(t, j + 2)
    return j + 2 if listing and of_all else j


_LISTING = frozenset({",", "and", "to", "or", "&", *DASHES})


def _next_listed(t: Tokens, j: int) -> int:
    """The token behind the next number of a list ("5A" counts as one), or j."""
    k = j
    while t.words[k] in _LISTING and k - j < 2:
        k += 1
    if k == j or not t.is_digits(k) or not t.words[k].isdecimal():
        return j
    lettered = t.glued(k + 1) and t.words[k + 1].isalpha() and len(t.words[k + 1]) == 1
    last = k + 1 + lettered
    return j if counts_something(t, last) and t.low[last] not in vocabulary().lists["unlisted"] else last


def in_headline(t: Tokens, i: int) -> bool:
    """Whether all words around token i on its line begin with capitals, but for the small ones of a headline."""
    first = last = i
    while first > max(0, i - HEADLINE_REACH) and "\n" not in t.gap(first):
        first -= 1
    while last < min(t.count - 1, i + HEADLINE_REACH) and "\n" not in t.gap(last + 1):
        last += 1
    small = vocabulary().lists["headline_words"]
    return all(not word.islower() or word in small or not word.isalpha() for word in t.words[first : last + 1])


def is_in_list_of_names(t: Tokens, i: int, j: int) -> bool:
    """Whether a name with its figure stands on either side of this one: "Bo 588, Kenema 431 and Kono 297"."""
    k = i - 1
    while k > max(1, i - 1 - LONGEST_NAME) and _is_capital(t, k):
        k -= 1
    following = j + 1 + (t.low[j : j + 2] == [",", "and"])
    behind = following
    while behind < following + LONGEST_NAME and _is_capital(t, behind):
        behind += 1
    listed = t.words[k] in {",", ";"} and t.is_digits(k - 1) and t.low[j] in {",", "and"}
    return listed and behind > following and t.is_digits(behind)


def _is_capital(t: Tokens, i: int) -> bool:
    return t.words[i].isalpha() and t.words[i][:1].isupper()
