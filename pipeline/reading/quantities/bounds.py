"""The words that bound a number, before it and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

if TYPE_CHECKING:
    from pipeline.records.model import Bound

DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "these", "those", "my", "your"})
OF_NOUNS = frozenset({"total", "record", "average", "maximum", "minimum", "median", "combined", "high", "mean"})
MOST_NEUTRALS = 4


def bound_before(t: Tokens, first: int) -> tuple[int, int, Bound] | None:
    """First and last token and the bound of the modifier that ends before token `first`; the nearest one bounds."""
    j, neutrals, crossed, loose = first, 0, False, vocabulary().lists["loose_modifiers"]
    found: tuple[int, int, Bound] | None = None
    while j > 0:
        hit = t.before.get(j)
        if hit and not (crossed and t.low[hit[0]] in loose and j - hit[0] == 1):
            start, bound = hit
            found = (start, found[1], found[2]) if found else (start, j, bound)
            j = start
            continue
        word = t.low[j - 1]
        if neutrals == MOST_NEUTRALS or word not in vocabulary().neutral:
            break
        if word == "of" and (j < 2 or t.low[j - 2] not in OF_NOUNS):
            break
        crossed = crossed or word in DETERMINERS
        neutrals += 1
        j -= 1
    return found


def bound_after(t: Tokens, last: int) -> tuple[int, int, Bound] | None:
    """The same for the modifier after token `last`: "50+", "50 or more", "50 people or more"."""
    small = vocabulary().small
    for j in range(last, min(last + 3, t.count)):
        if j > last and not t.words[j - 1].isalpha():
            return None
        hit = t.after.get(j)
        if hit is None:
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
