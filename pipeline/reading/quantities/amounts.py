"""A number with its unit: currency before or after, unit words and symbols, "per" what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.reading.quantities.digits import with_scale
from pipeline.reading.quantities.money import LARGE, MINUS, bracketed_sign, currency_after, currency_before
from pipeline.reading.quantities.number import Number, counts_something, is_joint
from pipeline.reading.quantities.numerals import read_number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import Unit, vocabulary

COUNT = Unit("count", "count")
PERCENT = Unit("percent", "share")
YEARS = Unit("years", "time")
POINTS = Unit("percentage points", "share")
TIMES = Unit("times", "times")
PER = " per "
"""Between a unit and what it is counted by: "USD per month"."""
MOST_SECONDS = 90
"""That "second" before a noun counts; more are told in minutes."""
PHYSICAL = frozenset({"length", "area", "volume", "weight", "energy", "data"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with a unit over the tokens first to last (exclusive)."""

    first: int
    last: int
    value: float
    unit: Unit
    number: Number
    form: str = "cardinal"
    low: float | None = None
    high: float | None = None
    currency_before: bool = False


def read_amount(t: Tokens, i: int) -> Amount | None:
    """The amount whose number begins at token i, its currency sign perhaps before it."""
    loss = _loss(t, i)
    if loss:
        return loss
    currency = currency_before(t, i)
    if currency is not None and currency.edge < t.read_to:
        currency = None
    number = read_number(t, i, money=currency is not None)
    if number is None or (currency is not None and number.last == i + 1 and t.low[i] in vocabulary().scales):
        return None
    first, value = _signed(t, currency.edge if currency else i, i, number)
    if currency is not None:
        value *= -currency.scale if currency.negative else currency.scale
        if currency.scale > 1:
            number = replace(number, value=number.value * currency.scale, scale=number.scale * currency.scale)
        amount = Amount(first, number.last, value, currency.unit, number, "money", currency_before=True)
        return _money_tail(t, amount)
    if number.style == "part":
        return _part_amount(t, Amount(first, number.last, value, PERCENT, number, "fraction"))
    form = "vague" if number.style == "vague" else "cardinal"
    return _below_one(t, with_unit(t, Amount(first, number.last, value, COUNT, number, form)))


def _below_one(t: Tokens, amount: Amount) -> Amount:
    """ ",89 %" is 0.89 per cent: a comma that belongs to the digits behind it and to no word before."""
    i = amount.first
    led = i > 0 and t.words[i - 1] == "," and t.glued(i) and not t.glued(i - 1)
    if not led or amount.unit != PERCENT or not t.words[i].isdecimal():
        return amount
    return replace(amount, first=i - 1, value=amount.value / 10 ** len(t.words[i]))


def _loss(t: Tokens, i: int) -> Amount | None:
    """A sum below zero as accounts write it: "$(4.5) million", "US$ (75,000)"."""
    currency = bracketed_sign(t, i)
    number = read_number(t, i, money=True) if currency and currency.edge >= t.read_to else None
    if currency is None or number is None or t.words[number.last] != ")":
        return None
    number = with_scale(t, replace(number, last=number.last + 1), money=True)
    return Amount(currency.edge, number.last, -number.value, currency.unit, number, "money", currency_before=True)


def _signed(t: Tokens, first: int, i: int, number: Number) -> tuple[int, float]:
    """The first token and the value, with the minus that stands before the number."""
    if first <= t.read_to:
        return first, number.value
    j = first - (t.words[first - 1] in MINUS and t.glued(first))
    if j > t.read_to and t.low[j - 1] in {"minus", "negative"}:
        return j - 1, -number.value
    sign = j < first and not t.glued(j) and (t.words[j] != "–" or t.low[j - 1] in vocabulary().lists["level_leads"])
    if sign and t.is_digits(i) and (j == 0 or "\n" not in t.gap(j)):
        return j, -number.value
    return first, number.value


def _money_tail(t: Tokens, amount: Amount) -> Amount:
    """Takes a currency code or name that only repeats the sign before ("US$5 million USD"), then "per gram"."""
    named = t.units.get(amount.last)
    if named and named[1].group == "money":
        repeats = named[1].name == amount.unit.name
        if repeats or amount.unit.name == "USD":
            return _per(t, replace(amount, last=named[0], unit=named[1]))
    code = vocabulary().currency_codes.get(t.words[amount.last])
    if code and amount.unit.name in {"USD", code}:
        amount = replace(amount, last=amount.last + 1, unit=Unit(code, "money"))
    return _per(t, amount)


def _per(t: Tokens, amount: Amount) -> Amount:
    """Widens the unit by "per" and a physical unit: USD per square foot, grams per litre."""
    j = amount.last
    if t.low[j] == "per" or (t.words[j] == "/" and t.glued(j)):
        under = t.units.get(j + 1) or _symbol(t, j + 1)
        timed = t.words[j] == "/" and under and under[1].group == "time" and amount.unit.group == "money"
        if under and (timed or under[1].group in PHYSICAL):
            written = t.text[t.start[j + 1] : t.end[under[0] - 1]].lower()
            name = under[1].name.removesuffix("s") if timed else written
            return replace(amount, last=under[0], unit=Unit(f"{amount.unit.name}{PER}{name}", "compound"))
        head = t.words[j] == "/" and t.glued(j + 1) and len(t.words[j + 1]) > 1 and t.words[j + 1].islower()
        if head and amount.unit.group == "money":
            return _per(t, replace(amount, last=j + 2))
    return amount


def with_unit(t: Tokens, amount: Amount) -> Amount:
    """The amount with the unit that follows it, if one does."""
    j = amount.last
    if "\n\n" in t.gap(j):
        return amount
    hyphen = is_joint(t, j)
    found = t.units.get(j + 1 if hyphen else j)
    if found is not None and _is_plain_word(t, amount, j + hyphen, found[0]):
        found = None
    if found is None and not hyphen and amount.number.style in {"digits", "words"}:
        money = currency_after(t, j)
        if money is not None:
            found = (money.edge, money.unit)
            if money.scale > 1:
                number = replace(amount.number, scale=amount.number.scale * money.scale)
                amount = replace(amount, value=amount.value * money.scale, number=number)
        elif t.is_digits(amount.number.first):
            found = _symbol(t, j)
    if found is None and hyphen and t.is_digits(amount.number.first):
        found = _joined_symbol(t, j + 1)
    if found is None and t.low[j] == "of" and amount.form == "vague":
        found = t.units.get(j + 1)
    if found is None:
        return amount
    last, unit = found
    if unit.name == "pounds" and t.low[last - 1] in vocabulary().pound_names:
        unit = _pounds(t, amount, last)
    amount, last = _scaled_in_brackets(t, amount, last)
    form = {"share": "percent", "money": "money"}.get(unit.group, "measure")
    if unit == POINTS:
        form = "points"
    form = "vague" if amount.form == "vague" else form
    return _per(t, replace(amount, last=last, unit=unit, form=form))


def _scaled_in_brackets(t: Tokens, amount: Amount, last: int) -> tuple[Amount, int]:
    """The amount in the scale that stands in brackets behind its unit, as headers have it: "886.7 Lei (million)"."""
    words = vocabulary()
    scale = words.scales.get(t.low[last + 1]) or words.plural_scales.get(t.low[last + 1], 0)
    if not scale or amount.number.scale > 1 or (t.words[last], t.words[last + 2]) != ("(", ")"):
        return amount, last
    scaled = replace(amount.number, scale=scale, value=amount.number.value * scale)
    return replace(amount, value=amount.value * scale, number=scaled), last + 3


def _is_plain_word(t: Tokens, amount: Amount, first: int, last: int) -> bool:
    """Whether what is a unit elsewhere is another word here: "23 won seats", "381 second homes"."""
    words = vocabulary()
    if t.low[first] == "second" and t.words[last].isalpha() and not is_joint(t, first - 1):
        return amount.value > MOST_SECONDS or (t.words[first] == "Second" and t.words[last].islower())
    if last != first + 1 or t.low[first] not in words.names_like_words:
        return False
    return counts_something(t, last) or amount.value < LARGE


def with_smaller_unit(t: Tokens, amount: Amount) -> Amount:
    """The amount with a smaller unit's that follows in one breath: "5 feet 2 inches", "13 dollars and 45 cents"."""
    smaller = vocabulary().unit_compounds.get(amount.unit.name)
    if smaller is None or amount.low is not None or amount.value != int(amount.value) or amount.number.style == "vague":
        return amount
    j = amount.last + (t.low[amount.last] == "and")
    if not (t.is_digits(j) or t.low[j] in vocabulary().small):
        return amount
    rest = read_amount(t, j)
    if rest is None or rest.unit.name not in smaller or rest.value >= smaller[rest.unit.name]:
        return amount
    return replace(amount, last=rest.last, value=amount.value + rest.value / smaller[rest.unit.name])


def _pounds(t: Tokens, amount: Amount, last: int) -> Unit:
    nearby = t.low[max(0, amount.first - 8) : last + 6]
    if amount.number.scale >= 1000 or "£" in nearby or not vocabulary().money_words.isdisjoint(nearby):
        return Unit("GBP", "money")
    return Unit("pounds", "weight")


def _symbol(t: Tokens, j: int) -> tuple[int, Unit] | None:
    """The unit symbol at token j, spelled in up to four glued tokens ("km/h", "m²"), the longest that is known."""
    if t.gap(j) not in {"", " ", "\u00a0", "\u202f", "\u2009"}:
        return None
    symbols = vocabulary().unit_symbols
    k = j + 1
    while k < min(j + 5, t.count) and t.glued(k):
        k += 1
    while k > j:
        text = t.text[t.start[j] : t.end[k - 1]]
        unit = symbols.get(text)
        if unit and not (t.glued(k) and t.words[k].isalnum()) and _symbol_fits(t, j, k, text):
            return k, unit
        k -= 1
    return None


def _joined_symbol(t: Tokens, j: int) -> tuple[int, Unit] | None:
    """The same behind a hyphen, "a 12-km wall"; no single letter, and nothing in a compound ("2-in-1")."""
    found = _symbol(t, j) if len(t.words[j]) > 1 and t.words[j] != "in" else None
    return None if found is None or is_joint(t, found[0]) else found


def _symbol_fits(t: Tokens, j: int, k: int, text: str) -> bool:
    if text == "in":
        return t.glued(j)
    if text == "s":
        return "." in t.words[j - 1]
    if text in {"C", "F", "K"}:
        return t.glued(j)
    if text in {"t", "l", "h", "g", "W", "V", "PS"} and not t.glued(j):
        return not t.words[k].isalpha() or t.words[k].islower() or text in {"W", "V", "PS"}
    if text in {"”", "″", '"'}:
        return t.glued(j) and t.text.count(text, 0, t.start[j]) % 2 == 0 and text != "”"
    return True


def _part_amount(t: Tokens, amount: Amount) -> Amount:
    """A fraction is a percent, or so much of the unit that follows: "half an hour", "one-tenth of one percent"."""
    j = amount.last
    k = j + (t.low[j] == "of")
    if t.low[k] in {"a", "an", "one", "1"}:
        found = t.units.get(k + 1) or _point(t, k + 1)
    elif k == j:
        hyphen = is_joint(t, j)
        found = t.units.get(j + 1 if hyphen else j)
        if amount.number.value < 1 and found and found[1].group == "time" and not hyphen and t.low[j - 1] == "half":
            found = None
    else:
        found = None
    if found:
        form = "percent" if found[1].group == "share" else "measure"
        return replace(amount, last=found[0], unit=found[1], form="points" if found[1] == POINTS else form)
    return replace(amount, value=amount.value * 100)


def _point(t: Tokens, j: int) -> tuple[int, Unit] | None:
    """ "half a point"."""
    return (j + 1, POINTS) if t.low[j] in vocabulary().lists["points"] else None
