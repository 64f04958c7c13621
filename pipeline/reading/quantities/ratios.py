"""Ratios and rates: "1 in 4", "one out of every ten", "every fourth", "3 in every 1,000", "7.7 per 1,000"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.quantities.amounts import COUNT, PERCENT, Amount
from pipeline.reading.quantities.number import HYPHENS, Number, counts_something, is_joint
from pipeline.reading.quantities.numerals import read_number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import Unit, vocabulary

LINKS = frozenset({"in", "out", "of", "for", "per", "over"})
JOINTS = LINKS | {"and", "or", "to"}
ROUND_BASES = frozenset({10, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000})
RATE_NAMES = {1_000: "per thousand", 10_000: "per 10,000", 100_000: "per 100,000", 1_000_000: "per million"}
SMALLEST_RATE_BASE = 10_000
"""From this on a ratio is a rate: "15.4 for every 100,000" is no percent."""
MOST_NOUNS = 3
MOST_NOUNS_OF_RATE = 6
LARGEST_OF_ONE = 1_000
"""Of "one suspected case in 340"."""
SMALL = 20
"""Up to this both numbers of a ratio without "every" are told from two counts: "3 in 5", not "15 in 27 towns"."""


@dataclass(frozen=True, slots=True)
class Link:
    """What joins the two numbers of a ratio: its first word, whether "every" is said, and where the second begins."""

    word: str
    every: bool
    base: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio as an amount, and the token behind its second number: "21 victims per million" is 21, read to its end."""

    amount: Amount
    last: int


def read_ratio(t: Tokens, amount: Amount) -> Ratio | None:
    """The ratio whose upper number is the amount, if its lower one follows, perhaps behind what is counted.

    A share becomes a percent and spans both numbers; so does a rate that stands in one piece ("7.7 per 1,000"). Of one
    with words between the number alone is the amount.
    """
    given, amount = amount, _of_one_time(t, amount)
    coded = t.glued(amount.first) and t.words[amount.first - 1].isalpha()  # "H5N1 in four seals"
    if amount.unit is not COUNT or amount.form == "vague" or coded:
        return None
    for nouns in range(MOST_NOUNS_OF_RATE + 1):
        j = amount.last + nouns
        if nouns and not _may_stand_between(t, j - 1):
            return None
        link = _link(t, j, hyphenated=nouns == 0 and is_joint(t, j))
        base = _base(t, link) if link else None
        if link is None or base is None or base.style in {"part", "vague"}:
            continue
        if link.word == "to" and base.value not in RATE_NAMES:
            return None
        if given is not amount and not (_goes_on(t, base.last) or t.low[base.last] in vocabulary().lists["possessed"]):
            return None
        unlike = link.word == "for" and link.every and base.value in RATE_NAMES
        if link.word in {"per", "/", "to"} or base.value >= SMALLEST_RATE_BASE or unlike:
            rate = _rate(amount, base, nouns) if nouns == 0 or link.word in {"per", "/"} or link.every else None
            return Ratio(rate, base.last) if rate else None
        if nouns > MOST_NOUNS or any(t.low[k] in JOINTS for k in range(amount.last, j)):
            return _of_many(amount, link, base)
        if _is_joined(t, link, amount, base, nouns) and _is_share_of(t, link, amount, base):
            return Ratio(_share(amount, base), base.last)
    return None


def read_part_of_whole(t: Tokens, amount: Amount) -> Amount | None:
    """ "86 cents in every dollar", "40p of each £1": so many per cent."""
    j = amount.last + (t.low[amount.last : amount.last + 2] == ["out", "of"])
    led = t.low[j] in {"in", "of"} and t.low[j + 1] in vocabulary().lists["each_of"] | {"a", "the"}
    if amount.unit.group != "money part" or not led:
        return None
    signed = t.words[j + 2] in vocabulary().currency_symbols and t.words[j + 3] == "1"
    named = t.units.get(j + 2, (0, COUNT))
    last = j + 4 if signed else named[0] if named[1].group in {"money", "weight"} else 0
    return replace(amount, last=last, unit=PERCENT, form="ratio") if last else None


def _of_one_time(t: Tokens, amount: Amount) -> Amount:
    """ "One day in three" is a share of days, and no length; "one day in three weeks" is none."""
    single = amount.value == 1 and amount.unit.group == "time" and amount.last == amount.number.last + 1
    shared = single and t.low[amount.last] in {"in", "out"} and amount.form == "measure"
    return replace(amount, last=amount.number.last, unit=COUNT, form="cardinal") if shared else amount


def _of_many(amount: Amount, link: Link, base: Number) -> Ratio | None:
    """ "32 victims of modern slavery out of every 1,000"."""
    plain = link.every and base.value in ROUND_BASES and 0 < amount.value < base.value
    return Ratio(_share(amount, base), base.last) if plain else None


def _share(amount: Amount, base: Number) -> Amount:
    last = max(amount.last, base.last)
    share, number = 100 * amount.value / base.value, replace(amount.number, last=last)
    low, high = (end and 100 * end / base.value for end in (amount.low, amount.high))
    return replace(amount, last=last, value=share, unit=PERCENT, number=number, form="ratio", low=low, high=high)


def shares_of_base(t: Tokens, amounts: Sequence[Amount]) -> dict[int, Amount | None]:
    """ "For every 20 victims, nine were women and four were girls": those amounts as shares, by index, and None for the
    base, which counts nothing, also where it is set against others ("for every 100 girls there are 113 boys")."""
    read: dict[int, Amount | None] = {}
    base: tuple[int, Amount] | None = None
    lists = vocabulary().lists
    for n, amount in enumerate(amounts):
        i = amount.first
        of_each = i > 1 and t.low[i - 1] in lists["each_of"] and t.low[i - 2] in lists["base_leads"]
        if of_each and amount.unit is COUNT:
            base = (n, amount)
        elif base and _is_part_of(t, base[1], amount):
            read[base[0]], read[n] = None, _share(amount, base[1].number)
        elif base and t.low[amount.first - 2] == "there" and t.low[amount.first - 1] in lists["beings"]:
            read[base[0]] = None
    return read


def _is_part_of(t: Tokens, base: Amount, amount: Amount) -> bool:
    """Whether an amount in the same sentence tells what so many of the base are."""
    lists = vocabulary().lists
    plain = amount.unit is COUNT and amount.form == "cardinal" and amount.low is None and 0 < amount.value <= base.value
    between = t.words[base.last : amount.first]
    return plain and t.low[amount.last] in lists["beings"] and lists["sentence_ends"].isdisjoint(between)


def read_every(t: Tokens, i: int) -> Amount | None:
    """ "every fourth woman": one in so many, but for what recurs ("every second day")."""
    if t.low[i] != "every":
        return None
    words = vocabulary()
    ordinal = 2 if t.low[i + 1] == "second" else words.denominators.get(t.low[i + 1], 0)
    if not ordinal or t.low[i + 1].endswith("s") or t.low[i + 1] in {"half", "quarter"}:
        return None
    following = t.low[i + 2]
    if not following.isalpha() or following in words.lists["recurring"] or t.words[i + 2] in HYPHENS:
        return None
    value = 100 / ordinal
    return Amount(i, i + 2, value, PERCENT, Number(i, i + 2, value, "words"), "ratio")


def _may_stand_between(t: Tokens, j: int) -> bool:
    """Whether the token may be a word of what a ratio counts: no link but "of" and "in"."""
    return t.words[j].isalpha() and (t.low[j] in {"of", "in"} or t.low[j] not in JOINTS)


def _base(t: Tokens, link: Link) -> Number | None:
    number = read_number(t, link.base)
    if number is not None:
        return number
    scale, j = 1, link.base
    while t.low[j] in vocabulary().scales:
        scale, j = scale * vocabulary().scales[t.low[j]], j + 1
    return Number(link.base, j, scale, "words", scale) if j > link.base else None


def _link(t: Tokens, j: int, hyphenated: bool) -> Link | None:
    j += hyphenated
    word = t.low[j]
    if word == "/":
        grouped = "," in t.words[j + 1] or (t.words[j + 2] == "000" and t.words[j + 1].isdecimal())
        slashed = t.glued(j) and t.glued(j + 1) and grouped
        return Link(word, False, j + 1) if slashed else None
    to_every = word == "to" and t.low[j + 1] in vocabulary().lists["each_of"]
    if not (word in LINKS or to_every) or (word == "out" and t.low[j + 1] != "of"):
        return None
    k = j + 1 + (word == "out")
    every = t.low[k] in vocabulary().lists["each_of"]
    k += every
    if hyphenated:
        if t.words[k] not in HYPHENS:
            return None
        k += 1
    single = t.low[k] == "a" and word != "per" and t.low[k + 1] not in vocabulary().lists["round_words"]
    return None if single else Link(word, every, k)


def _is_joined(t: Tokens, link: Link, amount: Amount, base: Number, nouns: int) -> bool:
    """Whether the words between make two numbers a ratio: "of" and "for" need "every", a noun between needs more."""
    if (
        link.word == "of"
        and not (nouns or link.every)
        and base.value in ROUND_BASES
        and t.low[base.last] in {"are", "have"}
    ):
        return amount.value <= SMALL and amount.number.style == base.style
    if link.word in {"of", "for"} and not link.every:
        return False
    if link.word == "over":
        return not nouns and not (base.plain and base.value >= 1000)
    if not nouns:
        return True
    if link.word == "out":
        return not t.words[base.last].isalpha() or _goes_on(t, base.last) or link.every
    if link.word == "in":
        return _is_ratio_in(t, link, amount, base, nouns)
    return link.every and (link.word != "for" or base.value in ROUND_BASES)


def _is_ratio_in(t: Tokens, link: Link, amount: Amount, base: Number, nouns: int) -> bool:
    """ "one patient in eleven", "two girls in five are", and not "three men in two cars"."""
    if link.every:
        return True
    if amount.value == 1:
        plural = t.low[base.last].endswith("s") and len(t.low[base.last]) > 3
        return base.value <= SMALL or (nouns <= 2 and not plural and base.value <= LARGEST_OF_ONE)
    in_words = amount.number.style == base.style == "words" and t.low[base.last] in vocabulary().lists["share_verbs"]
    return nouns == 1 and base.value <= SMALL and (_goes_on(t, base.last) or in_words)


def _goes_on(t: Tokens, j: int) -> bool:
    """Whether nothing is counted at token j: the sentence ends or goes on with a small word."""
    return not counts_something(t, j)


def _is_share_of(t: Tokens, link: Link, amount: Amount, base: Number) -> bool:
    if not 0 < amount.value < base.value:
        return False
    if link.every or (link.word in {"out", "of"} and amount.value <= SMALL):
        return True
    if base.plain and 1900 <= base.value <= 2099:
        return False
    unit = t.units.get(base.last)
    if unit and unit[1].group in {"time", "share"}:
        return False
    return amount.value == 1 or base.value in ROUND_BASES or base.value <= SMALL


def _rate(amount: Amount, base: Number, nouns: int) -> Amount | None:
    last = base.last if nouns == 0 else amount.last
    if base.value == 100:
        return replace(amount, last=last, unit=PERCENT, form="ratio")
    name = RATE_NAMES.get(int(base.value))
    return replace(amount, last=last, unit=Unit(name, "rate"), form="rate") if name else None
