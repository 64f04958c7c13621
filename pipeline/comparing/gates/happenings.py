"""What happened to the things that two claims count, where the measure leaves it open: workers hired and laid off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from pipeline.comparing.gates.clauses import beside_number
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.records.data import load_yaml

Happenings = Mapping[int, frozenset[str]]
"""By group what is told to have happened, each by its first phrase."""


def other_happening(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """What each says to have happened, where one thing does not happen together with the other; else None."""
    if not (_leaves_open(a) and _leaves_open(b)):
        return None
    mine, theirs = happenings_of(a), happenings_of(b)
    for group in mine.keys() & theirs.keys():
        if not mine[group] & theirs[group]:
            return f"{', '.join(sorted(mine[group]))} against {', '.join(sorted(theirs[group]))}"
    return None


def happenings_of(norm: NormalisedClaim) -> Happenings:
    """What the subject, the part and the words around the number say to have happened."""
    claim = norm.claim
    return _happenings_in(f"{claim.subject}, {claim.part or ''}, {beside_number(claim.quote, claim.number)}")


def _leaves_open(norm: NormalisedClaim) -> bool:
    return norm.traits.unspecific or norm.measure in _data()["measures"]


@lru_cache(maxsize=1 << 16)
def _happenings_in(text: str) -> Happenings:
    found: dict[int, set[str]] = {}
    for phrase in _pattern().findall(text.lower().replace("-", " ")):
        for group, kind in _phrases()[phrase]:
            found.setdefault(group, set()).add(kind)
    return {group: frozenset(kinds) for group, kinds in sorted(found.items())}


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing.gates", "happenings.yaml")
    return loaded


@cache
def _phrases() -> Mapping[str, Sequence[tuple[int, str]]]:
    """By phrase the groups that it belongs to, with what it says there."""
    found: dict[str, list[tuple[int, str]]] = {}
    for n, group in enumerate(_data()["groups"]):
        for kind in group:
            for phrase in kind:
                found.setdefault(phrase, []).append((n, kind[0]))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
