"""Numbers in digits, in all their dress: 1,234 · 1 234 · 17, 793 · 1.2m · 49.6M · 1½ · 3/4 · 1.9×10^30."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.reading.quantities.number import Number, counts_something, is_behind_plus, is_joint, past_hyphen
from pipeline.reading.quantities.parts import of_a_scale
from pipeline.reading.quantities.powers import RAISED_DIGITS, powered
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary
from pipeline.reading.quantities.words import with_part

MOST_CHARACTERS = 40
"""Of a number in digits."""
THIN_SPACES = frozenset({"\u00a0", "\u2009", "\u202f", "\u2007"})
GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
ONE_DOTTED_GROUP = re.compile(r"(?!0)\d{1,3}\.\d{3}")
DOTS_AND_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")
RAISED_POINT = "·"
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
LOWERED_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
DIALLED = re.compile(r"(?!\d{1,3}(?: \d{3}){1,2}(?![ \d()-]*\d))\d[\d ()-]{5,}\d")
"""A telephone number behind a plus; one or two groups of thousands are a change: "+109 000", "+12 345 678"."""
LAST_GROUP = re.compile(r"\d{3}[.,]\d{1,2}")
SIZES = frozenset({100, 1_000, 10_000, 100_000, 1_000_000})
"""What "100s of" and the like may say the size of."""
DENOMINATORS = frozenset({*range(2, 11), 12, 16, 20, 25, 32, 50, 64, 100})
"""Lower numbers of fractions that people write with a slash; "9/11" and "24/7" are none."""
LARGEST_DENOMINATOR = 1000
"""Of a fraction that "of" follows: "1/40 of the victims"."""


def read_digits(t: Tokens, i: int, money: bool) -> Number | None:
    """The number whose digits are token i; `money` says that a currency sign stands before it."""
    value = _dotted_thousands(t, i, money) or _value(t.words[i])
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
    last, value = _regrouped(t, i, value, money)
    plain = last == i + 1 and t.words[i].isdecimal()
    mixed = _with_fraction(t, i, last)
    if mixed:
        last, value, plain = mixed[0], value + mixed[1], False
    raised = powered(t, Number(i, last, value, "digits", plain=plain))
    if raised:
        return raised
    return _longer(t, with_scale(t, Number(i, last, value, "digits", plain=plain), money))


def _value(word: str) -> float | None:
    """None for what is no number, or longer than any figure: a float has no room for it."""
    if len(word) > MOST_CHARACTERS:
        return None
    if DECIMAL_COMMA.fullmatch(word) or RAISED_POINT in word:
        return float(word.replace(",", ".").replace(RAISED_POINT, "."))
    if DOTS_AND_COMMA.fullmatch(word):
        return float(word.replace(".", "").replace(",", "."))
    word = word.replace(",", "").replace("'", "").replace("’", "")
    if word.count(".") > 1:
        if not GROUPED_BY_DOTS.fullmatch(word):
            return None
        word = word.replace(".", "")
    return float(word)


def _dotted_thousands(t: Tokens, i: int, money: bool) -> float | None:
    """The number whose thousands a dot parts: "50.000 people", "13.500 vehicles", "EUR 412.500"; "3.459" is none.

    Three digits behind the dot are thousands where things are counted, which have no thousandths.
    """
    word, following = t.words[i], t.low[i + 1]
    if not ONE_DOTTED_GROUP.fullmatch(word):
        return None
    lists = vocabulary().lists
    unit = t.units.get(i + 1)
    if unit or (following in vocabulary().suffixes and not money) or following in {"%", "°", "times"}:
        return None
    whole = float(word.replace(".", ""))
    if money or t.words[i + 1] in vocabulary().currency_symbols or t.words[i + 1] in vocabulary().currency_codes:
        return whole if whole >= 10_000 and following not in {"per", "a", "/"} else None
    if word.endswith(".000"):
        return whole if following.isalpha() else None
    nouns = (following, t.low[i + 2]) if t.words[i + 2].isalpha() else (following,)
    plural = following.isalpha() and following.endswith("s") and len(following) > 3
    counted = any(noun in lists["counted"] for noun in nouns)
    return whole if following not in lists["function_words"] and (plural or counted) else None


def _regrouped(t: Tokens, i: int, value: float, money: bool) -> tuple[int, float]:
    """Joins groups that white space parted: "127 000", "17, 793", "80 , 000", "1 234 567.89"."""
    last = i + 1
    named = t.glued(i) and t.words[i - 1].isalpha() and not money
    if named or not (t.words[i].isdecimal() and len(t.words[i]) <= 3) or t.words[i].startswith("0"):
        return last, value
    if t.words[last] == "," and t.gap(last) in {"", " "} and t.gap(last + 1) == " " and _is_group(t, last + 1):
        listed = t.words[last + 2] in {",", "and", "or"} and t.is_digits(last + 3)
        after_list = i > 1 and t.words[i - 1] == "," and t.is_digits(i - 2)
        if listed or after_list or _is_whole(t, i) or not (money or _may_be_broken(t, i)):
            return last, value
        return last + 2, value * 1000 + float(t.words[last + 1])
    while (
        last - i < MOST_CHARACTERS
        and _is_group(t, last)
        and (t.gap(last) in THIN_SPACES or (t.gap(last) == " " and _is_sole_group(t, i, last)))
    ):
        value = value * 1000 + float(t.words[last])
        last += 1
    if t.gap(last) in {" ", *THIN_SPACES} and LAST_GROUP.fullmatch(t.words[last]) and _is_sole_group(t, i, last):
        return last + 1, value * 1000 + float(t.words[last].replace(",", "."))
    return last, value


def _may_be_broken(t: Tokens, i: int) -> bool:
    """Whether "17, 793" can be one number: not behind a name or a noun that 17 numbers ("ward 7, 412 boys")."""
    before, words = t.words[i - 1] if i else "", vocabulary()
    if t.gap(i + 1) == " ":
        return True
    if not before.isalpha():
        stopped = words.lists["short_labels"] | words.lists["months"]
        return not (i and (t.glued(i) or (before == "." and t.low[i - 2] in stopped)))
    if before[0].isupper() and t.low[i - 1] in words.lists["months"]:
        return False
    told = (t.low[i - 1] in words.lists["recording"] or i in t.before) and _counts(t, i + 3)
    round_sum = i in t.before and t.words[i + 2].endswith("00")
    leads = t.low[i - 1] in words.lists["function_words"] and i not in t.before
    return not t.glued(i) and (leads or told or round_sum) and not (_limits_age(t, i) or _ends_range(t, i))


def _limits_age(t: Tokens, i: int) -> bool:
    """ "children under 5, 200 died", "employees above 65, 803 had retired", "those older than 50, 412"."""
    lists = vocabulary().lists
    comparing = i > 1 and t.low[i - 1] == "than" and t.low[i - 2] in lists["older"]
    limited = i - 1 - comparing
    if limited < 1 or not (comparing or t.low[limited] in lists["age_limits"]):
        return False
    persons = lists["age_leads"] | lists["counted"]
    return t.low[limited - 1] in persons or t.low[limited - 1].endswith("s")


def _ends_range(t: Tokens, i: int) -> bool:
    """ "Of grades 9 to 12, 340 pupils came"; but "from 15, 200 to 17, 500"."""
    return i > 2 and t.low[i - 1] in {"to", "and", "or"} and t.is_digits(i - 2) and t.words[i - 3] != ","


def _is_group(t: Tokens, i: int) -> bool:
    return i < t.count and len(t.words[i]) == 3 and t.words[i].isdecimal()


def _is_whole(t: Tokens, i: int) -> bool:
    """Whether the number is a whole whose parts follow: "Of the 80, 31 left"."""
    before = t.low[max(0, i - 2) : i]
    summed = before[:1] and before[0] in vocabulary().lists["summing_nouns"]
    return (before[-1:] == ["of"] and not summed) or (
        before[:1] in (["of"], ["among"]) and before[-1:] in (["the"], ["those"], ["these"])
    )


def _is_sole_group(t: Tokens, i: int, last: int) -> bool:
    """Groups parted by plain spaces are one number where no list, code or telephone number is likely."""
    dialled = t.words[last + 1] == "-" and len(t.words[last + 2]) == 4
    if dialled or len(t.gap(i)) > 1 or "\n" in t.gap(i):
        return not dialled
    before = t.words[i - 1] if i else ""
    if before == "," and not (len(t.words[i - 2]) == 4 and t.words[i - 2].isdecimal()):
        before = t.words[i - 2]
    of_year = len(before) == 4 and i > 1 and t.low[i - 2] in vocabulary().lists["year_leads"]
    if of_year or (before == "+" and len(t.gap(i - 1)) > 1):
        return True
    if is_behind_plus(t, i):
        return telephone_number(t, i) is None
    return not (before.isdecimal() or before in {"+", ")"} or (before == "-" and t.glued(i)))


def telephone_number(t: Tokens, i: int) -> re.Match[str] | None:
    """The telephone number that begins at token i, a plus right before it: "+44 20 7946 0018"."""
    return DIALLED.match(t.text, t.start[i]) if is_behind_plus(t, i) else None


def _with_fraction(t: Tokens, i: int, last: int) -> tuple[int, float] | None:
    """The fraction that follows whole digits and the token behind it: "1½", "10 1/2"."""
    signs = vocabulary().unicode_fractions
    raised = _raised_fraction(t, last)
    if raised:
        return raised
    if t.words[last] in signs:
        over, under = signs[t.words[last]]
        return last + 1, over / under
    if t.words[i].isdecimal() and t.gap(last).isspace() and t.is_digits(last):
        rest = slashed(t, last)
        return (last + 3, rest) if rest else None
    return None


def _raised_fraction(t: Tokens, i: int) -> tuple[int, float] | None:
    """ "2¹/2", "3³⁄₄": an upper number in raised digits, a lower one in plain or lowered digits."""
    if t.words[i + 1] not in {"/", "⁄"} or not (t.glued(i) and t.glued(i + 1) and t.glued(i + 2)):
        return None
    over, under = t.words[i].translate(RAISED_DIGITS), t.words[i + 2].translate(LOWERED_DIGITS)
    if t.words[i].isdecimal() or not (over.isdecimal() and under.isdecimal() and 0 < int(over) < int(under)):
        return None
    return i + 3, int(over) / int(under)


def slashed(t: Tokens, i: int) -> float | None:
    """The fraction "3/4" at token i, if it is one, and no date, no "24/7"."""
    if i + 2 >= t.count or t.words[i + 1] not in {"/", "⁄"} or not (t.glued(i + 1) and t.glued(i + 2)):
        return None
    over, under = t.words[i], t.words[i + 2]
    if not (over.isdecimal() and under.isdecimal()) or t.words[i + 3] == "/" or (i and t.words[i - 1] == "/"):
        return None
    n, d = int(over), int(under)
    usual = d in DENOMINATORS or (d <= LARGEST_DENOMINATOR and t.low[i + 3] == "of")
    return n / d if 0 < n < d and usual else None


def with_scale(t: Tokens, number: Number, money: bool) -> Number:
    """The number with the scale that follows, glued ("49.6M") or not ("2 million")."""
    words = vocabulary()
    j = past_hyphen(t, number.last) if money else number.last
    if t.low[j] in words.suffixes and _is_scale(t, number, j, money):
        scale = words.suffixes[t.low[j]]
        number = replace(number, last=j + 1, value=number.value * scale, scale=scale, plain=False)
    while True:
        j = number.last + (is_joint(t, number.last) and t.low[number.last + 1] in words.scales)
        scale = words.scales.get(t.low[j], 0) or (words.plural_scales.get(t.low[j], 0) if number.scale == 1 else 0)
        if not scale or t.low[j] in {"tens", "scores"}:
            return number
        number = replace(number, last=j + 1, value=number.value * scale, scale=number.scale * scale, plain=False)


def _is_scale(t: Tokens, number: Number, j: int, money: bool) -> bool:
    """Whether the letters at token j, behind digits, are a scale: "1.2m people", and no unit, no model: "100m deep",
    "4K"."""
    words, low = vocabulary(), t.low[j]
    if t.glued(j + 1) and t.is_digits(j + 1):
        return False
    if (low == "t" and not money) or (low == "grand" and _counts(t, j + 1)):
        return False
    if low in words.doubtful_suffixes and not money and not _is_money(t, j + 1):
        if number.plain and number.first and t.words[number.first - 1][:1].isupper() and not _counts(t, j + 1):
            return False
        return t.glued(j) and (t.words[j] in {"M", "B"} or _is_large(t, number, j))
    return t.glued(j) or len(low) > 1 or money or t.words[j] == "k"


def _is_money(t: Tokens, j: int) -> bool:
    """Whether a currency stands at token j: "40m USD", "3b euros"."""
    unit = t.units.get(j)
    return t.words[j] in vocabulary().currency_codes or (unit is not None and unit[1].group == "money")


def _is_large(t: Tokens, number: Number, j: int) -> bool:
    """Whether "m" or "b" glued to digits is million or billion: with a decimal, or before a noun but no length's."""
    following = t.low[j + 1]
    if t.words[j + 2] == "-" and t.glued(j + 2) and following.isalpha():
        return True
    if t.low[j] == "mm" or following in vocabulary().lists["lengths"]:
        return False
    return not number.plain or (following.isalpha() and len(following) > 3)


def _counts(t: Tokens, j: int) -> bool:
    """Whether something that is counted stands at token j."""
    compound = t.words[j + 1] == "-" and t.glued(j + 1)
    return counts_something(t, j) or (compound and t.words[j].isalpha())


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
