"""Ranges: two amounts that a dash, "to", "or" or "between … and" makes one."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.quantities.amounts import COUNT, Amount, read_amount
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

DASHES = frozenset({"-", "–", "—", "‑", "‐", "~", "−"})


def read_range(t: Tokens, low: Amount, lead: str) -> Amount | None:
    """The range that begins with `low`, if one does. `lead` is the word before it: "between", "from" or none."""
    link = t.low[low.last]
    second = _second(t, low.last, lead)
    if second is None or (link == "to" and lead == "from" and _changes(t, low.first)):
        return None
    high = read_amount(t, second)
    joined = _joined(low, high) if high and high.form not in {"vague", "fraction"} else None
    if joined is None or not _is_ordered(link, lead, joined[0].value, joined[1].value):
        return None
    low, high = joined
    ends = sorted((low.value, high.value))
    form = high.form if high.form != "cardinal" else low.form
    return Amount(low.first, high.last, high.value, high.unit, high.number, form, ends[0], ends[1])


def _second(t: Tokens, j: int, lead: str) -> int | None:
    """The token at which the second number begins, if token j links it to the first."""
    link = t.low[j]
    if link in DASHES:
        if t.glued(j) and t.low[j + 1] == "to":
            return _number_at(t, j + 2)
        return _number_at(t, j + 1) if t.glued(j) == t.glued(j + 1) else None
    if link in {"to", "through", "or"} or (link == "and" and lead == "between"):
        return _number_at(t, j + 1 + (t.words[j + 1] in DASHES and t.glued(j + 2)))
    return None


def _number_at(t: Tokens, k: int) -> int | None:
    """The token at which a number itself begins, at token k or behind a currency there."""
    words = vocabulary()
    for i in range(k, min(k + 4, t.count)):
        if t.is_digits(i) or t.low[i] in words.small or t.low[i] in {"a", "half"}:
            return i
        word = t.words[i]
        letters = word in words.dollar_prefixes or word in words.currency_codes or word in words.currency_prefixes
        if not (letters or word in words.currency_symbols):
            return None
    return None


def _is_ordered(link: str, lead: str, low: float, high: float) -> bool:
    """Whether two ends make a range: rising, near each other after "or", falling only in "from 75 to 45"."""
    if link == "or":
        return low < high <= 1.5 * low + 1
    return low < high or (low > high and lead in {"between", "from"} and link not in DASHES)


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
