"""What closes a list of counts without a number in it: "six nurses, two drivers and a guard"."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import COUNT, Amount
from pipeline.reading.quantities.carry import MOST_NOUNS, Found
from pipeline.reading.quantities.number import Number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary


def one_more(t: Tokens, i: int, found: list[Found]) -> Amount | None:
    """What closes a list of counts: "six nurses, two drivers and a guard", "three into mines and one into a mill"."""
    if t.low[i] not in {"a", "an", "one"} or not found or t.low[i - 1] not in {"and", ",", "whom"}:
        return None
    before = found[-1].amount
    if t.low[i] == "one" and _is_one_of_them(t, i):
        return _single(i)
    if t.low[i] == "one":
        parallel = before.unit is COUNT and before.number.last == before.last and _is_parallel(t, before.last, i + 1)
        return _single(i) if parallel else None
    between = t.words[before.last : i]
    if before.unit is not COUNT or len(between) > MOST_NOUNS or any(not (w.isalpha() or w == ",") for w in between):
        return None
    persons = vocabulary().lists["persons"]
    if any(word in vocabulary().lists["unlisted"] for word in t.low[before.last : i - 1]):
        return None
    if t.low[i + 1] in persons or (t.words[i + 1].islower() and t.low[i + 2] in persons):
        return _single(i)
    return None


def _is_one_of_them(t: Tokens, i: int) -> bool:
    """ "51 people, one of them a minor", "31 members, of whom one is a woman"."""
    return t.low[i + 1 : i + 3] in (["of", "them"], ["of", "whom"]) or t.low[max(0, i - 2) : i] == ["of", "whom"]


def _single(i: int) -> Amount:
    return Amount(i, i + 1, 1.0, COUNT, Number(i, i + 1, 1.0, "words"))


def _is_parallel(t: Tokens, one: int, other: int) -> bool:
    """Whether the same small word stands at both tokens: "three in Accra and one in Kumasi"."""
    pair = {t.low[one], t.low[other]}
    if other - one > 2 * MOST_NOUNS or not pair <= vocabulary().lists["function_words"]:
        return False
    return len(pair) == 1 or pair == {"was", "were"} or pair == {"is", "are"}
