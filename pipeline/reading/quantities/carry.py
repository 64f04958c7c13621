"""What a quantity takes from its neighbours: a list's modifier, the unit of "from 12% to 8", a conversion's bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.reading.quantities.amounts import COUNT, PHYSICAL, Amount
from pipeline.reading.quantities.number import Number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

if TYPE_CHECKING:
    from pipeline.records.model import Bound

CONVERTED = PHYSICAL | {"money", "speed", "temperature"}
MOST_NOUNS = 5
"""As many words as a list's item may have: "30 lost or damaged parcels and 12 letters"."""


@dataclass(frozen=True, slots=True)
class Found:
    """An amount with its modifier and the bound that this sets."""

    amount: Amount
    bound: Bound
    modifier: str | None = None
    modifier_first: int | None = None
    """The token at which a modifier before the amount begins."""
    leads: bool = False
    """Whether the modifier stands before the amount, or came to it from such a one."""


def carried(t: Tokens, found: list[Found]) -> list[Found]:
    """The quantities of a text with what each takes from the one before it."""
    done: list[Found] = []
    for here in found:
        if done:
            before = done[-1]
            if _shares_unit_ahead(t, before.amount, here.amount):
                done[-1] = replace(before, amount=replace(before.amount, unit=here.amount.unit, form=here.amount.form))
            here = _with_unit_of(t, before.amount, here)
            bare = here.modifier is None and here.bound == "exact"
            if bare and before.leads and _reaches(t, before.amount, here.amount):
                here = replace(here, bound=before.bound, modifier=before.modifier, leads=True)
        merged = _between(t, done[-1], here) if done else None
        if merged:
            done[-1] = merged
        else:
            done.append(here)
    return done


def _between(t: Tokens, before: Found, here: Found) -> Found | None:
    """Two bounds that make one range: "more than 100 and fewer than 300"."""
    one, two = before.amount, here.amount
    between = t.low[one.last : two.first]
    start = here.modifier_first
    if start is None or one.unit.name != two.unit.name or {before.bound, here.bound} != {"min", "max"}:
        return None
    if start - one.last != 1 or between[0] not in {"and", "but"}:
        return None
    low, high = sorted((before, here), key=lambda each: each.bound == "max")
    if low.amount.value >= high.amount.value:
        return None
    amount = replace(one, last=two.last, low=low.amount.value, high=high.amount.value)
    return replace(before, amount=amount, bound="range", modifier=f"{before.modifier} … {here.modifier}", leads=False)


def _shares_unit_ahead(t: Tokens, before: Amount, here: Amount) -> bool:
    """Whether the first is of the second's unit: "40 million of the 2 billion kroner", "a 3- or 4-litre tank"."""
    between = t.low[before.last : here.first]
    if before.unit is not COUNT or here.low is not None:
        return False
    if between in (["-", "or"], ["-", "and"]):
        return here.unit.group != "money"
    if between == ["to"] and before.first and t.low[before.first - 1] == "from":
        return here.unit is not COUNT
    return here.unit.group == "money" and between in (["of", "the"], ["of", "its"], ["of", "their"])


def _with_unit_of(t: Tokens, before: Amount, here: Found) -> Found:
    """ "fell from 90 litres to 74": the second is of the first's unit where nothing else is counted."""
    amount = here.amount
    between = t.low[before.last : amount.first]
    if _is_part_of_sum(t, before, amount):
        return replace(here, amount=replace(amount, unit=before.unit, form="money"))
    if amount.unit is not COUNT or amount.form != "cardinal" or before.form not in {"percent", "measure", "money"}:
        return here
    if between[-1:] != ["to"] or len(between) > 3 or "from" not in t.low[max(0, before.first - 3) : before.first]:
        return here
    following, lists = t.words[amount.last], vocabulary().lists
    if following.isalpha() and t.low[amount.last] not in lists["function_words"] | lists["time_leads"]:
        return here
    return replace(here, amount=replace(amount, unit=before.unit, form=before.form))


def _is_part_of_sum(t: Tokens, before: Amount, here: Amount) -> bool:
    """Whether millions or billions without a unit share out a sum of money: "$150 billion, 99 billion from mines"."""
    if before.unit.group != "money" or here.unit is not COUNT or here.number.scale < 1_000_000:
        return False
    lists, following = vocabulary().lists, t.low[here.last]
    of_it = following == "of" and t.low[here.last + 1] in lists["sum_pronouns"]
    if of_it or following in lists["money_verbs"]:
        return True
    return following in lists["money_followers"] and lists["sentence_ends"].isdisjoint(t.low[before.last : here.first])


def _reaches(t: Tokens, before: Amount, here: Amount) -> bool:
    return _is_listed(t, before, here) or _is_conversion(t, before, here)


def _is_listed(t: Tokens, before: Amount, here: Amount) -> bool:
    """Whether only a noun and "and" or a comma stand between: no verb, no colon, no preposition."""
    if before.unit.name != here.unit.name or here.form in {"zero", "age", "ratio", "fraction"}:
        return False
    between = t.low[before.last : here.first]
    if between[-2:] == [",", "and"]:
        nouns = between[:-2]
    elif between[-1:] in (["and"], [","]):
        nouns = between[:-1]
    else:
        return False
    if not 0 < len(nouns) <= MOST_NOUNS or not all(word.isalpha() or word == "-" for word in nouns):
        return False
    return not (nouns[-1].endswith("ed") or any(word in vocabulary().lists["unlisted"] for word in nouns))


def _is_conversion(t: Tokens, before: Amount, here: Amount) -> bool:
    """ "about 100 miles (160 km)": the same said in another unit."""
    between = t.words[before.last : here.first]
    return between == ["("] and before.unit.name != here.unit.name and {before.unit.group, here.unit.group} <= CONVERTED


def one_more(t: Tokens, i: int, found: list[Found]) -> Amount | None:
    """What closes a list of counts: "six nurses, two drivers and a guard", "three into mines and one into a mill"."""
    if t.low[i] not in {"a", "an", "one"} or not found or t.low[i - 1] not in {"and", ","}:
        return None
    before = found[-1].amount
    if t.low[i] == "one":
        parallel = before.unit is COUNT and before.number.last == before.last and _is_parallel(t, before.last, i + 1)
        return _single(i) if parallel else None
    between = t.words[before.last : i]
    if before.unit is not COUNT or len(between) > MOST_NOUNS or any(not (w.isalpha() or w == ",") for w in between):
        return None
    persons = vocabulary().lists["persons"]
    if any(word in vocabulary().lists["unlisted"] for word in t.low[before.last : i - 1]):
        return None
    if t.low[i + 1] in persons or (t.words[i + 1].islower() and t.low[i + 2] in persons):
        return _single(i)
    return None


def _single(i: int) -> Amount:
    return Amount(i, i + 1, 1.0, COUNT, Number(i, i + 1, 1.0, "words"))


def _is_parallel(t: Tokens, one: int, other: int) -> bool:
    """Whether the same small word stands at both tokens: "three in Accra and one in Kumasi"."""
    pair = {t.low[one], t.low[other]}
    if other - one > 2 * MOST_NOUNS or not pair <= vocabulary().lists["function_words"]:
        return False
    return len(pair) == 1 or pair == {"was", "were"} or pair == {"is", "are"}
