"""Numbers in digits, in all their dress: 1,234 · 1 234 · 17, 793 · 1.2m · 49.6M · 1½ · 3/4 · 1.9×10^30."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.reading.quantities.number import Number, is_joint
from pipeline.reading.quantities.parts import of_a_scale
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary
from pipeline.reading.quantities.words import with_part

THIN_SPACES = frozenset({"\u00a0", "\u2009", "\u202f", "\u2007"})
TIMES_TEN = re.compile(r"\s?[×xX*]\s?10\s?\^?\s?([-−–+]?)\s?(\d{1,2})(?!\d)|[eE]([-−+]?)(\d{1,2})(?![\w])")
RAISED = re.compile(r"\^([-−+]?\d{1,3})(?!\d)")
GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
SIZES = frozenset({100, 1_000, 10_000, 100_000, 1_000_000})
"""What "100s of" and the like may say the size of."""
DENOMINATORS = frozenset({*range(2, 11), 12, 16, 20, 25, 32, 50, 64, 100})
"""Lower numbers of fractions that people write with a slash; "9/11" and "24/7" are none."""


def read_digits(t: Tokens, i: int, money: bool) -> Number | None:
    """The number whose digits are token i; `money` says that a currency sign stands before it."""
    value = _value(t.words[i])
    if value is None:
        return None
    fraction = slashed(t, i)
    if fraction:
        scaled = of_a_scale(t, i + 3)
        if scaled:
            return Number(i, scaled[0], fraction * scaled[1], "words", scaled[1])
        return Number(i, i + 3, fraction, "part")
    if t.low[i + 1] == "s" and t.glued(i + 1) and t.low[i + 2] == "of" and value in SIZES:
        return Number(i, i + 2, value, "vague", value)
    last, value = _regrouped(t, i, value)
    plain = last == i + 1 and t.words[i].isdecimal()
    mixed = _with_fraction(t, i, last)
    if mixed:
        last, value, plain = mixed[0], value + mixed[1], False
    powered = _powered(t, Number(i, last, value, "digits"))
    if powered:
        return powered
    return _longer(t, with_scale(t, Number(i, last, value, "digits", plain=plain), money))


def _value(word: str) -> float | None:
    if DECIMAL_COMMA.fullmatch(word):
        return float(word.replace(",", "."))
    word = word.replace(",", "")
    if word.count(".") > 1:
        if not GROUPED_BY_DOTS.fullmatch(word):
            return None
        word = word.replace(".", "")
    return float(word)


def _regrouped(t: Tokens, i: int, value: float) -> tuple[int, float]:
    """Joins groups that white space parted: "127 000", "17, 793", "80 , 000"."""
    last = i + 1
    if not (t.words[i].isdecimal() and len(t.words[i]) <= 3) or t.words[i].startswith("0"):
        return last, value
    if t.words[last] == "," and t.gap(last) in {"", " "} and t.gap(last + 1) == " " and _is_group(t, last + 1):
        listed = t.words[last + 2] in {",", "and", "or"} and t.is_digits(last + 3)
        if listed or (i > 1 and t.words[i - 1] == "," and t.is_digits(i - 2)) or _is_whole(t, i):
            return last, value
        return last + 2, value * 1000 + float(t.words[last + 1])
    while _is_group(t, last) and (t.gap(last) in THIN_SPACES or (t.gap(last) == " " and _is_sole_group(t, i, last))):
        value = value * 1000 + float(t.words[last])
        last += 1
    return last, value


def _is_group(t: Tokens, i: int) -> bool:
    return i < t.count and len(t.words[i]) == 3 and t.words[i].isdecimal()


def _is_whole(t: Tokens, i: int) -> bool:
    """Whether the number is a whole whose parts follow: "Of the 80, 31 left"."""
    before = t.low[max(0, i - 2) : i]
    return before[-1:] == ["of"] or (
        before[:1] in (["of"], ["among"]) and before[-1:] in (["the"], ["those"], ["these"])
    )


def _is_sole_group(t: Tokens, i: int, last: int) -> bool:
    """Groups parted by plain spaces are one number where no list, code or telephone number is likely."""
    before = t.words[i - 1] if i else ""
    if before == ",":
        before = t.words[i - 2]
    dialled = t.words[last + 1] == "-" and len(t.words[last + 2]) == 4
    return not (before.isdecimal() or before in {"+", "-", ")"} or dialled)


def _with_fraction(t: Tokens, i: int, last: int) -> tuple[int, float] | None:
    """The fraction that follows whole digits and the token behind it: "1½", "10 1/2"."""
    signs = vocabulary().unicode_fractions
    if t.words[last] in signs:
        over, under = signs[t.words[last]]
        return last + 1, over / under
    if t.words[i].isdecimal() and t.gap(last).isspace() and t.is_digits(last):
        rest = slashed(t, last)
        return (last + 3, rest) if rest else None
    return None


def slashed(t: Tokens, i: int) -> float | None:
    """The fraction "3/4" at token i, if it is one, and no date, no "24/7"."""
    if i + 2 >= t.count or t.words[i + 1] not in {"/", "⁄"} or not (t.glued(i + 1) and t.glued(i + 2)):
        return None
    over, under = t.words[i], t.words[i + 2]
    if not (over.isdecimal() and under.isdecimal()) or t.words[i + 3] == "/" or (i and t.words[i - 1] == "/"):
        return None
    n, d = int(over), int(under)
    return n / d if 0 < n < d and d in DENOMINATORS else None


def _powered(t: Tokens, number: Number) -> Number | None:
    """Scientific notation, "6.2×10^-4" and "1.2e+14", and a plain power, "1.1^23"."""
    end = t.end[number.last - 1]
    found = TIMES_TEN.match(t.text, end)
    if found:
        sign, exponent = (found[1], found[2]) if found[2] else (found[3], found[4])
        value = number.value * 10.0 ** (int(exponent) * (-1 if sign in {"-", "−", "–"} else 1))
    else:
        found = RAISED.match(t.text, end)
        if found is None:
            return None
        try:
            value = number.value ** int(found[1].replace("−", "-"))
        except (OverflowError, ZeroDivisionError):
            return None
    last = number.last
    while last < t.count and t.end[last] <= found.end():
        last += 1
    return replace(number, last=last, value=value)


def with_scale(t: Tokens, number: Number, money: bool) -> Number:
    """The number with the scale that follows, glued ("49.6M") or not ("2 million")."""
    words = vocabulary()
    j = number.last
    if t.low[j] in words.suffixes and _is_scale(t, number, money):
        scale = words.suffixes[t.low[j]]
        number = replace(number, last=j + 1, value=number.value * scale, scale=scale, plain=False)
    while True:
        j = number.last + (is_joint(t, number.last) and t.low[number.last + 1] in words.scales)
        scale = words.scales.get(t.low[j], 0) or (words.plural_scales.get(t.low[j], 0) if number.scale == 1 else 0)
        if not scale or t.low[j] in {"tens", "scores"}:
            return number
        number = replace(number, last=j + 1, value=number.value * scale, scale=number.scale * scale, plain=False)


def _is_scale(t: Tokens, number: Number, money: bool) -> bool:
    """Whether the letters behind digits are a scale: "1.2m people", and no unit, no model: "100m deep", "4K"."""
    words, j = vocabulary(), number.last
    low = t.low[j]
    if t.glued(j + 1) and t.is_digits(j + 1):
        return False
    if low in words.doubtful_suffixes and not money:
        return t.glued(j) and (t.words[j] in {"M", "B"} or _is_large(t, number, j))
    return t.glued(j) or len(low) > 1 or money or t.words[j] == "k"


def _is_large(t: Tokens, number: Number, j: int) -> bool:
    """Whether "m" or "b" glued to digits is million or billion: with a decimal, or before a noun but no length's."""
    following = t.low[j + 1]
    if t.low[j] == "mm" or following in vocabulary().lists["lengths"]:
        return False
    return not number.plain or (following.isalpha() and len(following) > 3)


def _longer(t: Tokens, number: Number) -> Number:
    """Adds what follows a scale: "7 thousand 2 hundred and 15", "2 million and a half"."""
    if number.scale < 100:
        return number
    number = with_part(t, number)
    j = number.last
    if t.low[j] == "and" and number.scale in {100, 1000}:
        rest = vocabulary().small.get(t.low[j + 1])
        if t.words[j + 1].isdecimal() and len(t.words[j + 1]) <= 2 and t.low[j + 2] not in vocabulary().scales:
            rest = int(t.words[j + 1])
        return replace(number, last=j + 2, value=number.value + rest) if rest else number
    if t.words[j].isdecimal() and t.low[j + 1] in vocabulary().scales:
        rest_number = _longer(t, with_scale(t, Number(j, j + 1, float(t.words[j]), "digits"), money=False))
        if rest_number.value < number.scale:
            return replace(number, last=rest_number.last, value=number.value + rest_number.value)
    return number
