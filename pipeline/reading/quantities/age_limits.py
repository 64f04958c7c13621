"""Limits of age, and of nothing that is counted: "children under 18", "the over-60 club", "residents 65 and over"."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import Amount
from pipeline.reading.quantities.bounds import bound_before
from pipeline.reading.quantities.number import counts_something, is_joint
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

OLDEST = 120


def is_age_limit(t: Tokens, amount: Amount) -> bool:
    """ "children under 18", "were over 60": a limit of age and no limit of what is counted."""
    before, lists = bound_before(t, amount.first), vocabulary().lists
    if _is_open_band(t, amount):
        return True
    if before is None or not _is_whole(amount) or not 1 <= amount.value <= OLDEST:
        return False
    if t.low[before[0]] in lists["older"] and t.low[before[0] + 1] == "than":
        return not names_counted(t, amount.last)
    single = before[1] - before[0] == 1 and t.low[before[0]] in lists["age_limits"]
    if not single or before[0] == 0:
        return False
    lead = t.low[before[0] - 1]
    # "there were over 60 injured" counts them, "people over 60 injured themselves" does not
    counted = counts_something(t, amount.last) if lead in lists["age_linkers"] else names_counted(t, amount.last)
    return lead in lists["age_leads"] and not counted


def _is_open_band(t: Tokens, amount: Amount) -> bool:
    """ "residents 65 and over"; but "women 30 and over 100 children" counts both."""
    lists, last = vocabulary().lists, amount.last
    persons = lists["age_leads"] - lists["age_linkers"] | lists["counted"]
    led = amount.first > 0 and t.low[amount.first - 1] in persons and amount.number.plain
    ends = t.low[last] in {"and", "or"} and t.low[last + 1] in lists["age_ends"]
    followed = t.low[last + 1] not in lists["older"] and (
        t.is_digits(last + 2) or t.low[last + 2] in vocabulary().small
    )
    return led and ends and amount.value <= OLDEST and not followed


def is_compound_limit(t: Tokens, amount: Amount) -> bool:
    """ "under-five deaths", "the over-60 club"."""
    i = amount.first
    return i > 1 and is_joint(t, i - 1) and t.low[i - 2] in vocabulary().lists["age_limits"]


def _is_whole(amount: Amount) -> bool:
    return amount.number.plain or (amount.number.style == "words" and amount.value == int(amount.value))


def names_counted(t: Tokens, j: int) -> bool:
    """Whether a word that could be counted stands at token j, and no verb goes on with the sentence there: "children
    under five accounted for"."""
    verb = t.low[j].endswith("ed") or t.low[j] in vocabulary().lists["unlisted"]
    numbers = t.low[j] == "number" and t.is_digits(j + 1)
    return counts_something(t, j) and not (numbers or verb)
