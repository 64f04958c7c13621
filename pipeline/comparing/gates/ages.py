"""Of what age those are whom two claims count: children of 5 to 11 are no part of those of 12 to 14."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import inf
from typing import Any, NamedTuple

from pipeline.comparing.gates.clauses import beside_number
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.records.data import load_yaml

_LEEWAY = 1
"""Years by which two tellings of one age group may differ: "over 15" is said of those of 15 and older."""


class _Ages(NamedTuple):
    first: float
    last: float

    def text(self) -> str:
        if self.last == inf:
            return f"aged {self.first:.0f} and over"
        return f"aged {self.first:.0f} to {self.last:.0f}"


def other_ages(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """The ages that two claims name where none of the one is one of the other's; else None."""
    mine, theirs = ages_of(a), ages_of(b)
    if not mine or not theirs or any(_alike(one, other) for one in mine for other in theirs):
        return None
    return " against ".join(" and ".join(each.text() for each in sorted(ages)) for ages in (mine, theirs))


def ages_of(norm: NormalisedClaim) -> frozenset[_Ages]:
    """The age groups that the subject and the part name, else the words beside the number."""
    claim = norm.claim
    return _ages_in(f"{claim.subject}, {claim.part or ''}") or _ages_in(beside_number(claim.quote, claim.number))


def _alike(one: _Ages, other: _Ages) -> bool:
    near_last = one.last == other.last or abs(one.last - other.last) <= _LEEWAY
    return abs(one.first - other.first) <= _LEEWAY and near_last


@lru_cache(maxsize=1 << 16)
def _ages_in(text: str) -> frozenset[_Ages]:
    found: set[_Ages] = set()
    for how, pattern in _patterns().items():
        for match in pattern.finditer(text):
            told = [_years(age) for age in match.groups() if age]
            if how == "between":
                found.add(_Ages(told[0], told[-1]))
            else:
                found.add(_Ages(0, told[0] - 1) if how == "below" else _Ages(told[0], inf))
    return frozenset(found)


def _years(age: str) -> int:
    return int(age) if age.isdigit() else int(_data()["words"][age.lower()])


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing.gates", "ages.yaml")
    return loaded


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    words = "|".join(sorted(_data()["words"], key=len, reverse=True))
    age = rf"(\d{{1,2}}|{words})"
    alone = rf"{age}\b(?!{_data()['counted']})"
    entries = {
        how: [rf"\b{entry.replace('N!', alone).replace('N', age)}\b" for entry in _data()[how]]
        for how in ("between", "below", "from")
    }
    return {how: re.compile("|".join(each), re.IGNORECASE) for how, each in entries.items()}
