"""Fractions in words ("two-thirds", "half a million") and counts that say only their size ("dozens")."""

from __future__ import annotations

from pipeline.reading.quantities.number import HYPHENS, Number, is_joint, past_hyphen
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary


def read_part(t: Tokens, i: int) -> Number | None:
    """A fraction as a share of a whole, or as a share of a scale ("half a million")."""
    if t.low[i] == "quarter":
        scaled = of_a_scale(t, i + 1)
        return Number(i, scaled[0], 0.25 * scaled[1], "words", scaled[1]) if scaled else None
    part = bare_part(t, i)
    if part is None:
        return None
    scaled = of_a_scale(t, part.last)
    if scaled:
        return Number(i, scaled[0], part.value * scaled[1], "words", scaled[1])
    return part if _is_share(t, i, part) else None


def bare_part(t: Tokens, i: int) -> Number | None:
    """A fraction without its whole: "half", "a third", "two-thirds", "three quarters", "three twenty-firsts"."""
    words = vocabulary()
    if t.words[i] in words.unicode_fractions:
        over, under = words.unicode_fractions[t.words[i]]
        return Number(i, i + 1, over / under, "part")
    if t.low[i] == "half":
        return Number(i, i + 1, 0.5, "part")
    upper = _numerator(t, i)
    if upper is None:
        return None
    over, j = upper
    under, last = _denominator(t, j)
    plural = t.low[last - 1].endswith("s")
    if not under or (over >= under and under != 2):
        return None
    if plural != (over > 1) and not (over > 1 and t.low[last] in words.scales):
        return None
    return Number(i, last, over / under, "part")


def _numerator(t: Tokens, i: int) -> tuple[int, int] | None:
    """The upper number and the token at which the lower one begins."""
    small = vocabulary().small
    if t.low[i] in {"a", "an"}:
        j = i + 1 + (t.low[i + 1] in vocabulary().lists["fraction_adjectives"] and t.low[i + 2] != "half")
        return 1, _past_any_hyphen(t, j)
    over = small.get(t.low[i])
    if not over:
        return None
    j = past_hyphen(t, i + 1)
    if over >= 20 and 0 < small.get(t.low[j], 0) < 10:
        return over + small[t.low[j]], _past_any_hyphen(t, j + 1)
    return over, _past_any_hyphen(t, i + 1)


def _past_any_hyphen(t: Tokens, i: int) -> int:
    """A hyphen between upper and lower number may stand free, too: "five - eighths"."""
    free = t.words[i] in HYPHENS and t.gap(i) == t.gap(i + 1) == " " and t.low[i + 1] in vocabulary().denominators
    return i + 1 if free else past_hyphen(t, i)


def _denominator(t: Tokens, j: int) -> tuple[int, int]:
    words = vocabulary()
    tens = words.small.get(t.low[j], 0)
    if tens >= 20 and is_joint(t, j + 1):
        ones = words.ordinals.get(t.low[j + 2].removesuffix("s"), 0)
        return (tens + ones, j + 3) if ones else (0, j + 1)
    return words.denominators.get(t.low[j], 0), j + 1


def of_a_scale(t: Tokens, i: int) -> tuple[int, float] | None:
    """The scale that a fraction is of, and the token behind it: "(a quarter) of a million", "(half) a million"."""
    j = i + (t.low[i] == "of")
    j += t.low[j] in {"a", "an", "one"}
    j = past_hyphen(t, j) if j == i else j
    scale = vocabulary().scales.get(t.low[j], 0)
    return (j + 1, scale) if scale else None


def _is_share(t: Tokens, i: int, part: Number) -> bool:
    """Whether a fraction word is a fraction here, and no ordinal ("a third raid"), no half of a match."""
    lists, last = vocabulary().lists, part.last
    before = t.low[i - 1] if i else ""
    if t.low[last - 1] in {"half", "halves"}:
        if is_joint(t, last):
            return t.low[last + 1] in lists["halved_units"]
        return not (
            before in lists["before_half"]
            or before in HYPHENS
            or t.low[last] in lists["after_half"]
            or (before == "in" and t.low[last] not in {"of", "the", "a", "an"})
        )
    if t.low[last - 1].endswith("s") or t.words[last - 2] in HYPHENS or t.words[i] in vocabulary().unicode_fractions:
        return True
    return t.low[last] in lists["after_fraction"] and not (t.low[i] == "one" and before == "the")


def read_vague(t: Tokens, i: int) -> Number | None:
    """ "hundreds of thousands", "dozens", and "several dozen", "a few hundred", which are at least two of them."""
    words = vocabulary()
    j = i + (t.low[i] == "a")
    if t.low[j] in words.several:
        k = j + 1 + (t.low[j + 1] == "of")
        size = words.scales.get(t.low[k])
        if size is None:
            return None
        last, value = _of_plurals(t, k + 1, float(size))
        return Number(i, last, 2 * value, "vague", value)
    if t.low[i] not in words.plural_scales:
        return None
    last, value = _of_plurals(t, i + 1, float(words.plural_scales[t.low[i]]))
    needs_more = t.low[i] == "tens" or (t.low[i] == "scores" and t.low[last] != "of")
    return None if needs_more and last == i + 1 else Number(i, last, value, "vague", value)


def _of_plurals(t: Tokens, j: int, value: float) -> tuple[int, float]:
    words = vocabulary()
    while t.low[j] == "of" and t.low[j + 1] in words.plural_scales:
        value *= words.plural_scales[t.low[j + 1]]
        j += 2
    if words.scales.get(t.low[j], 0) >= 1000:
        value *= words.scales[t.low[j]]
        j += 1
    return j, value
