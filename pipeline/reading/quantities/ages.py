"""Ages: "16-year-old", "aged 12-17", "Ann Lee, 29, said", "he is 35", "children under 18"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.quantities.amounts import COUNT, YEARS, Amount
from pipeline.reading.quantities.bounds import bound_before
from pipeline.reading.quantities.number import HYPHENS
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

AGE_UNITS = frozenset({"years", "months", "weeks", "days"})
AGE_NOUNS = frozenset({"aged", "age", "ages"})
SPANS = frozenset({"of", "between", "from"})
OLDEST = 120
YOUNGEST_WED, OLDEST_CHILD = 10, 21
"""What "before 18" may be an age for."""
LISTING = frozenset({",", "and", "&"})


def read_age(t: Tokens, amount: Amount) -> Amount | None:
    """The amount as an age, with its unit and the words that say so, or None."""
    if amount.unit.group == "time" and amount.unit.name in AGE_UNITS:
        return _with_words(t, amount)
    bare = amount.unit is COUNT and amount.value <= OLDEST and amount.number.scale == 1
    tests = (_is_led, _is_apposed, _is_predicate, _is_limit, _is_birthday, _is_between, _is_compared, _is_listed)
    if bare and any(test(t, amount) for test in tests):
        return replace(amount, unit=YEARS, form="age")
    return None


def _with_words(t: Tokens, amount: Amount) -> Amount | None:
    j = amount.last
    k = j + 1 if t.words[j] in HYPHENS and t.glued(j) else j
    if t.low[k] in {"old", "olds"}:
        return replace(amount, last=k + 1, form="age")
    if t.low[j] == "of" and t.low[j + 1] == "age":
        return replace(amount, last=j + 2, form="age")
    return replace(amount, form="age") if _is_led(t, amount) else None


def _lead(t: Tokens, amount: Amount) -> int:
    """The token before the amount and its modifier; -1 where the text begins with them."""
    before = bound_before(t, amount.first)
    return (before[0] if before else amount.first) - 1


def _is_led(t: Tokens, amount: Amount) -> bool:
    k = _lead(t, amount)
    if k >= 1 and t.low[k] in SPANS:
        k -= 1
    return k >= 0 and t.low[k] in AGE_NOUNS


def _is_apposed(t: Tokens, amount: Amount) -> bool:
    """ "Ann Lee, 29, said", "a contractor, 44, and": a bare number between commas, after a name or one person."""
    i = amount.first
    apposed = (
        amount.number.plain
        and i > 1
        and amount.value >= 5
        and t.words[i - 1] == ","
        and t.words[amount.last] in {",", "."}
        and t.words[i - 2].isalpha()
    )
    if not apposed:
        return False
    if t.words[i - 2][:1].isupper():
        return t.low[i - 2] not in vocabulary().lists["months"]
    lists, before = vocabulary().lists, t.low[max(0, i - 5) : i - 2]
    if "the" in before and t.low[i - 2] in lists["persons"] | lists["told_by_role"]:
        return True
    single = not t.low[i - 2].endswith("s") and not lists["one_person"].isdisjoint(before)
    return single and t.low[i - 2] not in lists["uncounted"]


def _is_birthday(t: Tokens, amount: Amount) -> bool:
    """ "before she turned 18", "wed before 15", "was 14 when"."""
    i = amount.first
    if not i or not amount.number.plain or _counts(t, amount.last):
        return False
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
    if amount.low is None or i < 2 or _counts(t, amount.last) or t.low[i - 1] != "between":
        return False
    linkers = lists["age_linkers"]
    persons = lists["age_leads"] - linkers | lists["counted"]
    near = t.low[max(0, i - 8) : i - 1]
    led = near[-1] in persons or (near[-1] in linkers and not persons.isdisjoint(near))
    return led and amount.value <= OLDEST


def _is_compared(t: Tokens, amount: Amount) -> bool:
    """ "girls as young as 11", "men as old as 70"."""
    return t.low[max(0, amount.first - 3) : amount.first] in (["as", "young", "as"], ["as", "old", "as"])


def _is_listed(t: Tokens, amount: Amount) -> bool:
    """ "four boys (9, 11, 12 and 14)": two numbers or more in one bracket behind persons."""
    opening, closing = amount.first - 1, amount.last
    while t.words[opening] in LISTING or t.is_digits(opening):
        opening -= 1
    while t.words[closing] in LISTING or t.is_digits(closing):
        closing += 1
    if t.words[opening] != "(" or t.words[closing] != ")" or closing - opening == 2:
        return False
    inside = [t.words[k] for k in range(opening + 1, closing) if t.is_digits(k)]
    lists = vocabulary().lists
    persons = lists["age_leads"] - lists["age_linkers"] | lists["kin"]
    return opening > 0 and t.low[opening - 1] in persons and all(map(_may_be_age, inside))


def _may_be_age(word: str) -> bool:
    return word.isdecimal() and int(word) <= OLDEST


def _is_predicate(t: Tokens, amount: Amount) -> bool:
    """ "he is 35", "she will be 40 next year", "who turned 18 in May"."""
    i, lists = amount.first, vocabulary().lists
    if i < 2 or t.low[i - 1] not in lists["age_verbs"] or _counts(t, amount.last):
        return False
    k = i - 2
    while k > 0 and t.low[k] in lists["age_auxiliaries"]:
        k -= 1
    return t.low[k] in lists["age_persons"]


def _is_limit(t: Tokens, amount: Amount) -> bool:
    """ "children under 18", "were over 60": a limit of age and no limit of what is counted."""
    before = bound_before(t, amount.first)
    if before is None or not amount.number.plain or not 1 <= amount.value <= OLDEST:
        return False
    lists = vocabulary().lists
    single = before[1] - before[0] == 1 and t.low[before[0]] in lists["age_limits"]
    if not single or before[0] == 0 or _counts(t, amount.last):
        return False
    return t.low[before[0] - 1] in lists["age_leads"]


def _counts(t: Tokens, j: int) -> bool:
    """Whether a word that could be counted stands at token j."""
    return t.words[j].isalpha() and t.low[j] not in vocabulary().lists["function_words"]
