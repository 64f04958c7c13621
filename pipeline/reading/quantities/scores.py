"""Scores and marks, which count nothing: "won 3-1", "4.6/5", "4.6 out of 5 stars"."""

from __future__ import annotations

from pipeline.reading.quantities.amounts import COUNT, Amount
from pipeline.reading.quantities.number import counts_something
from pipeline.reading.quantities.ranges import DASHES
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary


def is_score(t: Tokens, amount: Amount) -> bool:
    """Whether two bare numbers joined by a dash do not rise: "won 3-1", "52-48"."""
    j = amount.last
    return (
        amount.number.plain
        and amount.unit is COUNT
        and t.words[j] in DASHES
        and t.glued(j)
        and t.glued(j + 1)
        and t.words[j + 1].isdecimal()
        and len(t.words[j + 1]) <= 3
        and amount.value >= int(t.words[j + 1])
    )


def after_mark(t: Tokens, amount: Amount) -> int:
    """The token behind a mark, a number with a decimal out of so many ("4.6/5", "4.6 out of 5 stars"), if it is one,
    else the amount's first."""
    lists, j = vocabulary().lists, amount.last
    k = j + 2 if t.low[j : j + 2] == ["out", "of"] else j + 1
    if amount.unit is not COUNT or amount.value.is_integer() or t.words[k] not in lists["full_marks"]:
        return amount.first
    linked = k > j + 1 or (t.words[j] == "/" and not t.is_digits(k + 1))
    return k + 1 if linked and not _counts_but_marks(t, k + 1) else amount.first


def is_mark(t: Tokens, amount: Amount, last: int) -> bool:
    """Whether a ratio that ends before token `last` is a mark: "scored 32 out of 100"; of things counted it is a share:
    "test scores at 8 out of 10 schools"."""
    i, lists = amount.first, vocabulary().lists
    if t.low[amount.last : amount.last + 2] != ["out", "of"] or _counts_but_marks(t, last):
        return False
    while i > 1 and t.low[i - 1] in lists["marking_links"]:
        i -= 1
    return i > 0 and t.low[i - 1] in lists["marking"]


def _counts_but_marks(t: Tokens, j: int) -> bool:
    """Whether something is counted at token j, and no mark: "3.5/100 children", but "4.6 out of 5 stars"."""
    return counts_something(t, j) and t.low[j] not in vocabulary().lists["units_of_marks"]
