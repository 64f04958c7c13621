"""From a text to its quantities: where a number begins, what it says, and what bounds it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.reading.quantities.ages import read_age
from pipeline.reading.quantities.amounts import COUNT, PERCENT, Amount, read_amount, with_smaller_unit, with_unit
from pipeline.reading.quantities.bounds import bound_after, bound_before
from pipeline.reading.quantities.carry import Found, carried
from pipeline.reading.quantities.closing import one_more
from pipeline.reading.quantities.codes import skip_to, web_spans
from pipeline.reading.quantities.digits import with_scale
from pipeline.reading.quantities.labels import after_name
from pipeline.reading.quantities.money import MINUS
from pipeline.reading.quantities.multiples import read_multiple, read_multiple_word
from pipeline.reading.quantities.names import is_name
from pipeline.reading.quantities.ranges import may_be_range, number_at, read_range, read_range_of_multiples
from pipeline.reading.quantities.ratios import Ratio, read_every, read_part_of_whole, read_ratio
from pipeline.reading.quantities.scores import after_mark, is_mark, is_score
from pipeline.reading.quantities.tokens import Tokens, reader
from pipeline.reading.quantities.vocabulary import vocabulary
from pipeline.reading.quantities.words import is_year_in_words, read_words
from pipeline.reading.quantities.zeros import read_zero
from pipeline.records.model import Quantity

if TYPE_CHECKING:
    from pipeline.records.model import Bound


ARTICLES = frozenset({"a", "an"})
LETTERS = re.compile(r"[a-z]+")


@cache
def _starts() -> frozenset[str]:
    words = vocabulary()
    return frozenset(
        {*words.small, *words.scales, *words.plural_scales, *words.unicode_fractions, *words.several, *words.multiples}
        | words.comparing_multiples.keys()
        | {f"{word}fold" for word in [*words.small, *words.scales]}
        | {"a", "an", "half", "quarter", "no", "not", "none", "nobody", "every"}
    )


@cache
def _after_article() -> frozenset[str]:
    """What may follow "a" where this begins a number."""
    words = vocabulary()
    return frozenset(
        {*words.scales, *words.denominators, *words.ordinals, *words.several, *words.small, *words.lists["persons"]}
    )


@cache
def _digit_signs() -> re.Pattern[str]:
    return re.compile(rf"[\d{''.join(vocabulary().unicode_fractions)}]")


def _may_hold_any(text: str) -> bool:
    """Whether a text holds a digit or a word that could begin a number: most do not, and are done with here."""
    if _digit_signs().search(text):
        return True
    return not (_starts() | vocabulary().denominators.keys()).isdisjoint(LETTERS.findall(text.lower()))


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order, with character offsets into it; none overlap.

    Ages are among them, with `form="age"`.
    """
    if not _may_hold_any(text):
        return []
    t = reader().read(text)
    webs = web_spans(text)
    found: list[Found] = []
    done = 0
    for i in _candidates(t):
        if i < done or any(start <= t.start[i] < end for start, end in webs):
            continue
        amount, done = one_more(t, i, found), i
        if amount is None:
            amount, done = _read(t, i)
        if amount is not None:
            done = t.read_to = max(amount.last, done)
            found.append(_bounded(t, amount))
    return [_quantity(t, each) for each in carried(t, found)]


def _candidates(t: Tokens) -> list[int]:
    """The tokens at which a number could begin."""
    starts, after_article = _starts(), _after_article()
    return [
        i
        for i, word in enumerate(t.low[: t.count])
        if word in starts or word[0].isdecimal() or (word[0] == "." and len(word) > 1)
        if not (word in ARTICLES and t.low[i + 1] not in after_article and t.low[i + 2] not in after_article)
    ]


def _read(t: Tokens, i: int) -> tuple[Amount | None, int]:
    """The amount that begins at token i, and the token to go on from."""
    if t.is_digits(i):
        if t.glued(i) and (t.is_digits(i - 1) or _is_exponent(t, i)):
            return None, i + 1
        after = skip_to(t, i)
        if after > i:
            return None, after
    else:
        word = read_multiple_word(t, i) or read_zero(t, i) or read_every(t, i)
        if word:
            return word, word.last
        if is_year_in_words(t, i):
            half = read_words(t, i + 1)
            return None, half.last if half else i + 2
    amount = read_amount(t, i)
    if amount is None:
        return None, i + 1
    behind = after_mark(t, amount)
    if behind > amount.last:
        return None, behind
    ratio = read_ratio(t, amount)
    if ratio and ratio.amount.unit == PERCENT and is_mark(t, amount, ratio.last):
        return None, ratio.last
    if ratio:
        ratio = _ratios(t, amount.first, ratio) or ratio
        told = _glossed(t, ratio.amount) if ratio.last == ratio.amount.last else ratio.amount
        return told, max(ratio.last, told.last)
    multiple = read_multiple(t, amount)
    if multiple:
        multiple = read_range_of_multiples(t, multiple, _lead(t, multiple.first)) or multiple
        return multiple, multiple.last
    ranged = read_range(t, amount, _lead(t, amount.first)) if may_be_range(t, amount) else None
    if is_name(t, amount) and (ranged is None or t.is_digits(i)):
        return None, after_name(t, amount)
    if ranged is None and is_score(t, amount):
        return None, amount.last + 2
    ratio = read_ratio(t, ranged) if ranged else None
    if ratio:
        return ratio.amount, ratio.last
    whole = with_smaller_unit(t, _glossed(t, ranged or amount))
    again = read_multiple(t, whole) if whole is not amount else None
    whole = again or read_age(t, whole) or read_part_of_whole(t, whole) or whole
    return whole, whole.last


def _ratios(t: Tokens, first: int, low: Ratio) -> Ratio | None:
    """Two ratios as one range: "between one in five and one in three"."""
    if t.low[low.last] not in {"and", "to"} or _lead(t, first) != "between":
        return None
    upper = read_amount(t, low.last + 1)
    high = read_ratio(t, upper) if upper else None
    if high is None or high.amount.unit.name != low.amount.unit.name or high.amount.value <= low.amount.value:
        return None
    amount = replace(low.amount, last=high.amount.last, low=low.amount.value, high=high.amount.value)
    return Ratio(amount, high.last)


def _is_exponent(t: Tokens, i: int) -> bool:
    """Whether the digits at token i raise a unit: "m/s^2", "people per km^2", "kg m^-2"."""
    j = i - 1 - (t.words[i - 1] in MINUS)
    return t.words[j] == "^" and t.words[j - 1].isalpha()


def _lead(t: Tokens, first: int) -> str:
    """ "between" or "from" where it leads to the number, over modifiers."""
    before = bound_before(t, first)
    j = before[0] if before else first
    if j > 1 and t.low[j - 1] == "of" and t.low[j - 2] in vocabulary().lists["age_nouns"]:
        j -= 2
        j -= t.low[j - 1] == "the"
    word = t.low[j - 1] if j else ""
    return word if word in {"between", "from"} else ""


def _glossed(t: Tokens, amount: Amount) -> Amount:
    """Takes in a second writing of the same number in brackets: "two (2) years", "two-fifths of one percent (0.4%)"."""
    j = amount.last
    if t.words[j] != "(":
        return amount
    number = number_at(t, j + 1)
    again = read_amount(t, number) if number else None
    if again is None or again.value != amount.value or t.words[again.last] != ")":
        return amount
    if again.unit.name == amount.unit.name:
        glossed = replace(amount, last=again.last + 1)
        return with_unit(t, _scaled(t, glossed)) if amount.unit is COUNT else glossed
    return amount


def _scaled(t: Tokens, amount: Amount) -> Amount:
    """ "5 (five) million"."""
    number = with_scale(t, replace(amount.number, last=amount.last), money=False)
    return replace(amount, last=number.last, value=number.value, number=number) if number.scale > 1 else amount


def _bounded(t: Tokens, amount: Amount) -> Found:
    """The amount with its modifiers, word for word; of two, the one that binds tighter sets the bound."""
    before, after = bound_before(t, amount.first), bound_after(t, amount.last)
    words = [t.text[t.start[first] : t.end[last - 1]] for first, last, _ in (m for m in (before, after) if m)]
    tightest = before
    if after and (before is None or after[2] != "about"):
        tightest = after
    bound: Bound = tightest[2] if tightest else "exact"
    counted = amount.form not in {"ratio", "fraction"} and _significant_digits(amount.value) > 2
    if before and tightest is before and _is_as_many(t, before) and counted:
        bound = "exact"
    if amount.form == "vague" and bound in {"exact", "about"}:
        bound = "min"
    if amount.low is not None:
        bound = "range"
    return Found(amount, bound, " … ".join(words) or None, before[0] if before else None, leads=before is not None)


def _is_as_many(t: Tokens, modifier: tuple[int, int, Bound]) -> bool:
    return t.low[modifier[0]] == "as" and t.low[modifier[0] + 1] in {"many", "much"}


def _significant_digits(value: float) -> int:
    """ "As many as 916" is a count; "as many as 900" is a limit."""
    return len(f"{abs(value):.12g}".replace(".", "").strip("0"))


def _quantity(t: Tokens, found: Found) -> Quantity:
    amount = found.amount
    start, end = t.start[amount.first], t.end[amount.last - 1]
    ranged = amount.low is not None and amount.high is not None
    return Quantity(
        start=start,
        end=end,
        surface=t.text[start:end],
        value=None if ranged else _round(amount.value),
        low=_round(amount.low) if amount.low is not None else None,
        high=_round(amount.high) if amount.high is not None else None,
        bound=found.bound,
        unit=amount.unit.name,
        modifier=found.modifier,
        form="zero" if amount.value == 0 and amount.unit is COUNT and not ranged else amount.form,
    )


def _round(value: float) -> float:
    """The value without the dust of binary arithmetic."""
    return float(f"{value:.12g}")
