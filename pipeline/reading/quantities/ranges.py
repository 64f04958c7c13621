"""Ranges: two amounts that a dash, "to", "or" or "between … and" makes one."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.quantities.amounts import COUNT, PER, Amount, read_amount
from pipeline.reading.quantities.money import YEAR
from pipeline.reading.quantities.multiples import read_multiple
from pipeline.reading.quantities.number import counts_something
from pipeline.reading.quantities.numerals import read_number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

PLUS_OR_MINUS = (("±",), ("+", "/", "-"), ("+", "/", "−"), ("plus", "or", "minus"))
SMALLEST_DASHED, SMALLEST_JOINED = 2_000, 10_000
"""From these on the second of two numbers, a dash or a word between them, may lend its thousands to the first."""
LEAST_RISE = 3
"""How many times the first of two counts the second is at least, where the first is a step to it."""
LONGEST_MODIFIER = 3
"""Words before the second number of a range: "as many as"."""
LONGEST_CLAUSE = 16
"""Words before "from" among which a word of change is looked for."""
DASHES = frozenset({"-", "–", "—", "‑", "‐", "~", "−"})

LINKS = frozenset({"to", "through", "or", "and", *DASHES, *(words[0] for words in PLUS_OR_MINUS)})


def may_be_range(t: Tokens, low: Amount) -> bool:
    """Whether what follows an amount could make a range of it: most are followed by another word."""
    return t.low[low.last] in LINKS


def read_range(t: Tokens, low: Amount, lead: str) -> Amount | None:
    """The range that begins with `low`, if one does. `lead` is the word before it: "between", "from" or none."""
    link = t.low[low.last]
    spread = _spread(t, low)
    if spread:
        return spread
    second = _second(t, low.last, lead)
    if second is None:
        return None
    high = read_amount(t, second)
    if link == "to" and high and t.low[high.last] != "to" and _changes(t, low, high, lead):
        return None
    if dates_count(t, low.first, second) or (high and _dates_sum(t, low, high)):
        return None
    high = _in_dollars_of(t, low, _of_million(t, low, high, second)) if high else None
    joined = _joined(low, high, link in DASHES) if high and _may_join(t, low, high, lead, link) else None
    if joined is None or not _is_ordered(link, lead, joined[0].value, joined[1].value):
        return None
    low, high = joined
    ends = sorted((low.value, high.value))
    form = high.form if high.form != "cardinal" else low.form
    return Amount(low.first, high.last, high.value, high.unit, high.number, form, ends[0], ends[1])


def dates_count(t: Tokens, i: int, second: int) -> bool:
    """Whether a number is a year beside a count in the way in which the text writes thousands: "at the end of 2020 to
    8,050"; a round one only behind a word that leads to years."""
    if not YEAR.fullmatch(t.words[i]) or "," not in t.words[second]:
        return False
    led = i > 0 and (t.low[i - 1] == "of" or t.low[i - 1] in vocabulary().lists["year_leads"])
    return led or not t.words[i].endswith("00")


def _dates_sum(t: Tokens, low: Amount, high: Amount) -> bool:
    """Whether a year leads a line, and what follows it is scaled: "2014 – 3.2 million"."""
    return high.number.scale > 1 and low.number.scale == 1 and YEAR.fullmatch(t.words[low.first]) is not None


def read_range_of_multiples(t: Tokens, low: Amount, lead: str) -> Amount | None:
    """The range that begins with the multiple `low`, if one does: "10x to 100x"."""
    link = t.low[low.last]
    second = _second(t, low.last, lead)
    upper = read_amount(t, second) if second is not None else None
    by_factor = low.last == low.number.last and upper is not None and upper.unit is COUNT
    high = upper if by_factor else read_multiple(t, upper) if upper else None
    if high is None or not _is_ordered(link, lead, low.value, high.value):
        return None
    if link == "to" and _changes(t, low, high, lead):
        return None
    return replace(low, last=high.last, value=high.value, low=low.value, high=high.value)


def _may_join(t: Tokens, low: Amount, high: Amount, lead: str, link: str) -> bool:
    """Whether two numbers of these forms can be ends of one range: "a third – 36 per cent –" says one twice."""
    if high.form == "fraction":
        return low.form == "fraction" and (lead == "between" or t.low[high.last] == "of")
    return high.form != "vague" and not (low.form == "fraction" and link in DASHES)


def _spread(t: Tokens, middle: Amount) -> Amount | None:
    """ "45 ± 3", "45 +/- 3", "45 plus or minus 3": so much to either side."""
    for words in PLUS_OR_MINUS:
        j = middle.last + len(words)
        number = number_at(t, j) if tuple(t.low[middle.last : j]) == words else None
        if number is not None:
            side = read_amount(t, number)
            if side and (side.unit.name == middle.unit.name or middle.unit is COUNT):
                low, high = middle.value - abs(side.value), middle.value + abs(side.value)
                return replace(side, first=middle.first, form=side.form, low=low, high=high)
    return None


def _second(t: Tokens, j: int, lead: str) -> int | None:
    """The token at which the second number begins, if token j links it to the first."""
    link = t.low[j]
    if link in DASHES:
        if t.glued(j) and t.low[j + 1] == "to":
            return number_at(t, j + 2)
        return number_at(t, j + 1) if t.glued(j) == t.glued(j + 1) else None
    if link in {"to", "through", "or"} or (link == "and" and lead == "between"):
        k = j + 1 + (t.words[j + 1] in DASHES and t.glued(j + 2))
        return number_at(t, _past_modifier(t, k) if link in {"to", "and"} else k)
    return None


def _past_modifier(t: Tokens, k: int) -> int:
    """The token behind a modifier at token k that lets what follows be an end: "from 4,000 to as many as 6,500"."""
    for j in range(k + 1, k + LONGEST_MODIFIER + 1):
        start, bound = t.before.get(j, (j, "min"))
        if start == k and bound in {"max", "about"}:
            return j
    return k


def number_at(t: Tokens, k: int) -> int | None:
    """The token at which a number itself begins, at token k or behind a currency there."""
    words = vocabulary()
    for i in range(k, min(k + 4, t.count)):
        if t.is_digits(i) or t.low[i] in words.small or t.low[i] in {"a", "half"}:
            return i
        word = t.words[i]
        letters = (
            word in words.currency_letters
            or word in words.dollar_prefixes
            or word in words.currency_codes
            or word in words.currency_prefixes
        )
        letters |= any(" ".join(t.words[j : j + 2]) in words.currency_prefixes for j in (i - 1, i))
        if not (letters or word in words.currency_symbols):
            return None
    return None


def _is_ordered(link: str, lead: str, low: float, high: float) -> bool:
    """Whether two ends make a range: rising, near each other after "or", falling only in "from 75 to 45"."""
    if link == "or":
        return low < high <= 1.5 * low + 1
    return low < high or (low > high and lead in {"between", "from"} and link not in DASHES)


def _joined(low: Amount, high: Amount, dashed: bool) -> tuple[Amount, Amount] | None:
    """Both ends with the unit and the scale that they share, or None where they do not fit."""
    if low.unit.name != high.unit.name:
        if low.unit.group == high.unit.group == "time":
            return _in_one_unit_of_time(low, high)
        if low.unit is COUNT:
            low = replace(low, unit=high.unit, form=high.form)
        elif high.unit is COUNT and low.currency_before:
            high = replace(high, unit=low.unit, form=low.form)
        elif high.unit.name.startswith(f"{low.unit.name}{PER}"):
            low = replace(low, unit=high.unit)
        else:
            return None
    if _shortens(low, high, dashed):
        low = replace(low, value=low.value * 1000)
    shared = high.number.scale
    small = low.value < 1000 or high.number.mantissa >= 1000
    if low.number.scale == 1 and shared > 1 and small and low.value <= high.number.mantissa:
        low = replace(low, value=low.value * shared)
    return low, high


def _in_one_unit_of_time(low: Amount, high: Amount) -> tuple[Amount, Amount] | None:
    """ "14 months to nine years": the shorter length in the longer's unit."""
    sizes = vocabulary().time_sizes
    factor = sizes.get(low.unit.name, 0) / sizes[high.unit.name] if high.unit.name in sizes else 0
    if not factor:
        return None
    return replace(low, value=low.value * factor, unit=high.unit), high


def _of_million(t: Tokens, low: Amount, high: Amount, second: int) -> Amount:
    """ "$2.5m and 3m": what would be metres is millions beside a sum of money."""
    if not low.currency_before or high.unit.name != "metres" or t.words[high.last - 1] != "m":
        return high
    number = read_number(t, second, money=True)
    return replace(high, value=number.value, unit=low.unit, number=number, form=low.form) if number else high


def _in_dollars_of(t: Tokens, low: Amount, high: Amount) -> Amount:
    """ "A$1.2-$1.4 billion": of whose dollars the first sum is, so is a bare sign behind it."""
    if t.words[high.first] != "$" or not low.currency_before or "$" not in t.words[low.first : low.first + 2]:
        return high
    _, per, rate = high.unit.name.partition(PER)
    return replace(high, unit=replace(high.unit, name=low.unit.name.partition(PER)[0] + per + rate))


def _shortens(low: Amount, high: Amount, dashed: bool) -> bool:
    """Whether the first number leaves out the thousands of the second: "20–30,000", "$3-5,000"."""
    whole_thousands = high.number.scale == 1 and not high.number.plain and high.value % 1000 == 0
    large = high.value >= (SMALLEST_DASHED if dashed else SMALLEST_JOINED)
    return low.number.plain and whole_thousands and large and low.value < high.value / 1000 < 1000


def _changes(t: Tokens, low: Amount, high: Amount, lead: str) -> bool:
    """Whether two numbers are two states, or a step and a state: a word of change stands before "from A to B" in the
    clause, right before "by A to B", or right before two sums or counts, "shrank $2m to $14m", "rose 12 to 97"."""
    changes, first = vocabulary().lists["changes"], low.first
    if t.low[first - 1 : first] == ["by"]:
        return not changes.isdisjoint(t.low[max(0, first - 4) : first])
    before = first - 1
    while before > 0 and t.low[before] in vocabulary().lists["adding"]:
        before -= 1
    if t.low[before] in changes:
        sums = low.unit.group == high.unit.group and low.unit.group in {"money", "money part"}
        # "cut 5 to 20 jobs" does that to so many of them
        counted = counts_something(t, high.last)
        apart = low.unit is high.unit is COUNT and high.value >= LEAST_RISE * low.value and not counted
        return apart or (sums and low.currency_before == high.currency_before)
    if lead != "from":
        return False
    k = first
    while k > max(0, first - LONGEST_CLAUSE) and t.words[k - 1] not in {".", ";", "!", "?"}:
        k -= 1
    clause, near = t.low[k:first], t.low[max(k, first - 7) : first]
    changed = not (changes - {"up", "down"}).isdisjoint(clause) or not changes.isdisjoint(near)
    return changed and not any(_spreads(t, m) for m in range(k, first))


def _spreads(t: Tokens, i: int) -> bool:
    """Whether the word at token i makes a range of "from A to B"; no "between" that dates what changed."""
    dates = YEAR.fullmatch(t.words[i + 1]) or t.low[i + 1] in vocabulary().lists["months"]
    return t.low[i] in vocabulary().lists["spreads"] and not (t.low[i] == "between" and dates)
