"""What a quantity takes from its neighbours: a list's modifier, the unit of "from 12% to 8", a conversion's bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.reading.quantities.age_limits import OLDEST
from pipeline.reading.quantities.amounts import COUNT, PERCENT, PHYSICAL, POINTS, Amount
from pipeline.reading.quantities.ratios import shares_of_base
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

if TYPE_CHECKING:
    from pipeline.records.model import Bound

CARRIED_FORMS = frozenset({"percent", "measure", "money", "rate"})
SHARED_FORMS = frozenset({"percent", "measure", "rate", "points"})
SAID_AGAIN = frozenset({"fraction", "ratio"})
"""What a comma lets be said once more in figures: "more than half the men, 51.3%,"."""
COMPARED = frozenset(
    {
        ("compared", "to"),
        ("compared", "with"),
        ("up", "from"),
        ("down", "from"),
        ("than", "the"),
        ("as", "against"),
        (",", "against"),
    }
)
FARTHEST_COMPARED = 16
"""Words that may stand between a rate and what it is compared with."""
CONVERTED = PHYSICAL | {"money", "speed", "temperature"}
WHOLE = 100
"""Per cent."""
SMALLEST_SCALE = 1_000
"""Below this a number may share a scale that only the last of its list names."""
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
    parts = shares_of_base(t, [each.amount for each in found])
    told = [replace(each, amount=parts.get(n) or each.amount) for n, each in enumerate(found) if parts.get(n, each)]
    for here in told:
        if done:
            before = done[-1]
            if _shares_unit_ahead(t, before.amount, here.amount):
                _share_behind_hyphens(t, done, here.amount)
            elif _rises_in_points(t, before.amount, here.amount):
                done[-1] = replace(before, amount=_of_points(before.amount))
            elif _shares_scale_ahead(t, before.amount, here.amount):
                scale = here.amount.number.scale
                done[-1] = replace(before, amount=replace(before.amount, value=before.amount.value * scale))
            elif _ends_list(t, before.amount, here.amount):
                _share_with_list(t, done, here.amount)
            here = _with_age_of(t, before.amount, _with_unit_of(t, before.amount, _in_points(t, before.amount, here)))
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
    start = here.modifier_first
    if start is None or one.unit.name != two.unit.name or {before.bound, here.bound} != {"min", "max"}:
        return None
    between = t.low[one.last : start]
    if not between or not vocabulary().lists["bound_joints"].issuperset(between):
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


def _share_behind_hyphens(t: Tokens, done: list[Found], here: Amount) -> None:
    """Gives the second's unit to the first, and to those before it of "7-, 9- and 12-year-olds"."""
    for k in range(len(done) - 1, -1, -1):
        amount = done[k].amount
        if k < len(done) - 1 and (
            amount.unit is not COUNT or t.low[amount.last : done[k + 1].amount.first] != ["-", ","]
        ):
            break
        done[k] = replace(done[k], amount=replace(amount, unit=here.unit, form=here.form))


def _shares_scale_ahead(t: Tokens, before: Amount, here: Amount) -> bool:
    """Whether the first sum is in the scale of the second: "$3 and $5 million"."""
    both = before.currency_before and here.currency_before and before.unit == here.unit and here.low is None
    bare = before.number.scale == 1 and before.low is None and before.value < SMALLEST_SCALE
    rises = here.number.scale > 1 and before.value < here.number.mantissa
    return both and bare and rises and t.low[before.last : here.first] in (["and"], ["or"])


def _ends_list(t: Tokens, before: Amount, here: Amount) -> bool:
    """Whether the second closes a list with the unit of all: "12 and 15 percent", "5.3 and 3.1 tonnes"."""
    joined = t.low[before.last : here.first] in (["and"], ["or"], [",", "and"], [",", "or"])
    shared = here.form in SHARED_FORMS and here.unit.group in {"share", *PHYSICAL, "rate"}
    shared |= _is_term(t, here) or _is_scaled_money(here, before)
    return joined and shared and _is_bare(before) and _can_be(here, before)


def _is_term(t: Tokens, here: Amount) -> bool:
    """ "Jailed for three, five and seven years", and not "killed 12 and 3 years later"."""
    lasts = here.form == "measure" and here.unit.group == "time"
    return lasts and t.low[here.last] not in vocabulary().lists["time_shifts"]


def _is_scaled_money(here: Amount, before: Amount) -> bool:
    """ "4 and 5 million dollars"."""
    return (
        here.form == "money"
        and not here.currency_before
        and here.number.scale > 1
        and before.value < here.number.mantissa
    )


def _can_be(of_unit: Amount, bare: Amount) -> bool:
    """Whether a bare number may be of another's unit: few shares are above the whole."""
    return of_unit.form != "percent" or bare.value <= WHOLE


def _share_with_list(t: Tokens, done: list[Found], last: Amount) -> None:
    """Gives the unit of a list's last number to the bare ones before it."""
    following = last
    for k in range(len(done) - 1, -1, -1):
        amount = done[k].amount
        between = t.low[amount.last : following.first]
        if not _is_bare(amount) or (k < len(done) - 1 and between != [","]):
            break
        scale = last.number.scale if last.form == "money" else 1
        shared = replace(amount, unit=last.unit, form=last.form, value=amount.value * scale)
        done[k] = replace(done[k], amount=shared)
        following = amount


def _is_bare(amount: Amount) -> bool:
    return amount.unit is COUNT and amount.form == "cardinal" and amount.number.last == amount.last


def _with_age_of(t: Tokens, before: Amount, here: Found) -> Found:
    """ "aged 21, 24, 27 and 33": what goes on from an age is one, unless something is counted behind it."""
    amount = here.amount
    whole = amount.number.plain or amount.number.style == "words"
    plain = amount.unit is COUNT and amount.form == "cardinal" and whole and amount.value <= OLDEST
    if before.form != "age" or not plain or t.low[amount.last] == "of":
        return here
    joined = t.low[before.last : amount.first] in ([","], ["and"], ["or"], ["to"], ["-"], ["–"], [",", "and"])
    if not joined or (t.words[amount.last].isalpha() and not _ends_phrase(t, amount.last)):
        return here
    return replace(here, amount=replace(amount, unit=before.unit, form="age"))


def _ends_phrase(t: Tokens, j: int) -> bool:
    return t.low[j] in vocabulary().lists["function_words"] | vocabulary().lists["time_leads"]


def _with_unit_of(t: Tokens, before: Amount, here: Found) -> Found:
    """ "fell from 90 litres to 74": the second is of the first's unit where nothing else is counted."""
    amount = here.amount
    between = t.low[before.last : amount.first]
    if _is_part_of_sum(t, before, amount):
        return replace(here, amount=replace(amount, unit=before.unit, form="money"))
    if amount.unit is not COUNT or amount.form != "cardinal" or before.form not in CARRIED_FORMS:
        return here
    if t.words[amount.last] == "-" or (t.words[amount.last].isalpha() and not _ends_phrase(t, amount.last)):
        return here
    if not _can_be(before, amount):
        return here
    risen = between[-1:] == ["to"] and len(between) <= 3 and "from" in t.low[max(0, before.first - 3) : before.first]
    shares = before.form in {"percent", "rate", "points"}
    if not (risen or (shares and (_is_compared(t, before, between) or _goes_on(t, amount, between)))):
        return here
    points = before.form == "points"
    return replace(
        here,
        amount=replace(amount, unit=PERCENT if points else before.unit, form="percent" if points else before.form),
    )


def _in_points(t: Tokens, before: Amount, here: Found) -> Found:
    """ "47.3% (+2.1 pts)": right behind a share fewer points are its own, no goals; those of an index are more."""
    amount, lists = here.amount, vocabulary().lists
    named = amount.unit is COUNT and amount.last == amount.number.last and t.low[amount.last] in lists["points"]
    of_share = before.unit == PERCENT and before.low is None and amount.value <= before.value
    beside = lists["point_links"].issuperset(t.low[before.last : amount.first])
    return replace(here, amount=_of_points(amount)) if named and of_share and beside else here


def _rises_in_points(t: Tokens, before: Amount, here: Amount) -> bool:
    """ "rose 3.2 points to 41.5%"."""
    between, points = t.low[before.last : here.first], vocabulary().lists["points"]
    return (
        before.unit is COUNT
        and here.unit == PERCENT
        and len(between) == len(("points", "to"))
        and between[0] in points
        and between[1] == "to"
    )


def _of_points(amount: Amount) -> Amount:
    return replace(amount, last=amount.last + 1, unit=POINTS, form="points")


def _goes_on(t: Tokens, amount: Amount, between: list[str]) -> bool:
    """Whether a number with decimals goes on with the shares or rates of its sentence: "33.9 per 100,000 in Mali, 29.1
    in Niger"."""
    fraction = "." in t.words[amount.first] and amount.number.scale == 1
    return fraction and vocabulary().lists["sentence_ends"].isdisjoint(between)


def _is_compared(t: Tokens, before: Amount, between: list[str]) -> bool:
    """Whether the words between two numbers set the second against the first: "21 per million, compared to 18"; not "up
    6% from 80", where the second is what has grown."""
    lists = vocabulary().lists
    if [word for word in between if word != "("] == ["from"]:
        return t.low[before.first - 1] in vocabulary().lists["level_leads"]
    if not 0 < len(between) <= FARTHEST_COMPARED or not lists["sentence_ends"].isdisjoint(between):
        return False
    return tuple(between[-2:]) in COMPARED or (between[-1] in {"from", "against"} and between[0] in {",", "(", "from"})


def _is_part_of_sum(t: Tokens, before: Amount, here: Amount) -> bool:
    """Whether millions or billions without a unit share out a sum of money: "$150 billion, 99 billion from mines"."""
    if before.unit.group != "money" or here.unit is not COUNT or here.number.scale < 1_000_000:
        return False
    lists, following = vocabulary().lists, t.low[here.last]
    if not lists["counted"].isdisjoint(t.low[before.last : here.first]):
        return False
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
    elif between[-1:] == ["and"] or (between[-1:] == [","] and before.form not in SAID_AGAIN):
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
