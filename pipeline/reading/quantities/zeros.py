"""Nothing, counted in words: "no convictions", "none of the suspects", "not a single case"."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import COUNT, Amount
from pipeline.reading.quantities.number import Number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary


def read_zero(t: Tokens, i: int) -> Amount | None:
    """The zero that begins at token i, if something countable is said not to be there."""
    low, lists = t.low[i], vocabulary().lists
    verbs = lists["zero_verbs"]
    if low == "no":
        if t.low[i + 1] == "one":
            told = t.low[i + 2] in verbs and t.words[i + 3].isalpha()
            return _zero(i, i + 2) if told or t.low[i + 2] in lists["zero_events"] else None
        return _zero(i, i + 1) if _counted(t, i + 1) or _happens(t, i + 1) else None
    if low == "nobody":
        asked = i > 0 and t.low[i - 1] in lists["asking"]
        told = (
            t.low[i + 1] in verbs | lists["zero_events"] | lists["none_events"]
            or t.low[i + 1] == "in"
            or _ends_in_did(t, i + 1)
        )
        return _zero(i, i + 1) if told and not asked else None
    if low == "none":
        return _zero(i, i + 1) if _is_count(t, i) else None
    if low == "not" and t.low[i + 1 : i + 3] == ["a", "single"] and _is_thing(t, i + 3):
        return _zero(i, i + 3)
    if low == "not" and t.low[i + 1] == "one" and (_is_thing(t, i + 2) or _is_count(t, i + 1)):
        return _zero(i, i + 2)
    return None


def _is_count(t: Tokens, i: int) -> bool:
    """Whether "none" at token i counts: "none of the suspects", "none were", "compared with none in 2014"."""
    before, following, lists = t.low[i - 1] if i else "", t.low[i + 1], vocabulary().lists
    if following == "of":
        return t.low[i + 2] in lists["none_of"]
    if (
        following in lists["zero_verbs"] | lists["zero_events"] | lists["none_events"]
        or tuple(t.low[i + 1 : i + 3]) in _TO_DATE
    ):
        return True
    if not t.words[i + 1].isalpha() and before in lists["zero_takers"]:
        return True
    listed = before in lists["none_leads"]
    return listed and (not t.words[i + 1].isalpha() or following in lists["none_followers"])


_TO_DATE = frozenset({("at", "all"), ("so", "far"), ("to", "date"), ("until", "now"), ("till", "now"), ("as", "yet")})
MOST_ADJECTIVES = 2
"""Words between "no" and its noun: "no new salmon farm has been affected"."""


def _ends_in_did(t: Tokens, j: int) -> bool:
    return t.low[j] == "did" and not t.words[j + 1].isalpha()


def _happens(t: Tokens, j: int) -> bool:
    """Whether something befell none of what is named at token j: "no shipment was destroyed", "no boat sank"."""
    lists = vocabulary().lists
    barred = lists["function_words"] | lists["uncounted"] | lists["not_befallen"]
    for k in range(j, j + MOST_ADJECTIVES + 1):
        if not (t.words[k].isalpha() and t.words[k].islower()) or t.low[k] in barred:
            return False
        if _befell(t, k + 1):
            return True
    return False


def _befell(t: Tokens, j: int) -> bool:
    """Whether a verb at token j says that something died, or was destroyed, or has been."""
    lists = vocabulary().lists
    if t.low[j] in lists["zero_events"]:
        return True
    past = t.low[j] in {"was", "were"}
    perfect = t.low[j] in {"has", "have", "had"} and t.low[j + 1] == "been"
    return (past or perfect) and t.low[j + 1 + perfect] in lists["befalling"]


def _is_thing(t: Tokens, j: int) -> bool:
    """Whether a noun at token j could be counted in this field: "not a single owner", no "word" or "day"."""
    lists = vocabulary().lists
    return (
        t.words[j].isalpha() and t.words[j].islower() and t.low[j] not in lists["function_words"] | lists["uncounted"]
    )


def _zero(first: int, last: int) -> Amount:
    return Amount(first, last, 0.0, COUNT, Number(first, last, 0.0, "words"), "zero")


def _counted(t: Tokens, j: int) -> bool:
    """Whether token j, or the one behind an adjective there, is a noun of what is counted in this field."""
    counted = vocabulary().lists["counted"] | vocabulary().lists["counted_by_no"]
    return t.low[j] in counted or (t.words[j].islower() and j + 1 < t.count and t.low[j + 1] in counted)
