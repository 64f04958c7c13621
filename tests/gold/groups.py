"""Parts of a corpus by group, so that nothing is judged on a topic that it was trained on."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator


def fold(groups: Iterable[str], part: str) -> list[str]:
    """Every Nth group in alphabetical order from the Kth on, for a part "K/N".

    Errors may be read in the groups of 1/2; those of 2/2 are only scored. Raises ValueError where `part` is no K/N
    with 1 <= K <= N.
    """
    k, n = map(int, part.split("/"))
    if not 1 <= k <= n:
        raise ValueError(f"{part}: K/N with K from 1 to N")
    return sorted(set(groups))[k - 1 :: n]


def not_fold(groups: Iterable[str], part: str) -> list[str]:
    """The groups that `fold` leaves out."""
    names = set(groups)
    return sorted(names - set(fold(names, part)))


def balanced_folds(group_of_claims: Iterable[str], count: int = 5) -> dict[str, int]:
    """Each group's fold, given the group of each claim: the largest groups first, each to the smallest fold."""
    size = Counter(group_of_claims)
    load = [0] * count
    folds = {}
    for group, claims in sorted(size.items(), key=lambda item: (-item[1], item[0])):
        folds[group] = load.index(min(load))
        load[folds[group]] += claims
    return folds


def shuffled_folds(groups: int, count: int) -> Iterator[set[int]]:
    """The numbers of the groups that are held out in each of `count` folds, in an order that is always the same."""
    order = list(range(groups))
    random.Random(0).shuffle(order)
    for n in range(count):
        yield set(order[n::count])
