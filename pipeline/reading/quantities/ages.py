"""Ages: "16-year-old", "aged 12-17", "Ann Lee, 29, said", "he is 35", "children under 18"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.quantities.age_limits import OLDEST, is_age_limit, is_compound_limit, names_counted
from pipeline.reading.quantities.amounts import COUNT, YEARS, Amount
from pipeline.reading.quantities.bounds import bound_before
from pipeline.reading.quantities.number import HYPHENS, counts_something
from pipeline.reading.quantities.ranges import DASHES
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

AGE_UNITS = frozenset({"years", "months", "weeks", "days"})
YOUNGEST_WED, OLDEST_CHILD = 10, 21
"""What "before 18" may be an age for."""
LISTING = frozenset({",", "and", "&"})
QUOTES = frozenset({'"', "”", "’", "'"})
LONGEST_LIST = 40
"""Tokens of a list of ages to either side of one."""
LONGEST_SUBJECT = 12
"""Words of "the average age of …" before its verb, or of an aside."""


def read_age(t: Tokens, amount: Amount) -> Amount | None:
    """The amount as an age, with its unit and the words that say so, or None."""
    if amount.unit.group == "time" and amount.unit.name in AGE_UNITS:
        return _with_words(t, amount)
    bare = amount.unit is COUNT and amount.value <= OLDEST and amount.number.scale == 1
    if bare and any(test(t, amount) for test in _TESTS):
        return replace(amount, unit=YEARS, form="age")
    return None


def _with_words(t: Tokens, amount: Amount) -> Amount | None:
    j = amount.last
    k = j + 1 if t.words[j] in HYPHENS and t.glued(j) else j
    if t.low[k] in {"old", "olds"}:
        return replace(amount, last=k + 1, form="age")
    if t.low[j] == "of" and t.low[j + 1] == "age":
        return replace(amount, last=j + 2, form="age")
    return replace(amount, form="age") if _is_led(t, amount) or _is_band(t, amount) else None


def _is_band(t: Tokens, amount: Amount) -> bool:
    """ "children 0-14 years": a band of ages right behind those who are in it."""
    lists, before = vocabulary().lists, t.low[amount.first - 1] if amount.first else ""
    return amount.low is not None and before in lists["age_leads"] - lists["age_linkers"]


def _lead(t: Tokens, amount: Amount) -> int:
    """The token before the amount and its modifier; -1 where the text begins with them."""
    before = bound_before(t, amount.first)
    k = (before[0] if before else amount.first) - 1
    return k - (k > 0 and t.low[k] in vocabulary().lists["focusing"])


def _is_led(t: Tokens, amount: Amount) -> bool:
    """ "aged 12", "at the age of 14", "ages ranged from 7 to 71"."""
    k = _lead(t, amount)
    if k >= 1 and t.low[k] in vocabulary().lists["age_spans"]:
        k -= 1
        k -= k >= 1 and t.low[k] in vocabulary().lists["spreads"]
    return k >= 0 and t.low[k] in vocabulary().lists["age_nouns"]


def _is_average(t: Tokens, amount: Amount) -> bool:
    """ "the median age of the victims was 19", "the oldest of them was 74"."""
    k = _lead(t, amount)
    if k < 1 or t.low[k] not in vocabulary().lists["age_verbs"] or counts_something(t, amount.last):
        return False
    for j in range(k - 1, max(0, k - LONGEST_SUBJECT), -1):
        if t.words[j] in vocabulary().lists["sentence_ends"]:
            return False
        if t.low[j] == "age":
            return t.low[j - 1] in vocabulary().lists["averages"]
        if t.low[j] in vocabulary().lists["extremes"]:
            return True
    return False


def _is_of_person(t: Tokens, amount: Amount) -> bool:
    """ "a man of 67", "a girl of eight"."""
    i, lists = amount.first, vocabulary().lists
    if i < 3 or t.low[i - 1] != "of" or amount.low is not None or names_counted(t, amount.last):
        return False
    single = not {"a", "an"}.isdisjoint(t.low[max(0, i - 4) : i - 2])
    return single and t.low[i - 2] in lists["persons"] and amount.value >= 1


def _is_at(t: Tokens, amount: Amount) -> bool:
    """ "At 62, she leads …"."""
    i, j = amount.first, amount.last
    opens = i > 0 and t.words[i - 1] == "At" and (i == 1 or t.words[i - 2] in {".", "!", "?", "“", '"'})
    return opens and amount.number.plain and t.words[j] == "," and t.low[j + 1] in {"he", "she"}


def _is_apposed(t: Tokens, amount: Amount) -> bool:
    """ "Ann Lee, 29, said", "a contractor, 44, and": a bare number between commas, after a name or one person."""
    i = amount.first
    apposed = amount.number.plain and i > 1 and amount.value >= 5 and t.words[amount.last] in {",", "."}
    lists = vocabulary().lists
    i -= apposed and (t.low[i - 1] in lists["focusing"] or t.low[i - 1] in lists["age_adverbs"])
    if not apposed or i < 2 or t.words[i - 1] != ",":
        return False
    i = _before_aside(t, i)
    if t.words[i - 2][:1].isupper():
        return t.low[i - 2] not in vocabulary().lists["months"]
    if not t.words[i - 2].isalpha():
        return False
    lists, before = vocabulary().lists, _words_before(t, i - 2)
    if "the" in before and t.low[i - 2] in lists["persons"] | lists["told_by_role"]:
        return True
    single = not t.low[i - 2].endswith("s") and not lists["one_person"].isdisjoint(before)
    return single and t.low[i - 2] not in lists["uncounted"]


def _before_aside(t: Tokens, i: int) -> int:
    """Token i, or where a bracket that ends before the comma there opens: "Kofi (not his real name), 14,"."""
    if t.words[i - 2] != ")":
        return i
    k = i - 3
    while k > 0 and t.words[k] != "(" and i - k < LONGEST_SUBJECT:
        k -= 1
    return k + 1 if t.words[k] == "(" and k > 0 else i


def _words_before(t: Tokens, i: int) -> list[str]:
    """The tokens of three words before the word at token i, hyphenated ones counted as one: "a mother-of-three"."""
    k = i
    for word in range(4):
        k = max(0, k - (word > 0))
        while k > 1 and t.words[k - 1] in HYPHENS:
            k -= 2
    return t.low[k:i]


def _is_birthday(t: Tokens, amount: Amount) -> bool:
    """ "before she turned 18", "wed before 15", "was 14 when"."""
    i = amount.first
    if not i or amount.number.style not in {"digits", "words"} or counts_something(t, amount.last):
        return False
    i -= i > 1 and t.low[i - 1] in vocabulary().lists["focusing"]
    if t.low[i - 1] in {"turn", "turns", "turned", "turning"}:
        return True
    of_child = YOUNGEST_WED <= amount.value <= OLDEST_CHILD
    if of_child and (t.low[i - 1] == "before" or _is_wed(t, i)):
        return t.low[amount.last] not in vocabulary().lists["clock"]
    return t.low[i - 1] in {"was", "were", "is"} and t.low[amount.last] == "when"


def _is_wed(t: Tokens, i: int) -> bool:
    return i > 1 and t.low[i - 1] in {"by", "at"} and t.low[i - 2] in vocabulary().lists["wed"]


def _is_between(t: Tokens, amount: Amount) -> bool:
    """ "all were between 11 and 17", "children between five and fourteen"."""
    i, lists = amount.first, vocabulary().lists
    if amount.low is None or i < 2 or counts_something(t, amount.last) or t.low[i - 1] != "between":
        return False
    linkers = lists["age_linkers"]
    persons = lists["age_leads"] - linkers | lists["counted"]
    near = t.low[max(0, i - 8) : i - 1]
    led = near[-1] in persons or (near[-1] in linkers and not persons.isdisjoint(near))
    return led and amount.value <= OLDEST


def _is_compared(t: Tokens, amount: Amount) -> bool:
    """ "girls as young as 11", "men as old as 70"."""
    return t.low[max(0, amount.first - 3) : amount.first] in (["as", "young", "as"], ["as", "old", "as"])


def _around_list(t: Tokens, amount: Amount) -> tuple[int, int]:
    """The tokens before and behind the list of bare numbers that a number is in, as far as one of ages reaches."""
    opening, closing = amount.first - 1, amount.last
    first, last = opening - LONGEST_LIST, closing + LONGEST_LIST
    while opening > first and (t.words[opening] in LISTING or t.is_digits(opening)):
        opening -= 1
    while closing < last and (t.words[closing] in LISTING or t.is_digits(closing)):
        closing += 1
    return opening, closing


def _is_listed(t: Tokens, amount: Amount) -> bool:
    """ "four boys (9, 11, 12 and 14)": two numbers or more in one bracket behind persons."""
    opening, closing = _around_list(t, amount)
    if t.words[opening] != "(" or t.words[closing] != ")" or closing - opening == 2:
        return False
    inside = [t.words[k] for k in range(opening + 1, closing) if t.is_digits(k)]
    lists = vocabulary().lists
    persons = lists["age_leads"] - lists["age_linkers"] | lists["kin"]
    return opening > 0 and t.low[opening - 1] in persons and all(map(_may_be_age, inside))


def _is_one_each(t: Tokens, amount: Amount) -> bool:
    """ "two men, 19 and 22, were held": as many bare numbers behind persons as there are of these."""
    opening, closing = _around_list(t, amount)
    inside = [t.words[k] for k in range(opening + 1, closing) if t.is_digits(k)]
    lists, dashed = vocabulary().lists, t.words[opening] in DASHES
    opening -= dashed
    if (
        opening < 1
        or (t.words[opening + 1] != "," and not dashed)
        or t.low[opening] not in lists["counted"] | lists["kin"]
    ):
        return False
    paused = t.words[closing - 1] == "," or not t.words[closing].isalpha()
    counts = {vocabulary().small.get(t.low[k], t.words[k]) for k in range(max(0, opening - 3), opening)}
    as_many = len(inside) > 1 and not counts.isdisjoint({len(inside), str(len(inside))})
    return paused and as_many and all(map(_may_be_age, inside))


def _is_bracketed(t: Tokens, amount: Amount) -> bool:
    """ "Mark Dale (44) said", "her sister (19)", "Ann Lee (34), a nurse,"."""
    i, j, lists = amount.first, amount.last, vocabulary().lists
    if i < 3 or t.words[i - 1] != "(" or t.words[j] != ")" or not amount.number.plain:
        return False
    if t.low[i - 2] in lists["persons"] | lists["told_by_role"]:
        return not (lists["one_person"] | {"the"}).isdisjoint(_words_before(t, i - 2))
    k = i - 2 - (t.words[i - 2] in QUOTES)
    if not t.words[k][:1].isupper():
        return False
    return t.low[j + 1] in lists["speech"] or (t.words[k - 1][:1].isupper() and _is_told_of(t, j + 1))


def _is_told_of(t: Tokens, j: int) -> bool:
    """Whether a comma at token j leads to what a person is: ", a nurse"; ", a state" and ", a sharp rise" tell of
    places and counts."""
    lists = vocabulary().lists
    roles = lists["persons"] | lists["told_by_role"] | lists["trades"]
    led = t.low[j + 1] in lists["one_person"] and not roles.isdisjoint(t.low[j + 2 : j + 5])
    return t.words[j] == "," and (t.low[j + 1] == "who" or led)


def _may_be_age(word: str) -> bool:
    return word.isdecimal() and int(word) <= OLDEST


def _is_predicate(t: Tokens, amount: Amount) -> bool:
    """ "he is 35", "she will be 40 next year", "who turned 18 in May"."""
    i, lists = amount.first, vocabulary().lists
    if i < 2 or t.low[i - 1] not in lists["age_verbs"] or counts_something(t, amount.last):
        return False
    k = i - 2
    while k > 0 and t.low[k] in lists["age_auxiliaries"]:
        k -= 1
    return t.low[k] in lists["age_persons"]


_TESTS = (
    _is_led,
    _is_apposed,
    _is_predicate,
    is_age_limit,
    _is_birthday,
    _is_between,
    _is_compared,
    _is_listed,
    _is_one_each,
    _is_bracketed,
    _is_average,
    _is_of_person,
    _is_at,
    is_compound_limit,
)
