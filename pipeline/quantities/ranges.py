"""Ranges: two amounts that a dash, "to", "or" or "between … and" makes one."""

from __future__ import annotations

from dataclasses import replace

from pipeline.quantities.amounts import COUNT, Amount, read_amount
from pipeline.quantities.tokens import Tokens
from pipeline.quantities.vocabulary import vocabulary

DASHES = frozenset({"-", "–", "—", "‑", "‐", "~", "−"})


def read_range(t: Tokens, low: Amount, lead: str) -> Amount | None:
    """The range that begins with `low`, if one does. `lead` is the word before it: "between", "from" or none."""
    j = low.last
    link = t.low[j]
    if link in DASHES:
        k = _after_dash(t, j)
        if t.glued(j) and t.low[j + 1] in {"to", "and", "or"}:
            k = j + 2
    elif link in {"to", "through"} or (link == "and" and lead == "between") or link == "or":
        k = j + 1
        k += t.words[k] in DASHES and t.glued(k + 1)
    else:
        return None
    second = _number_at(t, k)
    if second is None:
        return None
    if link == "to" and lead == "from" and _changes(t, low.first):
        return None
    high = read_amount(t, second)
    if high is None or high.form in {"vague", "fraction"}:
        return None
    joined = _joined(low, high)
    if joined is None:
        return None
    low, high = joined
    if link == "or" and not (low.value < high.value <= 1.5 * low.value + 1):
        return None
    if low.value > high.value and (lead not in {"between", "from"} or link in DASHES):
        return None
    if low.value == high.value:
        return None
    ends = sorted((low.value, high.value))
    form = high.form if high.form != "cardinal" else low.form
    return Amount(low.first, high.last, high.value, high.unit, high.number, form, ends[0], ends[1])


def _after_dash(t: Tokens, j: int) -> int:
    return j + 1 if t.glued(j) == t.glued(j + 1) else t.count


def _number_at(t: Tokens, k: int) -> int | None:
    """The token at which the second number itself begins, behind a currency sign."""
    for i in range(k, min(k + 4, t.count)):
        if t.is_digits(i) or t.low[i] in vocabulary().small or t.low[i] in {"a", "half"}:
            return i
        if not (
            t.words[i] in vocabulary().currency_symbols
            or t.words[i] in vocabulary().dollar_prefixes
            or t.words[i] in vocabulary().currency_codes
            or t.words[i] in vocabulary().currency_prefixes
        ):
            return None
    return None


def _joined(low: Amount, high: Amount) -> tuple[Amount, Amount] | None:
    """Both ends with the unit and the scale that they share, or None where they do not fit."""
    if low.unit.name != high.unit.name:
        if low.unit is COUNT:
            low = replace(low, unit=high.unit, form=high.form)
        elif high.unit is COUNT and low.currency_before:
            high = replace(high, unit=low.unit, form=low.form)
        else:
            return None
    if _shortens(low, high):
        low = replace(low, value=low.value * 1000)
    shared = high.number.scale
    if low.number.scale == 1 and shared > 1 and low.value < 1000 and low.value <= high.number.mantissa:
        low = replace(low, value=low.value * shared)
    return low, high


def _shortens(low: Amount, high: Amount) -> bool:
    """Whether the first number leaves out the thousands of the second: "20–30,000"."""
    whole_thousands = high.number.scale == 1 and not high.number.plain and high.value % 1000 == 0
    return low.number.plain and whole_thousands and high.value >= 10_000 and low.value < high.value / 1000 < 1000


def _changes(t: Tokens, first: int) -> bool:
    """Whether a verb of change stands shortly before "from": then the two numbers are two states."""
    return not vocabulary().lists["changes"].isdisjoint(t.low[max(0, first - 7) : first])
