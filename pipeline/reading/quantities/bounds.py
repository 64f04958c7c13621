"""The words that bound a number, before it and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

if TYPE_CHECKING:
    from pipeline.records.model import Bound

MOST_NEUTRALS = 4
FARTHEST_AFTER = 4
"""Words that may stand between a number and "at most": "five women and girls at most"."""


def bound_before(t: Tokens, first: int) -> tuple[int, int, Bound] | None:
    """First and last token and the bound of the modifier that ends before token `first`; the nearest one bounds."""
    j, neutrals, crossed, lists = first, 0, False, vocabulary().lists
    found: tuple[int, int, Bound] | None = None
    while j > 0:
        hit = t.before.get(j)
        if hit and not _is_of_another_kind(t, hit[0], j, first, crossed):
            start, bound = hit
            found = (start, found[1], found[2]) if found else (start, j, bound)
            j = start
            continue
        word = t.low[j - 1]
        if neutrals == MOST_NEUTRALS or word not in lists["neutral"]:
            break
        if word == "of" and (j < 2 or t.low[j - 2] not in lists["summing_nouns"]):
            break
        crossed = crossed or word in lists["possessed"]
        neutrals += 1
        j -= 1
    return found


def _is_of_another_kind(t: Tokens, start: int, end: int, first: int, crossed: bool) -> bool:
    """Whether the words of a modifier bound no number here: "over the 12 months", "25% above the 512 of 2020", "handed
    over five", "rose up to 90", "passed 12 laws"."""
    lists = vocabulary().lists
    words = " ".join(t.low[start:end])
    if crossed and ((end - start == 1 and words in lists["loose_modifiers"]) or words in lists["comparing_modifiers"]):
        return True
    before = t.low[start - 1] if start else ""
    is_share = before in lists["percent_words"] or before in vocabulary().denominators
    if is_share and (words == "over" or words in lists["comparing_modifiers"]):
        return True
    if words in lists["milestones"]:
        return not _is_large(t, first)
    if words == "over":
        return before in lists["verbs_with_over"]
    return words == "up to" and before in lists["verbs_with_up"]


def _is_large(t: Tokens, first: int) -> bool:
    """Whether the number that begins at a token, perhaps with a currency, has three digits or a scale."""
    words = vocabulary()
    for i in range(first, min(first + 3, t.count)):
        if t.is_digits(i):
            return "," in t.words[i] or len(t.words[i]) > 2 or t.low[i + 1] in words.suffixes
        if t.low[i] in words.small or t.low[i] in {"a", "half"}:
            return t.low[i + 1] in words.scales or t.low[i + 2] in words.scales
    return False


def bound_after(t: Tokens, last: int) -> tuple[int, int, Bound] | None:
    """The same for the modifier after token `last`: "50+", "50 or more", "50 people or more"."""
    small = vocabulary().small
    for j in range(last, min(last + FARTHEST_AFTER + 1, t.count)):
        if j > last and not t.words[j - 1].isalpha():
            return None
        hit = t.after.get(j)
        if hit is None or (j > last + 2 and t.low[j : j + 2] != ["at", "most"]):
            continue
        end, bound = hit
        word = t.low[j]
        if (word == "+" and not t.glued(j)) or (word == "plus" and (t.is_digits(end) or j > last)):
            return None
        if word in {"at", "and", "or", "maximum", "minimum", "max"} and (t.is_digits(end) or t.low[end] in small):
            return None
        if (j > last and word not in {"or", "at"}) or (word == "and" and t.low[end] == "than"):
            return None
        return j, end, bound
    return None
