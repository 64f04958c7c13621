"""Parts of a corpus by group, so that nothing is judged on a topic that it was trained on."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

_CORPUS = Path(__file__).with_name("corpus")


def fold(groups: Iterable[str], part: str) -> list[str]:
    """Every Nth group from the Kth on, for a part "K/N": in alphabetical order, later series behind all others, so that
    a series leaves each older group in its part.

    Errors may be read in the groups of 1/2; those of 2/2 are only scored. Raises ValueError where `part` is no K/N
    with 1 <= K <= N.
    """
    k, n = map(int, part.split("/"))
    if not 1 <= k <= n:
        raise ValueError(f"{part}: K/N with K from 1 to N")
    ordered = sorted(set(groups), key=lambda group: (_place_in_line(group), group))
    return ordered[k - 1 :: n]


def _place_in_line(group: str) -> int:
    """0 for the first series, and for the second, whose names were chosen in pairs to stand between older ones; from 1
    on for those after them."""
    return next((n for n, names in enumerate(later_series().values()) if group in names), 0)


def not_fold(groups: Iterable[str], part: str) -> list[str]:
    """The groups that `fold` leaves out."""
    names = set(groups)
    return sorted(names - set(fold(names, part)))


@cache
def later_series() -> Mapping[str, frozenset[str]]:
    """By the series' name the groups that were added to the project's own corpus, and are scored apart."""
    loaded: Mapping[str, list[str]] = yaml.safe_load((_CORPUS / "series.yaml").read_text("utf-8"))
    return {label: frozenset(names) for label, names in loaded.items()}


@cache
def set_aside() -> frozenset[str]:
    """The groups that nothing learns from: choosers, encoder and the weights of pairs do without them."""
    return frozenset(yaml.safe_load((_CORPUS / "aside.yaml").read_text("utf-8")))


def short_documents() -> frozenset[str]:
    """The groups whose documents are short, and nearly all speak for themselves."""
    return later_series()["third"]


def scored_parts(groups: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """By label the groups that are scored together: all of the first series, those of them whose errors may be read and
    those that are only scored, and each later series of which there are any."""
    names = frozenset(groups)
    later = {f"{label} series": names & some for label, some in later_series().items()}
    first = names.difference(*later.values())
    read = frozenset(fold(names, "1/2")) & first
    parts = {"all": first, "read": read, "only scored": first - read, **later}
    return {label: some for label, some in parts.items() if some}


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
