"""Numbers in words, to any size: "two hundred and four thousand", "a hundred", "two and a half million"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.reading.quantities.number import Number, is_joint, past_hyphen
from pipeline.reading.quantities.parts import bare_part
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary


@dataclass(slots=True)
class Sum:
    """What the words read so far come to: whole scales in `total`, what the next scale will multiply in `current`."""

    total: float = 0.0
    current: float | None = None
    smallest: float = float("inf")
    scale: float = 1.0

    @property
    def value(self) -> float:
        return self.total + (self.current or 0)

    def add(self, n: int) -> bool:
        """Takes a number below a hundred, if there is a place for it: four after a hundred, five after twenty."""
        if self.current is None:
            if self.total and n >= self.smallest:
                return False
            self.current = n
            return True
        fits = (self.current > 0 and self.current % 100 == 0) or (
            0 < n < 10 and self.current % 100 >= 20 and self.current % 10 == 0
        )
        if fits:
            self.current += n
        return fits

    def multiply(self, n: int) -> bool:
        """Takes a scale: a hundred multiplies what is current, a larger one all that it stands behind."""
        if n == 100:
            if self.current is not None and self.current >= 100:
                return False
            self.current = 100 * (1 if self.current is None else self.current)
            return True
        if n < self.smallest:
            if self.current is None and self.total:
                return False
            self.total += n * (1 if self.current is None else self.current)
        else:
            self.total = self.value * n
        self.current, self.smallest, self.scale = None, n, n
        return True


def read_words(t: Tokens, i: int) -> Number | None:
    """The number in words that begins at token i."""
    words = vocabulary()
    article = t.low[i] in {"a", "an"}
    if article and t.low[i + 1] not in words.scales:
        return None
    number, j, last = Sum(), i + article, i
    while j < t.count:
        k = past_hyphen(t, j) if last > i else j
        if t.low[k] in {"and", "&"} and last > i and _goes_on(t, k, number):
            k = past_hyphen(t, k + 1)
        word = t.low[k]
        taken = (
            number.add(words.small[word])
            if word in words.small
            else word in words.scales
            and not (k != j and number.current is None)
            and number.multiply(words.scales[word])
        )
        if not taken:
            break
        j = last = k + 1
    if last == i:
        return None
    if is_year_in_words(t, i):
        return None
    decimal, value = _with_decimals(t, last, number.value)
    if decimal > last:
        return _scaled(t, Number(i, decimal, value, "words"))
    return _continued(t, with_part(t, Number(i, last, value, "words", number.scale)))


def is_year_in_words(t: Tokens, i: int) -> bool:
    """Whether the words are a year: "nineteen ninety-five", "twenty twenty-one"; "two thousand and six" behind a word
    that leads to years and before a pause."""
    if t.low[i : i + 2] == ["two", "thousand"] and i and t.low[i - 1] in vocabulary().lists["year_leads"]:
        return _ends_year(t, i + 2 + (t.low[i + 2] == "and"))
    half = vocabulary().small.get(t.low[i + 1], 0)
    return (
        t.low[i] in vocabulary().lists["centuries"]
        and 10 <= half < 100
        and not (is_joint(t, i + 1) or t.low[i + 2] in vocabulary().denominators)
    )


def _ends_year(t: Tokens, j: int) -> bool:
    small = vocabulary().small
    if not 0 < small.get(t.low[j], 0) < 100:
        return False
    after = past_hyphen(t, j + 1)
    after += small[t.low[j]] >= 20 and 0 < small.get(t.low[after], 0) < 10
    return t.words[max(after, j + 1)] in {",", ".", ";", ":", ")", ""}


def _scaled(t: Tokens, number: Number) -> Number:
    """ "two point five million"."""
    while scale := vocabulary().scales.get(t.low[number.last], 0):
        number = replace(number, last=number.last + 1, value=round(number.value * scale, 6), scale=number.scale * scale)
    return number


def _continued(t: Tokens, number: Number) -> Number:
    """A number in words with what a comma parts from it: "one thousand, two hundred and four"."""
    if number.scale < 1000 or t.words[number.last] != ",":
        return number
    rest = read_words(t, number.last + 1)
    if rest is None or not 100 <= rest.value < number.scale:
        return number
    return replace(number, last=rest.last, value=number.value + rest.value)


def _goes_on(t: Tokens, k: int, number: Sum) -> bool:
    """Whether "and" at token k is inside a number: "a hundred and four", not "two million and three million"."""
    words = vocabulary()
    k = past_hyphen(t, k + 1)
    n = words.small.get(t.low[k], 0)
    if not n or bare_part(t, k) is not None:
        return False
    if number.current is not None and number.current % 100:
        return False
    after = past_hyphen(t, k + 1)
    while t.low[after] in words.small:
        after = past_hyphen(t, after + 1)
    scale = words.scales.get(t.low[after])
    if number.current is not None:
        return scale is None or scale >= 1000
    return number.smallest > (scale or n)


def _with_decimals(t: Tokens, last: int, value: float) -> tuple[int, float]:
    """Decimals in words: "two point four five"."""
    small = vocabulary().small
    if t.low[last] != "point" or t.low[last + 1] not in small:
        return last, value
    digits, j = "", last + 1
    while t.low[j] in small:
        ends_in_zero = digits.endswith("0") and len(digits) > 1 and 0 < small[t.low[j]] < 10 and t.words[j - 1] == "-"
        digits = (digits[:-1] if ends_in_zero else digits) + str(small[t.low[j]])
        j = past_hyphen(t, j + 1)
    return j, value + float(f"0.{digits}")


def with_part(t: Tokens, number: Number) -> Number:
    """Mixed numbers: "two and a half million", "three and two thirds", "one billion and a half"."""
    scales = vocabulary().scales
    joint = past_hyphen(t, number.last)
    part = bare_part(t, past_hyphen(t, joint + 1)) if t.low[joint] == "and" else None
    if part is None or t.low[part.last] in vocabulary().lists["part_verbs"]:
        return number
    scale = scales.get(t.low[part.last])
    if scale is None:
        return replace(number, last=part.last, value=number.value + part.value * number.scale)
    if number.scale == 1:
        value = (number.value + part.value) * scale
        return replace(number, last=part.last + 1, value=value, scale=scale)
    if scale < number.scale:
        return replace(number, last=part.last + 1, value=number.value + part.value * scale)
    return number
