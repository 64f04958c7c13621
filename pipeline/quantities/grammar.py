"""From a text to its quantities: where a number begins, what it says, and what bounds it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.model import Quantity
from pipeline.quantities.amounts import COUNT, YEARS, Amount, read_amount, with_unit
from pipeline.quantities.bounds import bound_after, bound_before
from pipeline.quantities.exclusions import is_name, skip_to, web_spans
from pipeline.quantities.numerals import HYPHENS
from pipeline.quantities.ranges import read_range
from pipeline.quantities.shares import read_multiple, read_multiple_word, read_ratio
from pipeline.quantities.tokens import Tokens, reader
from pipeline.quantities.vocabulary import vocabulary

AGE_LEADS = frozenset({"aged", "age", "ages"})


@cache
def _starts() -> frozenset[str]:
    words = vocabulary()
    return frozenset(
        {*words.small, *words.scales, *words.plural_scales, *words.unicode_fractions, *words.several, *words.multiples}
        | {"a", "an", "half", "quarter", "twice", "thrice", "double", "triple", "quadruple", "hundredfold"}
        | {f"{word}fold" for word in words.small}
        | {"no", "not", "none"}
    )


@cache
def _gate() -> re.Pattern[str]:
    """Finds whether a text holds anything that could begin a number."""
    words = sorted(_starts() - {"a", "an", "no", "not"}, key=len, reverse=True)
    return re.compile(rf"\d|\b(?:{'|'.join(map(re.escape, words))})|[½⅓⅔¼¾]|\bno\b|\bnot a\b", re.IGNORECASE)


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order, with character offsets into it; none overlap."""
    if not _gate().search(text):
        return []
    t = reader().read(text)
    starts = _starts()
    webs = web_spans(text)
    found: list[Quantity] = []
    i = 0
    while i < t.count:
        if not (t.low[i] in starts or t.is_digits(i)):
            i += 1
            continue
        if any(start <= t.start[i] < end for start, end in webs):
            i += 1
            continue
        amount, i = _read(t, i)
        if amount is not None:
            found.append(_quantity(t, amount))
    return found


def _read(t: Tokens, i: int) -> tuple[Amount | None, int]:
    """The amount that begins at token i, and the token to go on from."""
    multiple = read_multiple_word(t, i)
    if multiple:
        return multiple, multiple.last
    if t.is_digits(i):
        after = skip_to(t, i)
        if after > i:
            return None, after
    amount = read_amount(t, i)
    if amount is None:
        return None, i + 1
    whole = _whole(t, amount)
    if whole.form in {"cardinal", "measure", "fraction", "multiple"} and is_name(t, whole):
        return None, max(whole.last, i + 1)
    return whole, whole.last


def _whole(t: Tokens, amount: Amount) -> Amount:
    """The amount as a ratio, a multiple, a range or an age, where it is one."""
    shaped = read_ratio(t, amount) or read_multiple(t, amount)
    if shaped:
        return shaped
    lead = _lead(t, amount.first)
    ranged = read_range(t, amount, lead)
    amount = _glossed(t, ranged or amount)
    return _aged(t, amount) or amount


def _lead(t: Tokens, first: int) -> str:
    """ "between" or "from" where it leads to the number, over modifiers."""
    before = bound_before(t, first)
    j = before[0] if before else first
    word = t.low[j - 1] if j else ""
    return word if word in {"between", "from"} else ""


def _glossed(t: Tokens, amount: Amount) -> Amount:
    """Takes in a second writing of the same number in brackets: "two (2) years", "one-tenth of one percent (0.1%)"."""
    j = amount.last
    if t.words[j] != "(" or not t.is_digits(j + 1):
        return amount
    again = read_amount(t, j + 1)
    if again is None or again.value != amount.value or t.words[again.last] != ")":
        return amount
    if again.unit.name == amount.unit.name:
        glossed = replace(amount, last=again.last + 1)
        return with_unit(t, glossed) if amount.unit is COUNT else glossed
    return amount


def _aged(t: Tokens, amount: Amount) -> Amount | None:
    """The amount as an age: "16-year-old", "aged 12-17", "Ann Lee, 29, said", "under 18"."""
    j, i = amount.last, amount.first
    if amount.unit.group == "time" and amount.unit.name in {"years", "months", "weeks", "days"}:
        k = j + 1 if t.words[j] in HYPHENS and t.glued(j) else j
        if t.low[k] in {"old", "olds"}:
            return replace(amount, last=k + 1, form="age")
        if t.low[j] == "of" and t.low[j + 1] == "age":
            return replace(amount, last=j + 2, form="age")
        if i and t.low[i - 1] in AGE_LEADS:
            return replace(amount, form="age")
        return None
    if amount.unit is not COUNT or amount.value > 120 or amount.number.scale != 1:
        return None
    before = bound_before(t, i)
    k = (before[0] if before else i) - 1
    lead = t.low[k] if k >= 0 else ""
    led = lead in AGE_LEADS or (lead in {"of", "between", "from"} and k and t.low[k - 1] in AGE_LEADS)
    named = (
        amount.number.plain
        and i > 1
        and t.words[i - 1] == ","
        and t.words[i - 2][:1].isupper()
        and t.words[i - 2].isalpha()
        and t.low[i - 2] not in vocabulary().lists["months"]
        and t.words[j] in {",", "."}
        and amount.value >= 5
    )
    bounded = (
        before is not None
        and before[1] - before[0] == 1
        and t.low[before[0]] in {"under", "over", "below", "above"}
        and amount.number.plain
        and amount.value in {5, 10, 12, 13, 14, 15, 16, 17, 18, 21, 25, 30, 60, 65}
        and not (t.words[j].isalpha() and t.low[j] not in {"in", "and", "or", "at", "were", "are", "who", "s"})
        and lead
        in {
            "were",
            "are",
            "was",
            "is",
            "people",
            "children",
            "girls",
            "boys",
            "those",
            "anyone",
            "women",
            "men",
            "aged",
            "victims",
        }
    )
    if led or named or bounded:
        return replace(amount, unit=YEARS, form="age")
    return None


def _quantity(t: Tokens, amount: Amount) -> Quantity:
    start, end = t.start[amount.first], t.end[amount.last - 1]
    before, after = bound_before(t, amount.first), bound_after(t, amount.last)
    modifiers = [t.text[t.start[m[0]] : t.end[m[1] - 1]] for m in (before, after) if m]
    ranged = amount.low is not None
    nearest = before or after
    if after and (before is None or after[2] != "about"):
        nearest = after
    bound = "range" if ranged else nearest[2] if nearest else "min" if amount.form == "vague" else "exact"
    if amount.form == "vague" and bound == "about":
        bound = "min"
    return Quantity(
        start=start,
        end=end,
        surface=t.text[start:end],
        value=None if ranged else _round(amount.value),
        low=_round(amount.low) if amount.low is not None else None,
        high=_round(amount.high) if amount.high is not None else None,
        bound=bound,
        unit=amount.unit.name,
        modifier=" … ".join(modifiers) or None,
        form=amount.form,
    )


def _round(value: float) -> float:
    """The value without the dust of binary arithmetic."""
    return float(f"{value:.12g}")
