"""Numbers as they are written: digits in all their dress, number words to any size, scales, parts of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.quantities.tokens import Tokens
from pipeline.quantities.vocabulary import vocabulary

Style = Literal["digits", "words", "vague", "part"]

THIN_SPACES = frozenset({"\u00a0", "\u2009", "\u202f", "\u2007"})
HYPHENS = frozenset({"-", "‐", "‑"})
POWER = re.compile(r"\s?[×xX*]\s?10\s?\^?\s?([-−–]?)\s?(\d{1,2})(?!\d)")
GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the tokens first to last (exclusive).

    `scale` is what its last scale word multiplied by, 1 if there was none. A `part` is a fraction of one. `plain`
    digits bear neither comma, point nor scale: only such can be a year, a label or a code.
    """

    first: int
    last: int
    value: float
    style: Style
    scale: float = 1
    plain: bool = False

    @property
    def mantissa(self) -> float:
        return self.value / self.scale


def read_number(t: Tokens, i: int, money: bool = False) -> Number | None:
    """The number that begins at token i; `money` says that a currency sign stands before it."""
    if t.is_digits(i):
        return _digits(t, i, money)
    return _part(t, i) or _vague(t, i) or _words(t, i)


def _digits(t: Tokens, i: int, money: bool) -> Number | None:
    value = _digit_value(t.words[i])
    if value is None:
        return None
    last, value = _regrouped(t, i, value)
    plain = last == i + 1 and t.words[i].isdecimal()
    last, value, fraction = _with_fraction(t, i, last, value)
    if fraction == "whole":
        scaled = _of_a_scale(t, last)
        if scaled:
            return Number(i, scaled[0], value * scaled[1], "words", scaled[1])
        return Number(i, last, value, "part")
    power = POWER.match(t.text, t.end[last - 1])
    if power:
        exponent = int(power[2]) * (-1 if power[1] else 1)
        while last < t.count and t.end[last] <= power.end():
            last += 1
        return Number(i, last, value * 10.0**exponent, "digits")
    number = _suffixed(t, Number(i, last, value, "digits", plain=plain and not fraction), money)
    return _longer(t, number)


def _digit_value(word: str) -> float | None:
    if DECIMAL_COMMA.fullmatch(word):
        return float(word.replace(",", "."))
    word = word.replace(",", "")
    if word.count(".") > 1:
        if not GROUPED_BY_DOTS.fullmatch(word):
            return None
        word = word.replace(".", "")
    return float(word)


def _regrouped(t: Tokens, i: int, value: float) -> tuple[int, float]:
    """Joins groups that white space parted: "127 000", "17, 793"."""
    last = i + 1
    if not (t.words[i].isdecimal() and len(t.words[i]) <= 3) or t.words[i].startswith("0"):
        return last, value
    if t.words[last] == "," and t.glued(last) and _is_group(t, last + 1) and t.gap(last + 1) == " ":
        listed = t.words[last + 2] in {",", "and", "or"} and t.is_digits(last + 3)
        before = (i > 1 and t.words[i - 1] == "," and t.is_digits(i - 2)) or _is_whole(t, i)
        return (last, value) if listed or before else (last + 2, value * 1000 + float(t.words[last + 1]))
    while _is_group(t, last) and (t.gap(last) in THIN_SPACES or (t.gap(last) == " " and _is_sole_group(t, i, last))):
        value = value * 1000 + float(t.words[last])
        last += 1
    return last, value


def _is_whole(t: Tokens, i: int) -> bool:
    """Whether the number is a whole whose parts follow: "Of the 500, 289 died"."""
    return t.low[i - 1] == "of" or (
        i > 1 and t.low[i - 1] in {"the", "those", "these"} and t.low[i - 2] in {"of", "among"}
    )


def _is_group(t: Tokens, i: int) -> bool:
    return i < t.count and len(t.words[i]) == 3 and t.words[i].isdecimal()


def _is_sole_group(t: Tokens, i: int, last: int) -> bool:
    """Groups parted by plain spaces are one number where no list, code or telephone number is likely."""
    before = t.words[i - 1] if i else ""
    return not (before.isdecimal() or before in {"+", "-", ")", ","} or t.words[last + 1] in {"-", "–"})


def _with_fraction(t: Tokens, i: int, last: int, value: float) -> tuple[int, float, str]:
    """Adds "½" or "1/2" that follows; reads "1/2" itself. The third item is "whole" when all of it is a fraction."""
    signs = vocabulary().unicode_fractions
    if t.words[last] in signs:
        over, under = signs[t.words[last]]
        return last + 1, value + over / under, "mixed"
    if not t.words[i].isdecimal():
        return last, value, ""
    simple = _slashed(t, i)
    if simple:
        return i + 3, simple, "whole"
    if t.gap(last) == " " and t.is_digits(last):
        rest = _slashed(t, last)
        if rest:
            return last + 3, value + rest, "mixed"
    return last, value, ""


def _slashed(t: Tokens, i: int) -> float | None:
    """A fraction in digits, with a denominator that people write so; no date and no "24/7"."""
    if i + 2 >= t.count or t.words[i + 1] not in {"/", "⁄"} or not (t.glued(i + 1) and t.glued(i + 2)):
        return None
    over, under = t.words[i], t.words[i + 2]
    if not (over.isdecimal() and under.isdecimal()) or t.words[i + 3] == "/" or (i and t.words[i - 1] == "/"):
        return None
    n, d = int(over), int(under)
    return n / d if 0 < n < d and (d <= 10 or d in {12, 16, 20, 25, 32, 50, 64, 100}) else None


def _suffixed(t: Tokens, number: Number, money: bool) -> Number:
    """Takes the scale that follows digits, glued ("49.6M") or not ("2 million")."""
    words = vocabulary()
    j, low = number.last, t.low[number.last]
    if low in words.suffixes:
        glued = t.glued(j)
        spaced = len(low) > 2 or low in words.scales or low in {"bn", "mn", "tn", "cr"} or money
        doubtful = low in words.doubtful_suffixes and not money
        if (
            (glued or spaced)
            and not (doubtful and not _scales_here(t, number, j))
            and not (t.glued(j + 1) and t.is_digits(j + 1))
        ):
            scale = words.suffixes[low]
            number = replace(number, last=j + 1, value=number.value * scale, scale=scale, plain=False)
            if (
                t.words[number.last] == "."
                and low in {"m", "bn", "mn", "cr"}
                and t.glued(number.last)
                and t.low[number.last + 1].isalpha()
                and t.words[number.last + 1].islower()
            ):
                number = replace(number, last=number.last + 1)
    while t.low[number.last] in words.scales or (number.scale == 1 and t.low[number.last] in words.plural_scales):
        j = number.last
        hyphen = False
        scale = words.scales.get(t.low[j]) or words.plural_scales[t.low[j]]
        if t.low[j] in {"score", "gross"} and not hyphen:
            break
        number = replace(number, last=j + 1, value=number.value * scale, scale=number.scale * scale, plain=False)
    if (
        t.words[number.last] in HYPHENS
        and t.glued(number.last)
        and t.glued(number.last + 1)
        and t.low[number.last + 1] in words.scales
    ):
        scale = words.scales[t.low[number.last + 1]]
        number = replace(
            number, last=number.last + 2, value=number.value * scale, scale=number.scale * scale, plain=False
        )
    return number


def _scales_here(t: Tokens, number: Number, j: int) -> bool:
    """Whether a bare "m" or "b" after digits is million or billion, no metre and no bit."""
    if not t.glued(j):
        return False
    if t.words[j] in {"M", "B"}:
        return True
    following = t.low[j + 1]
    return (
        t.low[j] != "mm"
        and following not in vocabulary().lists["lengths"]
        and (not number.plain or (following.isalpha() and len(following) > 3))
    )


def _longer(t: Tokens, number: Number) -> Number:
    """Adds what follows a scale: "4 thousand 3 hundred and 21"."""
    if number.scale < 100 or t.words[number.last] == "":
        return number
    j = number.last
    if t.low[j] == "and":
        if t.low[j + 1] in {"a", "an"} and t.low[j + 2] in {"half", "quarter"}:
            part = 0.5 if t.low[j + 2] == "half" else 0.25
            return replace(number, last=j + 3, value=number.value + part * number.scale)
        return number
    if t.is_digits(j) and t.words[j].isdecimal() and t.low[j + 1] in vocabulary().scales:
        rest = _longer(t, _suffixed(t, Number(j, j + 1, float(t.words[j]), "digits"), money=False))
        if rest.value < number.scale:
            return replace(number, last=rest.last, value=number.value + rest.value)
    return number


def _step(t: Tokens, i: int) -> int:
    """The token after a hyphen that joins two number words, else i."""
    return i + 1 if t.words[i] in HYPHENS and t.glued(i) and t.glued(i + 1) else i


def _words(t: Tokens, i: int) -> Number | None:
    """Number words from token i: "two hundred and four thousand", "a hundred", "twenty-five"."""
    words = vocabulary()
    small, scales = words.small, words.scales
    j = i
    if t.low[i] in {"a", "an"}:
        j = i + 1
        if t.low[j] not in scales or t.low[j] in {"score", "gross"}:
            return None
    total = 0.0
    current: float | None = None
    smallest = 1e30
    scale = 1.0
    last = i
    while j < t.count:
        k = _step(t, j) if j > i else j
        word = t.low[k]
        if word == "and" and last == j and (current is None or current % 100 == 0) and _joins(t, k, smallest, current):
            k += 1
            word = t.low[k]
        if word in small:
            n = small[word]
            if current is None:
                if total and n >= smallest:
                    break
                current = n
            elif _adds(current, n):
                current += n
            else:
                break
        elif word in scales:
            if word in {"score", "gross"} or (k != j and current is None):
                break
            n = scales[word]
            if n == 100 and (current is None or current < 100):
                current = (1 if current is None else current) * 100
            elif n != 100:
                if n < smallest:
                    if current is None and total:
                        break
                    total += (1 if current is None else current) * n
                    smallest = n
                else:
                    total = (total + (current or 0)) * n
                    smallest = n
                current = None
            else:
                break
            scale = n if n != 100 else scale
        else:
            break
        j = last = k + 1
    if last == i or (last == i + 1 and t.low[i] in {"a", "an"}):
        return None
    value = total + (current or 0)
    last, value = _point(t, last, value)
    return _and_part(t, Number(i, last, value, "words", scale))


def _adds(current: float, n: int) -> bool:
    """Whether n goes into the empty places of `current`: four into a hundred, five into twenty."""
    if current and current % 100 == 0:
        return True
    return 0 < n < 10 and current % 100 >= 20 and current % 10 == 0


def _joins(t: Tokens, k: int, smallest: float, current: float | None) -> bool:
    """Whether "and" at token k goes on with a number: "a hundred and four", not "two million and three million"."""
    words = vocabulary()
    n = words.small.get(t.low[k + 1])
    if n is None or n == 0 or (current is None and smallest > 1e29):
        return False
    after = _step(t, k + 2)
    while t.low[after] in words.small:
        after = _step(t, after + 1)
    following = words.scales.get(t.low[after])
    if current is not None:
        return following is None or following >= 1000
    if following is None:
        return n < smallest and smallest >= 1000
    return following < smallest


def _point(t: Tokens, last: int, value: float) -> tuple[int, float]:
    """Decimals in words: "two point four five"."""
    small = vocabulary().small
    if t.low[last] != "point" or t.low[last + 1] not in small:
        return last, value
    digits, j = "", last + 1
    while t.low[j] in small:
        digits += str(small[t.low[j]])
        j += 1
    return j, value + float(f"0.{digits}")


def _and_part(t: Tokens, number: Number) -> Number:
    """Mixed numbers in words: "two and a half million", "three and two thirds"."""
    j = number.last
    if t.low[j] != "and":
        return number
    part = _bare_part(t, j + 1)
    if part is None:
        return number
    mixed = replace(number, last=part.last, value=number.value + part.value * number.scale)
    if number.scale == 1 and t.low[part.last] in vocabulary().scales:
        scale = vocabulary().scales[t.low[part.last]]
        return replace(mixed, last=part.last + 1, value=mixed.value * scale, scale=scale)
    return mixed


def _bare_part(t: Tokens, i: int) -> Number | None:
    """A fraction in words without its whole: "half", "a third", "two-thirds", "three quarters"."""
    words = vocabulary()
    if t.words[i] in words.unicode_fractions:
        over, under = words.unicode_fractions[t.words[i]]
        return Number(i, i + 1, over / under, "part")
    if t.low[i] == "half":
        return Number(i, i + 1, 0.5, "part")
    if t.low[i] in {"a", "an"}:
        over, j = 1, i + 1
    elif t.low[i] in words.small and words.small[t.low[i]]:
        over, j = words.small[t.low[i]], i + 1
        step = _step(t, j)
        if over >= 20 and t.low[step] in words.small and words.small[t.low[step]] < 10:
            over, j = over + words.small[t.low[step]], step + 1
    else:
        return None
    j = _step(t, j)
    under = words.denominators.get(t.low[j], 0)
    plural = t.low[j].endswith(("s", "halves"))
    if not under or plural != (over > 1) or (over >= under and under != 2):
        return None
    return Number(i, j + 1, over / under, "part")


def _of_a_scale(t: Tokens, i: int) -> tuple[int, float] | None:
    """The scale that a fraction is of: "(a quarter) of a million", "(half) a million", "(quarter) million"."""
    scales = vocabulary().scales
    j = i + (t.low[i] == "of")
    j += t.low[j] in {"a", "an", "one"}
    j = _step(t, j) if j == i else j
    if scales.get(t.low[j], 0) >= 12 and t.low[j] not in {"score", "gross"}:
        return j + 1, scales[t.low[j]]
    return None


def _part(t: Tokens, i: int) -> Number | None:
    """A fraction in words as a share of a whole, or as a share of a scale ("half a million")."""
    if t.low[i] == "quarter":
        scaled = _of_a_scale(t, i + 1)
        return Number(i, scaled[0], 0.25 * scaled[1], "words", scaled[1]) if scaled else None
    part = _bare_part(t, i)
    if part is None:
        return None
    scaled = _of_a_scale(t, part.last)
    if scaled:
        return Number(i, scaled[0], part.value * scaled[1], "words", scaled[1])
    return part if _is_share(t, i, part) else None


def _is_share(t: Tokens, i: int, part: Number) -> bool:
    """Whether a fraction word is a fraction here, and no ordinal ("a third raid"), no half of a match."""
    following, last = t.low[part.last], part.last
    before = t.low[i - 1] if i else ""
    if t.low[last - 1] in {"half", "halve", "halves"}:
        if following in HYPHENS and t.glued(last) and t.glued(last + 1):
            return t.low[last + 1] in {"hour", "mile", "day", "year", "million", "billion"}
        return not (
            before in vocabulary().lists["before_half"]
            or before in HYPHENS
            or following in vocabulary().lists["after_half"]
            or (before == "in" and following not in {"of", "the", "a", "an"})
        )
    if t.low[last - 1].endswith("s") or t.words[last - 2] in HYPHENS or t.words[i] in vocabulary().unicode_fractions:
        return True
    return following in vocabulary().lists["after_fraction"] and not (t.low[i] == "one" and before in {"the"})


def _vague(t: Tokens, i: int) -> Number | None:
    """Counts that say only their size: "hundreds of thousands", "dozens", "several dozen", "a few hundred"."""
    words = vocabulary()
    j = i + (t.low[i] == "a")
    if t.low[j] in words.several:
        k = j + 1
        value = float(words.scales.get(t.low[k], 0))
        if t.low[k] in {"score", "gross"} or not value:
            return None
        k, value = _plural_tail(t, k + 1, value)
        return Number(i, k, 2.0 * value, "vague", value)
    if t.low[i] not in words.plural_scales:
        return None
    last, value = _plural_tail(t, i + 1, float(words.plural_scales[t.low[i]]))
    if t.low[i] == "tens" and last == i + 1:
        return None
    if t.low[i] == "scores" and t.low[i + 1] != "of":
        return None
    return Number(i, last, float(value), "vague", value)


def _plural_tail(t: Tokens, j: int, value: float) -> tuple[int, float]:
    plural, scales = vocabulary().plural_scales, vocabulary().scales
    while t.low[j] == "of" and t.low[j + 1] in plural:
        value *= plural[t.low[j + 1]]
        j += 2
    if t.low[j] in scales and scales[t.low[j]] >= 1000:
        value *= scales[t.low[j]]
        j += 1
    return j, value
